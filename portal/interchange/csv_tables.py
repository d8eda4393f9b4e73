"""CSV as a table: commas, semicolons or tabs, as spreadsheets in any country write it."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator

from portal.interchange.inert import freed
from portal.interchange.readings import FileRefusal, FileRefused, ProblemKind
from portal.interchange.tables import Rows, Table

DELIMITERS = ",;\t"
_DECLARED = re.compile(r"""["']?sep=([,;\t|])["']?[,;\t]*\r?(\n|\Z)""", re.IGNORECASE)
_LOOKED_AT = 50


def read(text: str, name: str = "") -> Table:
    """The rows of a CSV text. A row is what a spreadsheet shows as one, whatever its lines.

    A cell that a spreadsheet would calculate is a formula; one of ours has an apostrophe before it.
    FileRefused, with the row, for quotes that do not close and for what is beyond the limits.
    """
    delimiter = None
    if declared := _DECLARED.match(text):
        delimiter = declared[1]
        text = text[declared.end() :]
    rows = Rows()
    for number, cells in _records(text, delimiter or delimiter_of(text)):
        rows.add(number, [freed(cell) for cell in cells])
        for column, cell in enumerate(cells):
            if cell.lstrip().startswith("="):
                rows.flaws[number, column] = ProblemKind.FORMULA
    return rows.table(name)


def delimiter_of(text: str) -> str:
    """The sign that splits the first rows into the most regular table; a comma when none does."""
    return max(DELIMITERS, key=lambda sign: _regularity(text, sign))


def _regularity(text: str, delimiter: str) -> tuple[float, int]:
    """How many of the first rows have the usual number of cells, and that number."""
    try:
        looked_at = itertools.islice(_records(text, delimiter), _LOOKED_AT)
        widths = Counter(len(cells) for _, cells in looked_at if any(cells))
    except FileRefused:
        return 0.0, 0
    usual, count = max(widths.items(), key=lambda one: (one[1], one[0]), default=(1, 0))
    return (count / widths.total(), usual) if usual > 1 else (0.0, 0)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number in itertools.count(1):
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileRefused(FileRefusal.BROKEN, str(error), number) from None
