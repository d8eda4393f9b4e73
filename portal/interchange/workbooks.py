"""XLSX workbooks as tables, a sheet each. Nothing in them is calculated or followed.

A formula is a flaw of its cell: its text is wanted. Merged cells say their text in each of their
rows. Dates and numbers become the text that stands for them. Charts, properties, names of ranges
and whatever else a workbook has is not looked at.
"""

from __future__ import annotations

import io
import re
import warnings
from bisect import bisect_right
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.merge import MergeCells

from portal.interchange import workbook_packages
from portal.interchange.readings import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_SHEETS,
    FileRefusal,
    FileRefused,
    ProblemKind,
)
from portal.interchange.tables import Rows, Table

LONGEST_CELL = 40_000
"""Excel's own limit is 32,767 characters."""

_CONTROL = re.compile(r"_x(00[0189][0-9a-f]|007f|d[89a-f][0-9a-f]{2})_", re.IGNORECASE)
"""How workbooks write what XML cannot hold."""

Cells = dict[int, Any]
"""What is in a row, by 0-based column."""


def read(content: bytes) -> tuple[Table, ...]:
    """The sheets with anything in them, in the workbook's order; FileRefused as the limits say."""
    workbook_packages.check(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            return tuple(_sheets(content))
    except FileRefused:
        raise
    except Exception as error:  # whatever openpyxl comes upon in a workbook out of order
        said = " ".join(str(error).split())[:200]
        raise FileRefused(FileRefusal.BROKEN, said or type(error).__name__) from error


class _Book(ExcelReader):
    """What its sheets need to be read: their names, shared texts, and formats of dates."""

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)

    def sheets(self) -> Mapping[str, str]:
        """The names of the sheets by the parts that hold their cells, in the workbook's order."""
        if len(self.parser.sheets) > MOST_SHEETS:
            raise FileRefused(FileRefusal.TOO_MANY_SHEETS, str(len(self.parser.sheets)))
        return {
            link.target: sheet.name
            for sheet, link in self.parser.find_sheets()
            if "worksheet" in link.Type and link.target in self.valid_files
        }


class _Sheet(WorkSheetParser):
    """The rows of a sheet and its merged cells."""

    def parse(self) -> Generator[Any, None, None]:
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
            elif element.tag == MERGE_TAG:
                self.merged_cells = MergeCells.from_tree(element)

    def parse_formula(self, element: Any) -> str:
        """The formula as it is written, only to be shown."""
        return f"={element.findtext(FORMULA_TAG) or ''}"


def _sheets(content: bytes) -> Iterator[Table]:
    book = _Book(io.BytesIO(content), read_only=True, keep_links=False)
    with book.archive:
        book.read()
        filled = 0
        for part, name in book.sheets().items():
            table = _table(book, part, name)
            filled += sum(len(row.cells) for row in table.rows)
            if filled > MOST_CELLS * 2:
                raise FileRefused(FileRefusal.TOO_MANY_CELLS)
            if table.rows:
                yield table


def _table(book: _Book, part: str, name: str) -> Table:
    rows = Rows()
    known: Any = book.wb
    with book.archive.open(part) as source:
        parser = _Sheet(
            source,
            book.shared_strings,
            epoch=known.epoch,
            date_formats=known._date_formats,
            timedelta_formats=known._timedelta_formats,
        )
        found = dict(_bounded(parser.parse()))
    merged = _merged_below(parser.merged_cells, found)
    for number, cells in found.items():
        written = [""] * (max(cells) + 1)
        for column, cell in cells.items():
            if cell["data_type"] == "f":
                rows.flaws[number, column] = ProblemKind.FORMULA
            written[column] = _words(cell["value"])
        for column, words in merged.get(number, {}).items():
            if column < len(written) and not written[column]:
                written[column] = words
        rows.add(number, written)
    return rows.table(name, is_sheet=True)


def _bounded(parsed: Iterable[tuple[int, Sequence[Mapping[str, Any]]]]) -> Iterator[Any]:
    """The rows with anything in them, until there are too many."""
    most = MOST_CELLS
    for number, row in parsed:
        cells = {cell["column"] - 1: cell for cell in row if cell["value"] not in {None, ""}}
        if cells:
            if max(cells) >= MOST_COLUMNS:
                raise FileRefused(FileRefusal.TOO_MANY_COLUMNS, str(max(cells) + 1), number)
            most -= len(cells)
            if most < 0:
                raise FileRefused(FileRefusal.TOO_MANY_CELLS, row=number)
            yield number, cells


def _merged_below(merged_cells: Any, found: Mapping[int, Cells]) -> Mapping[int, Mapping[int, str]]:
    """The text of each range of merged cells, for the rows below its first that have any text."""
    numbers = sorted(found)
    below: dict[int, dict[int, str]] = {}
    most = MOST_CELLS
    for area in merged_cells.mergeCell if merged_cells else ():
        column = area.min_col - 1
        cell = found.get(area.min_row, {}).get(column)
        if cell is None:
            continue
        words = _words(cell["value"])
        inside = slice(bisect_right(numbers, area.min_row), bisect_right(numbers, area.max_row))
        for number in numbers[inside]:
            below.setdefault(number, {})[column] = words
            most -= 1
            if most < 0:
                raise FileRefused(FileRefusal.TOO_MANY_CELLS, row=number)
    return below


def _words(value: object) -> str:
    """A value as its text."""
    match value:
        case str():
            return _CONTROL.sub(lambda found: chr(int(found[1], 16)), value[:LONGEST_CELL])
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case float():
            return f"{value:.15g}"
        case _:
            return str(value)
