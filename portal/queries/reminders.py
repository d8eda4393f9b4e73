"""Reading what people may have to be reminded of."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, SQLColumnExpression, String, cast, literal, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.db import db
from portal.domain.cycle_boards import DueDays
from portal.domain.notices import NoticeKind
from portal.domain.sealing import Moments
from portal.domain.workflows import CycleState
from portal.models import Account, Assessment, Cycle, Notice, Person
from portal.models.accounts import EvidenceReminder
from portal.queries.absences import away_on


@dataclass(frozen=True)
class Reader:
    """Somebody who may be reminded: whether they are here, and by which clock they live."""

    id: int
    time_zone: str
    is_here: bool


@dataclass(frozen=True)
class Unfinished:
    """An assessment of a round that may still wait for something."""

    id: int
    started_at: datetime
    moments: Moments
    due: DueDays
    person: Reader
    manager: Reader | None


def open_cycles() -> list[Cycle]:
    """The rounds in which people write; a paused one reminds nobody."""
    cycles = select(Cycle).where(Cycle.state == CycleState.OPEN)
    return list(db.session.scalars(cycles.order_by(Cycle.id)))


def unfinished(cycle: Cycle, *, today: date) -> list[Unfinished]:
    """The assessments of a round whose conversation is not written down, with both people."""
    person, manager = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(
            Assessment.id,
            Assessment.started_at,
            Assessment.self_in_at,
            Assessment.manager_in_at,
            Assessment.views_open_at,
            Assessment.agreed_at,
            Assessment.acknowledged_at,
            Assessment.extended_to,
            person.id.label("person_id"),
            person.time_zone.label("person_zone"),
            manager.id.label("manager_id"),
            manager.time_zone.label("manager_zone"),
            manager.left_on.label("manager_left_on"),
        )
        .join(person, person.id == Assessment.person_id)
        .outerjoin(manager, manager.id == Assessment.manager_id)
        .where(
            Assessment.cycle_id == cycle.id,
            _is_here(person.left_on, today),
            or_(
                Assessment.self_in_at.is_(None),
                Assessment.manager_in_at.is_(None),
                Assessment.agreed_at.is_(None),
            ),
        )
        .order_by(Assessment.id)
    ).all()
    away: Set[int] = set(db.session.scalars(away_on(today))) if rows else set()
    return [
        Unfinished(
            id=row.id,
            started_at=row.started_at,
            moments=Moments(
                self_in_at=row.self_in_at,
                manager_in_at=row.manager_in_at,
                views_open_at=row.views_open_at,
                agreed_at=row.agreed_at,
                acknowledged_at=row.acknowledged_at,
            ),
            due=DueDays(cycle.views_due_on, cycle.talks_due_on, cycle.time_zone, row.extended_to),
            person=Reader(row.person_id, row.person_zone, row.person_id not in away),
            manager=None
            if row.manager_id is None
            else Reader(
                row.manager_id,
                row.manager_zone,
                row.manager_id not in away
                and (row.manager_left_on is None or row.manager_left_on > today),
            ),
        )
        for row in rows
    ]


def _is_here(left_on: SQLColumnExpression[date | None], today: date) -> ColumnElement[bool]:
    return or_(left_on.is_(None), left_on > today)


NEWS_FOR = timedelta(days=7)
"""What happened longer ago is no news, whoever was not told of it."""


def opened_untold(now: datetime) -> list[Assessment]:
    """Assessments whose views opened on the day the round sets, of which nobody was told yet.

    With cycle, person and manager loaded.
    """
    told = (
        select(Notice.id)
        .where(
            Notice.person_id == Assessment.person_id,
            Notice.kind == NoticeKind.VIEWS_OPEN,
            Notice.path == literal("/assessments/") + cast(Assessment.id, String),
        )
        .exists()
    )
    opened = (
        select(Assessment)
        .join(Assessment.cycle)
        .where(
            Cycle.state != CycleState.DRAFT,
            Cycle.views_open_on.is_not(None),
            Assessment.views_open_at <= now,
            Assessment.views_open_at > now - NEWS_FOR,
            Assessment.self_in_at.is_not(None),
            Assessment.manager_in_at.is_not(None),
            ~told,
        )
        .options(
            joinedload(Assessment.cycle),
            joinedload(Assessment.person),
            joinedload(Assessment.manager),
        )
        .order_by(Assessment.id)
    )
    return list(db.session.scalars(opened))


def asking_for_reminders(*, today: date) -> Mapping[Reader, EvidenceReminder]:
    """Everybody who asked to be reminded of their evidence log, and how often."""
    rows = db.session.execute(
        select(Person.id, Person.time_zone, Account.evidence_reminder)
        .join(Account, Account.person_id == Person.id)
        .where(
            Account.evidence_reminder != EvidenceReminder.NEVER,
            Account.deactivated_at.is_(None),
            _is_here(Person.left_on, today),
        )
        .order_by(Person.id)
    ).all()
    away: Set[int] = set(db.session.scalars(away_on(today))) if rows else set()
    return {
        Reader(row.id, row.time_zone, row.id not in away): row.evidence_reminder for row in rows
    }
