"""Reading people with the accounts they have."""

from __future__ import annotations

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import Person
from portal.queries.people import PER_PAGE, matching


def people_and_accounts(sought: str, *, page: int) -> Pagination:
    """One page of people by name, each with their account if they have one."""
    people = matching(select(Person).where(Person.left_on.is_(None)), sought).options(
        joinedload(Person.account)
    )
    return db.paginate(
        people.order_by(Person.sort_name, Person.id), page=page, per_page=PER_PAGE, error_out=False
    )


def load_current_person(person_id: int) -> Person:
    """Somebody now here; whether they have an account already is the service's rule."""
    person = db.session.scalar(
        select(Person).where(Person.id == person_id, Person.left_on.is_(None))
    )
    if person is None:
        raise Missing
    return person
