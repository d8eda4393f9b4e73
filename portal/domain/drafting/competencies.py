"""Edits of competencies: the rows of a matrix."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import replace

from portal.domain.drafting.surgery import found, placed, with_category, with_competency
from portal.domain.drafting.texts import Typed, new_text, required, settled
from portal.domain.keys import AnyOf, key_for
from portal.domain.matrices import Behaviour, Category, Competency, Expectation, Matrix
from portal.domain.refusals import Refusal, RuleBroken


def add(
    matrix: Matrix,
    category: str,
    title: Mapping[str, str],
    summary: Mapping[str, str],
    taken: Container[str],
) -> Matrix:
    """A new competency at the end of a category; no role has it yet.

    Added twice in a row, it is there once.
    """
    name = new_text("title", title)
    group = found(matrix.category(category))
    if any(c.title.texts == name.texts for c in group.competencies if not c.expectations):
        return matrix
    return _appended(matrix, category, _new(matrix, title, summary, taken))


def add_known(matrix: Matrix, category: str, competency: Competency) -> Matrix:
    """A competency that another matrix has, brought in under its key and name, without cells."""
    if matrix.competency(competency.key):
        raise RuleBroken(Refusal.ALREADY_THERE)
    return _appended(matrix, category, replace(competency, expectations={}, came_from=()))


def reword(matrix: Matrix, key: str, title: Typed, summary: Typed) -> Matrix:
    """The competency with other words; its key stays."""
    row = found(matrix.competency(key))
    new_title = required(f"competencies/{key}/title", row.title, title)
    new_summary = settled(f"competencies/{key}/summary", row.summary, summary)
    return with_competency(
        matrix, key, lambda row: replace(row, title=new_title, summary=new_summary)
    )


def place(matrix: Matrix, key: str, category: str, at: int) -> Matrix:
    """The competency at another index of its category, or in another category."""
    row = found(matrix.competency(key))
    found(matrix.category(category))
    return replace(matrix, categories=tuple(_with(g, row, category, at) for g in matrix.categories))


def place_in(matrix: Matrix, key: str, category: str) -> Matrix:
    """The competency at the end of another category; where it is there already, it stays put."""
    row, group = found(matrix.competency(key)), found(matrix.category(category))
    if row in group.competencies:
        return matrix
    return place(matrix, key, category, len(group.competencies))


def shift(matrix: Matrix, key: str, by: int) -> Matrix:
    """The competency some places further down its category (or up: ``by`` is negative).

    Beyond the end of its category it goes on into the next one.
    """
    groups = matrix.categories
    at = next((n for n, g in enumerate(groups) if matrix.competency(key) in g.competencies), None)
    if at is None:
        raise RuleBroken(Refusal.GONE_MEANWHILE)
    place_now = [row.key for row in groups[at].competencies].index(key)
    wanted = place_now + by
    if wanted < 0 < at:
        return place(matrix, key, groups[at - 1].key, len(groups[at - 1].competencies))
    if wanted >= len(groups[at].competencies) and at + 1 < len(groups):
        return place(matrix, key, groups[at + 1].key, 0)
    return place(matrix, key, groups[at].key, wanted)


def remove(matrix: Matrix, key: str) -> Matrix:
    """The competency taken out, with everything it says of any role."""
    row = found(matrix.competency(key))
    return replace(
        matrix,
        categories=tuple(
            replace(g, competencies=tuple(c for c in g.competencies if c.key != row.key))
            for g in matrix.categories
        ),
    )


def split(
    matrix: Matrix,
    key: str,
    *,
    title: Mapping[str, str],
    summary: Mapping[str, str],
    behaviours: Collection[str],
    taken: Container[str],
) -> Matrix:
    """Some behaviours of a competency made into a competency of its own, placed after it.

    The weights go along; behaviours keep their keys.
    """
    row = found(matrix.competency(key))
    going = {b.key for b in _behaviours(row)} & set(behaviours)
    if not going or going == {b.key for b in _behaviours(row)}:
        raise RuleBroken(Refusal.SPLIT_NEEDS_TWO, "behaviours")
    new = replace(
        _new(matrix, title, summary, taken),
        expectations=_cells(row, lambda b: b.key in going),
        came_from=(row.key, *row.came_from),
    )
    stays = replace(row, expectations=_cells(row, lambda b: b.key not in going))
    matrix = with_competency(matrix, key, lambda _row: stays)
    category = next(g for g in matrix.categories if stays in g.competencies)
    at = category.competencies.index(stays) + 1
    return with_category(
        matrix,
        category.key,
        lambda g: replace(g, competencies=placed(g.competencies, new, at)),
    )


def merge(matrix: Matrix, key: str, into: str) -> Matrix:
    """A competency dissolved in another one, which gets its behaviours and remembers it.

    Where both have a cell the weight of the one that stays holds.
    """
    gone, stays = found(matrix.competency(key)), found(matrix.competency(into))
    if gone.key == stays.key:
        raise RuleBroken(Refusal.MERGE_NEEDS_TWO, "into")
    cells = dict(stays.expectations)
    for role, cell in gone.expectations.items():
        kept = cells.get(role) or replace(cell, behaviours=())
        joined = {b.key: b for b in (*kept.behaviours, *cell.behaviours)}
        cells[role] = replace(kept, behaviours=tuple(joined.values()))
    came_from = tuple(dict.fromkeys((*stays.came_from, gone.key, *gone.came_from)))
    return with_competency(
        remove(matrix, key),
        into,
        lambda row: replace(row, expectations=cells, came_from=came_from),
    )


def _new(
    matrix: Matrix,
    title: Mapping[str, str],
    summary: Mapping[str, str],
    taken: Container[str],
) -> Competency:
    name = new_text("title", title)
    known = {row.key for row in matrix.competencies()}
    key = key_for(name.original, AnyOf(known, taken), "competency")
    about = new_text("summary", summary) if any(summary.values()) else None
    return Competency(key, name, about, {})


def _appended(matrix: Matrix, category: str, row: Competency) -> Matrix:
    return with_category(
        matrix, category, lambda g: replace(g, competencies=(*g.competencies, row))
    )


def _with(group: Category, row: Competency, category: str, at: int) -> Category:
    if group.key == category:
        return replace(group, competencies=placed(group.competencies, row, at))
    return replace(group, competencies=tuple(c for c in group.competencies if c.key != row.key))


def _behaviours(row: Competency) -> list[Behaviour]:
    return [b for cell in row.expectations.values() for b in cell.behaviours]


def _cells(row: Competency, keep: Callable[[Behaviour], bool]) -> dict[str, Expectation]:
    """The row's cells with the behaviours to keep; cells that lose all of them are left out."""
    cells: dict[str, Expectation] = {}
    for role, cell in row.expectations.items():
        kept = tuple(b for b in cell.behaviours if keep(b))
        if kept:
            cells[role] = replace(cell, behaviours=kept)
    return cells
