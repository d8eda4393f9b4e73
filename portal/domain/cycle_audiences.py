"""Whom a round is for: tracks and teams, without new starters and people on leave, and by hand."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.time_zones import day_in

LONGEST_STARTER_DAYS = 730


class LeftOut(StrEnum):
    """Why somebody is not in a round. ELSEWHERE: on another track, or in another team."""

    ELSEWHERE = "elsewhere"
    NEW_STARTER = "new_starter"
    ON_LEAVE = "on_leave"
    BY_HAND = "by_hand"


@dataclass(frozen=True)
class Audience:
    """Whom a round is for on the day it opens; ``tracks`` and ``teams`` are keys.

    Both narrow it: with tracks and teams, people on one of the tracks who are also in one of the
    teams. Neither means everybody.
    """

    tracks: Set[str]
    teams: Set[str]
    new_starter_days: int
    leaves_out_absent: bool
    opens_on: date

    @property
    def is_everybody(self) -> bool:
        return not self.tracks and not self.teams

    @property
    def started_by(self) -> date:
        """The latest first day with which somebody is in: so many days before it opens."""
        return self.opens_on - timedelta(days=self.new_starter_days)

    def may_share(self, other: Audience) -> bool:
        """Whether somebody can be in both; people may change track and team, rounds do not."""
        return not (
            (self.tracks and other.tracks and not self.tracks & other.tracks)
            or (self.teams and other.teams and not self.teams & other.teams)
        )


@dataclass(frozen=True)
class Placed:
    """What of somebody here decides whether they are in a round.

    ``track`` and ``team`` are keys, None where not known. ``choice`` is what people-ops decided
    by hand: in, out, or nothing.
    """

    track: str | None
    team: str | None
    started_on: date
    is_away: bool
    choice: bool | None = None


def left_out(person: Placed, audience: Audience) -> LeftOut | None:
    """Why somebody is not in the round, None when they are; what was decided by hand holds.

    Whose role is not known may belong to any track: they are in, so that nobody is forgotten.
    """
    if person.choice is not None:
        return None if person.choice else LeftOut.BY_HAND
    if audience.tracks and person.track is not None and person.track not in audience.tracks:
        return LeftOut.ELSEWHERE
    if audience.teams and person.team not in audience.teams:
        return LeftOut.ELSEWHERE
    if person.started_on > audience.started_by:
        return LeftOut.NEW_STARTER
    if audience.leaves_out_absent and person.is_away:
        return LeftOut.ON_LEAVE
    return None


def opening_day(opens_on: date, time_zone: str, now: datetime) -> date:
    """The day on which a draft would open at the earliest: as planned, or today if that is past."""
    return max(opens_on, day_in(time_zone, now))
