"""Whose goals one may read: one's own, and those of the people one leads, also through others.

Nobody else's: not a colleague's, not those of people one led before, and people-ops and admins have
no door to them.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.refusals import Missing
from portal.domain.workflows import GoalState
from portal.models import CheckIn, Goal, Person
from portal.queries import goals
from portal.queries.reporting_lines import leads


def load_goal(viewer: Person, goal_id: int, *, lock: bool = False) -> Goal:
    """A goal with its check-ins, the viewer's own or of somebody here whom they lead.

    ``lock`` holds its row until the transaction ends, so that two changes follow each other; what
    belongs to it is read after that, as whoever held it before has left it. Its person keeps the
    manager they have as long.
    """
    if lock:
        whose = select(Goal.id).join(Goal.person).where(Goal.id == goal_id)
        db.session.execute(whose.with_for_update(of=Goal))
        db.session.execute(whose.with_for_update(read=True, of=Person))
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
    if goal is None or not may_read_goals(viewer, goal.person):
        raise Missing
    return goal


def practised(viewer: Person, person: Person) -> Mapping[str, Goal]:
    """The active goals of a person, by the key of the behaviour; none where they are not shown."""
    if not may_read_goals(viewer, person):
        return {}
    active = (one for one in goals.of_person(person) if one.state == GoalState.ACTIVE)
    return {goal.behaviour.key: goal for goal in active}


def may_read_goals(viewer: Person, person: Person) -> bool:
    """Whether somebody reads the goals of a person: the person, and whoever leads them."""
    return person.id == viewer.id or (person.left_on is None and leads(viewer, person))
