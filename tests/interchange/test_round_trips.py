"""What goes out comes back: keys, wordings, weights and order, format by format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.ladders import Track
from portal.domain.matrices import Matrix, Weight
from portal.domain.matrix_parts import Parts, alterations, parts
from portal.interchange import (
    markdown_out,
    matching,
    moodle_out,
    tables_out,
    workbooks_out,
)
from portal.interchange.matching import Matched
from tests.domain.samples import matrix_of
from tests.interchange.matrices import matrices
from tests.interchange.opening import framework_of

Writer = Callable[[Matrix, str], bytes]

WRITERS: dict[str, Writer] = {
    "matrix.csv": tables_out.write_wide,
    "matrix.long.csv": tables_out.write_long,
    "matrix.xlsx": workbooks_out.write,
    "matrix.md": markdown_out.write,
    "matrix.moodle.csv": moodle_out.write,
}
KEYED = ("matrix.long.csv", "matrix.xlsx")
PLAIN = matrix_of(
    {
        "tone": {"agent": ("listens", "sums-up"), "lead": ("listens", "coaches")},
        "depth": {"agent": ("digs",), "lead": ("asks",)},
        "pace": {"lead": ("waits",)},
    },
    {("tone", "agent"): Weight.MUST_HAVE, ("pace", "lead"): Weight.LATER},
)


def brought_back(matrix: Matrix, name: str, language: str) -> Matched:
    read = framework_of(name, WRITERS[name](matrix, language))
    assert not read.stops, read.problems
    track = Track(matrix.track_key, matrix.track_title, None)
    return matching.match(read, matrix, matrix.roles, track)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", list(WRITERS))
def test_a_file_brought_back_unchanged_changes_nothing(name: str, language: str) -> None:
    found = brought_back(PLAIN, name, language)
    assert alterations(PLAIN, found.matrix) == ()
    assert found.problems == ()
    assert (found.new, found.new_roles) == (0, ())


@pytest.mark.parametrize("name", KEYED)
def test_keys_outlive_a_matrix(name: str) -> None:
    read = framework_of(name, WRITERS[name](PLAIN, "en"))
    found = matching.match(read, None, (), Track("other", PLAIN.track_title, None))
    before, after = parts(PLAIN), parts(found.matrix)
    assert content(before) == content(after)
    assert before["roles"] == after["roles"]


def at_home(matrix: Matrix) -> Matrix:
    """A matrix in which each behaviour stands in one competency only, as the portal has it."""
    homes: dict[str, str] = {}
    categories = []
    for category in matrix.categories:
        rows = []
        for row in category.competencies:
            cells = {
                role: replace(
                    cell,
                    behaviours=tuple(
                        b for b in cell.behaviours if homes.setdefault(b.key, row.key) == row.key
                    ),
                )
                for role, cell in row.expectations.items()
            }
            rows.append(replace(row, expectations=cells))
        categories.append(replace(category, competencies=tuple(rows)))
    return replace(matrix, categories=tuple(categories))


MATRICES = matrices(least_roles=1).map(at_home)
LANGUAGES = st.sampled_from(["en", "es"])


@pytest.mark.parametrize("name", KEYED)
@settings(max_examples=40, deadline=None)
@given(matrix=MATRICES, language=LANGUAGES)
def test_whatever_words_and_cells_there_are(name: str, matrix: Matrix, language: str) -> None:
    if matrix.every_behaviour():
        found = brought_back(matrix, name, language)
        assert not found.stops, found.problems
        assert content(parts(matrix)) == content(parts(found.matrix))


def content(pieces: Parts) -> dict[str, object]:
    """The cells and the behaviours' wordings; those formats do not carry all the rest."""
    return {
        place: piece["text"] if place.startswith("behaviours/") else piece
        for place, piece in pieces.items()
        if place.startswith(("behaviours/", "cells/"))
    }


@settings(max_examples=40, deadline=None)
@given(matrix=MATRICES, language=LANGUAGES)
def test_markdown_brings_back_every_wording(matrix: Matrix, language: str) -> None:
    if matrix.every_behaviour():
        read = framework_of("a.md", markdown_out.write(matrix, language))
        came = {behaviour.text.original for behaviour in read.behaviours()}
        went = {behaviour.text.words(language) for behaviour in matrix.every_behaviour().values()}
        assert came == went
        assert len(read.roles) == len(matrix.roles)
