"""Finding room for the ladder's arrows: right-angled routes that never run through a role.

Two arrows may cross at a right angle, but they never share a stretch of line or a place on a
role's edge. Among the possible ways the cheapest wins: short, with few turns, and with as few
crossings as can be.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from portal.domain.ladder_grid import (
    COLUMN_LINES,
    GAP_LINES,
    ROW_LINES,
    Cell,
    Node,
    Route,
    Side,
    SideCosts,
    Wish,
    ports,
)

_TURN = 45
_CROSSING = 130
_OFF_CENTRE = 6
_ROUNDS = 3
# Rough distances between neighbouring lines, to weigh lengths with.
_STEP_IN_GAP = 10
_STEP_ACROSS = 28
_STEP_DOWN = 30

_State = tuple[Node, Side, bool]
"""Standing on a node, having come with this heading; True once past it, into the role."""


@lru_cache(maxsize=32)
def find_routes(
    columns: int, rows: int, taken: frozenset[Cell], wishes: tuple[Wish, ...]
) -> tuple[Route, ...]:
    """A route for every wish there is room for, in the order of the wishes.

    Short arrows choose first; then each is taken up and laid again while the others stay, so that
    the early ones also make way. The same input always gives the same routes.
    """
    board = _Board(columns, rows, taken)
    order = sorted(wishes, key=lambda wish: (wish.distance, wish.key))
    found: dict[str, Route] = {}
    for _ in range(_ROUNDS):
        before = dict(found)
        for wish in order:
            if wish.key in found:
                board.lift(found.pop(wish.key))
            if route := board.lay(wish):
                found[wish.key] = route
        if found == before:
            break
    return tuple(found[wish.key] for wish in wishes if wish.key in found)


class _Board:
    """The grid while arrows are being laid: what is in the way, and what is in use."""

    def __init__(self, columns: int, rows: int, taken: frozenset[Cell]) -> None:
        self._xs, column_of = _axis(columns, COLUMN_LINES, _STEP_ACROSS)
        self._ys, row_of = _axis(rows, ROW_LINES, _STEP_DOWN)
        self._blocked = frozenset(
            (x, y)
            for x, column in enumerate(column_of)
            for y, row in enumerate(row_of)
            if column is not None and row is not None and (column, row) in taken
        )
        self._used: set[tuple[Node, bool]] = set()
        """Nodes in use, up and down (False) or across (True); a turn uses both."""
        self._ports: set[tuple[Node, Side]] = set()

    def lay(self, wish: Wish) -> Route | None:
        """Find the cheapest way for an arrow and mark it as used; None when there is no room."""
        route = self._search(wish)
        if route:
            self._ports |= _ports_of(route)
            self._used |= _uses_of(route)
        return route

    def lift(self, route: Route) -> None:
        self._ports -= _ports_of(route)
        self._used -= _uses_of(route)

    def _free_ports(self, cell: Cell, costs: SideCosts) -> Iterator[tuple[Node, Side, int]]:
        for side, nodes in ports(cell).items():
            middle = len(nodes) // 2
            for number, node in enumerate(nodes):
                if (node, side) not in self._ports:
                    yield node, side, costs[side] + abs(number - middle) * _OFF_CENTRE

    def _search(self, wish: Wish) -> Route | None:
        """A* over the nodes; the straight distance to the nearest goal never overrates the rest."""
        goals = {
            (node, side.opposite): cost
            for node, side, cost in self._free_ports(wish.end, wish.arriving)
        }
        if not goals:
            return None
        front = _Front()
        ahead = self._at_least_to([node for node, _ in goals])
        for node, side, cost in self._free_ports(wish.start, wish.leaving):
            front.offer((node, side, False), cost, ahead(node), None)
        while (taken := front.take()) is not None:
            state, cost = taken
            if state[2]:
                return front.route_to(state, wish.key)
            for onward, more in self._onward(state[0], state[1], goals):
                rest = 0 if onward[2] else ahead(onward[0])
                front.offer(onward, cost + more, rest, state)
        return None

    def _onward(
        self, node: Node, heading: Side, goals: Mapping[tuple[Node, Side], int]
    ) -> Iterator[tuple[_State, int]]:
        """Where one can go from a node, and what that costs."""
        for onward in Side:
            toll = self._toll(node, heading, onward)
            if toll is None:
                continue
            if (node, onward) in goals:
                yield (node, onward, True), toll + goals[node, onward]
            if (there := self._neighbour(node, onward)) is not None:
                yield (there, onward, False), toll + self._length(node, there)

    def _toll(self, node: Node, heading: Side, onward: Side) -> int | None:
        """What it costs to pass a node; None when another arrow is in the way."""
        if onward is heading.opposite or (node, onward.is_across) in self._used:
            return None
        other_way_used = (node, not onward.is_across) in self._used
        if onward is heading:
            return _CROSSING if other_way_used else 0
        return None if other_way_used else _TURN

    def _neighbour(self, node: Node, heading: Side) -> Node | None:
        right, down = heading.step
        there = (node[0] + right, node[1] + down)
        if not (0 <= there[0] < len(self._xs) and 0 <= there[1] < len(self._ys)):
            return None
        return None if there in self._blocked else there

    def _length(self, here: Node, there: Node) -> int:
        return abs(self._xs[here[0]] - self._xs[there[0]]) + abs(
            self._ys[here[1]] - self._ys[there[1]]
        )

    def _at_least_to(self, goals: Sequence[Node]) -> Callable[[Node], int]:
        """For any node, how far the goals are at least: the way to the box around them."""
        xs = [self._xs[x] for x, _ in goals]
        ys = [self._ys[y] for _, y in goals]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)

        def at_least(node: Node) -> int:
            x, y = self._xs[node[0]], self._ys[node[1]]
            return max(left - x, 0, x - right) + max(top - y, 0, y - bottom)

        return at_least


class _Front:
    """What a search has reached: the cheapest way to each state, and which to look at next."""

    def __init__(self) -> None:
        self._queue: list[tuple[int, int, _State]] = []
        self._best: dict[_State, int] = {}
        self._came: dict[_State, _State] = {}

    def offer(self, state: _State, cost: int, ahead: int, origin: _State | None) -> None:
        if cost < self._best.get(state, cost + 1):
            self._best[state] = cost
            if origin:
                self._came[state] = origin
            heapq.heappush(self._queue, (cost + ahead, cost, state))

    def take(self) -> tuple[_State, int] | None:
        """The most promising state not looked at yet."""
        while self._queue:
            _, cost, state = heapq.heappop(self._queue)
            if cost == self._best[state]:
                return state, cost
        return None

    def route_to(self, arrival: _State, key: str) -> Route:
        states = [self._came[arrival]]
        while states[-1] in self._came:
            states.append(self._came[states[-1]])
        states.reverse()
        nodes = tuple(node for node, _, _ in states)
        return Route(key, states[0][1], arrival[1].opposite, nodes)


def _axis(cells: int, cell_lines: int, cell_step: int) -> tuple[list[int], list[int | None]]:
    """Rough places of the lines of one axis, and the column or row each runs through, if any."""
    places: list[int] = []
    cell_of: list[int | None] = []
    at = 0
    for cell in range(cells + 1):
        inside = cell_lines if cell < cells else 0
        for step, count, owner in ((_STEP_IN_GAP, GAP_LINES, None), (cell_step, inside, cell)):
            for _ in range(count):
                at += step
                places.append(at)
                cell_of.append(owner)
    return places, cell_of


def _ports_of(route: Route) -> set[tuple[Node, Side]]:
    return {(route.nodes[0], route.start_side), (route.nodes[-1], route.end_side)}


def _uses_of(route: Route) -> set[tuple[Node, bool]]:
    headings = route.headings()
    return {
        (node, heading.is_across)
        for node, before, after in zip(route.nodes, headings[:-1], headings[1:], strict=True)
        for heading in (before, after)
    }
