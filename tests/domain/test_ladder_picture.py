"""The ladder's picture: everything has its place, and no arrow runs through a role."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.ladder_arrows import Arrow
from portal.domain.ladder_picture import draw
from portal.domain.ladder_shapes import Box, LadderPicture
from portal.domain.ladders import Destination, Ladder, Move, MoveKind, Programme, Role, Track
from portal.domain.languages import LocalizedText

SALES = Destination("sales", LocalizedText({"en": "Sales", "es": "Ventas"}))
COURSE = Programme("course", LocalizedText({"en": "Course"}), LocalizedText({"en": "Learns."}))
WITHIN = [MoveKind.PROMOTION, MoveKind.SIDEWAYS, MoveKind.EMBED, MoveKind.RETURN]


def text(words: str) -> LocalizedText:
    return LocalizedText({"en": words})


def track(key: str) -> Track:
    return Track(key, text(f"The {key} track"), text("What it is."))


def role(key: str, track_key: str, rank: int, *, is_retired: bool = False) -> Role:
    title = LocalizedText(
        {"en": f"Support {key}", "es": f"Especialista de soporte {key} al cliente"}
    )
    return Role(
        key, track_key, rank, title, text(key), text("Helps."), (), text("Ask."), is_retired
    )


def move(
    kind: MoveKind, origin: Role | None, target: Role | None, programme: Programme | None = None
) -> Move:
    outside = None if origin and target else SALES
    return Move(kind, origin, target, outside, (text("It takes time."),), programme)


def ladder_like_ours() -> Ladder:
    """Ten roles on five tracks and the moves a support organisation usually has between them."""
    tracks = tuple(map(track, ["front", "engineering", "operations", "leading", "embedded"]))
    places = [
        ("one", "front", 1), ("two", "front", 2), ("three", "front", 3),
        ("engineer", "engineering", 3), ("engineer-2", "engineering", 4),
        ("ops", "operations", 3), ("ops-2", "operations", 4),
        ("lead", "leading", 4), ("head", "leading", 5), ("product", "embedded", 4),
    ]  # fmt: skip
    roles = {key: role(key, track_key, rank) for key, track_key, rank in places}
    ways = [
        ("promotion", "one two", "two three", "two engineer", "two ops", "engineer engineer-2",
         "ops ops-2", "three lead", "ops lead", "lead head"),
        ("sideways", "three engineer", "three ops", "engineer ops", "engineer-2 lead",
         "lead engineer-2", "ops-2 lead", "lead three", "head ops-2"),
        ("embed", "engineer product", "three product"),
        ("return", "product engineer", "product three", "product engineer-2"),
    ]  # fmt: skip
    moves = [
        move(MoveKind(kind), *(roles[key] for key in pair.split()))
        for kind, *pairs in ways
        for pair in pairs
    ]
    outside = [
        move(MoveKind.EXIT, roles["two"], None),
        move(MoveKind.RETURN, None, roles["two"]),
        move(MoveKind.EXIT, roles["product"], None),
    ]
    return Ladder(tracks, tuple(roles.values()), (*moves, *outside))


@st.composite
def ladders(drawing: st.DrawFn) -> Ladder:
    tracks = tuple(track(f"t{number}") for number in range(drawing(st.integers(1, 5))))
    places = drawing(
        st.lists(st.tuples(st.sampled_from(tracks), st.integers(1, 5)), min_size=1, max_size=9)
    )
    roles = tuple(role(f"r{n}", where.key, rank) for n, (where, rank) in enumerate(places))
    ends = st.tuples(st.sampled_from(WITHIN), st.sampled_from(roles), st.sampled_from(roles))
    moves = drawing(st.lists(ends, max_size=16))
    return Ladder(tracks, roles, tuple(move(*ends) for ends in moves))


def on_edge(point: tuple[int, int], box: Box) -> bool:
    x, y = point
    beside = x in (box.x, box.right) and box.y < y < box.bottom
    above_or_below = y in (box.y, box.bottom) and box.x < x < box.right
    return beside or above_or_below


def runs_through(arrow: Arrow, box: Box) -> bool:
    """Whether any stretch of the arrow has a point strictly inside the box."""
    return any(
        min(ax, bx) < box.right
        and max(ax, bx) > box.x
        and min(ay, by) < box.bottom
        and max(ay, by) > box.y
        for (ax, ay), (bx, by) in pairwise(arrow.points)
    )


def overlap(one: Arrow, other: Arrow) -> bool:
    """Whether two arrows share a stretch; crossing in a point is no overlap."""
    for (ax, ay), (bx, by) in pairwise(one.points):
        for (cx, cy), (dx, dy) in pairwise(other.points):
            if ax == bx == cx == dx and max(min(ay, by), min(cy, dy)) < min(
                max(ay, by), max(cy, dy)
            ):
                return True
            if ay == by == cy == dy and max(min(ax, bx), min(cx, dx)) < min(
                max(ax, bx), max(cx, dx)
            ):
                return True
    return False


def check(picture: LadderPicture) -> None:
    boxes = {box.role.key: box for box in picture.boxes}
    for one, other in combinations(picture.boxes, 2):
        apart = (
            one.right < other.x
            or other.right < one.x
            or one.bottom < other.y
            or other.bottom < one.y
        )
        assert apart, (one.role.key, other.role.key)
    for box in picture.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.right <= picture.width
        assert box.bottom <= picture.height
    for arrow in picture.arrows:
        assert on_edge(arrow.points[0], boxes[arrow.origin_key])
        assert on_edge(arrow.points[-1], boxes[arrow.target_key])
        assert not any(runs_through(arrow, box) for box in picture.boxes)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(arrow.points))
        assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in arrow.points)
    for one, other in combinations(picture.arrows, 2):
        assert not overlap(one, other), (one, other)


def test_everything_has_its_place() -> None:
    picture = draw(ladder_like_ours(), "en")
    check(picture)
    assert picture.undrawn == ()
    assert len(picture.boxes) == 10
    assert [lane.track.key for lane in picture.lanes] == [
        "front", "engineering", "operations", "leading", "embedded",
    ]  # fmt: skip


@given(ladders())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_any_ladder_can_be_drawn(ladder: Ladder) -> None:
    picture = draw(ladder, "en")
    check(picture)
    shown = {ends for arrow in picture.arrows for ends in arrow.stands_for}
    left_out = {(m.kind, m.origin.key, m.target.key) for m in picture.undrawn
                if m.origin and m.target}  # fmt: skip
    wanted = {(m.kind, m.origin.key, m.target.key) for m in ladder.moves
              if m.origin and m.target and m.origin is not m.target}  # fmt: skip
    assert wanted <= shown | left_out
    assert not shown & left_out


def test_the_same_ladder_gives_the_same_picture() -> None:
    from portal.domain.ladder_routes import find_routes

    first = draw(ladder_like_ours(), "en")
    find_routes.cache_clear()
    assert draw(ladder_like_ours(), "en") == first


def test_a_longer_language_moves_no_role_to_another_place() -> None:
    english, spanish = (draw(ladder_like_ours(), language) for language in ("en", "es"))
    check(spanish)
    assert [box.role.key for box in english.boxes] == [box.role.key for box in spanish.boxes]
    assert spanish.height > english.height
    assert all(len(box.title) > 1 for box in spanish.boxes)


def test_the_lowest_rung_is_at_the_bottom_and_ranks_stand_level() -> None:
    picture = draw(ladder_like_ours(), "en")
    bottoms = {box.role.rank: box.bottom for box in picture.boxes}
    assert all(box.bottom == bottoms[box.role.rank] for box in picture.boxes)
    assert sorted(bottoms, key=lambda rank: -bottoms[rank]) == [1, 2, 3, 4, 5]
    assert {rung.rank: rung.y for rung in picture.rungs} == bottoms


def test_roles_are_read_lane_by_lane_from_the_lowest_rung() -> None:
    keys = [box.role.key for box in draw(ladder_like_ours(), "en").boxes]
    assert keys[:5] == ["one", "two", "three", "engineer", "engineer-2"]


def test_a_role_straight_above_is_reached_straight() -> None:
    picture = draw(ladder_like_ours(), "en")
    arrow = next(a for a in picture.arrows if (a.origin_key, a.target_key) == ("one", "two"))
    (x, start), (same_x, end) = arrow.points
    assert x == same_x
    assert start > end


def test_there_and_back_sideways_is_one_arrow_with_two_points() -> None:
    picture = draw(ladder_like_ours(), "en")
    both = [arrow for arrow in picture.arrows if arrow.both_ways]
    assert [(arrow.origin_key, arrow.target_key) for arrow in both] == [("engineer-2", "lead")]
    assert len(both[0].heads) == 2
    assert both[0].leads_from("lead")
    assert both[0].leads_from("engineer-2")


def test_ways_out_of_support_and_back_are_doors_not_arrows() -> None:
    picture = draw(ladder_like_ours(), "es")
    doors = {box.role.key: box.doors for box in picture.boxes}
    (door,) = doors["two"]
    assert (door.words, door.leads_out, door.leads_in) == ("Ventas", True, True)
    (door,) = doors["product"]
    assert (door.leads_out, door.leads_in) == (True, False)
    assert not any(arrow.kind is MoveKind.EXIT for arrow in picture.arrows)


def test_a_retired_role_is_not_drawn_nor_are_its_moves() -> None:
    old, new = role("old", "front", 1, is_retired=True), role("new", "front", 2)
    picture = draw(Ladder((track("front"),), (old, new), (move(WITHIN[0], old, new),)), "en")
    assert [box.role.key for box in picture.boxes] == ["new"]
    assert picture.arrows == ()
    assert picture.undrawn == ()


def test_roles_of_one_track_and_rank_stand_side_by_side() -> None:
    roles = tuple(role(key, "front", 1) for key in ("left", "right"))
    picture = draw(Ladder((track("front"),), roles, ()), "en")
    check(picture)
    left, right = picture.boxes
    assert left.y == right.y
    assert left.right < right.x
    assert picture.lanes[0].x < left.x < right.right < picture.lanes[0].x + picture.lanes[0].width


def test_a_move_that_needs_a_programme_carries_a_sign_on_its_way() -> None:
    low, high = role("low", "front", 1), role("high", "front", 2)
    picture = draw(
        Ladder((track("front"),), (low, high), (move(WITHIN[0], low, high, COURSE),)), "en"
    )
    (arrow,) = picture.arrows
    assert arrow.programme_at is not None
    assert arrow.points[0][1] > arrow.programme_at[1] > arrow.points[-1][1]


def test_next_roles_are_where_arrows_from_here_lead() -> None:
    picture = draw(ladder_like_ours(), "en")
    assert picture.next_to("two") == {"three", "engineer", "ops"}
    assert picture.next_to(None) == frozenset()


@pytest.mark.parametrize("roles", [(), (role("gone", "front", 1, is_retired=True),)])
def test_a_ladder_without_roles_is_an_empty_picture(roles: tuple[Role, ...]) -> None:
    picture = draw(Ladder((track("front"),), roles, ()), "en")
    assert (picture.lanes, picture.boxes, picture.arrows) == ((), (), ())
