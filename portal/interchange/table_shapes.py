"""What the columns of a table mean, as far as the table itself tells: a proposal to correct."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.languages import BASE_LANGUAGE, LANGUAGES
from portal.interchange.column_words import ColumnKind, names_a_role, understood
from portal.interchange.language_marks import language_of
from portal.interchange.table_columns import Columns
from portal.interchange.table_mappings import IGNORED, ColumnUse, Mapping, Shape, lacking
from portal.interchange.tables import HEADER_ROWS, Row, Table

__all__ = ["IGNORED", "ColumnUse", "Mapping", "Shape", "headed_by", "lacking", "recognise"]

_LONGEST_HEADING = 120
_LOOKED_AT = 200
_WORDLESS = {
    ColumnKind.IGNORED,
    ColumnKind.TRACK,
    ColumnKind.ROLE_KEY,
    ColumnKind.CATEGORY_KEY,
    ColumnKind.COMPETENCY_KEY,
    ColumnKind.BEHAVIOUR_KEY,
    ColumnKind.WEIGHT,
}


def recognise(table: Table) -> Mapping:
    """The likeliest way to read a table. It always proposes one; ``lacking`` says if it will do."""
    header = _header(table)
    if header is None:
        return Mapping(Shape.WIDE, 1, ())
    return _by_header(table, header)


def headed_by(table: Table, header_row: int, shape: Shape | None = None) -> Mapping:
    """The likeliest way to read a table whose columns are headed by the row of that number.

    ``shape`` is the table's, where somebody has said it.
    """
    header = next((row for row in table.rows if row.number == header_row), None)
    return _by_header(table, header, shape) if header else recognise(table)


def _by_header(table: Table, header: Row, shape: Shape | None = None) -> Mapping:
    body = [row for row in table.rows if row.number > header.number][:_LOOKED_AT]
    columns = Columns(table, header, body)
    shape = shape or columns.shape()
    uses = {Shape.LONG: columns.long, Shape.WIDE: columns.wide, Shape.ACROSS: columns.across}
    return _with_languages(Mapping(shape, header.number, uses[shape]()), columns)


def _header(table: Table) -> Row | None:
    """The row that heads the columns: not always the first, there may be a title above it."""
    candidates = [
        row
        for row in table.rows[:HEADER_ROWS]
        if sum(map(bool, row.cells)) > 1 and all(len(c) <= _LONGEST_HEADING for c in row.cells)
    ]
    telling = [(_telling(row), row) for row in candidates]
    best = max((score for score, _ in telling), default=0)
    if best > 1:
        return next(row for score, row in telling if score == best)
    return candidates[0] if candidates else next(iter(table.rows), None)


def _telling(row: Row) -> int:
    """How much a row reads like headings: known words count most, roles' names less."""
    known = sum(understood(cell) is not None for cell in row.cells if cell)
    return 3 * known + sum(names_a_role(cell) for cell in row.cells if cell)


def _with_languages(mapping: Mapping, columns: Columns) -> Mapping:
    """The language of the unmarked columns: that of their texts, or of the headings.

    Where a column beside an unmarked one claims that language, the unmarked one has another.
    """
    unmarked = [
        index
        for index, use in enumerate(mapping.columns)
        if use.language is None and use.kind not in _WORDLESS
    ]
    texts = [cell for index in unmarked for cell in columns.cells(index)]
    headings = {one.heading_language for one in columns.found if one and one.heading_language}
    language = language_of(texts)
    if language is None:
        language = headings.pop() if len(headings) == 1 else BASE_LANGUAGE
    uses = list(mapping.columns)
    for index in unmarked:
        use = uses[index]
        claimed = {one.language for one in uses if (one.kind, one.name) == (use.kind, use.name)}
        if language in claimed:
            other = next((code for code in LANGUAGES if code not in claimed), None)
            uses[index] = replace(use, language=other)
    return replace(mapping, columns=tuple(uses), language=language)
