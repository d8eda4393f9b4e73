"""Who is on leave, and when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, or_, select

from portal.db import db
from portal.models import Absence, Person


def away_on(day: date) -> Select[int]:
    """The ids of everybody on leave on a day; for an ``in_`` clause."""
    return select(Absence.person_id).where(
        Absence.from_on <= day, or_(Absence.until_on.is_(None), Absence.until_on > day)
    )


def is_away(person: Person, day: date) -> bool:
    return db.session.scalar(away_on(day).where(Absence.person_id == person.id)) is not None


def absences_of(person: Person) -> list[Absence]:
    """Somebody's leaves, the latest first."""
    return list(
        db.session.scalars(
            select(Absence)
            .where(Absence.person_id == person.id)
            .order_by(Absence.from_on.desc(), Absence.id)
        )
    )
