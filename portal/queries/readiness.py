"""How a person stands towards a role, from what a viewer may know of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.histories import Sight, latest
from portal.domain.ladders import Role
from portal.domain.matrices import Matrix
from portal.domain.readiness import Readiness, readiness
from portal.domain.team_pictures import Member
from portal.models import Assessment, Person, Position
from portal.models import Role as StoredRole
from portal.queries import evidence, matrices, observations


def sights_of(person: Person, viewer: Person) -> list[Sight]:
    """What was observed of a person: of oneself one's own sealed views and checks are in it too."""
    if person.id == viewer.id:
        return observations.of_oneself(person)
    return observations.of_people([person.id]).get(person.id, [])


def matrix_of(role: Role) -> Matrix | None:
    """The published matrix of a role's track, if it expects anything of the role."""
    matrix = matrices.published(role.track_key)
    if matrix is None or not any(True for _ in matrix.behaviours(role.key)):
        return None
    return matrix


def towards(
    person: Person,
    role: Role,
    matrix: Matrix,
    *,
    sights: Sequence[Sight],
    viewer: Person,
    position: Position | None,
    today: date,
) -> Readiness:
    """``position`` is the one the person holds: its role has its first months of grace."""
    holds = position is not None and position.role.key == role.key
    cited = evidence.by_behaviour(person, visible_to=viewer)
    return readiness(
        matrix,
        role.key,
        seen=latest(sights),
        evidence={key: max(one.happened_on for one in found) for key, found in cited.items()},
        today=today,
        in_role_since=position.started_on if holds and position else None,
    )


def team_of(manager: Person) -> list[tuple[Person, Member]]:
    """One's direct reports who hold a role with a published matrix, by name."""
    people = list(
        db.session.scalars(
            select(Person)
            .join(Person.positions)
            .where(
                Person.manager_id == manager.id,
                Person.left_on.is_(None),
                Position.ended_on.is_(None),
            )
            .order_by(Person.sort_name, Person.id)
        )
    )
    return _members(people, cycle_id=None)


def holders_in(role_key: str, cycle_id: int) -> list[Member]:
    """Everybody who holds a role now, with what one round saw of them."""
    people = list(
        db.session.scalars(
            select(Person)
            .join(Person.positions)
            .join(Position.role)
            .where(
                StoredRole.key == role_key,
                Position.ended_on.is_(None),
                Person.left_on.is_(None),
            )
            .order_by(Person.id)
        )
    )
    return [member for _, member in _members(people, cycle_id=cycle_id)]


def enough_holders(fewest: int) -> set[tuple[int, str]]:
    """The rounds, by id, and the roles of which so many holders had both views open."""
    found = db.session.execute(
        select(Assessment.cycle_id, StoredRole.key)
        .join(Position, Position.person_id == Assessment.person_id)
        .join(Position.role)
        .join(Person, Person.id == Assessment.person_id)
        .where(
            Assessment.cycle_id.is_not(None),
            Assessment.views_open_at <= datetime.now(UTC),
            Position.ended_on.is_(None),
            Person.left_on.is_(None),
        )
        .group_by(Assessment.cycle_id, StoredRole.key)
        .having(func.count() >= fewest)
    )
    return {(cycle_id, key) for cycle_id, key in found if cycle_id is not None}


def _members(people: Sequence[Person], *, cycle_id: int | None) -> list[tuple[Person, Member]]:
    ids = [person.id for person in people]
    held = {
        position.person_id: position.role.key
        for position in db.session.scalars(
            select(Position)
            .where(Position.person_id.in_(ids), Position.ended_on.is_(None))
            .options(joinedload(Position.role))
        )
    }
    by_role = {role.key: matrix for matrix in matrices.all_published() for role in matrix.roles}
    seen = observations.of_people(ids, cycle_id=cycle_id)
    return [
        (
            person,
            Member(person.id, key, by_role[key], latest(seen.get(person.id, []))),
        )
        for person in people
        if (key := held.get(person.id, "")) in by_role
    ]
