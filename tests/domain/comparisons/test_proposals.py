"""What kind of change a version is proposed to be, and the next number."""

from __future__ import annotations

import pytest
from hypothesis import given

from portal.domain.comparisons import (
    ChangeLevel,
    Proposal,
    ReasonKind,
    change_class,
    compare,
    next_number,
)
from portal.domain.comparisons.proposals import LEVELS
from portal.domain.matrices import Matrix, VersionNumber, Weight
from tests.domain.comparisons.versions import any_version, text, version

MAJOR, MINOR, PATCH = ChangeLevel.MAJOR, ChangeLevel.MINOR, ChangeLevel.PATCH

SAID = "Asks the customer what they tried before."


def proposed(before: Matrix, after: Matrix) -> Proposal:
    return change_class(compare(before, after))


def kinds(proposal: Proposal) -> set[ReasonKind]:
    return {reason.kind for reason in proposal.reasons}


def test_a_new_behaviour_asks_something_new() -> None:
    found = proposed(version({"care": {"first": "a"}}), version({"care": {"first": "a b"}}))
    (reason,) = found.reasons
    assert (found.level, found.least, reason.kind) == (MAJOR, MAJOR, ReasonKind.BEHAVIOUR_ADDED)
    (case,) = reason.cases
    assert (case.role_key, case.key) == ("first", "b")


def test_a_new_competency_is_one_reason_and_not_one_for_each_behaviour() -> None:
    found = proposed(
        version({"care": {"first": "a"}}),
        version({"care": {"first": "a"}, "craft": {"first": "b c"}}),
    )
    (reason,) = found.reasons
    assert (found.least, reason.kind) == (MAJOR, ReasonKind.COMPETENCY_ADDED)
    assert [case.key for case in reason.cases] == ["craft"]


def test_a_behaviour_that_another_role_gets_too_asks_something_new_of_that_role() -> None:
    found = proposed(
        version({"care": {"first": "a", "second": "b"}}),
        version({"care": {"first": "a", "second": "b a"}}),
    )
    assert (found.least, [case.role_key for case in found.reasons[0].cases]) == (MAJOR, ["second"])


@pytest.mark.parametrize(
    ("weight", "level", "kind"),
    [
        (Weight.MUST_HAVE, MAJOR, ReasonKind.WEIGHT_RAISED),
        (Weight.LATER, MINOR, ReasonKind.WEIGHT_LOWERED),
    ],
)
def test_weights(weight: Weight, level: ChangeLevel, kind: ReasonKind) -> None:
    found = proposed(
        version({"care": {"first": "a"}}),
        version({"care": {"first": "a"}}, weights={("care", "first"): weight}),
    )
    assert (found.level, found.least, kinds(found)) == (level, level, {kind})


def test_moving_within_a_role_is_minor_unless_it_weighs_more() -> None:
    weights = {("craft", "first"): Weight.MUST_HAVE, ("voice", "first"): Weight.EXPECTED}
    cells = {"care": {"first": "a x"}, "craft": {"first": "b"}, "voice": {"first": "c"}}
    before = version(cells, weights=weights)
    heavier = version({**cells, "care": {"first": "x"}, "craft": {"first": "b a"}}, weights=weights)
    sideways = version(
        {**cells, "care": {"first": "x"}, "voice": {"first": "c a"}}, weights=weights
    )
    assert proposed(before, heavier).least is MAJOR
    assert kinds(proposed(before, heavier)) == {ReasonKind.MOVED_TO_WEIGH_MORE}
    assert proposed(before, sideways).level is MINOR
    assert kinds(proposed(before, sideways)) == {ReasonKind.MOVED}


@pytest.mark.parametrize(
    ("now", "level", "least", "kind"),
    [
        (SAID.replace("what they", "what else they"), MINOR, MINOR, ReasonKind.REWORDED),
        ("Coaches newer people in hard talks.", MAJOR, MINOR, ReasonKind.RETHOUGHT),
        (SAID.replace("customer", "custommer"), PATCH, PATCH, ReasonKind.SLIP),
        (SAID.removesuffix("."), PATCH, PATCH, ReasonKind.SLIP),
    ],
)
def test_wordings(now: str, level: ChangeLevel, least: ChangeLevel, kind: ReasonKind) -> None:
    cells = {"care": {"first": "a"}}
    found = proposed(version(cells, texts={"a": SAID}), version(cells, texts={"a": now}))
    assert (found.level, found.least, kinds(found)) == (level, least, {kind})


def test_translations_and_order_are_patches() -> None:
    found = proposed(
        version({"care": {"first": "a b"}}, texts={"a": SAID}),
        version({"care": {"first": "b a"}}, texts={"a": text(SAID, "Pregunta qué se probó.")}),
    )
    assert (found.level, kinds(found)) == (PATCH, {ReasonKind.TRANSLATION, ReasonKind.REORDERED})


def test_what_is_taken_away_is_minor() -> None:
    found = proposed(
        version({"care": {"first": "a b"}, "craft": {"first": "c"}}),
        version({"care": {"first": "a"}}),
    )
    assert (found.level, kinds(found)) == (
        MINOR, {ReasonKind.BEHAVIOUR_REMOVED, ReasonKind.COMPETENCY_REMOVED},
    )  # fmt: skip


