"""Drafts on paper: nobody takes one for what is in force, and what is not written yet may be so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfReader

from portal.documents.matrices import matrix_pdf
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Competency, Expectation, Matrix, VersionState, Weight

ISSUER = "Careers at Example"
Read = Callable[[bytes], PdfReader]
TextOf = Callable[[bytes], str]


@pytest.fixture
def draft(wide_matrix: Matrix) -> Matrix:
    """With everything missing that may be missing."""

    def bare(row: Competency) -> Competency:
        cells = {**row.expectations, "role-1": Expectation(Weight.LATER, ())}
        return replace(row, summary=None, expectations=cells)

    return replace(
        wide_matrix,
        state=VersionState.DRAFT,
        published_on=None,
        note=None,
        roles=tuple(replace(role, purpose=None) for role in wide_matrix.roles),
        categories=tuple(
            replace(category, competencies=tuple(bare(row) for row in category.competencies))
            for category in wide_matrix.categories
        ),
    )


@pytest.mark.parametrize("role", [None, "role-3"])
def test_head_and_foot_of_every_page_say_that_it_is_a_draft(
    draft: Matrix, role: str | None, read: Read
) -> None:
    matrix = draft.for_role(role) if role else draft
    pages = read(matrix_pdf(matrix, "en", ISSUER)).pages
    assert len(pages) > 1
    for page in pages:
        text = page.extract_text()
        assert "DRAFT" in text
        assert "· Draft ·" in text


def test_what_is_in_force_is_not_called_a_draft(wide_matrix: Matrix, text_of: TextOf) -> None:
    assert "DRAFT" not in text_of(matrix_pdf(wide_matrix, "en", ISSUER))


@pytest.mark.parametrize("role", [None, "role-1"])
def test_an_empty_cell_says_so(draft: Matrix, role: str | None, text_of: TextOf) -> None:
    matrix = draft.for_role(role) if role else draft
    text = text_of(matrix_pdf(matrix, "en", ISSUER))
    assert text.count("No behaviour is written here yet") == 12
    assert text.count("Competency 11") == 1


def test_a_matrix_that_was_only_just_begun_is_a_page(draft: Matrix, text_of: TextOf) -> None:
    text = text_of(matrix_pdf(replace(draft, roles=(), categories=()), "en", ISSUER))
    assert "Front line" in text
    assert "DRAFT" in text
    assert "The roles" not in text


def test_a_role_of_one_that_lacks_a_competency_is_a_page(draft: Matrix, text_of: TextOf) -> None:
    alone = replace(draft, roles=draft.roles[:1])
    row = replace(draft.categories[0].competencies[0], expectations={})
    category = replace(draft.categories[0], competencies=(row,))
    text = text_of(matrix_pdf(replace(alone, categories=(category,)), "en", ISSUER))
    assert "Role number 0" in text


@pytest.mark.parametrize("role", [None, "first"])
def test_readers_see_why_a_behaviour_names_a_number(
    matrix: Matrix, role: str | None, text_of: TextOf
) -> None:
    row = matrix.categories[0].competencies[0]
    cell = row.expectations["first"]
    waiver = LocalizedText({"en": "Two is how many languages the team speaks."})
    waived = replace(cell.behaviours[0], waiver=waiver)
    cells = {**row.expectations, "first": replace(cell, behaviours=(waived, cell.behaviours[1]))}
    category = replace(matrix.categories[0], competencies=(replace(row, expectations=cells),))
    changed = replace(matrix, categories=(category, *matrix.categories[1:]))
    changed = changed.for_role(role) if role else changed
    text = text_of(matrix_pdf(changed, "en", ISSUER))
    assert "Names a number because: Two is how many languages the team speaks." in text
    assert "is not translated yet" in text_of(matrix_pdf(changed, "es", ISSUER))


def test_a_text_without_english_stands_in_spanish(matrix: Matrix, text_of: TextOf) -> None:
    text = text_of(
        matrix_pdf(replace(matrix, note=LocalizedText({"es": "Solo en español."})), "en", ISSUER)
    )
    assert "Solo en español." in text
    assert "it stands here in the language it was written in" in text
