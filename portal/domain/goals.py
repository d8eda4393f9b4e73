"""Goals: behaviours that people practise, when one has gone quiet, and when it is done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.cycle_days import end_of
from portal.domain.evidence import EvidenceKind, refused_alone
from portal.domain.refusals import Refusal
from portal.domain.time_zones import day_in

QUIET_AFTER = timedelta(days=21)
"""How long a goal may go without anything happening to it before it counts as quiet."""

USUAL_SPAN = timedelta(weeks=6)
"""Until when somebody practises who has not said otherwise."""

PAGES = "/growth/goals/"
"""Below which address goals are looked at; a goal's number follows."""

LONGEST_SPAN = timedelta(days=366)
LONGEST_TEXT = 2000
LONGEST_NAMES = 200

SEEN_LATELY = timedelta(days=183)
"""How long what was seen is shown among one's goals rather than with the earlier ones."""


class Pace(StrEnum):
    """How an active goal goes along: it moves, nothing happens to it, or its day has passed."""

    MOVING = "moving"
    QUIET = "quiet"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Plan:
    """How somebody practises a behaviour, with whom (may be empty), and until which day."""

    how: str
    with_whom: str
    until_on: date

    @property
    def fingerprint(self) -> str:
        """A short digest of the plan: equal plans have equal fingerprints."""
        written = json.dumps([self.how, self.with_whom, self.until_on.isoformat()])
        return hashlib.sha256(written.encode()).hexdigest()[:16]

    def changes(self, other: Plan) -> Mapping[str, object]:
        """What is different in ``other``, by field."""
        return {k: v for k, v in asdict(other).items() if asdict(self)[k] != v}


def unfit_day(until_on: date, *, today: date) -> Refusal | None:
    """Why somebody cannot practise until this day; ``today`` is the day where they live."""
    if not today <= until_on <= today + LONGEST_SPAN:
        return Refusal.GOAL_DAY_UNFIT
    return None


@dataclass(frozen=True)
class Observation:
    """Whose goal it is, who saw the behaviour (people's numbers) and on which day.

    ``evidence`` is of which kind the note is that shows it, None without one.
    """

    person_id: int
    seen_by_id: int
    seen_on: date
    evidence: EvidenceKind | None = None


def unfit_observation(observation: Observation, *, today: date) -> Mapping[str, Refusal]:
    """Why a goal is not done by this, by field; empty when it is.

    Nobody's word about themselves is enough, and a metric proves nothing.
    """
    found = {}
    if observation.seen_by_id == observation.person_id:
        found["seen_by"] = Refusal.SEEN_BY_ONESELF
    if observation.seen_on > today:
        found["seen_on"] = Refusal.SEEN_AHEAD
    if observation.evidence and (refusal := refused_alone([observation.evidence])):
        found["evidence"] = refusal
    return found


def pace(*, moved_at: datetime, until_on: date, time_zone: str, now: datetime) -> Pace:
    """How an active goal of somebody in ``time_zone`` goes along; instants are aware."""
    if day_in(time_zone, now) > until_on:
        return Pace.OVERDUE
    return Pace.QUIET if now - moved_at >= QUIET_AFTER else Pace.MOVING


def quiet_since(*, moved_at: datetime, until_on: date, time_zone: str) -> datetime:
    """When an active goal goes quiet unless something happens to it before.

    Three weeks after it last moved, or when its day is over, if that comes first. Who says how it
    goes after that day has three weeks again, so that nobody is reminded of what they just wrote.
    """
    day_over = end_of(until_on, time_zone)
    unmoved = moved_at + QUIET_AFTER
    return min(day_over, unmoved) if moved_at < day_over else unmoved


def page_of(goal_id: int) -> str:
    """Where a goal is looked at."""
    return f"{PAGES}{goal_id}"


def quiet_key(goal_id: int, person_id: int, moved_at: datetime) -> str:
    """The name of one quiet spell, of which the person is reminded once."""
    return f"goal:{goal_id}:quiet:{moved_at:%Y%m%dT%H%M%S%f}:{person_id}"
