"""Keeping the moves of the ladder: the ways from role to role, out of support and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from portal import audit
from portal.db import db
from portal.domain.keys import key_for
from portal.domain.languages import LocalizedText
from portal.domain.move_ends import Ends, check_ends
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import Destination, Move, Person, Programme, Role
from portal.queries import ladder_rows
from portal.services.ladders import hold_ladder
from portal.services.row_edits import check_version, put
from portal.services.uniqueness import unless_taken


@dataclass(frozen=True)
class MoveEntry:
    """What the ladder says of a move; ``new_place`` names a destination that is not there yet."""

    ends: Ends
    programme_key: str | None
    takes: tuple[LocalizedText, ...]
    new_place: LocalizedText | None = None


def add_move(entry: MoveEntry, *, by: Person) -> Move:
    hold_ladder()
    place = 1 + (db.session.scalar(select(func.max(Move.place))) or 0)
    ends = _named_ends(entry, None, by=by)
    taken = ladder_rows.keys(Move)
    words = f"{ends.origin or ends.destination} to {ends.target or ends.destination}"
    key = key_for(words, taken, "move")
    move = Move(key=key, place=place, **_move_values(entry, ends))
    with unless_taken(Refusal.CHANGED_MEANWHILE):
        db.session.add(move)
    audit.record(by, "added move", move)
    return move


def change_move(key: str, entry: MoveEntry, *, version: int, by: Person) -> Move:
    hold_ladder()
    move = ladder_rows.move(key)
    check_version(move.version, version)
    changed = put(move, _move_values(entry, _named_ends(entry, move, by=by)))
    if changed:
        audit.record(by, "changed move", move, changed)
    return move


def remove_move(key: str, *, version: int, by: Person) -> None:
    """Take a move off the ladder. People's positions are not about moves: they stay."""
    hold_ladder()
    move = ladder_rows.move(key)
    check_version(move.version, version)
    audit.record(by, "removed move", move)
    db.session.delete(move)
    db.session.flush()


def put_ends(move: Move, ends: Ends, *, by: Person) -> None:
    """Let a move lead elsewhere, as the change of a role says."""
    if changed := put(move, _end_ids(ends)):
        audit.record(by, "changed move", move, changed)


def copy_move(move: Move, ends: Ends, *, by: Person) -> Move:
    """A second move like another one, between other roles."""
    programme = move.programme
    entry = MoveEntry(ends, programme.key if programme else None, move.takes)
    return add_move(entry, by=by)


def _named_ends(entry: MoveEntry, move: Move | None, *, by: Person) -> Ends:
    """The move's ends, with a place outside support added if it is new, and found to be sound."""
    ends = entry.ends
    if entry.new_place is not None:
        taken = ladder_rows.keys(Destination)
        key = key_for(entry.new_place.original, taken, "place")
        ends = Ends(ends.kind, ends.origin, ends.target, key)
    check_ends(ends)
    if entry.new_place is not None:
        place = Destination(key=ends.destination, title=entry.new_place)
        db.session.add(place)
        audit.record(by, "added destination", place)
    _check_roles(ends, move)
    ids = _end_ids(ends)
    same = select(Move.id).filter_by(**ids)
    if move is not None:
        same = same.where(Move.id != move.id)
    if db.session.scalar(same.limit(1)):
        raise RuleBroken(Refusal.ALREADY_THERE, "target" if ends.target else "origin")
    return ends


def _check_roles(ends: Ends, move: Move | None) -> None:
    """Nobody joins a retired role, so no move leads there that did not before."""
    before = {end.key for end in (move.origin, move.target) if end} if move else set()
    for field, key in (("origin", ends.origin), ("target", ends.target)):
        if key and key not in before and ladder_rows.role(key).retired_on is not None:
            raise RuleBroken(Refusal.ROLE_RETIRED, field)


def _end_ids(ends: Ends) -> dict[str, Any]:
    return {
        "kind": ends.kind,
        "origin_id": _id(Role, ends.origin),
        "target_id": _id(Role, ends.target),
        "destination_id": _id(Destination, ends.destination),
    }


def _move_values(entry: MoveEntry, ends: Ends) -> dict[str, Any]:
    programme_id = _id(Programme, entry.programme_key)
    return {**_end_ids(ends), "programme_id": programme_id, "takes": entry.takes}


def _id(model: type[Role] | type[Destination] | type[Programme], key: str | None) -> int | None:
    if key is None:
        return None
    return db.session.scalars(select(model.id).where(model.key == key)).one()
