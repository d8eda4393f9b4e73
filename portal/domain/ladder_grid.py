"""The grid the ladder's arrows are laid on: cells for the roles, lines between and through them.

A column is a lane and a row a rung; a cell holds one role or none. Between the columns run
*gutters*, between the rows *channels*, each with a few parallel lines; a cell has lines too, which
end at its role's edge or run on where it is empty. Lines are numbered from the left and from the
top. Nothing here knows pixels: the picture gives the lines their places.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

GAP_LINES = 5
"""Parallel lines in each gutter and each channel."""
COLUMN_LINES = 5
"""Lines down a cell: where arrows meet a role's top and bottom."""
ROW_LINES = 3
"""Lines across a cell: where arrows meet a role's sides."""

Cell = tuple[int, int]
"""Column from the left, row from the top."""
Node = tuple[int, int]
"""Where two lines meet: the number of the line down, the number of the line across."""
SideCosts = tuple[int, int, int, int]
"""What it costs an arrow to use each side of a role, in the order of :class:`Side`."""


class Side(IntEnum):
    """A side of a role, and the heading of an arrow that leaves through it."""

    TOP = 0
    RIGHT = 1
    BOTTOM = 2
    LEFT = 3

    @property
    def opposite(self) -> Side:
        return Side((self + 2) % 4)

    @property
    def step(self) -> tuple[int, int]:
        """One line further in this direction: lines down, lines across."""
        return ((0, -1), (1, 0), (0, 1), (-1, 0))[self]

    @property
    def is_across(self) -> bool:
        return self in (Side.LEFT, Side.RIGHT)


@dataclass(frozen=True)
class Wish:
    """An arrow that is wanted, from one cell to another."""

    key: str
    start: Cell
    end: Cell
    leaving: SideCosts
    arriving: SideCosts

    @property
    def distance(self) -> int:
        return abs(self.start[0] - self.end[0]) + abs(self.start[1] - self.end[1])


@dataclass(frozen=True)
class Route:
    """The way an arrow takes, by every node it passes; the first and last lie just off the roles.

    It leaves through the first role's ``start_side`` and arrives at the last one's ``end_side``.
    """

    key: str
    start_side: Side
    end_side: Side
    nodes: tuple[Node, ...]

    def corners(self) -> tuple[Node, ...]:
        """The nodes where the arrow turns, between its first and its last."""
        if len(self.nodes) == 1:
            return self.nodes
        turns = (
            here
            for before, here, after in zip(self.nodes, self.nodes[1:], self.nodes[2:], strict=False)
            if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1])
        )
        return (self.nodes[0], *turns, self.nodes[-1])

    def headings(self) -> tuple[Side, ...]:
        """The heading into each node, and at the end the heading into the role arrived at."""
        steps = {side.step: side for side in Side}
        between = (
            steps[after[0] - before[0], after[1] - before[1]]
            for before, after in zip(self.nodes, self.nodes[1:], strict=False)
        )
        return (self.start_side, *between, self.end_side.opposite)


def gutter_lines(column: int) -> range:
    """The lines in the gutter left of ``column`` (or right of the last one)."""
    first = column * (GAP_LINES + COLUMN_LINES)
    return range(first, first + GAP_LINES)


def column_lines(column: int) -> range:
    """The lines down through the cells of ``column``."""
    first = gutter_lines(column).stop
    return range(first, first + COLUMN_LINES)


def channel_lines(row: int) -> range:
    """The lines in the channel above ``row`` (or below the last one)."""
    first = row * (GAP_LINES + ROW_LINES)
    return range(first, first + GAP_LINES)


def row_lines(row: int) -> range:
    """The lines across through the cells of ``row``."""
    first = channel_lines(row).stop
    return range(first, first + ROW_LINES)


def ports(cell: Cell) -> dict[Side, list[Node]]:
    """Where an arrow can meet the role in ``cell``: on each side, the nodes just outside it."""
    across, down = column_lines(cell[0]), row_lines(cell[1])
    return {
        Side.TOP: [(x, down.start - 1) for x in across],
        Side.RIGHT: [(across.stop, y) for y in down],
        Side.BOTTOM: [(x, down.stop) for x in across],
        Side.LEFT: [(across.start - 1, y) for y in down],
    }
