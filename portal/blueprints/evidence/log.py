"""Reading evidence: one's own log, and what the people one leads share; sharing and taking back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.evidence.blueprint import bp
from portal.domain.evidence import EvidenceKind, frozen_because
from portal.domain.languages import LocalizedText
from portal.pagination import page_number
from portal.queries import behaviours, people
from portal.queries import evidence as queries
from portal.queries.behaviours import Worded
from portal.queries.evidence import Sought
from portal.queries.visibility.evidence import (
    evidence_shared_by,
    load_led_person,
    load_own_evidence,
    own_evidence,
)
from portal.services import evidence
from portal.wording.refusals import refusal_text

ASKED = ("q", "kind", "competency", "behaviour")
"""What the address of the log narrows it down by."""


@bp.get("")
@requires(Permission.EVIDENCE_WRITE)
def index() -> ResponseReturnValue:
    person = current_user.person
    mine = own_evidence(person)
    worded = behaviours.wordings(queries.cited(mine))
    found = queries.page_of(mine, _sought(worded), page=page_number())
    because = {
        note_id: refusal_text(refusal)
        for note_id, uses in queries.uses(found.items).items()
        if (refusal := frozen_because(uses))
    }
    return render_template(
        "evidence/index.html",
        found=found,
        asked=_asked(),
        wordings=worded,
        competencies=_competencies(worded),
        kinds=list(EvidenceKind),
        because=because,
        manager=people.manager_of(person),
    )


@bp.get("/of/<int:person_id>")
@requires(Permission.TEAM_VIEW)
def of_person(person_id: int) -> ResponseReturnValue:
    """What somebody shares with those they report to."""
    person = load_led_person(current_user.person, person_id)
    shared = evidence_shared_by(person)
    worded = behaviours.wordings(queries.cited(shared))
    return render_template(
        "evidence/of-person.html",
        person=person,
        found=queries.page_of(shared, _sought(worded), page=page_number()),
        asked=_asked(),
        wordings=worded,
    )


@bp.post("/<int:evidence_id>/share")
@requires(Permission.EVIDENCE_WRITE)
def share(evidence_id: int) -> ResponseReturnValue:
    evidence.share(load_own_evidence(current_user.person, evidence_id), by=current_user.person)
    flash(_("It is shared: your manager and those above them can read it."), "success")
    return redirect(_back(), 303)


@bp.post("/<int:evidence_id>/take-back")
@requires(Permission.EVIDENCE_WRITE)
def take_back(evidence_id: int) -> ResponseReturnValue:
    evidence.take_back(load_own_evidence(current_user.person, evidence_id), by=current_user.person)
    flash(_("It is private again."), "success")
    return redirect(_back(), 303)


def _back() -> str:
    """The log as it was narrowed down when the button was pressed."""
    return url_for(".index", **_asked(), page=request.args.get("page", type=int))


def _asked() -> dict[str, Any]:
    """How the log is narrowed down, by name; what is not asked for is not among it."""
    given = {name: request.args.get(name, "").strip()[:100] for name in ASKED}
    return {name: value for name, value in given.items() if value}


def _sought(worded: dict[str, Worded]) -> Sought:
    asked = _asked()
    kind, competency, behaviour = (asked.get(name) for name in ("kind", "competency", "behaviour"))
    keys = None
    if competency or behaviour:
        keys = frozenset(
            key
            for key, one in worded.items()
            if (not competency or one.competency_key == competency)
            and (not behaviour or key == behaviour)
        )
    return Sought(
        words=asked.get("q", ""),
        kind=EvidenceKind(kind) if kind in set(EvidenceKind) else None,
        behaviours=keys,
    )


def _competencies(worded: dict[str, Worded]) -> dict[str, LocalizedText]:
    """The competencies that a log has evidence for, by key, in the order of their keys."""
    return {one.competency_key: one.competency for _, one in sorted(worded.items())}
