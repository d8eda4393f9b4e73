"""A whole cell at once, and what two editors of it come across."""

from __future__ import annotations

import pytest

from portal.domain.drafting import behaviours, cells, sights
from portal.domain.drafting.texts import TextsClash, seen_print
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Matrix, Weight
from portal.domain.refusals import Refusal, RuleBroken
from tests.domain.drafting.samples import cell, draft, keys, typed, words


def text(matrix: Matrix, key: str) -> LocalizedText:
    return matrix.every_behaviour()[key].text


def test_several_behaviours_are_reworded_together() -> None:
    before = draft()
    after = cells.reword_all(
        before,
        {
            "asks": typed(text(before, "asks"), en="Asks first."),
            "checks": typed(text(before, "checks")),
        },
    )
    assert (words(after, "asks"), words(after, "checks")) == ("Asks first.", "Does checks.")
    assert cells.reword_all(before, {}) is before


def test_all_clashes_are_told_at_once_and_nothing_is_half_saved() -> None:
    before = draft()
    theirs = behaviours.remove(before, "knowing", "one", "asks")
    theirs = behaviours.reword(theirs, "checks", typed(text(before, "checks"), en="Looks it up."))
    with pytest.raises(TextsClash) as clash:
        cells.reword_all(
            theirs,
            {
                "asks": typed(text(before, "asks"), en="Asks first."),
                "checks": typed(text(before, "checks"), en="Tries it."),
                "listens": typed(text(before, "listens"), en="Hears them out."),
            },
        )
    told = {one.place: one.theirs for one in clash.value.clashes}
    assert told == {"behaviours/asks": None, "behaviours/checks": text(theirs, "checks")}


def test_what_is_gone_and_was_not_typed_in_is_no_matter() -> None:
    before = draft()
    without = behaviours.remove(before, "knowing", "one", "asks")
    assert cells.reword_all(without, {"asks": typed(text(before, "asks"))}) == without


def test_a_weight_is_chosen_over_the_one_that_was_seen() -> None:
    after = cells.weigh(draft(), "knowing", "one", Weight.LATER, Weight.EXPECTED)
    assert cell(after, "knowing", "one").weight is Weight.LATER


def test_a_weight_that_was_left_alone_stays_as_somebody_else_set_it() -> None:
    theirs = behaviours.set_weight(draft(), "knowing", "one", Weight.MUST_HAVE)
    assert cells.weigh(theirs, "knowing", "one", Weight.EXPECTED, Weight.EXPECTED) == theirs


def test_two_different_weights_are_not_decided_by_who_was_last() -> None:
    theirs = behaviours.set_weight(draft(), "knowing", "one", Weight.MUST_HAVE)
    with pytest.raises(RuleBroken) as broken:
        cells.weigh(theirs, "knowing", "one", Weight.LATER, Weight.EXPECTED)
    assert (broken.value.refusal, broken.value.field) == (Refusal.WEIGHED_MEANWHILE, "weight")


def test_a_weight_makes_the_cell_of_a_role_that_lacks_the_competency() -> None:
    without = behaviours.drop_cell(draft(), "caring", "one")
    after = cells.weigh(without, "caring", "one", Weight.MUST_HAVE, None)
    assert cell(after, "caring", "one").weight is Weight.MUST_HAVE
    assert keys(after, "caring", "one") == []


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        ("asks", 1, ["checks", "asks"]),
        ("checks", -1, ["checks", "asks"]),
        ("asks", -1, ["asks", "checks"]),
        ("checks", 1, ["asks", "checks"]),
    ],
)
def test_a_behaviour_goes_up_and_down_and_stops_at_the_ends(
    key: str, by: int, order: list[str]
) -> None:
    assert keys(cells.shift(draft(), "knowing", "one", key, by), "knowing", "one") == order


def test_removing_what_somebody_reworded_asks_again() -> None:
    before = draft()
    seen = seen_print(text(before, "checks"))
    theirs = behaviours.reword(before, "checks", typed(text(before, "checks"), en="Looks it up."))
    with pytest.raises(RuleBroken) as broken:
        cells.remove_as_seen(theirs, "knowing", "one", "checks", seen)
    assert broken.value.refusal is Refusal.REWORDED_MEANWHILE
    after = cells.remove_as_seen(before, "knowing", "one", "checks", seen)
    assert keys(after, "knowing", "one") == ["asks"]
    assert cells.remove_as_seen(after, "knowing", "one", "checks", seen) == after


def test_what_was_taken_out_comes_back_under_its_key() -> None:
    without = behaviours.remove(draft(), "knowing", "one", "asks")
    asks = Behaviour("asks", LocalizedText({"en": "Asks first."}))
    after = cells.bring_back(without, "knowing", "one", asks)
    assert keys(after, "knowing", "one") == ["checks", "asks"]
    with pytest.raises(RuleBroken) as broken:
        cells.bring_back(after, "knowing", "two", asks)
    assert broken.value.refusal is Refusal.ALREADY_THERE


def test_what_goes_must_be_what_was_read() -> None:
    before = draft()
    cell_seen = sights.cell_print(before, "knowing", "one")
    row_seen, column_seen = sights.row_print(before, "knowing"), sights.column_print(before, "one")
    assert sights.cell_as_seen(before, "knowing", "one", cell_seen) is before
    assert sights.row_as_seen(before, "knowing", row_seen) is before
    assert sights.column_as_seen(before, "one", column_seen) is before
    theirs = behaviours.reword(before, "asks", typed(text(before, "asks"), en="Asks first."))
    for check in (
        lambda: sights.cell_as_seen(theirs, "knowing", "one", cell_seen),
        lambda: sights.row_as_seen(theirs, "knowing", row_seen),
        lambda: sights.column_as_seen(theirs, "one", column_seen),
    ):
        with pytest.raises(RuleBroken) as broken:
            check()
        assert broken.value.refusal is Refusal.CHANGED_MEANWHILE
    assert sights.column_as_seen(theirs, "two", sights.column_print(before, "two")) is theirs
