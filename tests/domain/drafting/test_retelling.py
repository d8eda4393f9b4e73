"""What the history says of a step."""

from __future__ import annotations

import pytest

from portal.domain.drafting.retelling import Story, Weighing, Where, cell_of, retold
from portal.domain.matrices import Matrix, Weight
from portal.domain.matrix_parts import alterations
from tests.domain.drafting.samples import draft
from tests.domain.drafting.test_steps import EDITS


def story(name: str, before: Matrix | None = None) -> Story:
    before = before or draft()
    after = EDITS[name](before)
    return retold(after, alterations(before, after))


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("reword", Where("knowing", "one")),
        ("add", Where("knowing", "one")),
        ("repeat", Where("caring", "one")),
        ("remove", Where("knowing", "two")),
        ("order", Where("knowing", "one")),
        ("move", Where("caring", "one")),
        ("weigh", Where("caring", "two")),
        ("drop", Where("caring", "two")),
        ("rows", Where(category="all")),
        ("row gone", Where("caring", "one")),
        ("category", Where(category="more")),
        ("column", Where(role="three")),
        ("columns", Where()),
        ("note", Where()),
    ],
)
def test_it_says_where(name: str, where: Where) -> None:
    assert story(name).where == where


def test_it_says_what_a_text_read_before_and_after() -> None:
    (wording,) = story("reword").wordings
    assert wording.before is not None
    assert wording.after is not None
    assert (wording.before.original, wording.after.original) == ("Does checks.", "Looks it up.")


def test_it_says_what_was_added_split_and_merged() -> None:
    (added,) = story("add").wordings
    assert added.before is None
    assert added.after is not None
    assert {w.after.original for w in story("split").wordings if w.after} == {"Waits.", "Hears."}
    gone = {w.before.original for w in story("merge").wordings if w.before}
    assert gone == {"Does calms.", "Does listens."}


def test_it_says_which_texts_only_went_elsewhere() -> None:
    assert [text.original for text in story("move").carried] == ["Does explains."]
    assert [text.original for text in story("remove").carried] == ["Does checks."]
    assert story("reword").carried == ()


def test_it_says_how_much_something_weighed() -> None:
    assert story("weigh").weighings == (Weighing(Weight.EXPECTED, Weight.MUST_HAVE),)


def test_it_says_how_the_note_read() -> None:
    (wording,) = story("no note").wordings
    assert wording.after is None
    assert wording.before is not None
    assert wording.before.original == "First."


def test_a_behaviour_is_found_in_the_first_cell_that_has_it() -> None:
    assert cell_of(draft(), "checks") == ("knowing", "one")
    assert cell_of(draft(), "gone") is None
