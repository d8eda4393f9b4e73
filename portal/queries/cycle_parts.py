"""Reading what single assessments of a round wait for, and who may be told of it today."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from portal.db import db
from portal.domain.cycle_boards import (
    DueDays,
    Waiting,
    nudge_key,
    to_remind,
    waits_for,
)
from portal.domain.sealing import Moments, Party, Stage
from portal.domain.time_zones import day_in
from portal.models import Absence, Account, Assessment, Cycle, Notice, Person
from portal.queries.absences import away_on
from portal.queries.assessments import moments
from portal.queries.cycle_boards import Sought, matching, stage_at


@dataclass(frozen=True)
class Reader:
    """Somebody who may be told: whether they are here, and by which clock they live.

    Who is not here is on leave, or has left.
    """

    id: int
    time_zone: str
    is_here: bool


@dataclass(frozen=True)
class Part:
    """Somebody's part in a round, as far as telling them something needs it."""

    assessment_id: int
    started_at: datetime
    moments: Moments
    days: DueDays
    person: Reader
    manager: Reader | None

    def turns(self, now: datetime) -> list[tuple[Waiting, Party, Reader]]:
        """Whom to tell of what."""
        readers = {Party.SUBJECT: self.person, Party.MANAGER: self.manager}
        found = to_remind(
            waits_for(self.moments, now),
            person_is_here=self.person.is_here,
            manager_is_here=self.manager is not None and self.manager.is_here,
        )
        return [
            (what, party, reader) for what, party in found if (reader := readers[party]) is not None
        ]

    def nudge_keys(self, cycle: Cycle, now: datetime) -> set[str]:
        today = day_in(cycle.time_zone, now)
        return {nudge_key(cycle.id, what, told.id, today) for what, _, told in self.turns(now)}


def parts(
    cycle: Cycle, sought: Sought, now: datetime, *, person_id: int | None = None
) -> list[Part]:
    """The parts in a round that are looked for, on whichever page of the list: one query."""
    manager = aliased(Person)
    away = away_on(day_in(cycle.time_zone, now))
    found = (
        matching(cycle, sought, now)
        .outerjoin(manager, manager.id == Assessment.manager_id)
        .with_only_columns(
            Assessment.id,
            Assessment.started_at,
            Assessment.extended_to,
            Person.id.label("person_id"),
            Person.time_zone.label("zone"),
            and_(Person.left_on.is_(None), Person.id.not_in(away)).label("is_here"),
            manager.id.label("manager_id"),
            manager.time_zone.label("manager_zone"),
            and_(manager.left_on.is_(None), manager.id.not_in(away)).label("manager_is_here"),
            Assessment.self_in_at,
            Assessment.manager_in_at,
            Assessment.views_open_at,
            Assessment.agreed_at,
            Assessment.acknowledged_at,
        )
        .order_by(Person.sort_name, Assessment.id)
    )
    if person_id is not None:
        found = found.where(Person.id == person_id)
    return [
        Part(
            assessment_id=row.id,
            started_at=row.started_at,
            days=days_of(cycle, row.extended_to),
            person=Reader(row.person_id, row.zone, bool(row.is_here)),
            manager=Reader(row.manager_id, row.manager_zone, bool(row.manager_is_here))
            if row.manager_id is not None
            else None,
            moments=Moments(
                row.self_in_at,
                row.manager_in_at,
                row.views_open_at,
                row.agreed_at,
                row.acknowledged_at,
            ),
        )
        for row in db.session.execute(found)
    ]


def days_of(cycle: Cycle, extended_to: date | None) -> DueDays:
    return DueDays(cycle.views_due_on, cycle.talks_due_on, cycle.time_zone, extended_to)


@dataclass(frozen=True)
class Wait:
    """One thing an assessment waits for, and until when it is due."""

    what: Waiting
    due_on: date
    is_past: bool


