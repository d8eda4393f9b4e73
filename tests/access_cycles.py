"""Who may set up a round and note a leave: people-ops, and nobody else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from portal.queries import cycle_readiness, cycles
from tests.access_rows import PEOPLE_OPS, Row, get, post
from tests.personas import ROUND_NAME, Organisation

ROUND = {
    "name": "Spring 2027",
    "opens_on": "2027-03-01",
    "views_due_on": "2027-03-15",
    "talks_due_on": "2027-03-31",
    "time_zone": "Europe/Madrid",
    "new_starter_days": "90",
}


def _round(organisation: Organisation) -> dict[str, Any]:
    return {"cycle_id": organisation.planned_round.id}


def _in_round(organisation: Organisation) -> dict[str, Any]:
    return {**_round(organisation), "person_id": organisation.rep.id}


def _rep(organisation: Organisation) -> dict[str, Any]:
    return {"person_id": organisation.rep.id}


def _leave(organisation: Organisation) -> dict[str, Any]:
    return {**_rep(organisation), "absence_id": organisation.leave.id}


def _version(organisation: Organisation) -> dict[str, str]:
    return {"version": str(organisation.planned_round.version)}


def _change(organisation: Organisation) -> dict[str, str]:
    return {**ROUND, **_version(organisation)}


def _opening(organisation: Organisation) -> dict[str, str]:
    """What the form holds below the check as it is now."""
    cycle = organisation.planned_round
    found = cycle_readiness.readiness(cycle, cycles.tracks_of(cycle), datetime.now(UTC))
    return {"seen": found.stamp, "reason": "The rest is mended next week."}


def _other_days(organisation: Organisation) -> dict[str, str]:
    return {
        "from_on": "2027-01-11",
        "seen_from": organisation.leave.from_on.isoformat(),
        "seen_until": "",
    }


def _form(endpoint: str, marker: str, data: Any = None, **at: Any) -> tuple[Row, Row]:
    """A page and the form on it: people-ops alone."""
    at = {"refused": 403, **at}
    return get(endpoint, PEOPLE_OPS, marker, **at), post(endpoint, PEOPLE_OPS, data=data, **at)


def _why(_: Organisation) -> dict[str, str]:
    return {"reason": "In another programme."}


CYCLES = (
    get("cycles.index", PEOPLE_OPS, ROUND_NAME, refused=403),
    *_form("cycles.new", 'name="opens_on"', lambda _: ROUND),
    get("cycles.set_up", PEOPLE_OPS, ROUND_NAME, refused=403, values=_round),
    *_form("cycles.edit", ROUND_NAME, _change, values=_round),
    *_form("cycles.discard", ROUND_NAME, _version, values=_round),
    post("cycles.take_newest", PEOPLE_OPS, refused=403, values=_round),
    *_form("cycles.readiness", ROUND_NAME, _opening, values=_round),
    *_form("cycles.leave_out", ROUND_NAME, _why, values=_in_round),
    *_form("cycles.take_in", ROUND_NAME, _why, values=_in_round),
    post("cycles.take_choice_back", PEOPLE_OPS, refused=403, values=_in_round),
)
LEAVES = (
    *_form("people.new_absence", 'name="until_on"', values=_rep,
           data=lambda _: {"from_on": "2026-12-01", "until_on": "2026-12-02"}),
    *_form("people.absence", 'name="seen_from"', _other_days, values=_leave),
    *_form("people.remove_absence", "Remove the leave", lambda _: {}, values=_leave),
)  # fmt: skip
