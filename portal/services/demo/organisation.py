"""Loading the made-up organisation into an empty portal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select

from portal import audit
from portal.config import is_production
from portal.db import db
from portal.domain.matrices import Matrix
from portal.models import Person, Role
from portal.queries import matrices
from portal.services import people as people_services
from portal.services.demo import (
    careers,
    cycles,
    logs,
    organigram,
    programmes,
    readings,
    self_views,
    writing,
)
from portal.services.demo.organigram import ADMIN, LEAD, PEOPLE_OPS, REP
from portal.services.demo.rounds import calendar
from portal.services.demo.rounds import plan as plan_round
from portal.services.demo.staff import Planned
from portal.services.passwords import hash_password

PASSWORD = "demo portal passphrase"  # noqa: S105 - printed on purpose, for made-up people only
DEMO_PEOPLE: Mapping[str, str] = {
    REP.email: f"{REP.name}, a support specialist (CSS2)",
    LEAD.email: f"{LEAD.name}, their team lead",
    PEOPLE_OPS.email: (
        f"{PEOPLE_OPS.name}, people-ops: keeps people's records, writes and publishes matrices,"
        " sees the whole trace"
    ),
    ADMIN.email: f"{ADMIN.name}, an admin: manages accounts",
}


class DemoRefused(Exception):
    """The portal is not one to load a made-up organisation into; the message says why."""


@dataclass(frozen=True)
class Report:
    """What a load brought in."""

    people: int
    positions: int
    rounds: int
    assessments: int


def is_loaded() -> bool:
    """Whether the people one signs in as are all here."""
    known = select(func.count()).select_from(Person).where(Person.email.in_(list(DEMO_PEOPLE)))
    return db.session.scalar(known) == len(DEMO_PEOPLE)


def load(*, size: int, seed: int, rounds: int = 1, today: date | None = None) -> Report:
    """Fill an empty portal with ``size`` people, the same for the same seed and day.

    So many ``rounds`` are over, half a year apart; one more is open.
    DemoRefused in production, when there are people already, and when there are no matrices for
    the roles they would have.
    """
    if is_production():
        raise DemoRefused(
            "This is a production portal (PORTAL_ENV); made-up people with a known password"
            " have no place in it."
        )
    if db.session.scalar(select(Person.id).limit(1)):
        raise DemoRefused("There are people in the portal already; nothing was loaded.")
    by_role = _matrices_by_role()
    day = today or datetime.now(UTC).date()
    people = organigram.plan(size=size, seed=seed, today=day)
    ids = writing.write_people(people)
    positions = writing.write_positions(people, ids)
    writing.write_accounts(people, ids, hash_password(PASSWORD))
    catalogue = writing.Catalogue.read(_version_ids(by_role))
    checks = self_views.plan(people, seed=seed, today=day, matrices=by_role)
    assessments = writing.write_assessments(checks, ids, catalogue)
    for held in calendar(day, rounds):
        parts = plan_round(people, held, seed=seed, matrices=by_role)
        cycle = cycles.write(held, by_id=ids[_people_ops(people)])
        assessments += writing.write_assessments(parts, ids, catalogue, cycle_id=cycle.id)
    logs.write(people, ids, catalogue, today=day, matrices=by_role)
    logs.tell_of_open_round(people, ids)
    programmes.write(people, ids, today=day)
    readings.open_exercises(people, ids, seed=seed)
    head = db.session.get_one(Person, ids[people[0]])
    audit.record(None, "loaded demo organisation", head)
    for person in people:
        if person.first_manager and person.manager:
            _change_manager(person, person.manager, ids)
    return Report(len(people), positions, rounds + 1, assessments)


def _people_ops(people: Sequence[Planned]) -> Planned:
    return next(person for person in people if person.is_people_ops)


def _matrices_by_role() -> dict[str, Matrix]:
    """The published matrix behind each role that made-up people may have."""
    by_role = {
        role.key: matrix
        for matrix in matrices.all_published()
        for role in matrix.roles
        if any(True for _ in matrix.behaviours(role.key))
    }
    if missing := [role_key for role_key in careers.WAYS if role_key not in by_role]:
        raise DemoRefused(
            f"There is no published matrix for {', '.join(missing)}; nothing was loaded."
            " Load the shipped ladders first: portal seed load"
        )
    return by_role


def _version_ids(by_role: Mapping[str, Matrix]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for role in db.session.scalars(select(Role).where(Role.key.in_(by_role)).order_by(Role.id)):
        version = matrices.assessable_version(role)
        if version is None:
            raise LookupError(f"The published matrix of {role.key} has gone")
        ids[role.key] = version.id
    return ids


def _change_manager(person: Planned, manager: Planned, ids: Mapping[Planned, int]) -> None:
    people_services.set_manager(
        db.session.get_one(Person, ids[person]),
        db.session.get_one(Person, ids[manager]),
        by=None,
    )
