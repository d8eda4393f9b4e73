"""Reading the ladder as a value."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain import ladders as domain
from portal.models import Move, Role, Track


def whole_ladder() -> domain.Ladder:
    """Every track, role and move, in three queries however many people there are."""
    tracks = db.session.scalars(select(Track).order_by(Track.place, Track.id)).all()
    roles = db.session.scalars(
        select(Role)
        .join(Role.track)
        .options(joinedload(Role.track))
        .order_by(Track.place, Role.rank, Role.id)
    ).all()
    moves = db.session.scalars(
        select(Move)
        .options(joinedload(Move.destination), joinedload(Move.programme))
        .order_by(Move.place, Move.id)
    ).all()
    values = {role.id: _role(role) for role in roles}
    return domain.Ladder(
        tracks=tuple(domain.Track(t.key, t.title, t.summary) for t in tracks),
        roles=tuple(values.values()),
        moves=tuple(_move(move, values) for move in moves),
    )


def _role(role: Role) -> domain.Role:
    return domain.Role(
        key=role.key,
        track_key=role.track.key,
        rank=role.rank,
        title=role.title,
        short=role.short,
        purpose=role.purpose,
        owns=role.owns,
        ask=role.ask,
        is_retired=role.retired_on is not None,
    )


def _move(move: Move, roles: dict[int, domain.Role]) -> domain.Move:
    outside, programme = move.destination, move.programme
    return domain.Move(
        kind=move.kind,
        origin=roles[move.origin_id] if move.origin_id else None,
        target=roles[move.target_id] if move.target_id else None,
        destination=domain.Destination(outside.key, outside.title) if outside else None,
        takes=move.takes,
        programme=domain.Programme(programme.key, programme.title, programme.summary)
        if programme
        else None,
    )


def track_key_of(role_key: str) -> str | None:
    return db.session.scalar(select(Track.key).join(Role).where(Role.key == role_key))
