"""What becomes of the moves that touch a role when the role is split, merged or retired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from portal.domain.move_ends import Ends
from portal.domain.refusals import Refusal, RuleBroken


class Fate(StrEnum):
    """What becomes of something that the role has: a move, or a competency in the draft."""

    KEEP = "keep"
    COPY = "copy"
    PASS = "pass"  # noqa: S105 - no password
    REMOVE = "remove"


@dataclass(frozen=True)
class Choice:
    """A fate, and for COPY (there is another one) and PASS (it goes over) the role that gets it.

    Written ``keep``, ``remove``, ``copy:<role key>``, ``pass:<role key>``.
    """

    fate: Fate
    role_key: str = ""

    def __str__(self) -> str:
        return f"{self.fate.value}:{self.role_key}" if self.role_key else self.fate.value

    @classmethod
    def parse(cls, written: str) -> Self:
        fate, _, role_key = written.partition(":")
        return cls(Fate(fate), role_key)


@dataclass(frozen=True)
class StandingMove:
    """A move of the ladder as it is; ``version`` grows with every change of it."""

    key: str
    version: int
    ends: Ends


@dataclass(frozen=True)
class MoveOutcome:
    """What becomes of one move: where it leads then (None: nowhere, it is removed), and the
    second one like it, if there is to be one."""

    move: StandingMove
    choice: Choice
    after: Ends | None
    copy: Ends | None = None

    @property
    def is_changed(self) -> bool:
        return self.choice.fate is not Fate.KEEP


def move_choices(
    role_key: str,
    move: StandingMove,
    moves: Sequence[StandingMove],
    successors: Sequence[str],
    *,
    ends_role: bool,
) -> tuple[Choice, ...]:
    """What may become of a move that touches the role; the first is what usually does.

    A move does not go over to a role where it would lead from the role to itself, or where there
    is one like it already.
    """
    standing = {other.ends for other in moves}
    fitting = [
        key
        for key in successors
        if (ends := move.ends.passed(role_key, key)).goes_somewhere and ends not in standing
    ]
    passes = tuple(Choice(Fate.PASS, key) for key in fitting)
    if ends_role:
        return (*passes, Choice(Fate.REMOVE))
    copies = tuple(Choice(Fate.COPY, key) for key in fitting)
    return (Choice(Fate.KEEP), *copies, *passes, Choice(Fate.REMOVE))


def move_outcomes(
    role_key: str,
    moves: Sequence[StandingMove],
    successors: Sequence[str],
    chosen: Mapping[str, Choice],
    *,
    ends_role: bool,
) -> tuple[MoveOutcome, ...]:
    """What becomes of every move that touches the role, in the ladder's order."""
    return tuple(_outcomes(role_key, moves, successors, chosen, ends_role))


def _outcomes(
    role_key: str,
    moves: Sequence[StandingMove],
    successors: Sequence[str],
    chosen: Mapping[str, Choice],
    ends_role: bool,
) -> Iterator[MoveOutcome]:
    for move in moves:
        if not move.ends.touches(role_key):
            continue
        choices = move_choices(role_key, move, moves, successors, ends_role=ends_role)
        choice = chosen.get(move.key, choices[0])
        if choice not in choices:
            raise RuleBroken(Refusal.CHANGED_MEANWHILE, f"moves-{move.key}")
        other = move.ends.passed(role_key, choice.role_key) if choice.role_key else None
        if choice.fate is Fate.KEEP:
            yield MoveOutcome(move, choice, move.ends)
        elif choice.fate is Fate.COPY:
            yield MoveOutcome(move, choice, move.ends, other)
        else:
            yield MoveOutcome(move, choice, other)
