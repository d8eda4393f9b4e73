"""``portal matrix import`` and ``portal matrix check``: what they do, say, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.interchange import json_files
from portal.queries import drafts, matrices
from tests.states import changed_tables, database_state

TABLE = "Competency,CSS1,Captain\nInvoices,Explains an invoice,Teaches invoices\n"
BAD = TABLE + "Refunds,Asks before refunding,Refunds at once\n,Greets people,Thanks people\n"
NUMBERS = "Competency,CSS1\nInvoices,Answers 20 tickets a day\n"


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["matrix", *arguments])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "team.csv"
    path.write_text(TABLE)
    return path


def test_a_file_goes_to_the_track_it_is_sent_to(app: Flask, table: Path) -> None:
    answer = run(app, "import", str(table), "--track", "frontline", "--add")
    assert answer.exit_code == 0, answer.output
    assert "track: frontline\n" in answer.output
    assert "roles: " in answer.output
    assert "Captain; new: 1" in answer.output
    assert "known 0, new 2" in answer.output
    draft = drafts.current("frontline")
    assert draft is not None
    assert len(draft.roles) == 4


def test_a_new_track_is_made_of_it(app: Flask, table: Path) -> None:
    answer = run(app, "import", str(table), "--new-track", "Billing desk")
    assert answer.exit_code == 0, answer.output
    assert "track: billing-desk (new)" in answer.output
    draft = drafts.current("billing-desk")
    assert draft is not None
    assert draft.track_title.original == "Billing desk"


def test_checking_changes_nothing(app: Flask, table: Path) -> None:
    before = database_state()
    answer = run(app, "import", str(table), "--track", "frontline", "--check")
    assert (answer.exit_code, "Nothing was changed." in answer.output) == (0, True)
    assert changed_tables(before, database_state()) == []


def test_a_lossless_file_finds_its_track_by_itself(app: Flask, tmp_path: Path) -> None:
    published = matrices.published("leadership")
    assert published is not None
    path = tmp_path / "a.json"
    path.write_bytes(json_files.write(published))
    answer = run(app, "import", str(path))
    assert answer.exit_code == 0, answer.output
    assert "track: leadership\n" in answer.output
    assert ", new 0" in answer.output


def test_a_bad_row_stops_all_of_it(app: Flask, table: Path) -> None:
    table.write_text(BAD)
    before = database_state()
    answer = run(app, "import", str(table), "--track", "frontline")
    assert answer.exit_code == 1
    assert "error: row 4, column Competency: The competency is missing" in answer.output
    assert "Nothing was imported" in answer.output
    assert changed_tables(before, database_state()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--track", "nowhere"], 1, "There is no track nowhere."),
        ([], 1, "Give the new track a name"),
        (["--track", "frontline", "--new-track", "Billing"], 2, "not both"),
        (["--colour", "red"], 2, "--colour"),
    ],
)
def test_what_cannot_be_done_is_said(
    app: Flask, tmp_path: Path, arguments: list[str], code: int, says: str
) -> None:
    path = tmp_path / "team.csv"
    path.write_text("Competency,Guru\nInvoices,Explains an invoice\n")
    answer = run(app, "import", str(path), *arguments)
    assert answer.exit_code == code
    assert says in answer.output


@pytest.mark.parametrize("command", ["import", "check"])
def test_a_file_that_is_no_framework_is_refused(app: Flask, tmp_path: Path, command: str) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    answer = run(app, command, str(path))
    assert answer.exit_code == 1
    assert "letter.docx: " in answer.output


def test_a_file_that_is_not_there_is_bad_usage(app: Flask) -> None:
    assert run(app, "import", "/nowhere/at/all.csv").exit_code == 2


def test_a_file_with_numbers_is_to_be_mended(app: Flask, table: Path) -> None:
    table.write_text(NUMBERS)
    answer = run(app, "check", str(table))
    assert answer.exit_code == 1
    assert "20 tickets a day" in answer.output
    assert "  Why: " in answer.output
    assert "  Instead: " in answer.output
    assert "must be mended: 1" in answer.output


def test_what_would_stop_an_import_is_to_be_mended_too(app: Flask, table: Path) -> None:
    table.write_text(BAD)
    answer = run(app, "check", str(table))
    assert answer.exit_code == 1
    assert "error: row 4, column Competency: " in answer.output
    assert "must be mended: 1" in answer.output


def test_a_file_without_fault_is_not(app: Flask, table: Path) -> None:
    answer = run(app, "check", str(table))
    assert answer.exit_code == 0, answer.output
    assert "must be mended: 0" in answer.output


def test_the_shipped_matrices_have_nothing_to_mend(app: Flask) -> None:
    for track in ("frontline", "engineering", "operations", "leadership", "embedded"):
        answer = run(app, "check", track)
        assert answer.exit_code == 0, answer.output


def test_a_draft_is_looked_at_when_asked_for(app: Flask, table: Path) -> None:
    assert run(app, "check", "frontline", "--draft").exit_code == 1
    table.write_text(NUMBERS)
    run(app, "import", str(table), "--track", "frontline")
    assert run(app, "check", "frontline").exit_code == 0
    answer = run(app, "check", "frontline", "--draft")
    assert answer.exit_code == 1
    assert "20 tickets a day" in answer.output


def test_what_is_neither_file_nor_track_is_said(app: Flask) -> None:
    answer = run(app, "check", "nowhere")
    assert answer.exit_code == 1
    assert "nowhere is no file" in answer.output
