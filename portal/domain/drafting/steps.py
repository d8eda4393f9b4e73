"""The steps of writing a draft, and which of them can be taken back or done again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from portal.domain.matrices import Matrix
from portal.domain.matrix_parts import Alteration, parts, put_together
from portal.domain.refusals import Refusal, RuleBroken


class StepKind(StrEnum):
    """What an editor did, as the draft's history names it."""

    ADD = "add"
    REWORD = "reword"
    MOVE = "move"
    REMOVE = "remove"
    SPLIT = "split"
    MERGE = "merge"
    WEIGH = "weigh"
    WAIVE = "waive"
    TRANSLATE = "translate"
    IMPORT = "import"
    UNDO = "undo"
    REDO = "redo"


ONE_SITTING = timedelta(minutes=2)
"""Saves of one text that follow each other more quickly than this are one step."""

WRITING = frozenset({StepKind.REWORD, StepKind.TRANSLATE, StepKind.WAIVE})
"""What is saved while it is typed, and so comes in many small pieces."""


@dataclass(frozen=True)
class Step:
    """One step of one editor; ``undoes`` is the id of the step it takes back, if it does."""

    id: int
    kind: StepKind
    undoes: int | None = None


def to_undo(own: Sequence[Step]) -> Step | None:
    """Of an editor's own steps, oldest first, the one that undoing takes back."""
    taken_back = {step.undoes for step in own}
    return next(
        (s for s in reversed(own) if s.kind is not StepKind.UNDO and s.id not in taken_back), None
    )


def to_redo(own: Sequence[Step]) -> Step | None:
    """The undoing that doing again takes back; None once something else was done after it."""
    taken_back = {step.undoes for step in own}
    for step in reversed(own):
        if step.kind is StepKind.UNDO and step.id not in taken_back:
            return step
        if step.kind not in {StepKind.UNDO, StepKind.REDO}:
            return None
    return None


def gone_on(
    kind: StepKind, before: Sequence[Alteration], after: Sequence[Alteration]
) -> tuple[Alteration, ...] | None:
    """What the step ``before`` and one of the same kind ``after`` it altered together.

    None when the second is a step of its own: about other places, or no writing.
    """
    if kind not in WRITING or [a.place for a in before] != [a.place for a in after]:
        return None
    return tuple(
        replace(second, before=first.before)
        for first, second in zip(before, after, strict=True)
        if first.before != second.after
    )


def taken_back(matrix: Matrix, alterations: Iterable[Alteration]) -> Matrix:
    """The draft without what a step did to it.

    RuleBroken(EDITED_SINCE) when a place the step altered has been altered again.
    """
    pieces = parts(matrix)
    for alteration in alterations:
        if pieces.get(alteration.place) != alteration.after:
            raise RuleBroken(Refusal.EDITED_SINCE)
        if alteration.before is None and alteration.place != "note":
            del pieces[alteration.place]
        else:
            pieces[alteration.place] = alteration.before
    try:
        before = put_together(matrix, pieces)
    except KeyError:
        raise RuleBroken(Refusal.EDITED_SINCE) from None
    if parts(before) != pieces:
        raise RuleBroken(Refusal.EDITED_SINCE)
    return before
