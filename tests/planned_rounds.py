"""Rounds that are being set up, to test with, and what the check says of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert, select

from portal.db import db
from portal.domain.cycle_readiness import Problem, Readiness
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import Cycle, Person, Position, Role
from portal.queries import cycle_readiness, cycles
from portal.queries.visibility.cycles import load_cycle
from portal.services import cycles as services
from portal.services.cycles import CycleEntry
from tests.factories import make_member

ENTRY = CycleEntry(
    name="Autumn 2026",
    note="",
    time_zone="Europe/Madrid",
    opens_on=date(2026, 10, 5),
    views_due_on=date(2026, 10, 25),  # the day the clocks go back there
    talks_due_on=date(2026, 11, 6),
    views_open_on=None,
    tracks=(),
    teams=(),
    new_starter_days=90,
    leaves_out_absent=True,
)
OPENING = datetime(2026, 10, 5, 8, tzinfo=UTC)


def with_owner() -> Person:
    """Somebody of people-ops, whose manager reports to an owner, who reports to nobody."""
    head = make_member("Harriet Head", role="support-manager")
    person = make_member("Paula Peopleops", role="ops-specialist", is_people_ops=True)
    person.manager_id = head.id
    head.manager_id = make_member("Olga Owner", role="support-manager").id
    return person


def draft(by: Person, entry: CycleEntry = ENTRY) -> Cycle:
    return load_cycle(services.set_up(entry, by=by).id, lock=True)


def check(cycle: Cycle, now: datetime = OPENING) -> Readiness:
    db.session.flush()
    return cycle_readiness.readiness(cycle, cycles.tracks_of(cycle), now)


def names(found: Readiness) -> dict[Problem, list[str]]:
    return {
        problem: [one.person.name for one in people] for problem, people in found.by_problem.items()
    }


def refusal(broken: pytest.ExceptionInfo[RuleBroken]) -> tuple[Refusal, str | None]:
    return broken.value.refusal, broken.value.field


def track_of(role: str) -> int:
    return db.session.scalars(select(Role.track_id).where(Role.key == role)).one()


def make_many(count: int, manager: Person) -> None:
    """Many reps, without accounts."""
    role_id = db.session.scalars(select(Role.id).where(Role.key == "css2")).one()
    like = {"office": "Lisbon", "time_zone": "Europe/Lisbon", "locale": "en", "version": 1}
    rows = [
        {"name": f"Rep {n:05}", "sort_name": f"rep {n:05}", "email": f"many{n}@example.com",
         "manager_id": manager.id, "started_on": date(2024, 1, 8), **like}
        for n in range(count)
    ]  # fmt: skip
    db.session.execute(insert(Person.__table__), rows)
    ids = db.session.scalars(select(Person.id).where(Person.email.like("many%"))).all()
    db.session.execute(
        insert(Position),
        [{"person_id": n, "role_id": role_id, "started_on": date(2024, 1, 8)} for n in ids],
    )
