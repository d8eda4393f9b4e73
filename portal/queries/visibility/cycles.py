"""Which rounds and absences one may see: whoever keeps them sees them all."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import Absence, Cycle, Person
from portal.queries.visibility.people import load_person


def load_cycle(cycle_id: int, *, lock: bool = False) -> Cycle:
    """A round, as whoever keeps rounds may see it.

    ``lock`` holds its row until the transaction ends, so that two changes follow each other.
    """
    query = select(Cycle).where(Cycle.id == cycle_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    cycle = db.session.scalar(query)
    if cycle is None:
        raise Missing
    return cycle


def load_absence(person_id: int, absence_id: int, *, lock: bool = False) -> Absence:
    """A leave of somebody who is here, with the person."""
    query = select(Absence).where(Absence.id == absence_id, Absence.person_id == person_id)
    query = query.options(joinedload(Absence.person)).where(
        Absence.person.has(Person.left_on.is_(None))
    )
    if lock:
        query = query.with_for_update(of=Absence).execution_options(populate_existing=True)
    absence = db.session.scalar(query)
    if absence is None:
        raise Missing
    return absence


def load_somebody(person_id: int) -> Person:
    """Somebody who is here, to take into a round or leave out of it."""
    return load_person(person_id, including_former=False)
