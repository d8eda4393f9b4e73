"""CSV in all its dialects."""

from __future__ import annotations

import pytest

from portal.interchange import csv_tables
from portal.interchange.readings import (
    MOST_COLUMNS,
    MOST_ROWS,
    FileRefusal,
    FileRefused,
    ProblemKind,
)


def cells(text: str) -> list[tuple[str, ...]]:
    return [row.cells for row in csv_tables.read(text).rows]


@pytest.mark.parametrize(
    "text",
    [
        "Role,Tone\nAgent,calm\n",
        "Role;Tone\nAgent;calm\n",
        "Role\tTone\r\nAgent\tcalm\r\n",
        "sep=;\nRole;Tone\nAgent;calm\n",
        '"sep=|"\nRole|Tone\nAgent|calm\n',
        "SEP=,\r\nRole,Tone\r\nAgent,calm",
    ],
)
def test_every_delimiter_of_a_spreadsheet(text: str) -> None:
    assert cells(text) == [("Role", "Tone"), ("Agent", "calm")]


def test_commas_in_texts_do_not_pass_for_the_delimiter() -> None:
    text = "Role;Tone;Weight\nAgent;Greets, listens, answers;1,5\nLead;Listens, sums up;2,0\n"
    assert cells(text)[1] == ("Agent", "Greets, listens, answers", "1,5")


def test_semicolons_in_quotes_do_not_either() -> None:
    assert cells('Role,Tone\nAgent,"a;b;c"\n')[1] == ("Agent", "a;b;c")


def test_rows_are_counted_as_a_spreadsheet_shows_them() -> None:
    table = csv_tables.read('Role,Tone\n"Agent","- one\n- two"\n\n,,\nLead,three\n')
    assert [row.number for row in table.rows] == [1, 2, 5]
    assert table.rows[1].cells[1] == "- one\n- two"


def test_the_apostrophe_that_keeps_a_text_inert_is_taken_away() -> None:
    assert cells("a,b\n'=SUM(A1),'-2\n'tis,''+1\n") == [
        ("a", "b"),
        ("=SUM(A1)", "-2"),
        ("'tis", "'+1"),
    ]


def test_control_characters_are_flaws_of_their_cell() -> None:
    table = csv_tables.read("a,b\nx,be\x07ll\n")
    assert table.flaws == {(2, 1): ProblemKind.CONTROL_CHARACTERS}
    assert table.rows[1].cells == ("x", "bell")


def test_line_breaks_of_other_programs_are_line_breaks() -> None:
    assert cells("a,b\nx,one\x0btwo\n")[1] == ("x", "one\ntwo")


@pytest.mark.parametrize(
    ("text", "reason", "row"),
    [
        ('a,b\nx,"open\nand on', FileRefusal.BROKEN, 2),
        ('a,b\nx,y\n"x"z,y\n', FileRefusal.BROKEN, 3),
        ("a,b\nx," + "y" * 200_000, FileRefusal.BROKEN, 2),
        ("a,b\n" + "x," * MOST_COLUMNS + "y", FileRefusal.TOO_MANY_COLUMNS, 2),
    ],
)
def test_what_is_out_of_order_is_refused_with_its_row(
    text: str, reason: FileRefusal, row: int
) -> None:
    with pytest.raises(FileRefused) as refused:
        csv_tables.read(text)
    assert (refused.value.reason, refused.value.row) == (reason, row)


def test_as_many_rows_as_promised_are_read_and_not_many_more() -> None:
    line = "a,b\n"
    assert len(csv_tables.read(line * (MOST_ROWS + 1)).rows) == MOST_ROWS + 1
    with pytest.raises(FileRefused) as refused:
        csv_tables.read(line * (MOST_ROWS + 100))
    assert refused.value.reason is FileRefusal.TOO_MANY_ROWS


def test_empty_columns_to_the_right_do_not_count() -> None:
    assert cells("a,b" + "," * 500 + "\n")[0] == ("a", "b")


def test_what_a_spreadsheet_would_calculate_is_a_formula() -> None:
    table = csv_tables.read("role,behaviour\nCSS1,=1+1\nCSS1,'=1+1\nCSS1,1 = 1\n")
    assert table.flaws == {(2, 1): ProblemKind.FORMULA}
    assert table.rows[2].cells[1] == "=1+1"
