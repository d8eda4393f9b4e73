"""Putting something else in one place of a matrix and leaving the rest as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from portal.domain.matrices import Behaviour, Category, Competency, Expectation, Matrix
from portal.domain.refusals import Refusal, RuleBroken

T = TypeVar("T")


def gone() -> RuleBroken:
    return RuleBroken(Refusal.GONE_MEANWHILE)


def found(thing: T | None) -> T:
    """What an edit is about; RuleBroken when the draft no longer has it."""
    if thing is None:
        raise gone()
    return thing


def with_category(matrix: Matrix, key: str, change: Callable[[Category], Category]) -> Matrix:
    found(matrix.category(key))
    return replace(
        matrix, categories=tuple(change(c) if c.key == key else c for c in matrix.categories)
    )


def with_competency(matrix: Matrix, key: str, change: Callable[[Competency], Competency]) -> Matrix:
    found(matrix.competency(key))
    return replace(
        matrix,
        categories=tuple(
            replace(
                category,
                competencies=tuple(
                    change(row) if row.key == key else row for row in category.competencies
                ),
            )
            for category in matrix.categories
        ),
    )


def with_cell(
    matrix: Matrix, competency: str, role: str, change: Callable[[Expectation], Expectation]
) -> Matrix:
    def on_row(row: Competency) -> Competency:
        cell = found(row.expectations.get(role))
        return replace(row, expectations={**row.expectations, role: change(cell)})

    return with_competency(matrix, competency, on_row)


def in_every_cell(
    matrix: Matrix, change: Callable[[tuple[Behaviour, ...]], tuple[Behaviour, ...]]
) -> Matrix:
    """The behaviours of each cell replaced by what ``change`` makes of them."""

    def on_row(row: Competency) -> Competency:
        cells = {
            role: replace(cell, behaviours=change(cell.behaviours))
            for role, cell in row.expectations.items()
        }
        return replace(row, expectations=cells)

    return replace(
        matrix,
        categories=tuple(
            replace(category, competencies=tuple(on_row(row) for row in category.competencies))
            for category in matrix.categories
        ),
    )


def placed(things: Sequence[T], thing: T, at: int) -> tuple[T, ...]:
    """``things`` with ``thing`` at index ``at``; beyond either end means at that end."""
    others = [other for other in things if other != thing]
    at = max(0, min(at, len(others)))
    return (*others[:at], thing, *others[at:])
