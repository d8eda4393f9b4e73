"""A manager's view of the plans of those they lead, before they fall asleep for good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.growth.blueprint import bp
from portal.models import Goal, Person
from portal.queries import goal_wordings
from portal.queries import goals as queries


@bp.get("/team/goals")
@requires(Permission.TEAM_VIEW)
def team_goals() -> ResponseReturnValue:
    """The quiet goals of everybody one leads, then those of one's own reports that go along."""
    manager, now = current_user.person, datetime.now(UTC)
    asleep = queries.asleep_below(manager, now)
    moving = queries.moving_among_reports(manager, now)
    return render_template(
        "growth/team-goals.html",
        asleep=_by_person(asleep),
        moving=_by_person(moving),
        paces={goal.id: queries.pace(goal, goal.person, now) for goal in (*asleep, *moving)},
        wordings=goal_wordings.wordings([*asleep, *moving]),
        manager=manager,
    )


def _by_person(goals: Iterable[Goal]) -> list[tuple[Person, list[Goal]]]:
    """Goals in the order of their people, person by person."""
    return [(person, list(theirs)) for person, theirs in groupby(goals, key=lambda g: g.person)]
