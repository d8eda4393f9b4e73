"""The arrows of the ladder's picture: which are wanted, and how a found route is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.domain.ladder_grid import Cell, Route, Side, SideCosts, Wish
from portal.domain.ladders import Ladder, MoveKind

CORNER = 8

Ends = tuple[MoveKind, str, str]
"""A move between roles: its kind, where from, where to."""
Point = tuple[int, int]

# By side (top, right, bottom, left): where each kind likes to leave and to arrive. A promotion
# climbs from the top into the bottom; the others keep to the sides where they can.
_LEAVING: Mapping[MoveKind, SideCosts] = {
    MoveKind.PROMOTION: (0, 25, 300, 25),
    MoveKind.SIDEWAYS: (40, 0, 40, 0),
    MoveKind.EMBED: (10, 0, 80, 0),
    MoveKind.RETURN: (80, 0, 10, 0),
    MoveKind.EXIT: (40, 0, 40, 0),
}
_ARRIVING: Mapping[MoveKind, SideCosts] = {
    MoveKind.PROMOTION: (300, 40, 0, 40),
    MoveKind.SIDEWAYS: (40, 0, 40, 0),
    MoveKind.EMBED: (80, 0, 10, 0),
    MoveKind.RETURN: (10, 0, 80, 0),
    MoveKind.EXIT: (40, 0, 40, 0),
}


@dataclass(frozen=True)
class Wanted:
    """An arrow before it has a place. ``both_ways`` stands for the move there and back."""

    kind: MoveKind
    origin_key: str
    target_key: str
    both_ways: bool
    needs_programme: bool
    wish: Wish


@dataclass(frozen=True)
class Placed:
    """Where the grid's lines and cells are on the picture."""

    xs: Mapping[int, int]
    ys: Mapping[int, int]
    lefts: Sequence[int]
    rights: Sequence[int]
    tops: Sequence[int]
    bottoms: Sequence[int]


@dataclass(frozen=True)
class Head:
    """An arrow's point: where it touches a role, and the turn from pointing right, in degrees."""

    x: int
    y: int
    turn: int


@dataclass(frozen=True)
class Arrow:
    """A move on the picture: corner points from edge to edge, and the same as an SVG path."""

    kind: MoveKind
    origin_key: str
    target_key: str
    both_ways: bool
    points: tuple[Point, ...]
    path: str
    heads: tuple[Head, ...]
    programme_at: Point | None

    @property
    def stands_for(self) -> tuple[Ends, ...]:
        there = (self.kind, self.origin_key, self.target_key)
        back = (self.kind, self.target_key, self.origin_key)
        return (there, back) if self.both_ways else (there,)

    def leads_from(self, role_key: str | None) -> bool:
        return any(origin == role_key for _, origin, _ in self.stands_for)


def arrows_between(ladder: Ladder, cells: Mapping[str, Cell]) -> tuple[Wanted, ...]:
    """The arrows to draw: one a move between drawn roles, or one for a way there and back."""
    moves = {
        (move.kind, move.origin.key, move.target.key): move
        for move in ladder.moves
        if move.origin
        and move.target
        and move.origin.key in cells
        and move.target.key in cells
        and move.origin.key != move.target.key
    }
    wanted: list[Wanted] = []
    merged: set[Ends] = set()
    for ends, move in moves.items():
        kind, origin, target = ends
        back = (kind, target, origin)
        if ends in merged:
            continue
        both_ways = kind is MoveKind.SIDEWAYS and back in moves
        if both_ways:
            merged.add(back)
        programme = move.programme or (moves[back].programme if both_ways else None)
        wish = Wish(
            key=f"{kind}:{origin}:{target}",
            start=cells[origin],
            end=cells[target],
            leaving=_LEAVING[kind],
            arriving=_ARRIVING[kind],
        )
        wanted.append(Wanted(kind, origin, target, both_ways, programme is not None, wish))
    return tuple(wanted)


def draw_arrows(
    wanted: Sequence[Wanted], routes: Sequence[Route], placed: Placed
) -> tuple[Arrow, ...]:
    by_key = {route.key: route for route in routes}
    return tuple(
        _arrow(want, by_key[want.wish.key], placed) for want in wanted if want.wish.key in by_key
    )


def _arrow(want: Wanted, route: Route, placed: Placed) -> Arrow:
    corners = [(placed.xs[x], placed.ys[y]) for x, y in route.corners()]
    start = _edge(want.wish.start, route.start_side, corners[0], placed)
    end = _edge(want.wish.end, route.end_side, corners[-1], placed)
    points = tuple(_without_straight((start, *corners, end)))
    heads = [Head(*end, _turn(route.end_side.opposite))]
    if want.both_ways:
        heads.append(Head(*start, _turn(route.start_side.opposite)))
    return Arrow(
        kind=want.kind,
        origin_key=want.origin_key,
        target_key=want.target_key,
        both_ways=want.both_ways,
        points=points,
        path=_rounded(points),
        heads=tuple(heads),
        programme_at=_middle_of_longest(points) if want.needs_programme else None,
    )


def _edge(cell: Cell, side: Side, near: Point, placed: Placed) -> Point:
    column, row = cell
    return {
        Side.TOP: (near[0], placed.tops[row]),
        Side.RIGHT: (placed.rights[column], near[1]),
        Side.BOTTOM: (near[0], placed.bottoms[row]),
        Side.LEFT: (placed.lefts[column], near[1]),
    }[side]


def _turn(heading: Side) -> int:
    return {Side.RIGHT: 0, Side.BOTTOM: 90, Side.LEFT: 180, Side.TOP: 270}[heading]


def _without_straight(points: Sequence[Point]) -> Iterator[Point]:
    """The points without those in the middle of a straight run."""
    yield points[0]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            yield here
    yield points[-1]


def _rounded(points: Sequence[Point]) -> str:
    """An SVG path through the points with rounded corners."""
    steps = [f"M{points[0][0]} {points[0][1]}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(here, before), _towards(here, after)
        steps.append(f"L{into[0]} {into[1]}Q{here[0]} {here[1]} {out[0]} {out[1]}")
    steps.append(f"L{points[-1][0]} {points[-1][1]}")
    return "".join(steps)


def _towards(corner: Point, other: Point) -> Point:
    """A little way from a corner, at most half way, so that neighbouring corners never overlap."""
    away = (other[0] - corner[0], other[1] - corner[1])
    reach = min(CORNER, (abs(away[0]) + abs(away[1])) // 2)
    return (corner[0] + _sign(away[0]) * reach, corner[1] + _sign(away[1]) * reach)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _middle_of_longest(points: Sequence[Point]) -> Point:
    pairs = list(pairwise(points))
    a, b = max(pairs, key=lambda pair: abs(pair[0][0] - pair[1][0]) + abs(pair[0][1] - pair[1][1]))
    return ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2)
