"""Two independent checkers find nothing wrong with any of the documents."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from portal.documents.assessments import AssessmentSheet, assessment_pdf
from portal.documents.matrices import matrix_pdf
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, VersionState


@pytest.fixture
def documents(
    matrix: Matrix, wide_matrix: Matrix, sheet: AssessmentSheet, tmp_path: Path
) -> list[Path]:
    made = {
        "track": matrix_pdf(matrix, "es", "Careers"),
        "wide": matrix_pdf(wide_matrix, "en", "Careers"),
        "role": matrix_pdf(wide_matrix.for_role("role-3"), "es", "Careers"),
        "draft": matrix_pdf(draft_of(wide_matrix), "en", "Careers"),
        "assessment": assessment_pdf(sheet, "en", "Careers"),
    }
    for name, pdf in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    return sorted(tmp_path.glob("*.pdf"))


def draft_of(matrix: Matrix) -> Matrix:
    """With a waiver, and a cell in which nothing is written yet."""
    row = matrix.categories[0].competencies[0]
    cell = row.expectations["role-0"]
    waived = replace(cell.behaviours[0], waiver=LocalizedText({"en": "It is what it is called."}))
    cells = {
        **row.expectations,
        "role-0": replace(cell, behaviours=(waived, *cell.behaviours[1:])),
        "role-1": replace(cell, behaviours=()),
    }
    rows = (replace(row, summary=None, expectations=cells), *matrix.categories[0].competencies[1:])
    categories = (replace(matrix.categories[0], competencies=rows), *matrix.categories[1:])
    return replace(
        matrix, state=VersionState.DRAFT, published_on=None, note=None, categories=categories
    )


def test_outloud_finds_nothing(documents: list[Path]) -> None:
    others = [document for document in documents if document.stem != "role"]
    checked = run("outloud", "--fail-on", "warning", *map(str, others))
    assert checked.returncode == 0, checked.stdout


def test_outloud_finds_only_that_a_role_s_cells_wait_for_a_pen(documents: list[Path]) -> None:
    # TBL-012 wonders at tables that are mostly empty; a sheet to be ticked is one, rightly.
    (role,) = (document for document in documents if document.stem == "role")
    checked = run("outloud", "--fail-on", "warning", "--skip", "TBL-012", str(role))
    assert checked.returncode == 0, checked.stdout


def test_pdfua_finds_nothing(documents: list[Path]) -> None:
    checked = run("pdfua", "check", *map(str, documents))
    assert checked.returncode == 0, checked.stdout


def run(command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / command), *arguments],
        check=False,
        capture_output=True,
        text=True,
    )
