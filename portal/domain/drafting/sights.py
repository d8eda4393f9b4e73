"""What an editor had before them when they decided to change or remove something.

A form carries the print of what it showed. When somebody changed that meanwhile, the decision was
made about something else, and is asked for again.
"""

from __future__ import annotations

from portal.domain.drafting.surgery import found
from portal.domain.drafting.texts import seen_print
from portal.domain.matrices import Competency, Expectation, Matrix
from portal.domain.matrix_parts import fingerprint
from portal.domain.refusals import Refusal, RuleBroken


def behaviour_as_seen(matrix: Matrix, key: str, seen: str) -> Matrix:
    """The draft, if a behaviour still reads as an editor has seen it (``seen_print``)."""
    behaviour = found(matrix.every_behaviour().get(key))
    if seen_print(behaviour.text) != seen:
        raise RuleBroken(Refusal.REWORDED_MEANWHILE)
    return matrix


def cell_print(matrix: Matrix, competency: str, role: str) -> str:
    row = found(matrix.competency(competency))
    return fingerprint(_cell(row.expectations.get(role)))


def row_print(matrix: Matrix, competency: str) -> str:
    return fingerprint(_row(matrix, found(matrix.competency(competency))))


def column_print(matrix: Matrix, role: str) -> str:
    found(matrix.role(role))
    return fingerprint([_cell(row.expectations.get(role)) for row in matrix.competencies()])


def cell_as_seen(matrix: Matrix, competency: str, role: str, seen: str) -> Matrix:
    """The draft, if a cell is still as an editor has seen it (``cell_print``)."""
    return _unless_changed(matrix, cell_print(matrix, competency, role), seen)


def row_as_seen(matrix: Matrix, competency: str, seen: str) -> Matrix:
    """The draft, if a competency and its cells are still as an editor has seen them."""
    return _unless_changed(matrix, row_print(matrix, competency), seen)


def column_as_seen(matrix: Matrix, role: str, seen: str) -> Matrix:
    """The draft, if a role's cells are still as an editor has seen them."""
    return _unless_changed(matrix, column_print(matrix, role), seen)


def _unless_changed(matrix: Matrix, now: str, seen: str) -> Matrix:
    if now != seen:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    return matrix


def _row(matrix: Matrix, row: Competency) -> list[object]:
    cells = [_cell(row.expectations.get(role.key)) for role in matrix.roles]
    return [row.key, row.title.to_json(), *cells]


def _cell(cell: Expectation | None) -> object:
    if cell is None:
        return None
    return [cell.weight.value, [[b.key, b.text.to_json()] for b in cell.behaviours]]
