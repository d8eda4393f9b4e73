"""Edits of competencies: the rows of a matrix."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.domain.drafting import behaviours, competencies, outlines
from portal.domain.drafting.texts import TextsClash
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, Weight
from portal.domain.refusals import Refusal, RuleBroken
from tests.domain.drafting.samples import NOTHING_TAKEN, cell, draft, keys, row, typed


def rows(matrix: Matrix) -> list[list[str]]:
    return [[one.key for one in group.competencies] for group in matrix.categories]


def two_groups() -> Matrix:
    """knowing, caring in one category; sharing in another."""
    matrix = outlines.add_category(draft(), {"en": "More"})
    return competencies.add(matrix, "more", {"en": "Sharing"}, {}, NOTHING_TAKEN)


def test_a_new_competency_stands_last_and_no_role_has_it() -> None:
    title, summary = {"en": "Sharing", "es": "Compartir"}, {"en": "What is passed on.", "es": ""}
    after = competencies.add(draft(), "all", title, summary, NOTHING_TAKEN)
    assert rows(after) == [["knowing", "caring", "sharing"]]
    new = row(after, "sharing")
    assert (new.title, new.summary, new.expectations) == (
        LocalizedText({"en": "Sharing", "es": "Compartir"}),
        LocalizedText({"en": "What is passed on."}),
        {},
    )


def test_a_competency_is_added_once_however_often_it_is_sent() -> None:
    once = competencies.add(draft(), "all", {"en": "Sharing"}, {}, NOTHING_TAKEN)
    assert competencies.add(once, "all", {"en": "Sharing"}, {}, {"sharing"}) == once


def test_one_that_another_matrix_has_keeps_its_key_and_leaves_its_cells() -> None:
    after = competencies.add_known(outlines.add_category(draft(), {"en": "More"}), "more",
                                   row(two_groups(), "sharing"))  # fmt: skip
    assert rows(after) == [["knowing", "caring"], ["sharing"]]
    with pytest.raises(RuleBroken) as broken:
        competencies.add_known(after, "more", row(draft(), "caring"))
    assert broken.value.refusal is Refusal.ALREADY_THERE


def test_a_competency_is_reworded_under_its_key() -> None:
    before = row(draft(), "knowing")
    after = competencies.reword(
        draft(), "knowing", typed(before.title, en="Product"), typed(before.summary, en="")
    )
    assert row(after, "knowing").title.original == "Product"
    assert row(after, "knowing").summary is None
    assert row(after, "knowing").expectations == before.expectations


def test_two_who_reword_a_competency_clash() -> None:
    before = row(draft(), "knowing")
    theirs = competencies.reword(
        draft(), "knowing", typed(before.title, en="Product"), typed(before.summary)
    )
    with pytest.raises(TextsClash) as clash:
        competencies.reword(
            theirs, "knowing", typed(before.title, en="Knowledge"), typed(before.summary)
        )
    assert clash.value.clashes[0].place == "competencies/knowing/title"


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        ("caring", -1, [["caring", "knowing"], ["sharing"]]),
        ("caring", 1, [["knowing"], ["caring", "sharing"]]),
        ("sharing", -1, [["knowing", "caring", "sharing"], []]),
        ("knowing", -1, [["knowing", "caring"], ["sharing"]]),
        ("sharing", 1, [["knowing", "caring"], ["sharing"]]),
    ],
)
def test_a_competency_goes_up_and_down_also_into_the_next_category(
    key: str, by: int, order: list[list[str]]
) -> None:
    assert rows(competencies.shift(two_groups(), key, by)) == order


def test_a_competency_is_put_into_a_category() -> None:
    after = competencies.place_in(two_groups(), "knowing", "more")
    assert rows(after) == [["caring"], ["sharing", "knowing"]]
    assert competencies.place_in(after, "knowing", "more") == after
    assert rows(competencies.place(after, "knowing", "all", 0)) == [
        ["knowing", "caring"],
        ["sharing"],
    ]


def test_a_competency_goes_with_everything_it_says() -> None:
    after = competencies.remove(draft(), "caring")
    assert rows(after) == [["knowing"]]
    assert set(after.every_behaviour()) == {"asks", "checks", "explains"}


def test_a_split_takes_behaviours_and_weights_along() -> None:
    matrix = behaviours.set_weight(draft(), "knowing", "two", Weight.MUST_HAVE)
    after = competencies.split(
        matrix, "knowing", title={"en": "Explaining"}, summary={}, behaviours=["explains"],
        taken=NOTHING_TAKEN,
    )  # fmt: skip
    assert rows(after) == [["knowing", "explaining", "caring"]]
    assert row(after, "explaining").came_from == ("knowing",)
    assert list(row(after, "explaining").expectations) == ["two"]
    assert cell(after, "explaining", "two").weight is Weight.MUST_HAVE
    assert keys(after, "explaining", "two") == ["explains"]
    assert keys(after, "knowing", "two") == ["checks"]


@pytest.mark.parametrize("chosen", [[], ["asks", "checks", "explains"], ["listens"]])
def test_a_split_leaves_something_on_both_sides(chosen: list[str]) -> None:
    with pytest.raises(RuleBroken) as broken:
        competencies.split(
            draft(), "knowing", title={"en": "X"}, summary={}, behaviours=chosen,
            taken=NOTHING_TAKEN,
        )  # fmt: skip
    assert broken.value.refusal is Refusal.SPLIT_NEEDS_TWO


def test_a_merge_keeps_the_others_weight_and_remembers_what_came() -> None:
    matrix = behaviours.set_weight(draft(), "knowing", "one", Weight.MUST_HAVE)
    matrix = behaviours.repeat(matrix, "asks", "caring", "one")
    after = competencies.merge(matrix, "knowing", "caring")
    assert rows(after) == [["caring"]]
    assert row(after, "caring").came_from == ("knowing",)
    assert cell(after, "caring", "one").weight is Weight.EXPECTED
    assert keys(after, "caring", "one") == ["listens", "asks", "checks"]
    assert set(after.every_behaviour()) == set(matrix.every_behaviour())


def test_a_competency_is_not_merged_with_itself() -> None:
    with pytest.raises(RuleBroken) as broken:
        competencies.merge(draft(), "knowing", "knowing")
    assert broken.value.refusal is Refusal.MERGE_NEEDS_TWO


@pytest.mark.parametrize(
    "edit",
    [
        lambda m: competencies.add(m, "gone", {"en": "X"}, {}, NOTHING_TAKEN),
        lambda m: competencies.reword(m, "gone", typed(None, en="X"), typed(None)),
        lambda m: competencies.place(m, "knowing", "gone", 0),
        lambda m: competencies.place_in(m, "gone", "all"),
        lambda m: competencies.shift(m, "gone", 1),
        lambda m: competencies.remove(m, "gone"),
        lambda m: competencies.merge(m, "knowing", "gone"),
    ],
)
def test_what_is_gone_cannot_be_edited(edit: Callable[[Matrix], Matrix]) -> None:
    with pytest.raises(RuleBroken) as broken:
        edit(draft())
    assert broken.value.refusal is Refusal.GONE_MEANWHILE
