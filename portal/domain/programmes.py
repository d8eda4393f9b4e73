"""Programmes: how far somebody has come, and who may see and do what on their way.

A module is confirmed by somebody who saw what shows it: a mentor, or whoever the person reports
to. A programme is completed once every module in use is confirmed. There is no mark and no rank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.languages import LocalizedText

LONGEST_TEXT = 2000


class CompletionState(StrEnum):
    """A module somebody says they are through with: to be looked at, not quite yet, confirmed."""

    WAITING = "waiting"
    MISSING = "missing"
    CONFIRMED = "confirmed"


COMPLETION_MOVES: Mapping[CompletionState, Set[CompletionState]] = {
    CompletionState.WAITING: {
        CompletionState.WAITING,
        CompletionState.MISSING,
        CompletionState.CONFIRMED,
    },
    CompletionState.MISSING: {CompletionState.WAITING},
    CompletionState.CONFIRMED: {CompletionState.WAITING},
}
"""What a person said is theirs to reword until it is confirmed.

A confirmation is taken back by somebody else, never by rewording it.
"""


@dataclass(frozen=True)
class ModulePart:
    """A module as far as progress goes."""

    key: str
    title: LocalizedText
    is_retired: bool = False


@dataclass(frozen=True)
class Step:
    """A module and how it stands; None while the person has said nothing about it."""

    module: ModulePart
    state: CompletionState | None


@dataclass(frozen=True)
class Progress:
    """The modules in use, in order. ``past`` are retired ones that had been confirmed."""

    steps: tuple[Step, ...]
    past: tuple[ModulePart, ...]

    @property
    def confirmed(self) -> tuple[ModulePart, ...]:
        return self._in(CompletionState.CONFIRMED)

    @property
    def waiting(self) -> tuple[ModulePart, ...]:
        return self._in(CompletionState.WAITING)

    @property
    def left(self) -> tuple[ModulePart, ...]:
        """What is still to be confirmed, in order."""
        return tuple(
            step.module for step in self.steps if step.state is not CompletionState.CONFIRMED
        )

    @property
    def is_through(self) -> bool:
        """Whether there is something to learn and all of it is confirmed."""
        return bool(self.steps) and not self.left

    def _in(self, state: CompletionState) -> tuple[ModulePart, ...]:
        return tuple(step.module for step in self.steps if step.state is state)


def progress(modules: Sequence[ModulePart], completions: Mapping[str, CompletionState]) -> Progress:
    """How far somebody is; ``completions`` by module key, ``modules`` in their order."""
    return Progress(
        steps=tuple(
            Step(module, completions.get(module.key)) for module in modules if not module.is_retired
        ),
        past=tuple(
            module
            for module in modules
            if module.is_retired and completions.get(module.key) is CompletionState.CONFIRMED
        ),
    )


class Seat(StrEnum):
    """What somebody is to a person's way through a programme; one may have several."""

    PERSON = "person"
    MENTOR = "mentor"
    LEAD = "lead"
    PEOPLE_OPS = "people_ops"


READ_TEXTS: Set[Seat] = frozenset({Seat.PERSON, Seat.MENTOR, Seat.LEAD})
"""Who reads what shows a module and what was still missing; people-ops see how far somebody is."""

CONFIRM: Set[Seat] = frozenset({Seat.MENTOR, Seat.LEAD})
PLACE: Set[Seat] = frozenset({Seat.LEAD, Seat.PEOPLE_OPS})
"""Who enrols, takes back, and chooses the mentor."""

TAKE_BACK: Set[Seat] = CONFIRM | {Seat.PEOPLE_OPS}
"""Who takes a confirmation back that was given by mistake, and says why."""

LEAVE: Set[Seat] = PLACE | {Seat.PERSON}


def may(seats: Set[Seat], doing: Set[Seat]) -> bool:
    """Whether one of the seats somebody has is among those that ``doing`` takes.

    Nobody decides on themselves: the person's own seat leaves no other to confirm or enrol from.
    """
    if Seat.PERSON in seats:
        return Seat.PERSON in doing
    return bool(seats & doing)
