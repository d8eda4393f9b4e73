"""The ladder as a frozen value: tracks, the roles on them, and the moves between roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.languages import LocalizedText


class MoveKind(StrEnum):
    PROMOTION = "promotion"
    SIDEWAYS = "sideways"
    EMBED = "embed"
    RETURN = "return"
    EXIT = "exit"


@dataclass(frozen=True)
class Track:
    key: str
    title: LocalizedText
    summary: LocalizedText | None


@dataclass(frozen=True)
class Role:
    """A rung. ``rank`` is its height on the whole ladder (1 lowest); tracks share ranks."""

    key: str
    track_key: str
    rank: int
    title: LocalizedText
    short: LocalizedText
    purpose: LocalizedText | None
    owns: tuple[LocalizedText, ...]
    ask: LocalizedText | None
    is_retired: bool = False


@dataclass(frozen=True)
class Programme:
    key: str
    title: LocalizedText
    summary: LocalizedText


@dataclass(frozen=True)
class Destination:
    """A place outside support that people leave for, or come from."""

    key: str
    title: LocalizedText


@dataclass(frozen=True)
class Move:
    """A way from one role to another, out of support (no ``target``) or back in (no ``origin``).

    ``takes`` says what the move takes, one sentence each.
    """

    kind: MoveKind
    origin: Role | None
    target: Role | None
    destination: Destination | None
    takes: tuple[LocalizedText, ...]
    programme: Programme | None


@dataclass(frozen=True)
class Ladder:
    """Every track in lane order, its roles from the lowest rung up, and all moves."""

    tracks: tuple[Track, ...]
    roles: tuple[Role, ...]
    moves: tuple[Move, ...]

    def role(self, key: str) -> Role | None:
        return next((role for role in self.roles if role.key == key), None)

    def track(self, key: str) -> Track | None:
        return next((track for track in self.tracks if track.key == key), None)

    def on_track(self, track_key: str) -> tuple[Role, ...]:
        return tuple(role for role in self.roles if role.track_key == track_key)

    def ways_out(self, role_key: str) -> tuple[Move, ...]:
        return tuple(m for m in self.moves if m.origin and m.origin.key == role_key)

    def ways_in(self, role_key: str) -> tuple[Move, ...]:
        return tuple(m for m in self.moves if m.target and m.target.key == role_key)

    def next_roles(self, role_key: str) -> tuple[Role, ...]:
        """The roles one can be promoted to from here now, people management or not."""
        return tuple(
            move.target
            for move in self.ways_out(role_key)
            if move.kind is MoveKind.PROMOTION and move.target and not move.target.is_retired
        )
