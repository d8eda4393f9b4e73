"""Who may do what with a goal: its person, their manager, who stands above; nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.services.goals import plan_of
from tests.access_rows import SELF, Row, get, post
from tests.personas import DROPPED_GOAL_HOW, GOAL_HOW, MEMBERS, NEXT_MONTH, Organisation

Data = Callable[[Organisation], dict[str, str]]
Values = Callable[[Organisation], dict[str, Any]]

READERS = SELF | {"manager", "skip-level"}
TAKING_PART = SELF | {"manager"}
LEADING = frozenset({"manager", "other-manager", "skip-level"})


def _goal(organisation: Organisation) -> dict[str, Any]:
    return {"goal_id": organisation.goal.id}


def _dropped(organisation: Organisation) -> dict[str, Any]:
    return {"goal_id": organisation.dropped_goal.id}


def _seen(organisation: Organisation) -> dict[str, str]:
    witness = organisation.people["peer"].email
    return {"what": "Asked for the log first.", "seen_by": witness, "seen_on": "2026-02-02"}


def _plan(organisation: Organisation) -> dict[str, str]:
    """Another plan, typed over the one there is."""
    return {**PLAN, "seen": plan_of(organisation.goal).fingerprint}


def _own(endpoint: str, data: Data, values: Values = _goal) -> tuple[Row, Row]:
    """A page of a goal and the form on it, for its person alone."""
    at = {"values": values, "onlookers": READERS - SELF}
    return get(endpoint, SELF, **at), post(endpoint, SELF, data=data, **at)


UNTIL = {"until_on": NEXT_MONTH.isoformat()}
PLAN = {"how": "Each morning.", **UNTIL}

GOALS = (
    get("growth.index", MEMBERS),
    get("growth.new_goal", MEMBERS),
    post("growth.new_goal", MEMBERS, data=lambda _: PLAN,
          values=lambda _: {"behaviour": "asks-a-narrowing-question", "role": "css1"}),
    get("growth.show_goal", READERS, GOAL_HOW, values=_goal),
    get("growth.show_goal", READERS, DROPPED_GOAL_HOW, values=_dropped),
    post("growth.check_in", TAKING_PART, values=_goal, onlookers=READERS - TAKING_PART,
         data=lambda _: {"text": "Twice this week."}),
    get("growth.observe", TAKING_PART, 'name="seen_by"', values=_goal,
        onlookers=READERS - TAKING_PART),
    post("growth.observe", TAKING_PART, values=_goal, data=_seen,
         onlookers=READERS - TAKING_PART),
    *_own("growth.edit_goal", _plan),
    *_own("growth.drop_goal", lambda _: {"reason": "No occasion."}),
    *_own("growth.bring_back", lambda _: UNTIL, _dropped),
    get("growth.team_goals", LEADING, "Goals of the people you lead", refused=403),
)  # fmt: skip
