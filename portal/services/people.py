"""Bringing people in, and moving them from role to role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from portal import audit
from portal.db import db
from portal.domain.refusals import Refusal
from portal.errors import RuleBroken
from portal.models import Person, Position, Role, Team


@dataclass(frozen=True)
class NewPerson:
    """Who joins; ``role`` is None while no position is known."""

    name: str
    email: str
    office: str
    time_zone: str
    locale: str
    started_on: date
    manager: Person | None = None
    team: Team | None = None
    role: Role | None = None


def add(new: NewPerson, *, by: Person | None) -> Person:
    """Add somebody to the organisation, in their first position if it is known."""
    email = new.email.strip().lower()
    if db.session.scalar(select(Person.id).where(Person.email == email)):
        raise RuleBroken(Refusal.EMAIL_TAKEN, "email")
    person = Person(
        name=new.name.strip(),
        email=email,
        office=new.office.strip(),
        time_zone=new.time_zone,
        locale=new.locale,
        started_on=new.started_on,
        manager_id=new.manager.id if new.manager else None,
        team_id=new.team.id if new.team else None,
    )
    db.session.add(person)
    db.session.flush()
    audit.record(by, "added person", person)
    if new.role is not None:
        open_position(person, new.role, from_day=new.started_on, by=by)
    return person


def set_manager(person: Person, manager: Person | None, *, by: Person | None) -> None:
    """Give a person another manager; the reporting line has no loops (REPORTING_LOOP)."""
    above = manager
    while above is not None:
        if above.id == person.id:
            raise RuleBroken(Refusal.REPORTING_LOOP, "manager_email")
        above = db.session.get(Person, above.manager_id) if above.manager_id else None
    person.manager_id = manager.id if manager else None
    audit.record(by, "changed manager", person, ["manager_id"])


def open_position(person: Person, role: Role, *, from_day: date, by: Person | None) -> Position:
    """Put a person into a role from a day on; the position held so far ends the day before.

    ``from_day`` may not fall into an earlier position, nor before the one held now began.
    """
    current = db.session.scalar(
        select(Position).where(Position.person_id == person.id, Position.ended_on.is_(None))
    )
    if current is not None and from_day <= current.started_on:
        raise RuleBroken(Refusal.POSITION_OVERLAPS)
    later = select(Position.id).where(
        Position.person_id == person.id,
        or_(Position.ended_on > from_day, Position.started_on >= from_day),
    )
    if db.session.scalar(later.limit(1)):
        raise RuleBroken(Refusal.POSITION_OVERLAPS)
    if current is not None:
        current.ended_on = from_day
        db.session.flush()
    position = Position(person_id=person.id, role_id=role.id, started_on=from_day)
    db.session.add(position)
    audit.record(by, "opened position", position, ["role_id", "started_on"])
    return position


def team_named(name: str) -> Team:
    """The team of this name, new if there is none yet."""
    key = "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())[:80]
    team = db.session.scalar(select(Team).where(Team.key == key))
    if team is None:
        team = Team(key=key, name=name.strip())
        db.session.add(team)
        db.session.flush()
    return team
