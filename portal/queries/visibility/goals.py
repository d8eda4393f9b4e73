"""Whose goals one may read: one's own, and those of the people one leads, also through others.

Nobody else's: not a colleague's, not those of people one led before, and people-ops and admins have
no door to them.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import CheckIn, Goal, Person
from portal.queries.reporting_lines import leads


def load_goal(viewer: Person, goal_id: int, *, lock: bool = False) -> Goal:
    """A goal with its check-ins, the viewer's own or of somebody here whom they lead.

    ``lock`` holds its row until the transaction ends, so that two changes follow each other; what
    belongs to it is read after that, as whoever held it before has left it.
    """
    if lock:
        db.session.execute(select(Goal.id).where(Goal.id == goal_id).with_for_update())
    goal = db.session.scalar(
        select(Goal)
        .where(Goal.id == goal_id)
        .options(
            joinedload(Goal.person).joinedload(Person.manager),
            joinedload(Goal.behaviour),
            joinedload(Goal.role),
            joinedload(Goal.seen_by),
            joinedload(Goal.noted_by),
            joinedload(Goal.evidence),
            selectinload(Goal.check_ins).joinedload(CheckIn.author),
        )
        .execution_options(populate_existing=lock)
    )
    if goal is None or not _may_read(viewer, goal.person):
        raise Missing
    return goal


def _may_read(viewer: Person, person: Person) -> bool:
    return person.id == viewer.id or (person.left_on is None and leads(viewer, person))
