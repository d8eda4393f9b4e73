"""What became of each role, and of the frame, from one version to another."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

from hypothesis import given, settings

from portal.domain.comparisons import (
    Extent,
    Presence,
    RoleComparison,
    change_class,
    changelog,
    compare,
)
from portal.domain.matrices import Matrix, Weight
from tests.domain.comparisons.versions import any_version, text, version


def first(before: Matrix, after: Matrix) -> RoleComparison:
    role = compare(before, after).role("first")
    assert role
    return role


def keys(placed: object) -> list[str]:
    return [one.behaviour.key for one in placed]  # type: ignore[attr-defined]


def test_added_and_removed_per_role() -> None:
    compared = compare(
        version({"care": {"first": "a b", "second": "a c"}}),
        version({"care": {"first": "a c", "second": "c"}}),
    )
    one, other = compared.roles
    assert (keys(one.added), keys(one.removed)) == (["c"], ["b"])
    assert (keys(other.added), keys(other.removed)) == ([], ["a"])


def test_a_reworded_behaviour_is_reworded_in_every_role_that_has_it() -> None:
    before = version({"care": {"first": "a", "second": "a"}}, texts={"a": "Asks the customer."})
    after = version({"care": {"first": "a", "second": "a"}}, texts={"a": "Asks a colleague."})
    for role in compare(before, after).roles:
        (reworded,) = role.reworded
        assert [run.words for run in reworded.change.runs("en")] == [
            "Asks ", "the customer", "a colleague", ".",
        ]  # fmt: skip


def test_a_behaviour_under_another_competency() -> None:
    role = first(
        version({"care": {"first": "a b"}, "craft": {"first": "c"}}),
        version({"care": {"first": "b"}, "craft": {"first": "c a"}}),
    )
    (moved,) = role.moved
    assert moved.left
    assert moved.entered
    assert (moved.behaviour.key, moved.left.competency_key, moved.entered.competency_key) == (
        "a", "care", "craft",
    )  # fmt: skip
    assert (role.added, role.removed, role.reordered) == ((), (), ())
    assert not moved.weighs_more


def test_a_behaviour_in_one_more_cell_and_in_one_less() -> None:
    once = version({"care": {"first": "a"}, "craft": {"first": "b"}})
    twice = version({"care": {"first": "a"}, "craft": {"first": "b a"}})
    (also,) = first(once, twice).moved
    assert also.left is None
    assert also.entered
    assert also.entered.competency_key == "craft"
    (less,) = first(twice, once).moved
    assert less.entered is None
    assert less.left
    assert less.left.competency_key == "craft"


def test_moving_to_what_weighs_more() -> None:
    weights = {("craft", "first"): Weight.MUST_HAVE}
    (moved,) = first(
        version({"care": {"first": "a"}, "craft": {"first": "b"}}, weights=weights),
        version({"care": {"first": ""}, "craft": {"first": "b a"}}, weights=weights),
    ).moved
    assert moved.weighs_more


def test_only_what_was_taken_elsewhere_is_out_of_order() -> None:
    before = version({"care": {"first": "a b c d"}})
    assert keys(first(before, version({"care": {"first": "d a b c"}})).reordered) == ["d"]
    made_room = first(before, version({"care": {"first": "x a b d"}}))
    assert made_room.reordered == ()


def test_weights_before_and_after() -> None:
    before = version({"care": {"first": "a", "second": "a"}})
    after = version(
        {"care": {"first": "a", "second": "a"}},
        weights={("care", "first"): Weight.MUST_HAVE, ("care", "second"): Weight.LATER},
    )
    up, down = (role.reweighted[0] for role in compare(before, after).roles)
    assert (up.before, up.cell.weight, up.is_raised) == (Weight.EXPECTED, Weight.MUST_HAVE, True)
    assert (down.before, down.cell.weight, down.is_raised) == (
        Weight.EXPECTED, Weight.LATER, False,
    )  # fmt: skip


def test_roles_that_came_and_went() -> None:
    compared = compare(
        version({"care": {"first": "a", "gone": "b"}}),
        version({"care": {"new": "c", "first": "a"}}),
    )
    assert [(role.key, role.presence) for role in compared.roles] == [
        ("new", Presence.ADDED), ("first", Presence.KEPT), ("gone", Presence.REMOVED),
    ]  # fmt: skip
    assert (keys(compared.roles[0].added), keys(compared.roles[2].removed)) == (["c"], ["b"])
    assert not compared.roles[1].is_changed


def test_a_waiver_given() -> None:
    before = version({"care": {"first": "a"}})
    (waived,) = first(before, version({"care": {"first": "a"}}, waivers={"a": "By law."})).waived
    assert waived.change.after == text("By law.")


def test_rows_and_categories() -> None:
    before = version(
        {"care": {"first": "a"}, "craft": {"first": "b"}, "old": {"first": "c"}},
        groups={"old": "attic"},
    )
    after = version(
        {"craft": {"first": "b"}, "care": {"first": "a"}, "new": {"first": "d"}},
        groups={"care": "other"},
        texts={"title craft": "Crafts", "d": "Does something that was not there."},
    )
    outline = compare(before, after).outline
    assert [row.key for row in outline.rows_added] == ["new"]
    assert [row.key for row in outline.rows_removed] == ["old"]
    assert [(named.key, named.change.extent) for named in outline.rows_retitled] == [
        ("craft", Extent.SLIP)
    ]
    (moved,) = outline.rows_recategorised
    assert (moved.competency.key, moved.left.key, moved.entered.key) == ("care", "all", "other")
    assert [group.key for group in outline.categories_added] == ["other"]
    assert [group.key for group in outline.categories_removed] == ["attic"]


def test_the_order_of_rows_categories_and_roles() -> None:
    rows = {"care": {"first": "a", "second": "b"}, "craft": {"first": "c"}, "voice": {"first": "d"}}
    before = version(rows, groups={"voice": "other"})
    after = version(
        {key: rows[key] for key in ("voice", "craft", "care")},
        groups={"voice": "other"},
        roles="second first",
    )
    outline = compare(before, after).outline
    assert [row.key for row in outline.rows_reordered] == ["craft"]
    assert [group.key for group in outline.categories_reordered] == ["other"]
    assert [role.key for role in outline.roles_reordered] == ["second"]


def test_notes_numbers_and_dates_are_not_compared() -> None:
    before = version({"care": {"first": "a"}})
    assert not compare(before, replace(before, note=text("Another note."))).is_changed


@given(any_version())
def test_nothing_changed_from_a_version_to_itself(matrix: Matrix) -> None:
    assert not compare(matrix, matrix).is_changed
    assert change_class(compare(matrix, matrix)).reasons == ()


@given(any_version(), any_version())
@settings(max_examples=150)
def test_every_behaviour_is_accounted_for(before: Matrix, after: Matrix) -> None:
    """Of each role, what is asked is what was asked, less what went and with what came."""
    compared = compare(before, after)
    for role in compared.roles:
        old = {b.key for _, b in before.behaviours(role.key)}
        new = {b.key for _, b in after.behaviours(role.key)}
        origins = {key for descent in role.descents for key in keys(descent.origins)}
        results = {key for descent in role.descents for key in keys(descent.results)}
        assert set(keys(role.added)) | (results - old) == new - old
        assert set(keys(role.removed)) | (origins - new) == old - new
        assert not set(keys(role.added)) & results
        assert not set(keys(role.removed)) & origins
        changelog(compared, role.key)
    assert compared.is_changed == bool(change_class(compared).reasons)


def test_large_matrices_are_compared_in_seconds() -> None:
    """20,000 behaviours, each of them reworded and elsewhere in its cell."""
    behaviours = " ".join(f"b{number}" for number in range(20_000))
    backwards = " ".join(reversed(behaviours.split()))
    before = version({"care": {"first": behaviours}})
    after = version(
        {"care": {"first": backwards}},
        texts={key: f"Does {key} so that nobody has to." for key in behaviours.split()},
    )
    started = process_time()
    compared = compare(before, after)
    change_class(compared)
    assert process_time() - started < 20
    (role,) = compared.roles
    assert (len(role.reworded), len(role.reordered)) == (20_000, 19_999)


def test_an_ordinary_matrix_is_compared_at_once() -> None:
    rows = {
        f"row{row}": {f"role{role}": f"{row}-{role}-a {row}-{role}-b" for role in range(10)}
        for row in range(15)
    }
    before = version(rows)
    texts = {key: f"Says {key}." for key in before.every_behaviour()}
    started = process_time()
    change_class(compare(before, version(rows, texts=texts)))
    assert process_time() - started < 2