def test_a_role_as_a_whole_is_minor() -> None:
    one = version({"care": {"first": "a"}})
    two = version({"care": {"first": "a", "second": "a b"}})
    assert (proposed(one, two).level, kinds(proposed(one, two))) == (MINOR, {ReasonKind.ROLE_ADDED})
    assert kinds(proposed(two, one)) == {ReasonKind.ROLE_REMOVED}
    assert proposed(two, one).level is MINOR


def test_a_waiver_is_minor() -> None:
    cells = {"care": {"first": "a"}}
    found = proposed(version(cells), version(cells, waivers={"a": "The law names it."}))
    assert (found.level, kinds(found)) == (MINOR, {ReasonKind.WAIVED})


def test_a_split_is_minor_while_it_says_what_was_said() -> None:
    before = version({"care": {"first": "a"}}, texts={"a": "Asks first and writes it all down."})
    lineage = {"a1": ("a",), "a2": ("a",)}
    parted = version(
        {"care": {"first": "a1 a2"}},
        texts={"a1": "Asks first.", "a2": "Writes it all down."},
        came_from=lineage,
    )
    more = version(
        {"care": {"first": "a1 a2"}},
        texts={"a1": "Asks first.", "a2": "Coaches colleagues in hard conversations."},
        came_from=lineage,
    )
    assert (proposed(before, parted).level, kinds(proposed(before, parted))) == (
        MINOR, {ReasonKind.SPLIT},
    )  # fmt: skip
    asked = proposed(before, more)
    assert (asked.level, asked.least) == (MAJOR, MINOR)
    assert kinds(asked) == {ReasonKind.SPLIT, ReasonKind.DESCENT_ASKS_NEW}


def test_a_merge_into_what_weighs_more() -> None:
    weights = {("craft", "first"): Weight.MUST_HAVE}
    texts = {"a": "Asks first.", "b": "Asks again.", "ab": "Asks first and again."}
    before = version(
        {"care": {"first": "a b"}, "craft": {"first": "c"}}, texts=texts, weights=weights
    )
    merged = {"ab": ("a", "b")}
    same = version(
        {"care": {"first": "ab"}, "craft": {"first": "c"}},
        texts=texts, weights=weights, came_from=merged,
    )  # fmt: skip
    heavier = version(
        {"care": {"first": ""}, "craft": {"first": "c ab"}},
        texts=texts, weights=weights, came_from=merged,
    )  # fmt: skip
    assert (proposed(before, same).level, kinds(proposed(before, same))) == (
        MINOR, {ReasonKind.MERGED},
    )  # fmt: skip
    found = proposed(before, heavier)
    assert (found.level, found.least) == (MAJOR, MINOR)
    assert ReasonKind.DESCENT_WEIGHS_MORE in kinds(found)


def test_a_competency_split_asks_nothing_new() -> None:
    """The role has a competency it did not have, and was asked everything in it before."""
    found = proposed(
        version({"care": {"first": "a b"}}),
        version({"care": {"first": "a"}, "tact": {"first": "b"}}, came_from={"tact": ("care",)}),
    )
    assert (found.level, kinds(found)) == (
        MINOR, {ReasonKind.MOVED, ReasonKind.FRAME_REARRANGED},
    )  # fmt: skip


def test_titles_are_frames_and_ask_nothing() -> None:
    cells = {"care": {"first": "a"}}
    found = proposed(
        version(cells, texts={"title care": "Care"}),
        version(cells, texts={"title care": "Looking after people who had a bad day"}),
    )
    assert (found.level, kinds(found)) == (MINOR, {ReasonKind.FRAME_REWORDED})


def test_the_same_content_has_no_reasons() -> None:
    matrix = version({"care": {"first": "a"}})
    assert proposed(matrix, matrix) == Proposal(PATCH, PATCH, ())


@given(any_version(), any_version())
def test_the_proposal_is_its_greatest_reason(before: Matrix, after: Matrix) -> None:
    found = proposed(before, after)
    order = list(ChangeLevel)
    assert found.level == min([r.level for r in found.reasons], key=order.index, default=PATCH)
    assert not found.level.is_less_than(found.least)
    for reason in found.reasons:
        assert reason.cases
        names = [(case.role_key, case.key) for case in reason.cases]
        assert len(set(names)) == len(names)


def test_no_reason_must_be_published_as_more_than_it_proposes() -> None:
    assert set(LEVELS) == set(ReasonKind)
    assert not [kind for kind, (level, least) in LEVELS.items() if level.is_less_than(least)]


def test_levels_know_which_is_less() -> None:
    assert PATCH.is_less_than(MINOR)
    assert MINOR.is_less_than(MAJOR)
    assert not MAJOR.is_less_than(MAJOR)


@pytest.mark.parametrize(
    ("before", "level", "after"),
    [
        ("1.2.3", MAJOR, "2.0.0"),
        ("1.2.3", MINOR, "1.3.0"),
        ("1.2.3", PATCH, "1.2.4"),
        (None, PATCH, "1.0.0"),
        (None, MAJOR, "1.0.0"),
    ],
)
def test_the_next_number(before: str | None, level: ChangeLevel, after: str) -> None:
    number = VersionNumber.parse(before) if before else None
    assert str(next_number(number, level)) == after
