"""Matrices as Markdown, read back by a parser that keeps to the standard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Matrix, VersionState, Weight
from portal.interchange.markdown_out import escaped, write
from tests.domain.samples import matrix_of
from tests.interchange.matrices import AWKWARD, matrices, wordings

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = frozenset({"text", "text_special"})


def shown(token: Token) -> str:
    """What a reader sees of a line, with whatever became markup named."""
    parts = []
    for child in token.children or []:
        if child.type in PLAIN:
            parts.append(child.content)
        else:
            parts.append("\n" if child.type == "hardbreak" else f"<{child.type}>")
    return "".join(parts)


def lines(markdown: str) -> list[tuple[str, str]]:
    """What holds each line (h1, p, li …), and what the line says."""
    found, open_ = [], [""]
    for token in PARSER.parse(markdown):
        if token.nesting == 1:
            open_.append(token.tag)
        elif token.nesting == -1:
            open_.pop()
        elif token.type == "inline":
            held_by = "li" if open_[-2:] == ["li", "p"] else open_[-1]
            found.append((held_by, shown(token)))
        else:
            found.append((token.type, token.content))
    return found


@pytest.fixture
def matrix() -> Matrix:
    return matrix_of(
        {"tone": {"first": ("listens", "asks"), "second": ("leads",)}, "depth": {"second": ()}},
        {("tone", "first"): Weight.MUST_HAVE},
    )


def test_it_reads_role_by_role(matrix: Matrix) -> None:
    assert write(matrix, "en").decode() == (
        "# front\n\n*Version 1.0.0 (2026-01-05)*\n\nFirst.\n\n"
        "## first\n\nWhy.\n\n"
        "### tone\n\n**Must-have** · All\n\nAbout tone.\n\n- Does listens.\n- Does asks.\n\n"
        "## second\n\nWhy.\n\n"
        "### tone\n\n**Expected** · All\n\nAbout tone.\n\n- Does leads.\n\n"
        "### depth\n\n**Expected** · All\n\nAbout depth.\n"
    )


def test_weights_are_in_the_language_asked_for(matrix: Matrix) -> None:
    assert "**Imprescindible** · All" in write(matrix, "es").decode()


def test_a_draft_and_what_is_not_written_yet(matrix: Matrix) -> None:
    roles = tuple(replace(role, purpose=None) for role in matrix.roles)
    draft = replace(matrix, state=VersionState.DRAFT, published_on=None, note=None, roles=roles)
    assert (
        write(draft, "es").decode().startswith("# front\n\n*Versión 1.0.0 (Borrador)*\n\n## first")
    )


def test_a_waiver_is_there_for_readers(matrix: Matrix) -> None:
    row = matrix.categories[0].competencies[0]
    cell = row.expectations["first"]
    waived = replace(cell.behaviours[0], waiver=LocalizedText({"en": "It is its name."}))
    cell = replace(cell, behaviours=(waived, *cell.behaviours[1:]))
    row = replace(row, expectations={"first": cell})
    category = replace(matrix.categories[0], competencies=(row,))
    written = write(replace(matrix, categories=(category,)), "en").decode()
    assert (
        "- Does listens.\n\n  *Names a number because:* It is its name.\n\n- Does asks.\n"
        in written
    )


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("before", ["", "- "])
def test_awkward_texts_are_shown_as_they_were_written(text: str, before: str) -> None:
    written = before + escaped(text).replace("\n", "\n" + " " * len(before))
    assert lines(f"{written}\n") == [("li" if before else "p", text)]


@given(text=wordings(30))
@settings(max_examples=200, deadline=None)
def test_every_text_is_shown_as_it_was_written(text: str) -> None:
    assert lines(f"{escaped(text)}\n") == [("p", text)]


@given(matrix=matrices())
@settings(max_examples=40, deadline=None)
def test_every_behaviour_is_a_line_under_its_heading(matrix: Matrix) -> None:
    for language in LANGUAGES:
        found = lines(write(matrix, language).decode())
        titles = [" ".join(row.title.words(language).split("\n"))
                  for role in matrix.roles for row in matrix.competencies()
                  if role.key in row.expectations]  # fmt: skip
        assert [text for tag, text in found if tag == "h3"] == titles
        texts = [
            b.text.words(language) for role in matrix.roles for _, b in matrix.behaviours(role.key)
        ]
        items = [text for tag, text in found if tag == "li" and "<em_open>" not in text]
        assert items == texts