@dataclass(frozen=True)
class Line:
    """How one assessment stands, for people-ops."""

    assessment: Assessment
    stage: Stage
    waits: tuple[Wait, ...]
    is_away: bool
    manager_is_away: bool
    may_be_nudged: bool
    was_nudged: bool

    @property
    def has_left(self) -> bool:
        return self.assessment.person.left_on is not None

    @property
    def is_written_anew(self) -> bool:
        return moments(self.assessment).is_written_anew

    @property
    def needs_manager(self) -> bool:
        """Whether the manager's view or the conversation is missing, and nobody is there for it."""
        manager = self.assessment.manager
        owed = {Waiting.MANAGER_VIEW, Waiting.TALK}
        is_missing = any(wait.what in owed for wait in self.waits)
        return is_missing and (manager is None or manager.left_on is not None)


def lines(cycle: Cycle, assessments: Sequence[Assessment], now: datetime) -> list[Line]:
    """How each of some assessments stands; two queries, for all of them together.

    People and managers are loaded with the assessments.
    """
    people = {a.person_id for a in assessments} | {a.manager_id for a in assessments}
    away = _away_among(people, day_in(cycle.time_zone, now))
    keys = {a.id: _part(cycle, a, away).nudge_keys(cycle, now) for a in assessments}
    told = _told(set().union(*keys.values()))
    found = []
    for one in assessments:
        at, days, mine = moments(one), days_of(cycle, one.extended_to), keys[one.id]
        waits = [Wait(what, days.of(what), days.is_past(what, now)) for what in waits_for(at, now)]
        found.append(
            Line(
                assessment=one,
                stage=at.stage(now),
                waits=tuple(waits),
                is_away=one.person_id in away,
                manager_is_away=one.manager_id in away,
                may_be_nudged=bool(mine - told),
                was_nudged=bool(mine) and mine <= told,
            )
        )
    return found


def _away_among(people: Set[int | None], day: date) -> set[int]:
    return set(db.session.scalars(away_on(day).where(Absence.person_id.in_(people - {None}))))


def _told(keys: Set[str]) -> set[str]:
    return set(db.session.scalars(select(Notice.key).where(Notice.key.in_(keys))))


def _part(cycle: Cycle, assessment: Assessment, away: Set[int]) -> Part:
    person, manager = assessment.person, assessment.manager
    return Part(
        assessment_id=assessment.id,
        started_at=assessment.started_at,
        moments=moments(assessment),
        days=days_of(cycle, assessment.extended_to),
        person=_reader(person, away),
        manager=_reader(manager, away) if manager is not None else None,
    )


def _reader(person: Person, away: Set[int]) -> Reader:
    return Reader(person.id, person.time_zone, person.left_on is None and person.id not in away)


def other_managers(assessment: Assessment) -> list[Person]:
    """Who may suggest themselves for the manager's view: those above the person and the manager.

    They are here and can sign in; the nearest come first. Person and managers are loaded.
    """
    person, manager = assessment.person, assessment.manager
    nearest = [person.manager_id, person.manager.manager_id if person.manager else None]
    nearest.append(manager.manager_id if manager else None)
    wanted = set(nearest) - {None, assessment.manager_id, person.id}
    found = db.session.scalars(
        select(Person)
        .join(Person.account)
        .where(Person.id.in_(wanted), Person.left_on.is_(None), Account.deactivated_at.is_(None))
    )
    return sorted(found, key=lambda one: nearest.index(one.id))


def concerned(cycle: Cycle, now: datetime) -> list[Person]:
    """Those who are here and have something left to do in a round, and the managers of these."""
    unfinished = matching(cycle, Sought(), now)
    people = unfinished.with_only_columns(Assessment.person_id)
    managers = unfinished.with_only_columns(Assessment.manager_id).where(
        Assessment.manager_id.is_not(None)
    )
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.left_on.is_(None), or_(Person.id.in_(people), Person.id.in_(managers)))
            .order_by(Person.id)
        )
    )


@dataclass(frozen=True)
class Unfinished:
    """How many in a round are not done, and of these, whose views are in but not open yet."""

    people: int
    still_sealed: int


def unfinished(cycle: Cycle, now: datetime) -> Unfinished:
    sealed = case((stage_at(now) == Stage.BOTH_IN.value, 1), else_=0)
    counts = matching(cycle, Sought(), now).with_only_columns(
        func.count(), func.coalesce(func.sum(sealed), 0)
    )
    people, still_sealed = db.session.execute(counts).one()
    return Unfinished(people, still_sealed)
