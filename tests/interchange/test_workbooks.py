"""Workbooks read: what people write in them, and what somebody may have put there."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import datetime
from time import process_time

import pytest
from xlsxwriter import Workbook

from portal.interchange import workbook_packages, workbooks
from portal.interchange.readings import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    FileRefusal,
    FileRefused,
    ProblemKind,
)
from tests.interchange.opening import framework_of, grouped, told
from tests.interchange.workbook_files import sheet_xml, with_member, workbook

PLAIN = {"Agent": [["Competency", "Behaviour"], ["Tone", "Listens"]]}
SHEET = "xl/worksheets/sheet1.xml"


def refused(content: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        workbooks.read(content)
    return caught.value


# What people write


def test_sheets_with_something_in_them_are_tables() -> None:
    tables = workbooks.read(workbook({**PLAIN, "Empty": [], "Other": [["x", "y"]]}))
    assert [(table.name, table.is_sheet) for table in tables] == [("Agent", True), ("Other", True)]
    assert [row.cells for row in tables[0].rows] == [
        ("Competency", "Behaviour"),
        ("Tone", "Listens"),
    ]


def test_dates_numbers_and_truths_become_text() -> None:
    def add(book: Workbook) -> None:
        sheet = book.add_worksheet("S")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        # what stands in a spreadsheet has no time zone
        sheet.write_datetime(0, 0, datetime(2026, 1, 5), day)  # noqa: DTZ001
        sheet.write_datetime(0, 1, datetime(2026, 1, 5, 9, 30), day)  # noqa: DTZ001
        sheet.write_number(0, 2, 3)
        sheet.write_number(0, 3, 0.1)
        sheet.write_boolean(0, 4, True)

    (table,) = workbooks.read(workbook({}, add))
    assert table.rows[0].cells == ("2026-01-05", "2026-01-05 09:30", "3", "0.1", "TRUE")


def test_a_formula_is_a_problem_of_its_cell_and_a_text_like_one_is_not() -> None:
    def add(book: Workbook) -> None:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["Competency", "Agent"])
        sheet.write_row(1, 0, ["Tone"])
        sheet.write_formula(1, 1, '="Lis"&"tens"', None, "Listens")
        sheet.write_string(2, 0, "Depth")
        sheet.write_string(2, 1, "=SUM(A1)")

    read = framework_of("a.xlsx", workbook({}, add))
    assert [(p.kind, p.place.row, p.place.column, p.place.sheet) for p in read.problems] == [
        (ProblemKind.FORMULA, 2, "Agent", "S")
    ]
    assert read.stops
    assert told(read)["Agent"]["Depth"] == ["=SUM(A1)"]


def test_merged_cells_say_their_text_in_every_row() -> None:
    def merge(book: Workbook) -> None:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["Category", "Competency", "Agent"])
        sheet.merge_range(1, 0, 3, 0, "Craft")
        sheet.merge_range(1, 1, 2, 1, "Tone")
        for row, text in enumerate(["a", "b", "c", "d"], start=1):
            sheet.write_string(row, 2, text)
        sheet.write_string(3, 1, "Depth")
        sheet.write_row(4, 0, ["People", "Care"])

    read = framework_of("a.xlsx", workbook({}, merge))
    assert told(read) == {"Agent": {"Tone": ["a", "b"], "Depth": ["c"], "Care": ["d"]}}
    assert grouped(read) == {"Craft": ["Tone", "Depth"], "People": ["Care"]}


def test_rows_keep_the_numbers_the_spreadsheet_shows() -> None:
    rows = [["Competency", "Agent"], ["Tone", "a"], [], [], ["", "b"], ["Care", "c"]]
    read = framework_of("a.xlsx", workbook({"S": rows}))
    assert [(p.kind, p.place.row) for p in read.problems] == [(ProblemKind.COMPETENCY_MISSING, 5)]


def test_sheets_of_roles_are_read_together_and_others_left() -> None:
    head = ["Competency", "Behaviour", "Role"]
    read = framework_of(
        "a.xlsx",
        workbook(
            {
                "All": [["Competency", "Agent", "Lead"], ["Tone", "old", "old"]],
                "Agent": [head, ["Tone", "Listens", "Agent"], ["Depth", "Digs", "Agent"]],
                "Lead": [head, ["Pace", "Waits", "Lead"], ["Depth", "Asks", "Lead"]],
                "Words": [["Word", "Meaning"], ["Tone", "How it sounds"]],
            }
        ),
    )
    assert told(read) == {
        "Agent": {"Tone": ["Listens"], "Depth": ["Digs"]},
        "Lead": {"Pace": ["Waits"], "Depth": ["Asks"]},
    }
    assert [row.title.original for row in read.competencies()] == ["Tone", "Pace", "Depth"]


def test_without_such_sheets_the_first_wide_one_is_read() -> None:
    wide = [["Competency", "Agent"], ["Tone", "Listens"]]
    read = framework_of("a.xlsx", workbook({"Cover": [["Support", "2026"]], "Matrix": wide}))
    assert told(read) == {"Agent": {"Tone": ["Listens"]}}


def test_what_xml_cannot_hold_is_a_flaw() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>be_x0007_ll_x000D_</t></is></c></row>'
    content = with_member(workbook(PLAIN), SHEET, sheet_xml(rows), instead=True)
    (table,) = workbooks.read(content)
    assert table.rows[0].cells == ("bell",)
    assert table.flaws == {(1, 0): ProblemKind.CONTROL_CHARACTERS}


# Limits and traps


def test_a_bomb_is_seen_in_the_directory() -> None:
    bomb = with_member(workbook(PLAIN), "xl/media/x.bin", b"\0" * 40_000_000)
    assert len(bomb) < 100_000
    assert refused(bomb).reason is FileRefusal.UNPACKS_TOO_LARGE


def test_too_many_members_are_refused() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for number in range(workbook_packages.MOST_MEMBERS + 1):
            archive.writestr(f"{number}.xml", "")
    assert refused(output.getvalue()).reason is FileRefusal.UNPACKS_TOO_LARGE


def test_a_lie_about_the_size_is_found_out() -> None:
    content = with_member(workbook(PLAIN), SHEET, sheet_xml("<row/>" * 100_000), instead=True)
    honest = (len(sheet_xml("<row/>" * 100_000))).to_bytes(4, "little")
    lying = content.replace(honest, (500).to_bytes(4, "little"))
    assert refused(lying).reason is FileRefusal.BROKEN


def test_macros_are_refused() -> None:
    content = with_member(workbook(PLAIN), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert refused(content).reason is FileRefusal.HAS_MACROS


def test_a_password_is_noticed() -> None:
    content = bytearray(workbook(PLAIN))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert refused(bytes(content)).reason is FileRefusal.PROTECTED


@pytest.mark.parametrize(
    ("member", "ending"),
    [
        ("word/document.xml", ".docx"), ("content.xml", ".ods"), ("xl/workbook.bin", ".xlsb"),
        ("readme.txt", ".zip"),
    ],
)  # fmt: skip
def test_other_archives_are_named(member: str, ending: str) -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr(member, "x")
    found = refused(output.getvalue())
    assert (found.reason, found.detail) == (FileRefusal.UNKNOWN_FORMAT, ending)


def test_entities_are_not_unfolded() -> None:
    trap = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + sheet_xml("<row>&b;</row>")
    content = with_member(workbook(PLAIN), SHEET, trap, instead=True)
    assert refused(content).reason is FileRefusal.BROKEN


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>',
        '<row r="x"/>',
        '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>',
        '<row r="1"><c r="A1"><v>' + "9" * 5_000 + "</v></c></row>",
        "<row",
    ],
)
def test_a_sheet_out_of_order_is_refused_or_read_at_once(rows: str) -> None:
    content = with_member(workbook(PLAIN), SHEET, sheet_xml(rows), instead=True)
    try:
        found = [row.cells for table in workbooks.read(content) for row in table.rows]
    except FileRefused as out_of_order:
        found = [(out_of_order.reason.value,)]
    assert found in ([("broken",)], [("1",)], [])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (workbook(PLAIN)[:-40], FileRefusal.BROKEN),
        (b"PK\x03\x04" + b"\0" * 100, FileRefusal.BROKEN),
        (workbook({f"S{n}": [["a"]] for n in range(MOST_SHEETS + 1)}), FileRefusal.TOO_MANY_SHEETS),
        (workbook({"S": [["a"] * (MOST_COLUMNS + 1)]}), FileRefusal.TOO_MANY_COLUMNS),
        (workbook({"S": [["a"]] * (MOST_ROWS + 100)}), FileRefusal.TOO_MANY_ROWS),
    ],
)
def test_what_is_beyond_the_limits_is_refused(content: bytes, reason: FileRefusal) -> None:
    assert refused(content).reason is reason


def test_merged_cells_without_end_are_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="B{n}"><v>1</v></c></row>' for n in range(2, 3_000))
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    areas = '<mergeCell ref="A1:A1048576"/>' * 400
    content = with_member(
        workbook(PLAIN), SHEET, sheet_xml(first + rows, f"<mergeCells>{areas}</mergeCells>"),
        instead=True,
    )  # fmt: skip
    assert refused(content).reason is FileRefusal.TOO_MANY_CELLS


def many(element: str, count: int) -> bytes:
    """A sheet of very many things, made before any clock runs."""
    return with_member(workbook(PLAIN), SHEET, sheet_xml(element * count), instead=True)


EMPTY_ROW = f"<row>{'<c/>' * 10_000}</row>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (many(f"<row>{'<c/>' * 2_400_000}</row>", 1), FileRefusal.TOO_MANY_COLUMNS),
        (many(f"<row>{('<row/>' + '<c/>' * 9_000) * 2}</row>", 1), FileRefusal.TOO_MANY_COLUMNS),
        (many(EMPTY_ROW, 101), FileRefusal.TOO_MANY_CELLS),
        (many(f"<x:row>{'<x:c/>' * 16_385}</x:row>", 1), FileRefusal.TOO_MANY_COLUMNS),
        (many("<row/>", 200_001), FileRefusal.TOO_MANY_ROWS),
        (many("<row><c><f/><v/></c></row>", 100_001), FileRefusal.UNPACKS_TOO_LARGE),
    ],
)
def test_empty_cells_and_rows_count_too(content: bytes, reason: FileRefusal) -> None:
    begun = process_time()
    assert refused(content).reason is reason
    assert process_time() - begun < 5


@pytest.mark.parametrize(
    ("part", "inside"),
    [
        ("xl/styles.xml", "<styleSheet><cellXfs>" + "<xf/>" * 400_000 + "</cellXfs></styleSheet>"),
        ("xl/styles.xml", f"<styleSheet><numFmt formatCode='{'[' * 300}'/></styleSheet>"),
        ("xl/styles.xml", "<styleSheet>" + "<font/>" * 100_001 + "</styleSheet>"),
        ("xl/styles.xml", f"<styleSheet>{'x' * 10_000_000}</styleSheet>"),
        ("xl/workbook.xml", "<workbook>" + "<definedName/>" * 100_001 + "</workbook>"),
        ("xl/sharedStrings.xml", "<sst>" + "<si/>" * 500_001 + "</sst>"),
        ("docProps/core.xml", "<!DOCTYPE x><x/>"),
        ("docProps/app.xml", "<x"  + "y" * 1_000 + "&"),
    ],
    ids=["formats", "a format", "fonts", "letters", "names", "texts", "a type", "no XML"],
)  # fmt: skip
def test_what_stands_around_the_sheets_may_not_be_long(part: str, inside: str) -> None:
    content = with_member(workbook(PLAIN), part, inside.encode(), instead=True)
    begun = process_time()
    assert refused(content).reason in {
        FileRefusal.UNPACKS_TOO_LARGE, FileRefusal.TOO_MANY_CELLS, FileRefusal.BROKEN,
    }  # fmt: skip
    assert process_time() - begun < 3


def test_a_tag_without_an_end_is_not_waited_for() -> None:
    letters = random.Random(5).randbytes(1_500_000).hex()
    for inside in (f'<row r="{letters}"/>', f"<!--{letters}-->"):
        content = with_member(workbook(PLAIN), SHEET, sheet_xml(inside), instead=True)
        assert refused(content).reason is FileRefusal.UNPACKS_TOO_LARGE


def test_pictures_and_whatever_else_is_no_xml_do_no_harm() -> None:
    content = with_member(workbook(PLAIN), "xl/media/image1.png", b"\x89PNG\r\n\x1a\n" + b"<" * 99)
    assert [table.name for table in workbooks.read(content)] == ["Agent"]


def test_a_workbook_may_be_as_long_as_a_table() -> None:
    rows = [
        ["Competency", "Agent", "Lead"],
        *[["Tone", f"a{n}", f"b{n}"] for n in range(MOST_ROWS)],
    ]
    (table,) = workbooks.read(workbook({"S": rows}))
    assert len(table.rows) == MOST_ROWS + 1


def test_charts_names_and_conditions_are_passed_over() -> None:
    def add(book: Workbook) -> None:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Agent!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)
        book.define_name("Mine", "=Agent!$A$1")
        sheet = book.get_worksheet_by_name("Agent")
        sheet.repeat_rows(0)
        sheet.set_header("&LOurs&CMatrix")
        sheet.conditional_format("A1:B9", {"type": "blanks"})
        sheet.data_validation("C1:C9", {"validate": "list", "source": ["a", "b"]})

    tables = workbooks.read(workbook(PLAIN, add))
    assert [(table.name, len(table.rows)) for table in tables] == [("Agent", 2)]


def test_a_part_that_two_sheets_share_is_read_once() -> None:
    content = workbook({**PLAIN, "Other": [["x", "y"]]})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        links = archive.read("xl/_rels/workbook.xml.rels").replace(b"sheet2.xml", b"sheet1.xml")
    shared = with_member(content, "xl/_rels/workbook.xml.rels", links, instead=True)
    assert len(workbooks.read(shared)) == 1
