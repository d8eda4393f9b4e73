"""What the readiness check of a round looks at: everybody who is here, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import aliased

from portal.db import db
from portal.domain.cycle_audiences import opening_day
from portal.domain.cycle_readiness import ManagerSeen, PersonSeen, Readiness, check
from portal.models import Account, Cycle, CycleChoice, Person, Position, Role, Team, Track
from portal.queries import cycles
from portal.queries.absences import away_on
from portal.queries.cycles import TrackOfCycle

Manager = aliased(Person)
ManagerAccount = aliased(Account)


def readiness(cycle: Cycle, tracks: Sequence[TrackOfCycle], now: datetime) -> Readiness:
    """What the check finds for a draft, as if it opened as planned, or today if that is past."""
    day = opening_day(cycle.opens_on, cycle.time_zone, now)
    return check(
        people_seen(cycle, day),
        replace(cycles.audience(cycle), opens_on=day),
        {one.track.key: one.versions for one in tracks},
    )


def people_seen(cycle: Cycle, day: date) -> list[PersonSeen]:
    """Everybody who is here by name, as they stand on a day to a round: one query."""
    rows = db.session.execute(
        select(
            Person.id,
            Person.name,
            Person.started_on,
            Team.key.label("team"),
            Position.role_id,
            Track.key.label("track"),
            Account.id.label("account_id"),
            Person.id.in_(away_on(day)).label("is_away"),
            Person.manager_id,
            Manager.name.label("manager_name"),
            Manager.left_on.label("manager_left_on"),
            ManagerAccount.id.label("manager_account_id"),
            Person.manager_id.in_(away_on(day)).label("manager_is_away"),
            CycleChoice.is_in,
            CycleChoice.reason,
        )
        .outerjoin(Team, Person.team_id == Team.id)
        .outerjoin(Position, and_(Position.person_id == Person.id, Position.ended_on.is_(None)))
        .outerjoin(Role, Position.role_id == Role.id)
        .outerjoin(Track, Role.track_id == Track.id)
        .outerjoin(Account, and_(Account.person_id == Person.id, Account.deactivated_at.is_(None)))
        .outerjoin(Manager, Person.manager_id == Manager.id)
        .outerjoin(
            ManagerAccount,
            and_(
                ManagerAccount.person_id == Person.manager_id,
                ManagerAccount.deactivated_at.is_(None),
            ),
        )
        .outerjoin(
            CycleChoice,
            and_(CycleChoice.person_id == Person.id, CycleChoice.cycle_id == cycle.id),
        )
        .where(Person.left_on.is_(None))
        .order_by(Person.sort_name, Person.id)
    )
    return [_seen(row) for row in rows]


def _seen(row: Row[*tuple[Any, ...]]) -> PersonSeen:
    return PersonSeen(
        id=row.id,
        name=row.name,
        started_on=row.started_on,
        team=row.team,
        role_id=row.role_id,
        track=row.track,
        has_account=row.account_id is not None,
        is_away=bool(row.is_away),
        manager=ManagerSeen(
            id=row.manager_id,
            name=row.manager_name,
            has_left=row.manager_left_on is not None,
            has_account=row.manager_account_id is not None,
            is_away=bool(row.manager_is_away),
        )
        if row.manager_id
        else None,
        choice=row.is_in,
        reason=row.reason or "",
    )


def choice_about(cycle: Cycle, person: Person) -> CycleChoice | None:
    """What people-ops decided by hand about somebody in a round."""
    return db.session.scalar(
        select(CycleChoice).where(
            CycleChoice.cycle_id == cycle.id, CycleChoice.person_id == person.id
        )
    )
