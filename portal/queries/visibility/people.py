"""Which people and accounts one may see."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import Account, Person, Position


def visible_people(*, including_former: bool) -> Select[Person]:
    """People whom the viewer may see: everybody now here; people-ops see former people too."""
    people = select(Person)
    return people if including_former else people.where(Person.left_on.is_(None))


def load_person(person_id: int, *, including_former: bool) -> Person:
    """A person with team, manager and positions."""
    person = db.session.scalar(
        visible_people(including_former=including_former)
        .where(Person.id == person_id)
        .options(
            joinedload(Person.team),
            joinedload(Person.manager),
            selectinload(Person.positions).joinedload(Position.role),
        )
    )
    if person is None:
        raise Missing
    return person


def load_former_person(person_id: int) -> Person:
    """Somebody who has left."""
    person = load_person(person_id, including_former=True)
    if person.left_on is None:
        raise Missing
    return person


def load_account(account_id: int) -> Account:
    account = db.session.scalar(
        select(Account).where(Account.id == account_id).options(joinedload(Account.person))
    )
    if account is None:
        raise Missing
    return account
