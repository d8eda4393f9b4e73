"""One behaviour over the rounds as a small picture: where each mark stands, and what moved.

Time goes from left to right, the four words of the scale upwards, each as far from the next as any
other: the scale is ordered, not measured. What does not apply stands below it, outside the scale.
All lengths are in the picture's own units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from portal.domain.observations import SCALE, Mark

STEP_ACROSS = 44
STEP_UP = 18
EDGE = 14
"""From the outermost marks to the edges of the picture."""
TURN_ASIDE = 15
"""From a mark to the middle of the triangle that says that it moved."""
EDGE_RIGHT = TURN_ASIDE + 8
"""From the newest mark to the right edge: there is room for its triangle."""
FEWEST_PLACES = 4
"""How many rounds there is room for at least, so that a second and third have their place."""


class Turn(StrEnum):
    """How a mark stands towards the one before it."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Point:
    """A mark in its place; ``turn`` says whether it moved since it was last seen on the scale."""

    mark: Mark
    x: int
    y: int
    turn: Turn | None

    @property
    def turn_x(self) -> int:
        """Where the triangle stands, as high as the mark."""
        return self.x + TURN_ASIDE


@dataclass(frozen=True)
class TrailPicture:
    """``line`` is an SVG path of steps; it breaks where a round said nothing on the scale."""

    width: int
    height: int
    points: tuple[Point, ...]
    line: str
    levels: tuple[int, ...]
    expected_y: int


def draw(marks: Sequence[Mark | None]) -> TrailPicture:
    """``marks`` has a place for each round, the oldest first; None where nothing was said."""
    lowest = min([0, *(_places_up(mark) for mark in marks if mark is not None)])
    height = 2 * EDGE + STEP_UP * (len(SCALE) - 1 - lowest)
    levels = tuple(_height_of(mark) for mark in SCALE)
    points, before = [], None
    for at, mark in enumerate(marks):
        if mark is None:
            continue
        points.append(Point(mark, EDGE + STEP_ACROSS * at, _height_of(mark), _turn(before, mark)))
        before = mark if mark in SCALE else before
    return TrailPicture(
        width=EDGE + STEP_ACROSS * (max(len(marks), FEWEST_PLACES) - 1) + EDGE_RIGHT,
        height=height,
        points=tuple(points),
        line=_steps(points),
        levels=levels,
        expected_y=_height_of(Mark.OWN_INITIATIVE),
    )


def words(marks: Sequence[Mark | None]) -> tuple[Mark, ...]:
    """The marks in their order, each once for as long as it stayed."""
    return tuple(mark for mark, _ in groupby(mark for mark in marks if mark is not None))


def _height_of(mark: Mark) -> int:
    return EDGE + STEP_UP * (len(SCALE) - 1 - _places_up(mark))


def _places_up(mark: Mark) -> int:
    return SCALE.index(mark) if mark in SCALE else -1


def _turn(before: Mark | None, mark: Mark) -> Turn | None:
    if before is None or mark not in SCALE or mark is before:
        return None
    return Turn.UP if SCALE.index(mark) > SCALE.index(before) else Turn.DOWN


def _steps(points: Sequence[Point]) -> str:
    """From each mark to that of the next round: along, then up or down at the next one."""
    return " ".join(
        f"M{one.x} {one.y}H{two.x}V{two.y}"
        for one, two in pairwise(points)
        if two.x - one.x == STEP_ACROSS and one.mark in SCALE and two.mark in SCALE
    )
