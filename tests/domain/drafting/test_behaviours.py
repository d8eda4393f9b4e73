"""Edits of behaviours: what they change, what they leave alone, which keys survive."""

from __future__ import annotations

import pytest

from portal.domain.drafting import behaviours
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Weight
from portal.domain.refusals import Refusal, RuleBroken
from tests.domain.drafting.samples import NOTHING_TAKEN, cell, draft, keys, typed, words


def test_rewording_keeps_the_key_and_holds_wherever_the_behaviour_stands() -> None:
    before = draft()
    text = before.every_behaviour()["checks"].text
    after = behaviours.reword(before, "checks", typed(text, en="Looks it up."))
    assert keys(after, "knowing", "one") == ["asks", "checks"]
    assert [b.text.words("en") for b in cell(after, "knowing", "one").behaviours][1] == (
        "Looks it up."
    )
    assert words(after, "checks") == "Looks it up."
    assert cell(after, "knowing", "two").behaviours[0].text.words("en") == "Looks it up."
    assert after.number == before.number


def test_a_new_behaviour_gets_a_key_that_nothing_ever_had() -> None:
    matrix = draft()
    for taken, key in ((NOTHING_TAKEN, "writes-it-down"), ({"writes-it-down"}, "writes-it-down-2")):
        after = behaviours.add(matrix, "knowing", "one", {"en": "Writes it down."}, taken)
        assert keys(after, "knowing", "one") == ["asks", "checks", key]


def test_a_behaviour_is_added_once_however_often_it_is_sent() -> None:
    once = behaviours.add(draft(), "knowing", "one", {"en": "Writes it down."}, NOTHING_TAKEN)
    again = behaviours.add(once, "knowing", "one", {"en": " Writes it down. "}, {"writes-it-down"})
    assert again == once


def test_a_new_behaviour_may_be_written_in_spanish_first() -> None:
    after = behaviours.add(draft(), "knowing", "one", {"en": "", "es": "Lo anota."}, NOTHING_TAKEN)
    added = after.every_behaviour()["lo-anota"]
    assert added.text == LocalizedText({"es": "Lo anota."})


def test_adding_to_a_role_without_the_competency_makes_the_cell() -> None:
    without = behaviours.drop_cell(draft(), "caring", "one")
    after = behaviours.add(without, "caring", "one", {"en": "Waits."}, NOTHING_TAKEN)
    assert (cell(after, "caring", "one").weight, keys(after, "caring", "one")) == (
        Weight.EXPECTED,
        ["waits"],
    )


def test_one_behaviour_may_be_expected_of_several_roles() -> None:
    after = behaviours.repeat(draft(), "asks", "knowing", "two")
    assert keys(after, "knowing", "two") == ["checks", "explains", "asks"]
    with pytest.raises(RuleBroken) as broken:
        behaviours.repeat(after, "asks", "knowing", "two")
    assert broken.value.refusal is Refusal.ALREADY_THERE


def test_removing_takes_it_out_of_one_cell_only() -> None:
    after = behaviours.remove(draft(), "knowing", "one", "checks")
    assert keys(after, "knowing", "one") == ["asks"]
    assert keys(after, "knowing", "two") == ["checks", "explains"]


@pytest.mark.parametrize(("at", "order"), [(0, ["checks", "asks"]), (9, ["asks", "checks"])])
def test_behaviours_are_put_in_order(at: int, order: list[str]) -> None:
    assert keys(behaviours.place(draft(), "knowing", "one", "checks", at), "knowing", "one") == (
        order
    )


def test_moving_takes_the_behaviour_along_under_its_key() -> None:
    before = draft()
    after = behaviours.move(before, "asks", ("knowing", "one"), ("caring", "two"))
    assert keys(after, "knowing", "one") == ["checks"]
    assert keys(after, "caring", "two") == ["calms", "listens", "asks"]
    assert after.every_behaviour()["asks"] == before.every_behaviour()["asks"]
    assert behaviours.move(before, "asks", ("knowing", "one"), ("knowing", "one")) == before


def test_a_behaviour_does_not_move_to_where_it_stands_already() -> None:
    with pytest.raises(RuleBroken) as broken:
        behaviours.move(draft(), "checks", ("knowing", "one"), ("knowing", "two"))
    assert broken.value.refusal is Refusal.ALREADY_THERE


