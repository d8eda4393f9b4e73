"""Small ladders, to be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from portal.domain.ladders import (
    Destination,
    Ladder,
    Move,
    MoveKind,
    Programme,
    Role,
    Track,
)
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, Weight
from tests.domain.comparisons.versions import version

KINDS = {
    "up": MoveKind.PROMOTION,
    "over": MoveKind.SIDEWAYS,
    "embed": MoveKind.EMBED,
    "back": MoveKind.RETURN,
    "out": MoveKind.EXIT,
}
OUTSIDE = "sales"
COURSE = Programme("course", LocalizedText({"en": "Course"}), LocalizedText({"en": "Teaches."}))


def ladder(roles: str, moves: str, *, retired: str = "", taught: str = "") -> Ladder:
    """A ladder from words: roles as ``track/key:rank``, moves as ``origin>kind>target``.

    ``sales`` is a place outside. ``taught`` are the moves that require a programme.
    """
    made = {}
    for written in roles.split():
        path, _, rank = written.partition(":")
        track, _, key = path.partition("/")
        text = LocalizedText({"en": key.capitalize()})
        made[key] = Role(key, track, int(rank), text, text, text, (), text)
    for key in retired.split():
        made[key] = replace(made[key], is_retired=True)
    outside = Destination(OUTSIDE, LocalizedText({"en": "Sales"}))

    def move(written: str) -> Move:
        origin, kind, target = written.split(">")
        return Move(
            KINDS[kind],
            made.get(origin),
            made.get(target),
            outside if OUTSIDE in (origin, target) else None,
            (),
            COURSE if written in taught.split() else None,
        )

    tracks = dict.fromkeys(role.track_key for role in made.values())
    titles = {key: LocalizedText({"en": key.capitalize()}) for key in tracks}
    return Ladder(
        tuple(Track(key, title, title) for key, title in titles.items()),
        tuple(made.values()),
        tuple(move(written) for written in moves.split()),
    )


def matrices(asked: Mapping[str, Mapping[str, str]]) -> dict[str, Matrix]:
    """By track and role, its competencies as ``name*3!``: three behaviours, a must-have.

    ``?`` says *later*; without either sign the competency is expected. No role shares a behaviour.
    """
    signs = {"!": Weight.MUST_HAVE, "?": Weight.LATER}
    made = {}
    for track, roles in asked.items():
        cells: dict[str, dict[str, str]] = {}
        weights = {}
        for role, written in roles.items():
            for each in written.split():
                name, _, count = each.rstrip("!?").partition("*")
                keys = [f"{role}-{name}-{number}" for number in range(int(count))]
                cells.setdefault(name, {})[role] = " ".join(keys)
                weights[name, role] = signs.get(each[-1], Weight.EXPECTED)
        made[track] = replace(version(cells, weights=weights), track_key=track)
    return made
