"""Splits and merges: what came from what."""

from __future__ import annotations

from portal.domain.comparisons import DescentKind, RoleComparison, compare
from portal.domain.matrices import Matrix
from tests.domain.comparisons.versions import version


def first(before: Matrix, after: Matrix) -> RoleComparison:
    role = compare(before, after).role("first")
    assert role
    return role


def keys(placed: object) -> list[str]:
    return [one.behaviour.key for one in placed]  # type: ignore[attr-defined]


def test_a_split_is_told_as_one() -> None:
    role = first(
        version({"care": {"first": "a b"}}),
        version({"care": {"first": "a1 a2 b"}}, came_from={"a1": ("a",), "a2": ("a",)}),
    )
    (split,) = role.descents
    assert (split.kind, keys(split.origins), keys(split.results)) == (
        DescentKind.SPLIT, ["a"], ["a1", "a2"],
    )  # fmt: skip
    assert (role.added, role.removed) == ((), ())


def test_a_merge_and_what_it_brings_to_a_role_that_had_a_part() -> None:
    before = version({"care": {"first": "a b", "second": "b"}})
    after = version({"care": {"first": "ab", "second": "ab"}}, came_from={"ab": ("a", "b")})
    whole, part = (role.descents[0] for role in compare(before, after).roles)
    assert (whole.kind, keys(whole.origins), whole.asks_new) == (
        DescentKind.MERGED, ["a", "b"], False,
    )  # fmt: skip
    assert (part.kind, keys(part.origins), part.asks_new) == (DescentKind.CONTINUED, ["b"], True)


def test_what_came_out_of_one_that_stays_must_have_left_it() -> None:
    """Otherwise saying where something comes from would hide that it is new."""
    texts = {"a": "Asks the customer and writes the answer down."}
    before = version({"care": {"first": "a"}}, texts=texts)
    lineage = {"n": ("a",)}
    unchanged = first(before, version({"care": {"first": "a n"}}, texts=texts, came_from=lineage))
    assert (keys(unchanged.added), unchanged.descents) == (["n"], ())
    parted = version(
        {"care": {"first": "a n"}},
        texts={"a": "Asks the customer.", "n": "Writes the answer down."},
        came_from=lineage,
    )
    (split,) = first(before, parted).descents
    assert (split.kind, keys(split.results), split.asks_new) == (
        DescentKind.SPLIT, ["a", "n"], False,
    )  # fmt: skip
    assert first(before, parted).reworded == ()


def test_lineage_is_told_once() -> None:
    """A version after the split says where its behaviours came from, and they are just there."""
    lineage = {"a1": ("a",), "a2": ("a",)}
    before = version({"care": {"first": "a1 a2"}}, came_from=lineage)
    after = version({"care": {"first": "a1"}}, came_from=lineage)
    role = first(before, after)
    assert (role.descents, keys(role.removed)) == ((), ["a2"])


def test_a_chain_of_splits_is_followed_to_the_nearest_there_is() -> None:
    first_version = version({"care": {"first": "a"}})
    second = version({"care": {"first": "b c"}}, came_from={"b": ("a",), "c": ("a",)})
    third = version(
        {"care": {"first": "c d e"}}, came_from={"c": ("a",), "d": ("b", "a"), "e": ("b", "a")}
    )
    (near,) = first(second, third).descents
    assert (keys(near.origins), keys(near.results)) == (["b"], ["d", "e"])
    (far,) = first(first_version, third).descents
    assert (keys(far.origins), keys(far.results)) == (["a"], ["c", "d", "e"])


def test_several_into_several() -> None:
    (recut,) = first(
        version({"care": {"first": "a b"}}),
        version({"care": {"first": "x y"}}, came_from={"x": ("a", "b"), "y": ("b",)}),
    ).descents
    assert recut.kind is DescentKind.RECUT


def test_a_competency_split_in_two_takes_its_behaviours_along() -> None:
    before = version({"care": {"first": "a b"}})
    after = version({"care": {"first": "a"}, "tact": {"first": "b"}}, came_from={"tact": ("care",)})
    compared = compare(before, after)
    (split,) = compared.outline.row_descents
    assert split.kind is DescentKind.SPLIT
    assert [row.key for row in split.results] == ["care", "tact"]
    assert compared.outline.rows_added == ()
    (moved,) = compared.roles[0].moved
    assert moved.follows


def test_a_competency_merged_into_the_one_it_was_split_from_and_back() -> None:
    one = version({"care": {"first": "a b"}})
    two = version({"care": {"first": "a"}, "tact": {"first": "b"}}, came_from={"tact": ("care",)})
    back = version({"tact": {"first": "a b"}}, came_from={"tact": ("care",)})
    (merged,) = compare(two, back).outline.row_descents
    assert (merged.kind, [row.key for row in merged.origins]) == (
        DescentKind.MERGED, ["care", "tact"],
    )  # fmt: skip
    (renamed,) = compare(one, back).outline.row_descents
    assert renamed.kind is DescentKind.CONTINUED


def test_a_competency_dropped_after_its_split_is_dropped() -> None:
    lineage = {"tact": ("care",)}
    before = version({"care": {"first": "a"}, "tact": {"first": "b"}}, came_from=lineage)
    after = version({"tact": {"first": "b"}}, came_from=lineage)
    outline = compare(before, after).outline
    assert (outline.row_descents, [row.key for row in outline.rows_removed]) == ((), ["care"])


def test_large_families_are_found_too() -> None:
    """One made into very many, and very many into one."""
    many = " ".join(f"b{number}" for number in range(5_000))
    one = version({"care": {"first": "a"}})
    split = version({"care": {"first": many}}, came_from=dict.fromkeys(many.split(), ("a",)))
    (descent,) = first(one, split).descents
    assert len(descent.results) == 5_000
    merged = version({"care": {"first": "a"}}, came_from={"a": tuple(many.split())})
    (descent,) = first(version({"care": {"first": many}}), merged).descents
    assert len(descent.origins) == 5_000