def test_a_split_remembers_where_it_came_from_in_every_cell() -> None:
    pieces = [{"en": "Looks it up."}, {"en": "Tries it out."}]
    after = behaviours.split(draft(), "checks", pieces, NOTHING_TAKEN)
    assert keys(after, "knowing", "one") == ["asks", "looks-it-up", "tries-it-out"]
    assert keys(after, "knowing", "two") == ["looks-it-up", "tries-it-out", "explains"]
    known = after.every_behaviour()
    assert {known[key].came_from for key in ("looks-it-up", "tries-it-out")} == {("checks",)}


def test_pieces_of_the_same_words_still_get_keys_of_their_own() -> None:
    after = behaviours.split(draft(), "asks", [{"en": "Asks."}, {"en": "Asks."}], NOTHING_TAKEN)
    assert keys(after, "knowing", "one") == ["asks-2", "asks-3", "checks"]


def test_a_merge_stands_where_any_of_them_stood_and_remembers_all() -> None:
    after = behaviours.merge(draft(), ["asks", "checks"], {"en": "Finds out."}, NOTHING_TAKEN)
    assert keys(after, "knowing", "one") == ["finds-out"]
    assert keys(after, "knowing", "two") == ["finds-out", "explains"]
    assert after.every_behaviour()["finds-out"].came_from == ("asks", "checks")


@pytest.mark.parametrize("several", [["asks"], ["asks", "asks"]])
def test_one_alone_is_neither_split_nor_merged(several: list[str]) -> None:
    with pytest.raises(RuleBroken) as broken:
        behaviours.split(draft(), "asks", [{"en": "Asks."}], NOTHING_TAKEN)
    assert broken.value.refusal is Refusal.SPLIT_NEEDS_TWO
    with pytest.raises(RuleBroken) as broken:
        behaviours.merge(draft(), several, {"en": "Asks."}, NOTHING_TAKEN)
    assert broken.value.refusal is Refusal.MERGE_NEEDS_TWO


def test_a_number_stays_with_a_reason_and_goes_without_one() -> None:
    waived = behaviours.waive(draft(), "checks", typed(None, en="The law says so."))
    assert cell(waived, "knowing", "two").behaviours[0].waiver == LocalizedText(
        {"en": "The law says so."}
    )
    reason = waived.every_behaviour()["checks"].waiver
    assert behaviours.waive(waived, "checks", typed(reason, en="")) == draft()


def test_a_weight_is_set_and_a_cell_dropped() -> None:
    heavier = behaviours.set_weight(draft(), "knowing", "one", Weight.MUST_HAVE)
    assert cell(heavier, "knowing", "one").weight is Weight.MUST_HAVE
    assert keys(heavier, "knowing", "one") == ["asks", "checks"]
    dropped = behaviours.drop_cell(heavier, "knowing", "one")
    assert "checks" in dropped.every_behaviour()
    assert "asks" not in dropped.every_behaviour()


@pytest.mark.parametrize(
    "edit",
    [
        lambda m: behaviours.reword(m, "gone", typed(None, en="Words.")),
        lambda m: behaviours.add(m, "gone", "one", {"en": "Words."}, NOTHING_TAKEN),
        lambda m: behaviours.add(m, "knowing", "gone", {"en": "Words."}, NOTHING_TAKEN),
        lambda m: behaviours.repeat(m, "asks", "gone", "one"),
        lambda m: behaviours.remove(m, "knowing", "one", "explains"),
        lambda m: behaviours.place(m, "knowing", "gone", "asks", 0),
        lambda m: behaviours.move(m, "explains", ("knowing", "one"), ("caring", "one")),
        lambda m: behaviours.split(m, "gone", [{"en": "A."}, {"en": "B."}], NOTHING_TAKEN),
        lambda m: behaviours.merge(m, ["asks", "gone"], {"en": "A."}, NOTHING_TAKEN),
        lambda m: behaviours.set_weight(m, "knowing", "gone", Weight.LATER),
        lambda m: behaviours.drop_cell(m, "gone", "one"),
    ],
)
def test_what_is_gone_cannot_be_edited(edit) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleBroken) as broken:
        edit(draft())
    assert broken.value.refusal is Refusal.GONE_MEANWHILE
