"""Bringing people in, keeping their records, and moving them from role to role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from portal import audit
from portal.db import db
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.time_zones import today_in
from portal.models import Person, Position, Role, Team
from portal.queries import people as queries
from portal.queries.reporting_lines import leads
from portal.services.uniqueness import unless_taken


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


@dataclass(frozen=True)
class Record:
    """What people-ops keep of a person, as typed; ``version`` is the person's as they saw it."""

    name: str
    email: str
    manager_email: str
    team: str
    office: str
    time_zone: str
    version: int


def add(new: NewPerson, *, by: Person | None) -> Person:
    """Add somebody to the organisation, in their first position if it is known."""
    email = new.email.strip().lower()
    if queries.by_email(email) is not None:
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
    with unless_taken(Refusal.EMAIL_TAKEN, "email"):
        db.session.add(person)
    audit.record(by, "added person", person)
    if new.role is not None:
        open_position(person, new.role, from_day=new.started_on, by=by)
    return person


def set_manager(person: Person, manager: Person | None, *, by: Person | None) -> None:
    """Give a person another manager; the reporting line has no loops (REPORTING_LOOP).

    Nobody makes themselves the manager of somebody they do not lead already (NOT_YOURSELF).
    """
    _refuse_loop(person, manager)
    _refuse_oneself(person, manager, by)
    person.manager_id = manager.id if manager else None
    audit.record(by, "changed manager", person, ["manager_id"])


def _refuse_loop(person: Person, manager: Person | None) -> None:
    """Walk up from the manager, as stored now: whoever stands above may not be the person."""
    above, seen = manager.id if manager else None, set[int]()
    while above is not None and above not in seen:
        if above == person.id:
            raise RuleBroken(Refusal.REPORTING_LOOP, "manager_email")
        seen.add(above)
        above = db.session.scalar(select(Person.manager_id).where(Person.id == above))


def _refuse_oneself(person: Person, manager: Person | None, by: Person | None) -> None:
    """A manager reads what others do not: that is for somebody else to arrange."""
    if manager is None or by is None or manager.id != by.id or manager.id == person.manager_id:
        return
    if not leads(by, person):
        raise RuleBroken(Refusal.NOT_YOURSELF, "manager_email")


def manager_at(email: str) -> Person | None:
    """Who is to be somebody's manager, by address: they must be here. None for no address."""
    if not email:
        return None
    manager = queries.by_email(email)
    if manager is None:
        raise RuleBroken(Refusal.MANAGER_UNKNOWN, "manager_email")
    if manager.left_on is not None:
        raise RuleBroken(Refusal.MANAGER_LEFT, "manager_email")
    return manager


def hold_reporting_line() -> None:
    """Wait for whoever changes the reporting line just now, so that two changes cannot cross.

    Everybody who changes it holds the people at its top until their transaction ends. Who only
    writes something that names them does not wait.
    """
    top = select(Person.id).where(Person.manager_id.is_(None)).order_by(Person.id)
    db.session.execute(top.with_for_update(key_share=True)).all()


def hold(person: Person) -> None:
    """Keep others from changing a person until this transaction ends.

    CHANGED_MEANWHILE when they did so since the person was read.
    """
    stored = select(Person.version).where(Person.id == person.id)
    if db.session.scalar(stored.with_for_update(key_share=True)) != person.version:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)


def change_record(person: Person, changes: Record, *, by: Person) -> None:
    """Put what was typed into a person's record, unless somebody changed it meanwhile.

    Nobody gives themselves another manager, and nobody makes themselves the manager of somebody
    they do not lead already (NOT_YOURSELF).
    """
    if changes.version != person.version:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    hold_reporting_line()
    hold(person)
    email = changes.email.strip().lower()
    namesake = queries.by_email(email)
    if namesake is not None and namesake.id != person.id:
        raise RuleBroken(Refusal.EMAIL_TAKEN, "email")
    values = {
        "name": changes.name.strip(),
        "email": email,
        "manager_id": _new_manager_id(person, changes.manager_email, by=by),
        "team_id": team_named(changes.team).id if changes.team else None,
        "office": changes.office.strip(),
        "time_zone": changes.time_zone,
    }
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        audit.record(by, "changed record", person, changed)


def _new_manager_id(person: Person, email: str, *, by: Person) -> int | None:
    """The manager's id, if they may be it; whoever it has been so far may stay."""
    typed = queries.by_email(email) if email else None
    if typed is not None and typed.id == person.manager_id:
        return person.manager_id
    manager = manager_at(email)
    if person.id == by.id and (manager or person.manager_id):
        raise RuleBroken(Refusal.NOT_YOURSELF, "manager_email")
    _refuse_loop(person, manager)
    _refuse_oneself(person, manager, by)
    return manager.id if manager else None


def enter_position(person: Person, role_key: str, *, from_day: date, by: Person) -> Position:
    """Put somebody else into a role from a day that has come; nobody does so for themselves.

    The role is held before the person, so that it cannot retire at the same moment.
    """
    if person.id == by.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)
    if from_day > today_in(person.time_zone):
        raise RuleBroken(Refusal.DAY_AHEAD, "started_on")
    if from_day < person.started_on:
        raise RuleBroken(Refusal.NOT_HERE_YET, "started_on")
    in_force = select(Role).where(Role.key == role_key).with_for_update(read=True)
    role = db.session.scalars(in_force.execution_options(populate_existing=True)).one()
    if role.retired_on is not None:
        raise RuleBroken(Refusal.ROLE_RETIRED, "role")
    hold(person)
    return open_position(person, role, from_day=from_day, by=by)


def open_position(person: Person, role: Role, *, from_day: date, by: Person | None) -> Position:
    """Put a person into a role from a day on; the position held so far ends the day before.

    ``from_day`` may not fall into an earlier position, nor before the one held now began.
    """
    current = db.session.scalar(
        select(Position).where(Position.person_id == person.id, Position.ended_on.is_(None))
    )
    if current is not None and from_day <= current.started_on:
        raise RuleBroken(Refusal.POSITION_OVERLAPS, "started_on")
    later = select(Position.id).where(
        Position.person_id == person.id,
        or_(Position.ended_on > from_day, Position.started_on >= from_day),
    )
    if db.session.scalar(later.limit(1)):
        raise RuleBroken(Refusal.POSITION_OVERLAPS, "started_on")
    if current is not None:
        current.ended_on = from_day
        db.session.flush()
    position = Position(person_id=person.id, role_id=role.id, started_on=from_day)
    db.session.add(position)
    audit.record(by, "opened position", position, ["role_id", "started_on"])
    return position


def team_named(name: str) -> Team:
    """The team of this name, new if there is none yet; a name needs a letter or a digit."""
    key = "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())[:80]
    if not key:
        raise RuleBroken(Refusal.TEAM_NAMELESS, "team")
    named = select(Team).where(Team.key == key)
    team = db.session.scalar(named)
    if team is not None:
        return team
    try:
        with unless_taken(Refusal.CHANGED_MEANWHILE):
            team = Team(key=key, name=name.strip())
            db.session.add(team)
    except RuleBroken:  # somebody else made it at the same moment
        return db.session.scalars(named).one()
    return team
