"""Tables as files hold them, before anybody says what their columns mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.domain.typed import cleaned
from portal.interchange.readings import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    FileRefusal,
    FileRefused,
    ProblemKind,
)

HEADER_ROWS = 20
"""How far down the row that heads the columns is looked for; these come on top of MOST_ROWS."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` is the 1-based row or line in the file; cells are trimmed, "" where empty."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """The rows of one sheet, CSV file or Markdown table that are not entirely empty.

    ``flaws`` are the cells that cannot be taken as they are, by row number and 0-based column;
    ``is_sheet`` says that ``name`` is a sheet's, which problems then name.
    """

    name: str
    rows: tuple[Row, ...]
    flaws: Mapping[tuple[int, int], ProblemKind] = field(default_factory=dict)
    is_sheet: bool = False

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


class Rows:
    """A table being read: keeps the limits, cleans the cells and remembers their flaws."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._flaws: dict[tuple[int, int], ProblemKind] = {}
        self._filled = 0

    @property
    def flaws(self) -> dict[tuple[int, int], ProblemKind]:
        return self._flaws

    def add(self, number: int, written: list[str]) -> None:
        """Keep one row; empty ones are passed over, and so are empty cells at its end."""
        while written and not written[-1].strip():
            written.pop()
        if len(written) > MOST_COLUMNS:
            raise FileRefused(FileRefusal.TOO_MANY_COLUMNS, str(len(written)), number)
        cells = [self._fit(words, number, column) for column, words in enumerate(written)]
        if not any(cells):
            return
        self._filled += sum(map(bool, cells))
        if self._filled > MOST_CELLS:
            raise FileRefused(FileRefusal.TOO_MANY_CELLS, row=number)
        self._rows.append(Row(number, tuple(cells)))
        if len(self._rows) > MOST_ROWS + HEADER_ROWS:
            raise FileRefused(FileRefusal.TOO_MANY_ROWS, row=number)

    def table(self, name: str, *, is_sheet: bool = False) -> Table:
        return Table(name, tuple(self._rows), self._flaws, is_sheet)

    def _fit(self, written: str, number: int, column: int) -> str:
        text = _BREAKS.sub("\n", written)
        if _UNFIT.search(text):
            self._flaws[number, column] = ProblemKind.CONTROL_CHARACTERS
            text = _HALVES.sub("\ufffd", text)
        return cleaned(text)
