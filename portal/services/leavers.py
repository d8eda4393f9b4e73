"""Noting that somebody has left: their record, position and account together; and their return."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import or_, select

from portal import audit
from portal.db import db
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.time_zones import today_in
from portal.models import Person, Position
from portal.queries import people as queries
from portal.services import accounts, people


def leave(person: Person, *, last_day: date, by: Person) -> None:
    """Note that ``last_day`` was somebody's last: their position ends, their account is closed.

    It holds at once, so the day may not be ahead. Nobody who is here may be left without their
    manager (HAS_REPORTS), and nobody notes it for themselves.
    """
    if person.id == by.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)
    if last_day > today_in(person.time_zone):
        raise RuleBroken(Refusal.DAY_AHEAD, "last_day")
    if last_day < person.started_on:
        raise RuleBroken(Refusal.NOT_HERE_YET, "last_day")
    accounts.hold(person.id, by.id)  # before the person, like everybody who writes anything
    people.hold_reporting_line()
    people.hold(person)
    if queries.reports(person):
        raise RuleBroken(Refusal.HAS_REPORTS)
    left_on = last_day + timedelta(days=1)
    _close_position(person, left_on, by=by)
    person.left_on = left_on
    audit.record(by, "noted leaving", person, ["left_on"])
    account = accounts.account_of(person)
    if account is not None:
        accounts.deactivate(account, by=by)


def _close_position(person: Person, day: date, *, by: Person) -> None:
    later = select(Position.id).where(
        Position.person_id == person.id,
        or_(Position.started_on >= day, Position.ended_on > day),
    )
    if db.session.scalar(later.limit(1)):
        raise RuleBroken(Refusal.POSITION_LATER, "last_day")
    position = queries.current_position(person)
    if position is not None:
        position.ended_on = day
        audit.record(by, "closed position", position, ["ended_on"])


def come_back(person: Person, *, by: Person) -> None:
    """Note that somebody who left is here again. Their position is entered anew.

    Their account stays closed until an admin opens it. A manager who has left meanwhile is theirs
    no longer.
    """
    people.hold_reporting_line()
    people.hold(person)
    changed = ["left_on"]
    manager = queries.manager_of(person)
    if manager is not None and manager.left_on is not None:
        person.manager_id = None
        changed.append("manager_id")
    person.left_on = None
    audit.record(by, "noted return", person, changed)
