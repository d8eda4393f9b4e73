"""What the page on importing promises, compared with what the readers do and say."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from portal.interchange import readings
from portal.interchange.column_words import ColumnKind, understood
from portal.interchange.readings import ERRORS, ProblemKind
from portal.wording import imports as import_words
from tests.docs.markdown import DOCS, prose, rows, section
from tests.interchange.opening import framework_of, told

PAGE = DOCS / "importing.md"
KEYS = {ColumnKind.ROLE_KEY, ColumnKind.CATEGORY_KEY, ColumnKind.COMPETENCY_KEY,
        ColumnKind.BEHAVIOUR_KEY}  # fmt: skip


def quoted(heading: str) -> dict[str, list[str]]:
    """The rest of each row by what the portal says."""
    return {first: rest for first, *rest in rows(section(PAGE, heading))}


def test_every_refusal_is_explained(app: Flask) -> None:
    explained = quoted("Why a file is not read")
    with app.test_request_context():
        said = [str(words) for words in import_words.REFUSED.values()]
    assert all(any(words.startswith(start) for start in explained) for words in said)
    assert all(any(words.startswith(start) for words in said) for start in explained)


def test_every_problem_is_explained_with_whether_it_stops(app: Flask) -> None:
    explained = quoted("What may be wrong with a place")
    with app.test_request_context():
        said = {kind: str(words) for kind, words in import_words.PROBLEMS.items()}
    stops = {
        kind: rest[0]
        for kind, words in said.items()
        for start, rest in explained.items()
        if words.startswith(start)
    }
    assert stops == {kind: "yes" if kind in ERRORS else "no" for kind in ProblemKind}


@pytest.mark.parametrize("most", ["MOST_ROWS", "MOST_COLUMNS", "MOST_SHEETS", "MOST_CELLS",
                                  "MOST_BEHAVIOURS", "LONGEST_TEXT"])  # fmt: skip
def test_the_limits_are_those_of_the_readers(most: str) -> None:
    assert f"{getattr(readings, most):,}" in prose(PAGE)


def test_every_heading_it_names_is_understood() -> None:
    for column, headings in rows(section(PAGE, "Tables")):
        kinds = KEYS if column == "key" else {column}
        for heading in re.split("[,;] ", headings) if column in {*ColumnKind, "key"} else ():
            found = understood(heading)
            assert found, heading
            assert found.kind in kinds, heading


def test_the_example_in_markdown_is_read() -> None:
    example = "\n".join(
        line.removeprefix("    ")
        for line in section(PAGE, "Markdown").split("\n")
        if line.startswith("    ") or not line
    )
    assert told(framework_of("ladder.md", example)) == {
        "Agent": {"Conversation and tone": ["Sums up what the customer said before answering."]}
    }
