"""Word by word: what both wordings are made of."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.comparisons import RunKind, word_runs

SIGNS = {RunKind.SAME: "=", RunKind.REMOVED: "-", RunKind.ADDED: "+"}


def shown(before: str, after: str) -> list[str]:
    return [SIGNS[run.kind] + run.words for run in word_runs(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("", "", []),
        ("Asks first.", "Asks first.", ["=Asks first."]),
        ("", "Asks first.", ["+Asks first."]),
        ("Asks first.", "", ["-Asks first."]),
        (
            "Checks the guides before answering.",
            "Checks the guides or the product before answering.",
            ["=Checks the guides ", "+or the product ", "=before answering."],
        ),
        (
            "Tells the customer.",
            "Tells a colleague.",
            ["=Tells ", "-the customer", "+a colleague", "=."],
        ),
        ("Reads logs", "Reads logs.", ["=Reads logs", "+."]),
        ("Don't wait", "Won't wait", ["-Don't", "+Won't", "= wait"]),
    ],
)
def test_words_that_stay_go_and_come(before: str, after: str, runs: list[str]) -> None:
    assert shown(before, after) == runs


def test_what_changed_altogether_is_not_cut_into_crumbs() -> None:
    """Spaces and commas that both happen to have are no common ground."""
    assert shown("One, two, three", "Four, five, six") == ["-One, two, three", "+Four, five, six"]


TEXT = st.text(alphabet="ab ñ,.'\n-\t", max_size=40) | st.text(max_size=20)


@given(TEXT, TEXT)
@settings(max_examples=200)
def test_the_runs_are_both_texts_to_the_letter(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert "".join(r.words for r in runs if r.kind is not RunKind.ADDED) == before
    assert "".join(r.words for r in runs if r.kind is not RunKind.REMOVED) == after
    assert all(run.words for run in runs)
    kinds = [run.kind for run in runs]
    assert all(one != next_one for one, next_one in pairwise(kinds))


def test_made_up_texts_do_not_take_long() -> None:
    started = process_time()
    word_runs("x " + "a b " * 500, "b a " * 500 + "y")
    assert process_time() - started < 2
