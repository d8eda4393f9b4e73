"""Welcoming somebody: a person, their position and manager, an account and a link to set it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.db import db
from portal.models import Account, Person, Role
from portal.services import accounts, people


@dataclass(frozen=True)
class Joiner:
    """Who joins, as typed; empty strings where nothing is known."""

    name: str
    email: str
    manager_email: str
    team: str
    role_key: str
    office: str
    time_zone: str
    locale: str
    started_on: date
    is_people_ops: bool
    is_admin: bool


@dataclass(frozen=True)
class Welcomed:
    account: Account
    token: str


def welcome(joiner: Joiner, *, by: Person) -> Welcomed:
    """Add the person with an account; ``token`` is for their one-time set-up link."""
    accounts.hold(by.id)
    role = db.session.scalar(select(Role).where(Role.key == joiner.role_key))
    person = people.add(
        people.NewPerson(
            name=joiner.name,
            email=joiner.email,
            office=joiner.office,
            time_zone=joiner.time_zone,
            locale=joiner.locale,
            started_on=joiner.started_on,
            manager=people.manager_at(joiner.manager_email),
            team=people.team_named(joiner.team) if joiner.team else None,
            role=role,
        ),
        by=by,
    )
    account = accounts.create(
        person, is_people_ops=joiner.is_people_ops, is_admin=joiner.is_admin, by=by
    )
    return Welcomed(account, accounts.issue_set_up_link(account, by=by))
