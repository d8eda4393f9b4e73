"""Who leads whom, directly or through others."""

from __future__ import annotations

from sqlalchemy import Select, literal, select

from portal.db import db
from portal.models import Person


def led_by(manager: Person) -> Select[int]:
    """The ids of everybody below ``manager``, at whatever depth; for an ``in_`` clause.

    The reporting line has no loops, so that this ends.
    """
    below = (
        select(Person.id.label("id"))
        .where(Person.manager_id == manager.id)
        .cte("below", recursive=True)
    )
    below = below.union(select(Person.id).join(below, Person.manager_id == below.c.id))
    return select(below.c.id)


def leads(manager: Person, person: Person) -> bool:
    """Whether ``person`` reports to ``manager``, directly or through others."""
    above = (
        select(Person.manager_id.label("id"))
        .where(Person.id == person.id)
        .cte("above", recursive=True)
    )
    above = above.union(select(Person.manager_id).join(above, Person.id == above.c.id))
    found = select(literal(1)).where(select(above.c.id).where(above.c.id == manager.id).exists())
    return db.session.scalar(found) is not None
