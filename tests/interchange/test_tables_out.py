"""Matrices as CSV: what a spreadsheet and what another program gets."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings

from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Behaviour, Expectation, Matrix, Weight
from portal.interchange.inert import freed
from portal.interchange.tables_out import LONG_COLUMNS, write_long, write_wide
from tests.domain.samples import matrix_of
from tests.interchange.matrices import matrices

TRIGGERS = ("=", "+", "-", "@", "\t", "\r")


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture
def matrix() -> Matrix:
    return matrix_of(
        {"tone": {"first": ("listens", "asks"), "second": ("leads",)}, "depth": {"second": ()}},
        {("tone", "first"): Weight.MUST_HAVE},
    )


def test_wide_has_competencies_down_and_roles_across(matrix: Matrix) -> None:
    assert rows(write_wide(matrix, "en")) == [
        ["Category", "Competency", "first", "second"],
        ["All", "tone", "• Does listens.\n• Does asks.", "• Does leads."],
        ["All", "depth", "", ""],
    ]
    assert rows(write_wide(matrix, "es"))[0][:2] == ["Categoría", "Competencia"]


def test_long_has_a_row_per_behaviour_with_its_keys(matrix: Matrix) -> None:
    head, *found = rows(write_long(matrix, "en"))
    assert head == [
        "track", "role_key", "role", "category_key", "category", "competency_key", "competency",
        "weight", "behaviour_key", "behaviour_en", "behaviour_es",
    ]  # fmt: skip
    assert found == [
        ["front", "first", "first", "all", "All", "tone", "tone", "must-have", "listens",
         "Does listens.", ""],
        ["front", "first", "first", "all", "All", "tone", "tone", "must-have", "asks",
         "Does asks.", ""],
        ["front", "second", "second", "all", "All", "tone", "tone", "expected", "leads",
         "Does leads.", ""],
        ["front", "second", "second", "all", "All", "depth", "depth", "expected", "", "", ""],
    ]  # fmt: skip


def test_roles_of_one_name_are_told_apart(matrix: Matrix) -> None:
    same = tuple(replace(role, title=LocalizedText({"en": "Rep"})) for role in matrix.roles)
    head = rows(write_wide(replace(matrix, roles=same), "en"))[0]
    assert head[2:] == ["Rep (first)", "Rep (second)"]


def test_a_behaviour_of_several_lines_is_one_line_of_its_cell(matrix: Matrix) -> None:
    text = LocalizedText({"en": "Listens.\nAsks."})
    cell = Expectation(Weight.LATER, (Behaviour("listens", text),))
    row = replace(matrix.categories[0].competencies[0], expectations={"first": cell})
    category = replace(matrix.categories[0], competencies=(row,))
    written = rows(write_wide(replace(matrix, categories=(category,)), "en"))
    assert written[1][2] == "• Listens. Asks."


@given(matrix=matrices())
@settings(max_examples=30, deadline=None)
def test_nothing_is_a_formula_and_every_text_comes_back(matrix: Matrix) -> None:
    for language in LANGUAGES:
        wide, long = rows(write_wide(matrix, language)), rows(write_long(matrix, language))
        cells = [cell for row in (*wide, *long) for cell in row]
        assert not [cell for cell in cells if cell.startswith(TRIGGERS)]
        at = LONG_COLUMNS.index("behaviour_en")
        written = [[freed(cell) for cell in row[at:]] for row in long[1:] if row[at - 1]]
        assert written == [
            [behaviour.text.texts.get(code, "") for code in LANGUAGES]
            for role in matrix.roles
            for _, behaviour in matrix.behaviours(role.key)
        ]
        assert write_wide(matrix, language) == write_wide(matrix, language)
