"""My growth: what I practise, what was seen lately, and where I stand."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.growth.blueprint import bp
from portal.domain.goals import SEEN_LATELY
from portal.domain.workflows import GoalState
from portal.queries import assessments, goal_wordings, people
from portal.queries import goals as queries


@bp.get("")
@requires(Permission.GROWTH_WRITE)
def index() -> ResponseReturnValue:
    """One's own goals: those one practises, what was seen lately, and the earlier ones."""
    person, now = current_user.person, datetime.now(UTC)
    goals = queries.of_person(person)
    active = [goal for goal in goals if goal.state == GoalState.ACTIVE]
    seen = [
        goal
        for goal in goals
        if goal.state == GoalState.OBSERVED and goal.moved_at >= now - SEEN_LATELY
    ]
    return render_template(
        "growth/index.html",
        active=active,
        paces={goal.id: queries.pace(goal, person, now) for goal in active},
        seen=seen,
        earlier=[goal for goal in goals if goal not in active and goal not in seen],
        wordings=goal_wordings.wordings(goals),
        position=people.current_position(person),
        latest=assessments.latest_submitted(person),
        leads_people=current_user.may(Permission.TEAM_VIEW),
        sees_rounds=current_user.may(Permission.INSIGHTS_VIEW),
    )
