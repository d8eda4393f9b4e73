"""Matrices as Excel workbooks, opened with another library than the one that wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.workbook import Workbook

from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Matrix, VersionState, Weight
from portal.interchange.workbooks_out import sheet_name, write
from tests.domain.samples import matrix_of
from tests.interchange.matrices import AWKWARD, matrices


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def matrix() -> Matrix:
    return matrix_of(
        {"tone": {"first": ("listens", "asks"), "second": ("leads",)}, "depth": {"second": ()}},
        {("tone", "first"): Weight.MUST_HAVE},
    )


def texts(book: Workbook, sheet: int) -> list[list[object]]:
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]


def test_the_first_sheet_is_the_track_then_comes_one_per_role(matrix: Matrix) -> None:
    book = opened(write(matrix, "en"))
    assert book.sheetnames == ["front", "first", "second"]
    assert texts(book, 0) == [
        ["Category", "Competency", "first", "second"],
        ["All", "tone", "• Does listens.\n• Does asks.", "• Does leads."],
        ["All", "depth", None, None],
    ]


def test_a_role_s_sheet_has_a_row_per_behaviour_and_the_keys_behind(matrix: Matrix) -> None:
    book = opened(write(matrix, "en"))
    head, *rows = texts(book, 1)
    assert head == [
        "Category", "Competency", "Weight", "Behaviour (English)", "Behaviour (Español)",
        "Category key", "Competency key", "Role", "Role key", "Behaviour key",
    ]  # fmt: skip
    assert rows == [
        ["All", "tone", "Must-have", "Does listens.", None, "all", "tone", "first", "first",
         "listens"],
        ["All", "tone", "Must-have", "Does asks.", None, "all", "tone", "first", "first", "asks"],
    ]  # fmt: skip
    assert texts(book, 2)[2][2:] == [
        "Expected", None, None, "all", "depth", "second", "second", None,
    ]  # fmt: skip


def test_the_language_asked_for_heads_and_comes_first(matrix: Matrix) -> None:
    head, row, *_ = texts(opened(write(matrix, "es")), 1)
    assert head[:5] == [
        "Categoría", "Competencia", "Peso", "Conducta (Español)", "Conducta (English)",
    ]  # fmt: skip
    assert row[2:5] == ["Imprescindible", None, "Does listens."]


def test_sheets_are_made_to_be_worked_with(matrix: Matrix) -> None:
    book = opened(write(matrix, "en"))
    assert [sheet.freeze_panes for sheet in book] == ["C2", "A2", "A2"]
    assert [sheet.auto_filter.ref for sheet in book] == ["A1:D3", "A1:J3", "A1:J3"]
    for sheet in book:
        assert sheet["C2"].alignment.wrap_text
        assert sheet["C2"].alignment.vertical == "top"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert "1.0.0" in str(sheet.oddFooter.left.text)
    keys = book.worksheets[1].column_dimensions
    assert keys["F"].outlineLevel == 1
    assert keys["D"].width > 3 * keys["F"].width


def test_it_says_what_it_is(matrix: Matrix) -> None:
    properties = opened(write(matrix, "en")).properties
    assert (properties.title, properties.subject) == ("front", "Version 1.0.0")
    assert properties.created == properties.modified == datetime(2026, 1, 5)  # noqa: DTZ001
    draft = replace(matrix, state=VersionState.DRAFT, published_on=None, note=None)
    book = opened(write(draft, "es"))
    assert book.properties.contentStatus == "Borrador"
    assert "Borrador" in str(book.worksheets[0].oddFooter.left.text)


def test_texts_are_never_formulas_nor_links(matrix: Matrix) -> None:
    awkward = (*AWKWARD, "https://example.com", "mailto:a@example.com", "internal:first!A1")
    for text in awkward:
        title = LocalizedText({"en": text})
        rows = tuple(replace(row, title=title) for row in matrix.competencies())
        changed = replace(
            matrix,
            track_title=title,
            roles=tuple(replace(role, title=title) for role in matrix.roles),
            categories=(replace(matrix.categories[0], competencies=rows),),
        )
        content = write(changed, "en")
        assert {row[1] for row in texts(opened(content), 0)[1:]} == {text}
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                part = parts.read(name).decode()
                assert "<f>" not in part
                assert "<hyperlink" not in part


@given(matrix=matrices(least_roles=1))
@settings(max_examples=20, deadline=None)
def test_every_matrix_makes_a_workbook_that_opens(matrix: Matrix) -> None:
    for language in LANGUAGES:
        content = write(matrix, language)
        assert write(matrix, language) == content
        book = opened(content)
        assert len(book.sheetnames) == len(matrix.roles) + 1
        for sheet in book:
            types = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
            assert types <= {"s"}
        for role, sheet in zip(matrix.roles, book.worksheets[1:], strict=True):
            found = [str(row[-1].value) for row in sheet.iter_rows(min_row=2) if row[-1].value]
            assert found == [behaviour.key for _, behaviour in matrix.behaviours(role.key)]


def test_days_before_1980_do_not_get_in_the_way(matrix: Matrix) -> None:
    assert opened(write(replace(matrix, published_on=date(1979, 5, 1)), "en")).sheetnames


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Customer Support Specialist 1", "Customer Support Specialist 1"),
        ("A/B: [test]?*\\", "A B test"),
        ("'quoted'", "quoted"),
        ("History", "History (2)"),
        (":::", "-"),
        ("Senior Customer Support Specialist", "Senior Customer Support Special"),
        ("👩" * 20, "👩" * 15),
    ],
)
def test_sheets_get_names_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title, {"history"}) == name


def test_sheets_get_different_names() -> None:
    taken: set[str] = set()
    names = [sheet_name(f"Senior Customer Support Specialist {n}", taken) for n in range(12)]
    assert len({name.lower() for name in names}) == 12
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert sheet_name("SENIOR CUSTOMER SUPPORT SPECIAL", taken).endswith("(13)")
