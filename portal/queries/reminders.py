"""Reading what people may have to be reminded of."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date, datetime, timedelta

from sqlalchemy import String, cast, literal, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.notices import NoticeKind
from portal.domain.workflows import CycleState
from portal.models import Account, Assessment, Cycle, Notice, Person
from portal.models.accounts import EvidenceReminder
from portal.queries.absences import away_on
from portal.queries.cycle_parts import Reader


def open_cycles() -> list[Cycle]:
    """The rounds in which people write; a paused one reminds nobody."""
    cycles = select(Cycle).where(Cycle.state == CycleState.OPEN)
    return list(db.session.scalars(cycles.order_by(Cycle.id)))


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
            Person.left_on.is_(None),
        )
        .order_by(Person.id)
    ).all()
    away: Set[int] = set(db.session.scalars(away_on(today))) if rows else set()
    return {
        Reader(row.id, row.time_zone, row.id not in away): row.evidence_reminder for row in rows
    }
