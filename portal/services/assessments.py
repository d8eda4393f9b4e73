"""Self-assessments: starting, saving answers, discarding and submitting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from portal import audit
from portal.db import db
from portal.domain import assessments as rules
from portal.domain.assessments import NOTHING, Meeting
from portal.domain.matrices import Matrix
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.workflows import VIEW_MOVES, ViewState, allows
from portal.models import (
    Answer,
    Assessment,
    Behaviour,
    Competency,
    Observation,
    Person,
    View,
    ViewKind,
)
from portal.queries import assessments as queries
from portal.queries import matrices, people
from portal.services.uniqueness import unless_taken


def start(person: Person) -> View:
    """Start a self-assessment against the published matrix of the person's role, frozen with it.

    A second start while a draft is open is refused (DRAFT_ALREADY_OPEN), also when both arrive
    at the same moment: the database holds one self draft per author.
    """
    position = people.current_position(person)
    if position is None:
        raise RuleBroken(Refusal.NO_ROLE)
    version = matrices.assessable_version(position.role)
    if version is None:
        raise RuleBroken(Refusal.NO_MATRIX)
    now = datetime.now(UTC)
    assessment = Assessment(
        person_id=person.id, role=position.role, matrix_version=version, started_at=now
    )
    view = View(
        assessment=assessment,
        kind=ViewKind.SELF,
        author_id=person.id,
        state=ViewState.DRAFT,
        saved_at=now,
    )
    with unless_taken(Refusal.DRAFT_ALREADY_OPEN):
        db.session.add_all([assessment, view])
    audit.record(person, "started self-assessment", assessment)
    return view


def start_or_go_on(person: Person) -> View:
    """The draft a person has open, or a new one: however often it is asked for, there is one."""
    try:
        return queries.open_draft(person) or start(person)
    except RuleBroken as broken:
        view = queries.open_draft(person)
        if broken.refusal is Refusal.DRAFT_ALREADY_OPEN and view is not None:
            return view
        raise


@dataclass(frozen=True)
class Typed:
    """An answer as typed, and the fingerprint of the answer it was written over."""

    answer: rules.Answer
    seen: str


@dataclass(frozen=True)
class Saved:
    """What came of a save, by competency key: the stored answers, and those that conflict.

    When anything conflicts, nothing was saved.
    """

    stored: Mapping[str, rules.Answer]
    conflicts: frozenset[str]


def save(view: View, typed: Mapping[str, Typed], *, by: Person) -> Saved:
    """Save answers (by competency key) of a private draft, unless another save came in between.

    ``view`` must be loaded with its row locked. Drafts are private, so the audit trace does not
    follow every save; it records the start and the submission.
    """
    require_draft(view)
    stored = queries.stored_answers(view)
    values = {key: queries.as_value(answer) for key, answer in stored.items()}
    met = {
        key: rules.meeting(stored=values.get(key, NOTHING), typed=new.answer, seen=new.seen)
        for key, new in typed.items()
    }
    conflicts = frozenset(key for key, how in met.items() if how is Meeting.CONFLICT)
    if conflicts:
        return Saved(values, conflicts)
    changed = {key: typed[key].answer for key, how in met.items() if how is Meeting.SAVE}
    if changed:
        write_answers(view, stored, changed)
        view.saved_at = datetime.now(UTC)
        db.session.flush()
    return Saved({**values, **changed}, conflicts)


def write_answers(
    view: View, stored: Mapping[str, Answer], changed: Mapping[str, rules.Answer]
) -> None:
    """Write answers, by competency key, into the rows of a view; ``stored`` are those it has."""
    competencies = {
        c.key: c
        for c in db.session.scalars(select(Competency).where(Competency.key.in_(list(changed))))
    }
    cited = {key for answer in changed.values() for key in answer.marks}
    behaviours = {
        b.key: b for b in db.session.scalars(select(Behaviour).where(Behaviour.key.in_(cited)))
    }
    for key, answer in changed.items():
        row = stored.get(key)
        if row is None:
            row = Answer(view_id=view.id, competency=competencies[key], observations=[])
            db.session.add(row)
        row.note, row.link = answer.note, answer.link
        before = {observation.behaviour.key: observation for observation in row.observations}
        for behaviour_key, observation in before.items():
            if behaviour_key not in answer.marks:
                row.observations.remove(observation)
        for behaviour_key, mark in answer.marks.items():
            reason = answer.reasons.get(behaviour_key, "")
            if seen := before.get(behaviour_key):
                seen.mark, seen.reason = mark, reason
            else:
                row.observations.append(
                    Observation(behaviour=behaviours[behaviour_key], mark=mark, reason=reason)
                )


def submit(view: View, matrix: Matrix, *, by: Person) -> None:
    """Seal a self view. Every behaviour must be marked, and what does not apply explained."""
    require_draft(view)
    answers = queries.answers(view)
    role_key = view.assessment.role.key
    if rules.unmarked(matrix, role_key, answers):
        raise RuleBroken(Refusal.UNMARKED_BEHAVIOURS)
    if rules.unexplained(matrix, role_key, answers):
        raise RuleBroken(Refusal.REASON_MISSING)
    view.state = ViewState.SUBMITTED
    view.submitted_at = view.assessment.self_in_at = datetime.now(UTC)
    audit.record(by, "submitted self-assessment", view.assessment, ["state"])


def discard(view: View, *, by: Person) -> None:
    """Throw a private draft away, with everything in it."""
    require_draft(view)
    assessment = view.assessment
    audit.record(by, "discarded self-assessment", assessment)
    for answer in queries.stored_answers(view).values():
        db.session.delete(answer)
    db.session.flush()
    db.session.delete(view)
    db.session.flush()
    db.session.delete(assessment)
    db.session.flush()


def require_draft(view: View) -> None:
    """Only a draft changes; what is submitted is sealed."""
    if not allows(VIEW_MOVES, ViewState(view.state), ViewState.SUBMITTED):
        raise RuleBroken(Refusal.ALREADY_SUBMITTED)
