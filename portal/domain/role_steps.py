"""A matrix read upwards: what each role asks that the role before it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.matrices import Behaviour, Competency, Expectation, Matrix, Weight


class News(StrEnum):
    """How a cell stands to the one of the role before."""

    FIRST = "first"
    """The first role: everything is there to begin with."""
    NEW = "new"
    """The role before does not have this competency."""
    MORE = "more"
    """New behaviours, or the same ones with another weight."""
    SAME = "same"
    DROPPED = "dropped"
    """The role before has this competency, this one does not."""
    ABSENT = "absent"
    """Neither role has it."""


@dataclass(frozen=True)
class RoleStep:
    """One cell, reduced to what differs from the role before.

    ``weight`` is None where the role does not have the competency; ``weight_before`` is set only
    where the weight changed.
    """

    news: News
    behaviours: tuple[Behaviour, ...]
    weight: Weight | None
    weight_before: Weight | None


def role_steps(matrix: Matrix) -> Mapping[str, Mapping[str, RoleStep]]:
    """By competency and role, what the role asks beyond the one before it in the matrix."""
    return {row.key: _along(matrix, row) for row in matrix.competencies()}


def _along(matrix: Matrix, competency: Competency) -> dict[str, RoleStep]:
    steps: dict[str, RoleStep] = {}
    before: Expectation | None = None
    for number, role in enumerate(matrix.roles):
        cell = competency.expectations.get(role.key)
        steps[role.key] = _first(cell) if number == 0 else _step(before, cell)
        before = cell
    return steps


def _first(cell: Expectation | None) -> RoleStep:
    if cell is None:
        return RoleStep(News.ABSENT, (), None, None)
    return RoleStep(News.FIRST, cell.behaviours, cell.weight, None)


def _step(before: Expectation | None, cell: Expectation | None) -> RoleStep:
    if cell is None:
        return RoleStep(News.DROPPED if before else News.ABSENT, (), None, None)
    if before is None:
        return RoleStep(News.NEW, cell.behaviours, cell.weight, None)
    known = {behaviour.key for behaviour in before.behaviours}
    added = tuple(b for b in cell.behaviours if b.key not in known)
    weight_before = before.weight if before.weight != cell.weight else None
    news = News.MORE if added or weight_before else News.SAME
    return RoleStep(news, added, cell.weight, weight_before)
