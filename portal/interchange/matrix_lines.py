"""A matrix as lines for tables: what stands in each row or cell, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Behaviour, Category, Competency, Expectation, Matrix, RoleColumn

BULLET = "• "
"""Begins a behaviour in a cell. A dash would make spreadsheets take the cell for a formula."""


@dataclass(frozen=True)
class Line:
    """One behaviour of one role; a cell without behaviours has one line with None."""

    role: RoleColumn
    category: Category
    competency: Competency
    cell: Expectation
    behaviour: Behaviour | None


def lines_of(matrix: Matrix) -> Iterator[Line]:
    """Role by role, each in the order of the matrix."""
    for role in matrix.roles:
        yield from lines_of_role(matrix, role)


def lines_of_role(matrix: Matrix, role: RoleColumn) -> Iterator[Line]:
    for category in matrix.categories:
        for competency in category.competencies:
            if (cell := competency.expectations.get(role.key)) is not None:
                for behaviour in cell.behaviours or (None,):
                    yield Line(role, category, competency, cell, behaviour)


def bulleted(cell: Expectation | None, language: str) -> str:
    """A cell's behaviours, a line each; empty where nothing is expected."""
    if cell is None:
        return ""
    texts = (behaviour.text.words(language) for behaviour in cell.behaviours)
    return "\n".join(BULLET + " ".join(text.split("\n")) for text in texts)


def role_titles(matrix: Matrix, language: str) -> list[str]:
    """The roles' titles; with their key where two have the same."""
    titles = [role.title.words(language) for role in matrix.roles]
    return [
        f"{title} ({role.key})" if titles.count(title) > 1 else title
        for role, title in zip(matrix.roles, titles, strict=True)
    ]


def wordings(behaviour: Behaviour | None) -> dict[str, str]:
    """A behaviour's wording in every language of the portal; empty where there is none."""
    texts = behaviour.text.texts if behaviour else {}
    return {code: texts.get(code, "") for code in LANGUAGES}
