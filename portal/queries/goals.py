"""Reading goals: one's own, those that have gone quiet, and the notes that may show one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, String, cast, literal, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.db import db
from portal.domain import goals as rules
from portal.domain.goals import Pace
from portal.domain.notices import NoticeKind
from portal.domain.workflows import GoalState
from portal.models import Behaviour, Evidence, Goal, Notice, Person
from portal.queries.absences import away_on
from portal.queries.evidence import showing_alone
from portal.queries.reporting_lines import led_by


def of_person(person: Person) -> list[Goal]:
    """Somebody's goals: the active ones by their day, then the ended ones, the latest first."""
    found = db.session.scalars(
        select(Goal)
        .where(Goal.person_id == person.id)
        .options(joinedload(Goal.behaviour), joinedload(Goal.role), joinedload(Goal.seen_by))
        .order_by(Goal.until_on, Goal.id)
    ).all()
    active = [goal for goal in found if goal.state == GoalState.ACTIVE]
    ended = [goal for goal in found if goal.ended_at is not None]
    return active + sorted(ended, key=lambda goal: (goal.ended_at, goal.id), reverse=True)


def active_goal(person: Person, behaviour_key: str) -> Goal | None:
    """The goal in which somebody practises a behaviour just now; there is at most one."""
    return db.session.scalar(
        select(Goal)
        .join(Goal.behaviour)
        .where(
            Goal.person_id == person.id,
            Behaviour.key == behaviour_key,
            Goal.state == GoalState.ACTIVE,
        )
    )


@dataclass(frozen=True)
class Going:
    """How somebody's own active goals go along, each at its own pace."""

    paces: tuple[Pace, ...]

    @property
    def quiet(self) -> int:
        return sum(1 for pace in self.paces if pace is not Pace.MOVING)


def going(person: Person, now: datetime) -> Going:
    """For the person themselves, nobody else: one query."""
    active = select(Goal).where(Goal.person_id == person.id, Goal.state == GoalState.ACTIVE)
    return Going(tuple(pace(goal, person, now) for goal in db.session.scalars(active)))


def pace(goal: Goal, person: Person, now: datetime) -> Pace:
    """How an active goal goes along where its person lives."""
    return rules.pace(
        moved_at=goal.moved_at, until_on=goal.until_on, time_zone=person.time_zone, now=now
    )


def quiet(now: datetime) -> list[tuple[Goal, Person]]:
    """The goals that have gone quiet and of which nobody was reminded since, to be reminded of.

    Each with its person, who is here and not on leave.
    """
    reminded = (
        select(Notice.id)
        .where(
            Notice.person_id == Goal.person_id,
            Notice.kind == NoticeKind.GOAL_QUIET,
            Notice.path == literal(rules.PAGES) + cast(Goal.id, String),
            Notice.at >= Goal.moved_at,
        )
        .exists()
    )
    found = _with_people(
        select(Goal).where(
            _nearly_quiet(now), ~reminded, Goal.person_id.not_in(away_on(now.date()))
        )
    ).order_by(Goal.id)
    return [
        (goal, goal.person)
        for goal in db.session.scalars(found)
        if now
        >= rules.quiet_since(
            moved_at=goal.moved_at, until_on=goal.until_on, time_zone=goal.person.time_zone
        )
    ]


def asleep_below(manager: Person, now: datetime) -> list[Goal]:
    """The goals of those a manager leads that are quiet or past their day, by person."""
    found = select(Goal).where(_nearly_quiet(now), Goal.person_id.in_(led_by(manager)))
    return [goal for goal in _by_person(found) if pace(goal, goal.person, now) is not Pace.MOVING]


def moving_among_reports(manager: Person, now: datetime) -> list[Goal]:
    """The goals of a manager's own reports that go along well, by person."""
    found = select(Goal).where(Person.manager_id == manager.id)
    return [goal for goal in _by_person(found) if pace(goal, goal.person, now) is Pace.MOVING]


def _nearly_quiet(now: datetime) -> ColumnElement[bool]:
    """Everything that may be quiet in some time zone: somewhere it may be the next day already."""
    tomorrow = now.date() + timedelta(days=1)
    return or_(Goal.moved_at <= now - rules.QUIET_AFTER, Goal.until_on < tomorrow)


def _with_people(goals: Select[Goal]) -> Select[Goal]:
    return (
        goals.join(Goal.person)
        .where(Goal.state == GoalState.ACTIVE, Person.left_on.is_(None))
        .options(
            contains_eager(Goal.person).joinedload(Person.manager),
            joinedload(Goal.behaviour),
            joinedload(Goal.role),
        )
    )


def _by_person(goals: Select[Goal]) -> Sequence[Goal]:
    ordered = _with_people(goals).order_by(Person.sort_name, Person.id, Goal.until_on, Goal.id)
    return db.session.scalars(ordered).all()


def notes_for(goal: Goal, reader: Person) -> list[Evidence]:
    """The notes in the log of a goal's person that may show it, the latest first.

    Whoever is not that person chooses among what was shared. Context cards are left out, because
    one would be the only evidence.
    """
    return showing_alone(goal.person_id, only_shared=reader.id != goal.person_id)


MOST_WITNESSES = 40


def witnesses(person: Person) -> list[Person]:
    """Who may well have seen somebody's work: their manager, then their team, by name."""
    near = Person.id == person.manager_id
    if person.team_id is not None:
        near = or_(near, Person.team_id == person.team_id)
    return list(
        db.session.scalars(
            select(Person)
            .where(near, Person.id != person.id, Person.left_on.is_(None))
            .order_by((Person.id == person.manager_id).desc(), Person.sort_name, Person.id)
            .limit(MOST_WITNESSES)
        )
    )
