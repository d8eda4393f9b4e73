"""Which rounds and assessments people-ops look after, once a round has opened."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.refusals import Missing
from portal.domain.workflows import CycleState
from portal.models import Assessment, Cycle, Person


def load_opened_cycle(cycle_id: int) -> Cycle:
    """A round that has opened, be it paused or over by now; a draft has no board."""
    cycle = db.session.scalar(
        select(Cycle).where(Cycle.id == cycle_id, Cycle.state != CycleState.DRAFT)
    )
    if cycle is None:
        raise Missing
    return cycle


def load_part(cycle_id: int, person_id: int, *, lock: bool = False) -> Assessment:
    """Somebody's part in a round that has opened: how far it is, never what a view says.

    ``lock`` keeps the round from being paused or closed, and the assessment from being changed,
    until the transaction ends.
    """
    if lock:  # in this order, as everybody who writes in a round does
        db.session.execute(
            select(Assessment.id)
            .where(Assessment.cycle_id == cycle_id, Assessment.person_id == person_id)
            .with_for_update()
        )
        db.session.execute(select(Cycle.id).where(Cycle.id == cycle_id).with_for_update(read=True))
    assessment = db.session.scalar(
        select(Assessment)
        .join(Assessment.cycle)
        .where(
            Assessment.cycle_id == cycle_id,
            Assessment.person_id == person_id,
            Cycle.state != CycleState.DRAFT,
        )
        .options(
            joinedload(Assessment.cycle),
            joinedload(Assessment.person).joinedload(Person.team),
            joinedload(Assessment.person).joinedload(Person.manager),
            joinedload(Assessment.manager),
            joinedload(Assessment.role),
        )
        .execution_options(populate_existing=lock)
    )
    if assessment is None:
        raise Missing
    return assessment
