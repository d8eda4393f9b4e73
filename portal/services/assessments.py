"""Private checks: assessing oneself outside rounds, against one's own role or another one."""

from __future__ import annotations

from datetime import UTC, datetime

from portal import audit
from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.matrices import Matrix
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.workflows import ViewState
from portal.models import Assessment, Person, Role, View
from portal.queries import assessments as queries
from portal.queries import matrices, people
from portal.services.answers import require_complete, require_draft
from portal.services.uniqueness import unless_taken


def start(person: Person, role: Role | None = None) -> View:
    """Start a private check against a role's published matrix, frozen with it.

    Without ``role`` it is the one the person holds. A second start while a check of that role is
    open is refused (DRAFT_ALREADY_OPEN), also when both arrive at the same moment: the database
    holds one for each person and role.
    """
    if role is None:
        position = people.current_position(person)
        if position is None:
            raise RuleBroken(Refusal.NO_ROLE)
        role = position.role
    version = matrices.assessable_version(role)
    if version is None:
        raise RuleBroken(Refusal.NO_MATRIX)
    now = datetime.now(UTC)
    assessment = Assessment(
        cycle=None, person_id=person.id, role=role, matrix_version=version, started_at=now
    )
    view = View(
        assessment=assessment,
        kind=ViewKind.SELF,
        edition=1,
        author_id=person.id,
        state=ViewState.DRAFT,
        saved_at=now,
    )
    with unless_taken(Refusal.DRAFT_ALREADY_OPEN):
        db.session.add_all([assessment, view])
    audit.record(person, "started self-assessment", assessment)
    return view


def start_or_go_on(person: Person, role: Role | None = None) -> View:
    """The check a person has open, or a new one: however often it is asked for, there is one."""
    try:
        return queries.open_check(person, role) or start(person, role)
    except RuleBroken as broken:
        view = queries.open_check(person, role)
        if broken.refusal is Refusal.DRAFT_ALREADY_OPEN and view is not None:
            return view
        raise


def submit(view: View, matrix: Matrix, *, by: Person) -> None:
    """Seal a private check. Every behaviour must be marked, and what does not apply explained."""
    require_draft(view)
    require_complete(view, matrix)
    view.state = ViewState.SUBMITTED
    view.submitted_at = view.assessment.self_in_at = datetime.now(UTC)
    audit.record(by, "submitted self-assessment", view.assessment, ["state"])


def discard(view: View, *, by: Person) -> None:
    """Throw the draft of a private check away, with everything in it."""
    require_draft(view)
    assessment = view.assessment
    audit.record(by, "discarded self-assessment", assessment)
    for attachment in queries.attachments(view):
        db.session.delete(attachment)
    for answer in queries.stored_answers(view).values():
        db.session.delete(answer)
    db.session.flush()
    db.session.delete(view)
    db.session.flush()
    db.session.delete(assessment)
    db.session.flush()
