"""What the ladder's picture is made of: lanes, rungs, roles in boxes, doors and arrows, placed."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.ladder_arrows import Arrow
from portal.domain.ladders import Move, Role, Track
from portal.domain.lettering import width

BOX_PAD = 14
"""From a box's edge to its words."""
SHORT_SIZE = 15
SHORT_GAP = 8


@dataclass(frozen=True)
class TextLine:
    x: int
    y: int
    words: str


@dataclass(frozen=True)
class Door:
    """A way out of support from a role, back into it, or both: named by the place outside."""

    x: int
    y: int
    words: str
    leads_out: bool
    leads_in: bool


@dataclass(frozen=True)
class Box:
    """A role on the picture; ``short`` is its short name, in the box's first line."""

    role: Role
    x: int
    y: int
    width: int
    height: int
    short: TextLine
    title: tuple[TextLine, ...]
    doors: tuple[Door, ...]

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def has_room_for(self, words: str) -> bool:
        """Whether a word or two about the reader fit beside the short name."""
        both = width(self.short.words, SHORT_SIZE) + width(words, SHORT_SIZE)
        return both + SHORT_GAP <= self.width - 2 * BOX_PAD


@dataclass(frozen=True)
class Lane:
    """A track on the picture: the strip its roles stand in."""

    track: Track
    x: int
    y: int
    width: int
    height: int
    title: tuple[TextLine, ...]


@dataclass(frozen=True)
class Rung:
    """The line all roles of one rank stand on."""

    rank: int
    x: int
    y: int
    width: int


@dataclass(frozen=True)
class LadderPicture:
    """Everything to draw, back to front: lanes, rungs, arrows, boxes.

    ``boxes`` are in reading order: lane by lane, each from the lowest rung up. ``undrawn`` are
    moves the picture had no room for; the list beside it names every move.
    """

    width: int
    height: int
    lanes: tuple[Lane, ...]
    rungs: tuple[Rung, ...]
    arrows: tuple[Arrow, ...]
    boxes: tuple[Box, ...]
    undrawn: tuple[Move, ...]

    def next_to(self, role_key: str | None) -> frozenset[str]:
        """The roles an arrow leads to from here."""
        return frozenset(
            target
            for arrow in self.arrows
            for _, origin, target in arrow.stands_for
            if origin == role_key
        )
