"""The words for rounds: their states, their days, and what the readiness check finds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.cycle_audiences import LeftOut
from portal.domain.cycle_readiness import Problem
from portal.domain.workflows import CycleState
from portal.wording.days import weekday

CYCLE_STATES: Mapping[CycleState, LazyString] = {
    CycleState.DRAFT: _l("Being set up"),
    CycleState.OPEN: _l("Open"),
    CycleState.PAUSED: _l("Paused"),
    CycleState.CLOSED: _l("Closed"),
}
CYCLE_TONES: Mapping[CycleState, str] = {
    CycleState.DRAFT: "info",
    CycleState.OPEN: "good",
    CycleState.PAUSED: "warn",
    CycleState.CLOSED: "neutral",
}
PROBLEMS: Mapping[Problem, LazyString] = {
    Problem.NO_ROLE: _l("No role is known"),
    Problem.NO_MATRIX: _l("The role has no published matrix"),
    Problem.WRONG_VERSION: _l("A newer version of the matrix is published"),
    Problem.NO_MANAGER: _l("No manager"),
    Problem.MANAGER_LEFT: _l("The manager has left"),
    Problem.MANAGER_NO_ACCOUNT: _l("The manager cannot sign in"),
    Problem.MANAGER_AWAY: _l("The manager is on leave"),
    Problem.NO_ACCOUNT: _l("No account"),
    Problem.ON_LEAVE: _l("On leave"),
}
PROBLEM_HINTS: Mapping[Problem, LazyString] = {
    Problem.NO_ROLE: _l(
        "There is nothing to assess against, so the round would begin without them."
    ),
    Problem.NO_MATRIX: _l(
        "No version says what their role expects, so the round would begin without them. Write"
        " a column for the role and publish it, or leave them out."
    ),
    Problem.WRONG_VERSION: _l(
        "They would be assessed against words that are no longer in force, or the round would"
        " begin without them. Take the newest version into the round."
    ),
    Problem.NO_MANAGER: _l(
        "Nobody would write the manager's view, so their views would never open."
    ),
    Problem.MANAGER_LEFT: _l(
        "Nobody would write the manager's view, so their views would never open. Give them another"
        " manager."
    ),
    Problem.MANAGER_NO_ACCOUNT: _l(
        "The manager has no open account. An admin can give one; or give the person another"
        " manager."
    ),
    Problem.MANAGER_AWAY: _l(
        "The manager is away on the day the round opens. They may be back in time; if not, you can"
        " choose another manager for this round once it is open."
    ),
    Problem.NO_ACCOUNT: _l(
        "They cannot sign in to write their view. An admin can give an account."
    ),
    Problem.ON_LEAVE: _l(
        "They are away on the day the round opens, and this round does not leave people on leave"
        " out by itself."
    ),
}
LEFT_OUT: Mapping[LeftOut, LazyString] = {
    LeftOut.ELSEWHERE: _l("On another track or in another team"),
    LeftOut.NEW_STARTER: _l("New here"),
    LeftOut.ON_LEAVE: _l("On leave"),
    LeftOut.BY_HAND: _l("Left out by hand"),
}


def cycle_state(state: CycleState) -> LazyString:
    return CYCLE_STATES[state]


def cycle_tone(state: CycleState) -> str:
    return CYCLE_TONES[state]


def problem_title(problem: Problem) -> LazyString:
    return PROBLEMS[problem]


def problem_hint(problem: Problem) -> LazyString:
    return PROBLEM_HINTS[problem]


def left_out_title(why: LeftOut) -> LazyString:
    return LEFT_OUT[why]


def place(zone: str) -> str:
    """A time zone as people read it: "America/New York"."""
    return zone.replace("_", " ")


def from_start_of(day: date, zone: str) -> str:
    return str(_("from %(day)s (%(zone)s)", day=weekday(day), zone=place(zone)))


def until_end_of(day: date, zone: str) -> str:
    """Until when something is due: whole days count, in the time zone of the round."""
    return str(_("until the end of %(day)s (%(zone)s)", day=weekday(day), zone=place(zone)))
