"""Workbooks made for tests: sound ones, and every kind of trap."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from xlsxwriter import Workbook

Sheets = Mapping[str, Iterable[Iterable[str]]]


def workbook(sheets: Sheets, more: Callable[[Workbook], object] | None = None) -> bytes:
    """A workbook of texts; ``more`` may do something else to it before it is closed.

    The same texts are the same bytes at any time: those who damage some count on it.
    """
    output = io.BytesIO()
    book = Workbook(output, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 5, tzinfo=UTC)})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(at, column, text)
    if more:
        more(book)
    book.close()
    return output.getvalue()


def with_member(content: bytes, name: str, inside: bytes, *, instead: bool = False) -> bytes:
    """An archive with one more member, or with another in the place of one."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if not (instead and member.filename == name):
                new.writestr(member, old.read(member))
        new.writestr(name, inside)
    return output.getvalue()


def sheet_xml(rows: str, after: str = "") -> bytes:
    """The XML of a sheet with these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()
