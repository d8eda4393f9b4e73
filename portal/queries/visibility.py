"""Who may see which rows. Pages, fragments, documents and exports all load through here.

A loader returns the record or answers for the portal: Missing (404) when the viewer may not know
of it, so that a foreign id looks like one that never existed.
"""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import Account, Assessment, Person, Position, View, ViewKind


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


def load_own_view(viewer: Person, assessment_id: int, *, lock: bool = False) -> View:
    """The viewer's own self view of an assessment; nobody else's, not even people-ops'.

    ``lock`` holds the view's row until the transaction ends, so that two saves follow each other.
    """
    query = (
        select(View)
        .join(View.assessment)
        .where(
            Assessment.id == assessment_id,
            Assessment.person_id == viewer.id,
            View.author_id == viewer.id,
            View.kind == ViewKind.SELF,
        )
        .options(
            joinedload(View.assessment).joinedload(Assessment.matrix_version),
            joinedload(View.assessment).joinedload(Assessment.role),
        )
    )
    if lock:
        query = query.with_for_update(of=View)
    view = db.session.scalar(query)
    if view is None:
        raise Missing
    return view


def load_account(account_id: int) -> Account:
    account = db.session.scalar(
        select(Account).where(Account.id == account_id).options(joinedload(Account.person))
    )
    if account is None:
        raise Missing
    return account
