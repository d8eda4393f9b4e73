"""Who may look after a round that runs: people-ops, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.access_rows import PEOPLE_OPS, Row, get, post
from tests.personas import RUNNING_NAME, Organisation


def _round(organisation: Organisation) -> dict[str, Any]:
    return {"cycle_id": organisation.running_round.id}


def _part(organisation: Organisation) -> dict[str, Any]:
    return {**_round(organisation), "person_id": organisation.rep.id}


def _version(organisation: Organisation) -> dict[str, str]:
    return {"version": str(organisation.running_round.version)}


def _later(organisation: Organisation) -> dict[str, str]:
    day = organisation.running_round.talks_due_on + timedelta(days=7)
    return {"views_due_on": day.isoformat(), "talks_due_on": day.isoformat()}


def _more_time(organisation: Organisation) -> dict[str, str]:
    return {"seen": "", "day": _later(organisation)["views_due_on"]}


def _manager(organisation: Organisation) -> dict[str, str]:
    return {
        "seen": str(organisation.people["manager"].id),
        "manager_email": organisation.people["other-manager"].email,
    }


def _form(endpoint: str, data: Any, values: Any = _round) -> tuple[Row, Row]:
    """A page and the form on it: people-ops alone."""
    at = {"refused": 403, "values": values}
    return get(endpoint, PEOPLE_OPS, RUNNING_NAME, **at), post(
        endpoint, PEOPLE_OPS, data=data, **at
    )


RUNNING_CYCLES = (
    get("cycles.board", PEOPLE_OPS, RUNNING_NAME, refused=403, values=_round),
    post("cycles.nudge", PEOPLE_OPS, refused=403, values=_round),
    *_form("cycles.extend", lambda o: {**_later(o), **_version(o)}),
    *_form("cycles.pause", lambda o: {"reason": "Peak season", **_version(o)}),
    post("cycles.resume", PEOPLE_OPS, refused=403, values=_round, data=_version),
    *_form("cycles.close", _version),
    get("cycles.part", PEOPLE_OPS, RUNNING_NAME, refused=403, values=_part),
    post("cycles.nudge_one", PEOPLE_OPS, refused=403, values=_part),
    get("cycles.more_time", PEOPLE_OPS, 'name="day"', refused=403, values=_part),
    post("cycles.more_time", PEOPLE_OPS, refused=403, values=_part, data=_more_time),
    get("cycles.manager", PEOPLE_OPS, 'name="manager_email"', refused=403, values=_part),
    post("cycles.manager", PEOPLE_OPS, refused=403, values=_part, data=_manager),
    get("cycles.reopen", PEOPLE_OPS, 'name="kind"', refused=403, values=_part),
    post("cycles.reopen", PEOPLE_OPS, refused=403, values=_part,
         data=lambda _: {"kind": "self", "reason": "A slip"}),
)  # fmt: skip
