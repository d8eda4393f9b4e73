"""Reading how roles evolve: how things stand with one now, and what became of which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.db import db
from portal.domain.move_ends import Ends
from portal.domain.refusals import Missing
from portal.domain.role_change_moves import StandingMove
from portal.domain.role_changes import TOLD_FOR_DAYS, Holder, Situation
from portal.domain.time_zones import today_in
from portal.domain.workflows import ViewState
from portal.models import (
    Assessment,
    ConcernedPerson,
    Move,
    Person,
    Position,
    Role,
    RoleChange,
    Succession,
    View,
    ViewKind,
)
from portal.queries import drafts, ladder_rows, ladders, matrices


def situation(role_key: str) -> Situation:
    """How things stand with a role; Missing when there is none of this key."""
    ladder = ladders.whole_ladder()
    role = ladder.role(role_key)
    if role is None:
        raise Missing
    versions = {role.key: role.version for role in ladder_rows.roles()}
    imprint = matrices.imprint(role.track_key, role_key=role_key)
    found = {key: drafts.current(key) for key in sorted(drafts.tracks_with_drafts())}
    return Situation(
        ladder=ladder,
        role=role,
        versions=versions,
        changes=_count(select(RoleChange.id).join(RoleChange.role).where(Role.key == role_key)),
        holders=tuple(_holders(role_key)),
        moves=tuple(standing(move) for move in ladder_rows.moves()),
        drafts={key: draft for key, draft in found.items() if draft is not None},
        published=imprint.number if imprint else None,
        open_views=_count(
            select(View.id)
            .join(View.assessment)
            .join(Assessment.role)
            .where(Role.key == role_key, View.kind == ViewKind.SELF, View.state == ViewState.DRAFT)
        ),
    )


def _count(rows: Select[int]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _holders(role_key: str) -> Sequence[Holder]:
    rows = db.session.execute(
        select(Person, Position)
        .join(Position, Position.person_id == Person.id)
        .join(Position.role)
        .where(Role.key == role_key, Position.ended_on.is_(None))
        .order_by(Person.sort_name, Person.id)
    )
    return [
        Holder(
            person_id=person.id,
            version=person.version,
            name=person.name,
            position_id=position.id,
            since=position.started_on,
            today=today_in(person.time_zone),
        )
        for person, position in rows
    ]


def standing(move: Move) -> StandingMove:
    """A move, with what it names loaded, as a value."""
    ends = Ends(
        kind=move.kind,
        origin=move.origin.key if move.origin else None,
        target=move.target.key if move.target else None,
        destination=move.destination.key if move.destination else None,
    )
    return StandingMove(move.key, move.version, ends)


def _told(changes: Select[RoleChange]) -> list[RoleChange]:
    """Changes with their role and successors, the newest first."""
    return list(
        db.session.scalars(
            changes.options(
                joinedload(RoleChange.role),
                selectinload(RoleChange.successions).joinedload(Succession.role),
            ).order_by(RoleChange.at.desc(), RoleChange.id.desc())
        ).unique()
    )


def of_role(role_key: str) -> list[RoleChange]:
    """What became of a role, the newest first."""
    return _told(select(RoleChange).join(RoleChange.role).where(Role.key == role_key))


def into_role(role_key: str) -> list[RoleChange]:
    """The changes in which a role took work over, the newest first."""
    into = select(Succession.change_id).join(Succession.role).where(Role.key == role_key)
    return _told(select(RoleChange).where(RoleChange.id.in_(into)))


def latest_by_role() -> dict[str, RoleChange]:
    """The latest change of every role that has changed, by its key."""
    return {change.role.key: change for change in reversed(_told(select(RoleChange)))}


def by_position(person: Person) -> dict[int, list[ConcernedPerson]]:
    """The changes that concerned a person, by the position they held then, in order of time."""
    found: dict[int, list[ConcernedPerson]] = {}
    rows = db.session.scalars(
        _concerning(person).order_by(RoleChange.effective_on, ConcernedPerson.id)
    )
    for concerned in rows:
        found.setdefault(concerned.position_id, []).append(concerned)
    return found


def news_for(person: Person) -> ConcernedPerson | None:
    """The latest change of the role a person is in, while it is news to them."""
    since = datetime.now(UTC) - timedelta(days=TOLD_FOR_DAYS)
    return db.session.scalar(
        _concerning(person)
        .join(ConcernedPerson.position)
        .where(RoleChange.at >= since, Position.ended_on.is_(None))
        .options(contains_eager(ConcernedPerson.position).joinedload(Position.role))
        .order_by(RoleChange.at.desc(), ConcernedPerson.id.desc())
        .limit(1)
    )


def _concerning(person: Person) -> Select[ConcernedPerson]:
    return (
        select(ConcernedPerson)
        .join(ConcernedPerson.change)
        .where(ConcernedPerson.person_id == person.id)
        .options(contains_eager(ConcernedPerson.change).joinedload(RoleChange.role))
    )
