"""The life of a round after it opened: what each assessment waits for, and what may be done.

Pure rules: the board, the nudges, the scheduled reminders and the buttons all ask here.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.assessments import ViewKind
from portal.domain.cycle_days import end_of
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.sealing import Moments, Party, Stage
from portal.domain.workflows import CYCLE_MOVES, CycleState


class Waiting(StrEnum):
    """What an assessment waits for, in the order it comes."""

    SELF_VIEW = "self_view"
    MANAGER_VIEW = "manager_view"
    TALK = "talk"
    ACKNOWLEDGEMENT = "acknowledgement"


def waits_for(moments: Moments, now: datetime) -> tuple[Waiting, ...]:
    """What an assessment waits for now, in order; nothing between both views and their opening.

    The two views are written side by side, so both may be missing. A view that was reopened is
    waited for again, whatever came after it.
    """
    missing = tuple(
        waiting
        for waiting, is_in in (
            (Waiting.SELF_VIEW, moments.self_in_at),
            (Waiting.MANAGER_VIEW, moments.manager_in_at),
        )
        if is_in is None
    )
    if missing:
        return missing
    stage = moments.stage(now)
    if stage is Stage.OPEN:
        return (Waiting.TALK,)
    return (Waiting.ACKNOWLEDGEMENT,) if stage is Stage.AGREED else ()


@dataclass(frozen=True)
class DueDays:
    """Until the end of which days things may be done, in the round's time zone.

    ``extended_to`` is a later day for one assessment; the later of the two holds.
    """

    views_due_on: date
    talks_due_on: date
    time_zone: str
    extended_to: date | None = None

    def of(self, waiting: Waiting) -> date:
        is_view = waiting in {Waiting.SELF_VIEW, Waiting.MANAGER_VIEW}
        day = self.views_due_on if is_view else self.talks_due_on
        return max(day, self.extended_to) if self.extended_to else day

    def is_past(self, waiting: Waiting, now: datetime) -> bool:
        return now >= end_of(self.of(waiting), self.time_zone)


ACTS: Mapping[Waiting, tuple[Party, ...]] = {
    Waiting.SELF_VIEW: (Party.SUBJECT,),
    Waiting.MANAGER_VIEW: (Party.MANAGER,),
    Waiting.TALK: (Party.SUBJECT, Party.MANAGER),
    Waiting.ACKNOWLEDGEMENT: (Party.SUBJECT,),
}
"""Whose turn it is; a conversation takes both."""


TOLD_AS: Mapping[Waiting, NoticeKind] = {
    Waiting.SELF_VIEW: NoticeKind.SELF_VIEW_DUE,
    Waiting.MANAGER_VIEW: NoticeKind.MANAGER_VIEWS_DUE,
    Waiting.TALK: NoticeKind.TALK_DUE,
    Waiting.ACKNOWLEDGEMENT: NoticeKind.AGREED_READY,
}
"""What a nudge or a reminder of each says."""


def to_remind(
    waiting: tuple[Waiting, ...], *, person_is_here: bool, manager_is_here: bool
) -> tuple[tuple[Waiting, Party], ...]:
    """Whom to tell of what. Nobody who is on leave or has left; of a conversation, both or none."""
    is_here = {Party.SUBJECT: person_is_here, Party.MANAGER: manager_is_here}
    return tuple(
        (one, party)
        for one in waiting
        if one is not Waiting.TALK or all(is_here.values())
        for party in ACTS[one]
        if is_here[party]
    )


def opened_key(cycle_id: int, person_id: int) -> str:
    """The occasion of telling somebody that a round of theirs has begun."""
    return f"cycle:{cycle_id}:opened:{person_id}"


def nudge_key(cycle_id: int, waiting: Waiting, person_id: int, day: date) -> str:
    """The occasion of a nudge: once a day for each thing somebody owes, however many wait for it.

    ``day`` is a day in the round's time zone.
    """
    return f"cycle:{cycle_id}:nudge:{waiting.value}:{person_id}:{day.isoformat()}"


class Step(StrEnum):
    """What people-ops do to a running round besides pausing, resuming and closing it."""

    NUDGE = "nudge"
    EXTEND = "extend"
    EXTEND_ONE = "extend_one"
    CHANGE_MANAGER = "change_manager"
    REOPEN = "reopen"


STEPS: Mapping[CycleState, Set[Step]] = {
    CycleState.DRAFT: set(),
    CycleState.OPEN: set(Step),
    CycleState.PAUSED: {Step.EXTEND, Step.EXTEND_ONE, Step.CHANGE_MANAGER},
    CycleState.CLOSED: set(),
}
"""While a round rests nobody can write, so nobody is asked to; days and managers may change."""


def may_become(state: CycleState) -> Set[CycleState]:
    """The states a round may be brought into from ``state``: what buttons there are."""
    return CYCLE_MOVES[CycleState(state)]


def sealed_kinds(moments: Moments) -> list[ViewKind]:
    """The views that are sealed now, and so could be reopened."""
    sealed = {
        ViewKind.SELF: moments.self_in_at,
        ViewKind.MANAGER: moments.manager_in_at,
        ViewKind.AGREED: moments.agreed_at,
    }
    return [kind for kind, moment in sealed.items() if moment is not None]


def refuse_unless(state: CycleState, is_allowed: bool) -> None:
    """Say which state of a round stands against what was asked for."""
    if is_allowed:
        return
    if state == CycleState.PAUSED:
        raise RuleBroken(Refusal.CYCLE_PAUSED)
    if state == CycleState.CLOSED:
        raise RuleBroken(Refusal.CYCLE_CLOSED)
    raise RuleBroken(Refusal.CHANGED_MEANWHILE)


def check_days(before: DueDays, *, views_due_on: date, talks_due_on: date) -> None:
    """Days of a round that runs only move back in the calendar, never forward: plans rest on them.

    The conversations stay due on the day of the views or after it, and something must change.
    """
    if views_due_on < before.views_due_on:
        raise RuleBroken(Refusal.DAY_EARLIER, "views_due_on")
    if talks_due_on < before.talks_due_on:
        raise RuleBroken(Refusal.DAY_EARLIER, "talks_due_on")
    if talks_due_on < views_due_on:
        raise RuleBroken(Refusal.TALKS_BEFORE_VIEWS, "talks_due_on")
    if (views_due_on, talks_due_on) == (before.views_due_on, before.talks_due_on):
        raise RuleBroken(Refusal.DAYS_UNCHANGED)


def check_extension(days: DueDays, waiting: tuple[Waiting, ...], day: date, *, today: date) -> None:
    """A day for one assessment lies ahead, and after the day that holds for it so far."""
    if not waiting:
        raise RuleBroken(Refusal.NOTHING_WAITS, "day")
    if day < today:
        raise RuleBroken(Refusal.DAY_PAST, "day")
    if day <= min(days.of(one) for one in waiting):
        raise RuleBroken(Refusal.DAY_EARLIER, "day")


@dataclass(frozen=True)
class Tally:
    """How many assessments have come how far; of people who are still here."""

    counts: Mapping[Stage, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts.get(Stage.DONE, 0)

    def rows(self) -> list[tuple[Stage, int]]:
        """Every stage with its number, in order."""
        return [(stage, self.counts.get(stage, 0)) for stage in Stage]

    def spans(self) -> list[tuple[Stage, float, float]]:
        """Where each stage begins and how wide it is in a bar of 100, the furthest first."""
        spans, start = [], 0.0
        for stage in reversed(Stage):
            if count := self.counts.get(stage, 0):
                width = count * 100 / self.total
                spans.append((stage, round(start, 3), round(width, 3)))
                start += width
        return spans
