"""A matrix taken apart: the pieces that can change on their own, each under its place.

Comparing versions, telling what an edit touched and taking an edit back all work on these pieces.
A place is a path such as ``behaviours/<key>`` or ``cells/<competency>/<role>``; a piece is JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.domain.languages import LocalizedText
from portal.domain.matrices import (
    Behaviour,
    Category,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
    Weight,
)

Piece = Any
"""JSON: a mapping, a list, a string or None."""

Parts = Mapping[str, Piece]


@dataclass(frozen=True)
class Alteration:
    """What became of one place; None where there was nothing before, or is nothing after."""

    place: str
    before: Piece
    after: Piece


def parts(matrix: Matrix) -> dict[str, Piece]:
    """Every piece of a matrix by its place. Version number, state and date are not among them."""
    pieces: dict[str, Piece] = {
        "note": _stored(matrix.note),
        "roles": [role.key for role in matrix.roles],
        "categories": [category.key for category in matrix.categories],
    }
    for role in matrix.roles:
        pieces[f"roles/{role.key}"] = {
            "title": role.title.to_json(),
            "short": role.short.to_json(),
            "purpose": _stored(role.purpose),
        }
    for category in matrix.categories:
        pieces[f"categories/{category.key}"] = {
            "title": category.title.to_json(),
            "competencies": [row.key for row in category.competencies],
        }
    for row in matrix.competencies():
        pieces[f"competencies/{row.key}"] = {
            "title": row.title.to_json(),
            "summary": _stored(row.summary),
            "came_from": list(row.came_from),
        }
        for role_key, cell in row.expectations.items():
            pieces[f"cells/{row.key}/{role_key}"] = {
                "weight": cell.weight.value,
                "behaviours": [behaviour.key for behaviour in cell.behaviours],
            }
    for behaviour in matrix.every_behaviour().values():
        pieces[f"behaviours/{behaviour.key}"] = {
            "text": behaviour.text.to_json(),
            "came_from": list(behaviour.came_from),
            "waiver": _stored(behaviour.waiver),
        }
    return pieces


def put_together(matrix: Matrix, pieces: Parts) -> Matrix:
    """``matrix`` with its content replaced by pieces; KeyError when they do not fit together."""
    roles = tuple(_role(key, pieces[f"roles/{key}"]) for key in pieces["roles"])
    return replace(
        matrix,
        note=_text(pieces["note"]),
        roles=roles,
        categories=tuple(_category(key, pieces, roles) for key in pieces["categories"]),
    )


def alterations(before: Matrix, after: Matrix) -> tuple[Alteration, ...]:
    """The places at which two matrices differ, in the order of their names."""
    old, new = parts(before), parts(after)
    return tuple(
        Alteration(place, old.get(place), new.get(place))
        for place in sorted(old.keys() | new.keys())
        if old.get(place) != new.get(place)
    )


def fingerprint(piece: Piece) -> str:
    """What an editor has seen of a piece, short enough for a form field."""
    written = json.dumps(piece, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _role(key: str, piece: Piece) -> RoleColumn:
    return RoleColumn(
        key,
        LocalizedText.from_json(piece["title"]),
        LocalizedText.from_json(piece["short"]),
        _text(piece["purpose"]),
    )


def _category(key: str, pieces: Parts, roles: tuple[RoleColumn, ...]) -> Category:
    piece = pieces[f"categories/{key}"]
    rows = tuple(_competency(row, pieces, roles) for row in piece["competencies"])
    return Category(key, LocalizedText.from_json(piece["title"]), rows)


def _competency(key: str, pieces: Parts, roles: tuple[RoleColumn, ...]) -> Competency:
    piece = pieces[f"competencies/{key}"]
    return Competency(
        key=key,
        title=LocalizedText.from_json(piece["title"]),
        summary=_text(piece["summary"]),
        expectations={
            role.key: Expectation(
                Weight(cell["weight"]),
                tuple(behaviour_of(k, pieces[f"behaviours/{k}"]) for k in cell["behaviours"]),
            )
            for role in roles
            if (cell := pieces.get(f"cells/{key}/{role.key}")) is not None
        },
        came_from=tuple(piece["came_from"]),
    )


def behaviour_of(key: str, piece: Piece) -> Behaviour:
    """The behaviour that the piece at ``behaviours/<key>`` says."""
    return Behaviour(
        key,
        LocalizedText.from_json(piece["text"]),
        tuple(piece["came_from"]),
        _text(piece["waiver"]),
    )


def _stored(text: LocalizedText | None) -> Piece:
    return text.to_json() if text else None


def _text(piece: Piece) -> LocalizedText | None:
    return LocalizedText.from_json(piece) if piece is not None else None
