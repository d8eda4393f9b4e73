"""The words for how goals stand and how they go along."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.goals import Pace
from portal.domain.workflows import GoalState

GOAL_STATES: Mapping[GoalState, LazyString] = {
    GoalState.ACTIVE: _l("Practising"),
    GoalState.OBSERVED: _l("Seen"),
    GoalState.DROPPED: _l("Let go"),
}
PACES: Mapping[Pace, LazyString] = {
    Pace.MOVING: _l("Going on"),
    Pace.QUIET: _l("Quiet for a while"),
    Pace.OVERDUE: _l("Its day has passed"),
}


def goal_state(state: GoalState) -> LazyString:
    return GOAL_STATES[state]


def goal_pace(pace: Pace) -> LazyString:
    return PACES[pace]
