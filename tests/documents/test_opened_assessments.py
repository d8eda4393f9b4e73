"""An opened assessment on paper: both views, what was agreed, and nothing added up."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from portal.documents.opened_assessments import OpenedSheet, opened_pdf
from portal.domain.assessments import Answer
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix
from portal.domain.observations import Mark
from portal.domain.side_by_side import side_by_side

ISSUER = "Careers at Example"


def sheet_of(matrix: Matrix) -> OpenedSheet:
    column = matrix.roles[0]
    own: dict[str, Answer] = {}
    manager: dict[str, Answer] = {}
    for competency in matrix.for_role(column.key).competencies():
        keys = [b.key for b in competency.expectations[column.key].behaviours]
        own[competency.key] = Answer(
            dict.fromkeys(keys, Mark.OWN_INITIATIVE), {}, "Heron words", "https://example.com/1"
        )
        marks = dict.fromkeys(keys, Mark.OWN_INITIATIVE) | {keys[0]: Mark.NOT_APPLICABLE}
        manager[competency.key] = Answer(marks, {keys[0]: "No occasion."}, "Zebra words")
    moment = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
    return OpenedSheet(
        person_name="Amara Okafor",
        manager_name="Mara Manager",
        round_name="Autumn 2026",
        role_title=column.title,
        track_key=matrix.track_key,
        track_title=matrix.track_title,
        matrix_number=matrix.number,
        opened_at=moment,
        sides=side_by_side(matrix, column.key, own=own, manager=manager, agreed=own),
        agreed_at=moment,
        next_steps="Pair on two cases a month.\nMeet in March.",
        acknowledged_at=moment,
        acknowledgement="I see the second one differently.",
    )


def test_it_says_what_both_saw_and_agreed_on_in_either_language(
    matrix: Matrix, text_of: Callable[[bytes], str]
) -> None:
    sheet = sheet_of(matrix)
    text = text_of(opened_pdf(sheet, "en", ISSUER))
    for expected in (
        "Amara Okafor", "Mara Manager", "Autumn 2026", "Pair on two cases a month.",
        "I see the second one differently.", "Heron words", "Zebra words", "No occasion.",
        "On own initiative", "Not applicable", "Differs", "Confidential",
    ):  # fmt: skip
        assert expected in text
    early = replace(sheet, agreed_at=None, next_steps="", acknowledged_at=None, acknowledgement="")
    assert "still to come" in text_of(opened_pdf(early, "en", ISSUER))


def test_two_independent_checkers_find_nothing(matrix: Matrix, tmp_path: Path) -> None:
    path = tmp_path / "opened.pdf"
    hostile = replace(
        sheet_of(matrix),
        next_steps="{{ 7*7 }} <b>x</b> \u202e" + "word\u00a0" * 200,
        role_title=LocalizedText({"en": "Only in English"}),
    )
    path.write_bytes(opened_pdf(hostile, "es", ISSUER))
    for command in (["outloud", "--fail-on", "warning", str(path)], ["pdfua", "check", str(path)]):
        found = subprocess.run(
            [str(Path(sys.executable).parent / command[0]), *command[1:]],
            check=False,
            capture_output=True,
            text=True,
        )
        assert found.returncode == 0, found.stdout
