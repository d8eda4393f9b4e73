"""Reading the ladder's rows for whoever changes them: tracks, roles, moves, and what they name."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.matrices import VersionState
from portal.domain.refusals import Missing
from portal.models import (
    Destination,
    MatrixVersion,
    Move,
    Position,
    Programme,
    Role,
    Track,
    WrittenRole,
)

One = TypeVar("One")


def tracks() -> list[Track]:
    return list(db.session.scalars(select(Track).order_by(Track.place, Track.id)))


def track(key: str) -> Track:
    found = db.session.scalar(_fresh(select(Track).where(Track.key == key)))
    if found is None:
        raise Missing
    return found


def role(key: str) -> Role:
    """A role with its track."""
    found = db.session.scalar(
        _fresh(select(Role).where(Role.key == key).options(joinedload(Role.track)))
    )
    if found is None:
        raise Missing
    return found


def move(key: str) -> Move:
    """A move with everything it names."""
    found = db.session.scalar(_fresh(_moves().where(Move.key == key)))
    if found is None:
        raise Missing
    return found


def roles() -> list[Role]:
    """Every role with its track, lane by lane and from the lowest rung up."""
    return list(
        db.session.scalars(
            select(Role)
            .join(Role.track)
            .options(joinedload(Role.track))
            .order_by(Track.place, Role.rank, Role.id)
        )
    )


def moves(role_key: str | None = None) -> list[Move]:
    """All moves in order, or those that touch a role, each with everything it names."""
    found = _moves().order_by(Move.place, Move.id)
    if role_key is not None:
        touched = select(Role.id).where(Role.key == role_key).scalar_subquery()
        found = found.where((Move.origin_id == touched) | (Move.target_id == touched))
    return list(db.session.scalars(found))


def _moves() -> Select[Move]:
    return select(Move).options(
        joinedload(Move.origin),
        joinedload(Move.target),
        joinedload(Move.destination),
        joinedload(Move.programme),
    )


def _fresh(one: Select[One]) -> Select[One]:
    """As stored now: somebody may have changed it while this transaction waited for its turn."""
    return one.execution_options(populate_existing=True)


def programmes() -> list[Programme]:
    return list(db.session.scalars(select(Programme).order_by(Programme.id)))


def destinations() -> list[Destination]:
    return list(db.session.scalars(select(Destination).order_by(Destination.id)))


def people_by_role() -> dict[str, int]:
    """How many people hold each role now, by its key."""
    rows = db.session.execute(
        select(Role.key, func.count().label("people"))
        .join(Position, Position.role_id == Role.id)
        .where(Position.ended_on.is_(None))
        .group_by(Role.key)
    )
    return {row.key: row.people for row in rows}


def columns(state: VersionState) -> set[str]:
    """The keys of the roles that have a column in the matrices of a state."""
    return set(
        db.session.scalars(
            select(Role.key)
            .join(WrittenRole, WrittenRole.role_id == Role.id)
            .join(MatrixVersion, WrittenRole.version_id == MatrixVersion.id)
            .where(MatrixVersion.state == state)
        )
    )


def has_column(role_id: int) -> bool:
    """Whether a draft or a published matrix has a column for a role."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    WrittenRole.role_id == role_id,
                    WrittenRole.version_id == MatrixVersion.id,
                    MatrixVersion.state != VersionState.SUPERSEDED,
                )
            )
        )
    )


def keys(model: type[Track | Role | Move | Destination]) -> set[str]:
    """The keys in use among one kind of thing."""
    return set(db.session.scalars(select(model.key)))
