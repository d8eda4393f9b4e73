"""Matrices as Excel workbooks: a sheet for the track, and one for each role with the keys.

Every cell is written as a string, so that nothing in it is a formula or a link. The same matrix
gives the same bytes: what a workbook says of its making is the day of publishing.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, time

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Matrix, RoleColumn, VersionState
from portal.interchange.matrix_lines import (
    Line,
    bulleted,
    lines_of_role,
    role_titles,
    wordings,
)
from portal.interchange.written_words import WORDS, Words

LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767
FIRST_DAY = date(1980, 1, 1)
"""Stands in a draft, which has no day yet; earlier ones do not fit the files in a workbook."""

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAKEN_BY_EXCEL = frozenset({"history"})
_A4 = 9

_TEXT, _TITLE, _KEY = 58, 24, 16
"""Widths of columns, in letters."""


def write(matrix: Matrix, language: str) -> bytes:
    """The workbook; ``language`` heads the columns, and its wording of a behaviour comes first."""
    output = io.BytesIO()
    book = Workbook(output, {"in_memory": True})
    _describe(book, matrix, language)
    sheets = _Sheets(book, matrix, language)
    sheets.add_track()
    for role, title in zip(matrix.roles, role_titles(matrix, language), strict=True):
        sheets.add_role(role, title)
    book.close()
    return output.getvalue()


def _describe(book: Workbook, matrix: Matrix, language: str) -> None:
    words = WORDS[language]
    midnight = datetime.combine(matrix.published_on or FIRST_DAY, time(), UTC)
    book.set_properties(
        {
            "title": matrix.track_title.words(language),
            "subject": f"{words.version} {matrix.number}",
            "status": words.draft if matrix.state is VersionState.DRAFT else "",
            "created": midnight.replace(tzinfo=None),
        }
    )


class _Sheets:
    """The sheets of one workbook as they are added to it."""

    def __init__(self, book: Workbook, matrix: Matrix, language: str) -> None:
        self._book = book
        self._matrix = matrix
        self._language = language
        self._words: Words = WORDS[language]
        self._names: set[str] = set(_TAKEN_BY_EXCEL)
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#E0EEED"}
        )
        self._cell = book.add_format({"text_wrap": True, "valign": "top", "bottom": 4})
        self._strong = book.add_format(
            {"text_wrap": True, "valign": "top", "bottom": 4, "bold": True}
        )
        self._pale = book.add_format(
            {"text_wrap": True, "valign": "top", "bottom": 4, "font_color": "#575C60", "size": 9}
        )

    def add_track(self) -> None:
        """Competencies down, roles across."""
        matrix, language = self._matrix, self._language
        titles = role_titles(matrix, language)
        sheet = self._sheet(matrix.track_title.words(language))
        heads = [self._words.category, self._words.competency, *titles]
        rows = [
            [
                category.title.words(language),
                row.title.words(language),
                *(bulleted(row.expectations.get(role.key), language) for role in matrix.roles),
            ]
            for category in matrix.categories
            for row in category.competencies
        ]
        sheet.set_column(0, 1, _TITLE)
        if titles:
            sheet.set_column(2, len(heads) - 1, _TEXT)
        formats = [self._cell, self._strong, *[self._cell] * len(titles)]
        self._fill(sheet, heads, rows, formats, columns_in_sight=2)

    def add_role(self, role: RoleColumn, title: str) -> None:
        """One row per competency and behaviour; the keys stand behind, in a group of columns."""
        words = self._words
        languages = sorted(LANGUAGES, key=lambda code: code != self._language)
        heads = [
            words.category, words.competency, words.weight,
            *(words.behaviour_in(code) for code in languages),
            words.category_key, words.competency_key, words.role, words.role_key,
            words.behaviour_key,
        ]  # fmt: skip
        sheet = self._sheet(title)
        texts_end = 3 + len(languages)
        sheet.set_column(0, 1, _TITLE)
        sheet.set_column(2, 2, _KEY)
        sheet.set_column(3, texts_end - 1, _TEXT)
        sheet.set_column(texts_end, len(heads) - 1, _KEY, None, {"level": 1})
        rows = [self._row(line, title, languages) for line in lines_of_role(self._matrix, role)]
        formats = [self._cell, self._strong, *[self._cell] * (texts_end - 2)]
        formats += [self._pale] * (len(heads) - texts_end)
        self._fill(sheet, heads, rows, formats, columns_in_sight=0)

    def _row(self, line: Line, title: str, languages: list[str]) -> list[str]:
        written = wordings(line.behaviour)
        return [
            line.category.title.words(self._language),
            line.competency.title.words(self._language),
            self._words.weights[line.cell.weight],
            *(written[code] for code in languages),
            line.category.key,
            line.competency.key,
            title,
            line.role.key,
            line.behaviour.key if line.behaviour else "",
        ]

    def _sheet(self, title: str) -> Worksheet:
        sheet = self._book.add_worksheet(sheet_name(title, self._names))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        track = self._matrix.track_title.words(self._language)
        running = f"{track} · {self._words.version} {self._matrix.number}"
        if self._matrix.state is VersionState.DRAFT:
            running = f"{self._words.draft} · {running}"
        running = " ".join(_cell(running).split())[:100].replace("&", "&&")  # an & would be a code
        sheet.set_footer(f"&L{running}&R&P / &N")
        return sheet

    def _fill(
        self,
        sheet: Worksheet,
        heads: list[str],
        rows: list[list[str]],
        formats: list[Format],
        *,
        columns_in_sight: int,
    ) -> None:
        for column, head in enumerate(heads):
            sheet.write_string(0, column, _cell(head), self._head)
        for at, row in enumerate(rows, start=1):
            for column, (text, style) in enumerate(zip(row, formats, strict=True)):
                if text:
                    sheet.write_string(at, column, _cell(text), style)
                else:
                    sheet.write_blank(at, column, None, style)
        sheet.freeze_panes(1, columns_in_sight)
        sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)


def _cell(text: str) -> str:
    """As much of a text as a cell holds, without what no XML file can hold."""
    return _NOT_IN_XML.sub("\ufffd", text[:LONGEST_CELL])


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has; ``taken`` learns it, in lower case."""
    plain = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", _cell(title)).split()).strip("'") or "-"
    for number in range(1, 1_000):
        ending = f" ({number})" if number > 1 else ""
        name = _cut(plain, LONGEST_SHEET_NAME - len(ending)).rstrip("' ") + ending
        if name.lower() not in taken:
            taken.add(name.lower())
            return name
    raise ValueError(f"No free sheet name is left for {title!r}")


def _cut(name: str, most: int) -> str:
    """The beginning of a name; Excel counts as UTF-16 does, where some letters count twice."""
    return name.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")
