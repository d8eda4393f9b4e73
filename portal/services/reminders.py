"""Reminding people of what is due: once for each occasion, by daylight, never on leave.

``SOURCES`` lists what the worker asks, one after the other and each in a transaction of its own.
A source is given the moment, tells whom it is time to tell, and returns how many it told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from portal.domain import reminders as rules
from portal.domain.cycle_boards import TOLD_AS, Waiting
from portal.domain.notices import NoticeKind
from portal.domain.reminders import Occasion
from portal.domain.sealing import Party
from portal.domain.time_zones import day_in
from portal.models import Cycle
from portal.models.accounts import EvidenceReminder
from portal.queries import reminders as queries
from portal.queries.cycle_boards import Sought
from portal.queries.cycle_parts import Part, Reader, parts
from portal.queries.notices import told_before
from portal.services.goals import remind_of_quiet
from portal.services.notices import Telling, tell_each
from portal.services.sealed_views import tell_opened

REMINDED_OF = set(Waiting) - {Waiting.ACKNOWLEDGEMENT}
"""That an agreed view waits to be read was told when it was written."""


@dataclass(frozen=True)
class Call:
    """One thing that waits for somebody; a manager's calls of a kind and day become one notice."""

    waiting: Waiting
    occasion: Occasion
    due_on: date
    reader: Reader
    assessment_id: int | None


def due_in_rounds(now: datetime) -> int:
    """Remind of views and conversations of every open round, in its days."""
    return sum(_due_in(cycle, now) for cycle in queries.open_cycles())


def _due_in(cycle: Cycle, now: datetime) -> int:
    today = day_in(cycle.time_zone, now)
    if today < cycle.views_due_on + rules.OFFSETS[Occasion.WEEK]:
        return 0
    gathered: defaultdict[Call, int] = defaultdict(int)
    for part in parts(cycle, Sought(), now):
        for call in _calls(part, now, today):
            gathered[call] += 1
    told = told_before(
        _key(cycle, call, later) for call in gathered for later in rules.and_later(call.occasion)
    )
    tellings: defaultdict[NoticeKind, list[Telling]] = defaultdict(list)
    for call, count in gathered.items():
        if any(_key(cycle, call, later) in told for later in rules.and_later(call.occasion)):
            continue
        tellings[TOLD_AS[call.waiting]].append(_telling(cycle, call, count))
    return sum(tell_each(kind, theirs) for kind, theirs in tellings.items())


def _calls(part: Part, now: datetime, today: date) -> Iterator[Call]:
    """What an assessment asks of whom, as far as an occasion has come and it is day there."""
    for waiting, party, reader in part.turns(now):
        if waiting not in REMINDED_OF or not rules.is_daytime(now, reader.time_zone):
            continue
        due_on = part.days.of(waiting)
        began = part.moments.views_open_at if waiting is Waiting.TALK else None
        since = day_in(part.days.time_zone, began or part.started_at)
        occasion = rules.occasion(due_on, since=since, today=today)
        if occasion is not None:
            one = part.assessment_id if party is Party.SUBJECT else None
            yield Call(waiting, occasion, due_on, reader, one)


def _key(cycle: Cycle, call: Call, occasion: Occasion) -> str:
    about = "team" if call.assessment_id is None else str(call.assessment_id)
    return f"due:{cycle.id}:{call.waiting}:{about}:{call.due_on}:{occasion}:{call.reader.id}"


def _telling(cycle: Cycle, call: Call, count: int) -> Telling:
    about = {"cycle": cycle.name}
    if call.occasion is not Occasion.LATE:
        about |= {"due": call.due_on.isoformat(), "zone": cycle.time_zone}
    path = "/assessments"
    if call.assessment_id is None:
        about["count"] = str(count)
    else:
        path += f"/{call.assessment_id}"
    return Telling(call.reader.id, _key(cycle, call, call.occasion), path, about)


def views_that_opened(now: datetime) -> int:
    """Tell both people of views that open on a day of the round, when that day has come."""
    opened = queries.opened_untold(now)
    for assessment in opened:
        tell_opened(assessment)
    return len(opened)


def evidence(now: datetime) -> int:
    """Remind of the evidence log whoever asked for it, near the end of their week."""
    asking = queries.asking_for_reminders(today=now.date())
    tellings = [
        Telling(reader.id, _week_key(reader, how_often, now), "/evidence/new")
        for reader, how_often in asking.items()
        if reader.is_here and rules.is_time_for_evidence(now, reader.time_zone)
    ]
    return tell_each(NoticeKind.EVIDENCE_ASKED, tellings)


def _week_key(reader: Reader, how_often: EvidenceReminder, now: datetime) -> str:
    week = rules.week_of(now, reader.time_zone)
    period = week // 2 if how_often is EvidenceReminder.FORTNIGHTLY else week
    return f"evidence:{how_often}:{period}:{reader.id}"


SOURCES: tuple[Callable[[datetime], int], ...] = (
    due_in_rounds,
    views_that_opened,
    evidence,
    remind_of_quiet,
)
