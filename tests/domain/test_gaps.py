"""From one role to another: only the difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.gaps import between_roles
from portal.domain.matrices import Weight
from tests.domain.samples import matrix_of

BEHAVIOURS = st.lists(st.sampled_from("abcdefgh"), max_size=5, unique=True).map(tuple)
ROWS = st.dictionaries(
    st.sampled_from(["care", "craft", "voice"]),
    st.fixed_dictionaries({}, optional={"first": BEHAVIOURS, "second": BEHAVIOURS}),
    max_size=3,
)


def test_new_ground_more_of_the_same_and_what_drops_away() -> None:
    origin = matrix_of({"care": {"first": ("a", "b")}, "craft": {"first": ("c",)}})
    target = matrix_of({"care": {"other": ("b", "d")}, "voice": {"other": ("e",)}}, track="side")
    change = between_roles(origin, "first", target, "other")
    assert [(c.key, [b.key for b in c.added]) for c in change.new] == [("voice", ["e"])]
    assert [(c.key, [b.key for b in c.added]) for c in change.more] == [("care", ["d"])]
    assert [c.key for c in change.left_behind] == ["craft"]
    assert change.added_behaviours == 2


def test_a_greater_weight_alone_is_a_change() -> None:
    matrix = matrix_of(
        {"care": {"first": ("a",), "second": ("a",)}}, {("care", "second"): Weight.MUST_HAVE}
    )
    (change,) = between_roles(matrix, "first", matrix, "second").more
    assert (change.weight_before, change.weight, change.added) == (
        Weight.EXPECTED, Weight.MUST_HAVE, (),
    )  # fmt: skip


@given(ROWS)
def test_a_role_differs_from_itself_in_nothing(rows: dict[str, dict[str, tuple[str, ...]]]) -> None:
    matrix = matrix_of(rows)
    change = between_roles(matrix, "first", matrix, "first")
    assert (change.new, change.more, change.left_behind) == ((), (), ())


@given(ROWS, ROWS)
def test_nothing_is_lost_and_nothing_known_is_added(
    before: dict[str, dict[str, tuple[str, ...]]], after: dict[str, dict[str, tuple[str, ...]]]
) -> None:
    origin, target = matrix_of(before), matrix_of(after)
    have = {b.key for _, b in origin.behaviours("first")}
    asked = {b.key for _, b in target.behaviours("second")}
    change = between_roles(origin, "first", target, "second")
    added = {b.key for c in (*change.new, *change.more) for b in c.added}
    assert added == asked - have
    back = between_roles(target, "second", origin, "first")
    assert [c.key for c in change.left_behind] == [c.key for c in back.new]
