"""Readings beside each other: where they differ most, and what does not apply told apart."""

from __future__ import annotations

from portal.domain.calibrations import Reading, Said, are_few, compare
from portal.domain.observations import Mark

KEYS = ("alike", "apart", "split", "neighbours", "unread")
LOW, PROMPTED, OWN, LIFTS, NONE = (
    Mark.NOT_YET,
    Mark.WHEN_PROMPTED,
    Mark.OWN_INITIATIVE,
    Mark.LIFTS_OTHERS,
    Mark.NOT_APPLICABLE,
)


def reading(*marks: Mark, because: str = "") -> Reading:
    return {key: Said(mark, because) for key, mark in zip(KEYS, marks, strict=False)}


def test_what_to_talk_about_begins_with_what_lies_furthest_apart() -> None:
    found = compare(
        KEYS,
        [
            reading(OWN, LOW, OWN, LOW, because="zeta"),
            reading(OWN, LIFTS, NONE, PROMPTED, because="alpha"),
            reading(OWN, OWN, OWN, PROMPTED),
        ],
    )
    spreads = {spread.behaviour_key: spread for spread in found.spreads}
    assert [one.behaviour_key for one in found.to_talk_about] == ["apart", "neighbours", "split"]
    assert spreads["alike"].agrees
    assert spreads["apart"].on_scale == (LOW, OWN, LIFTS)
    assert spreads["apart"].distance == 3
    assert spreads["split"].distance == 0
    assert spreads["split"].does_not_apply == 1
    assert spreads["split"].is_split
    assert spreads["unread"].agrees
    assert spreads["neighbours"].counts == {LOW: 1, PROMPTED: 2}
    assert spreads["alike"].reasons[OWN] == ("alpha", "zeta")  # no order tells whose they are
    # alike 3 of 3 pairs, apart 0 of 3, split 1 of 1, neighbours 1 of 3
    assert found.percentage == 5 / 10
    assert found.alpha is not None


def test_not_applicable_is_a_missing_value_of_the_measures() -> None:
    with_it = compare(KEYS, [reading(OWN, LOW, NONE), reading(OWN, LOW, NONE)])
    without = compare(KEYS, [reading(OWN, LOW), reading(OWN, LOW)])
    assert (with_it.percentage, with_it.alpha) == (without.percentage, without.alpha) == (1, 1)
    assert with_it.spreads[2].agrees
    assert with_it.spreads[2].does_not_apply == 2


def test_too_few_readings_and_no_variation_are_said_as_such() -> None:
    assert not compare(KEYS, []).has_enough
    alone = compare(KEYS, [reading(OWN, LOW)])
    assert not alone.has_enough
    assert (alone.percentage, alone.alpha) == (None, None)
    same = compare(KEYS, [reading(OWN, OWN), reading(OWN, OWN)])
    assert same.has_enough
    assert (same.percentage, same.alpha) == (1, None)
    assert same.to_talk_about == ()
    assert [number for number in range(8) if are_few(number)] == [2, 3, 4]
