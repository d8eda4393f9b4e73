"""Writing answers into a view: what is stored, what was typed over it, and how the two meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from portal.db import db
from portal.domain import assessments as rules
from portal.domain.assessments import NOTHING, Meeting, ViewKind
from portal.domain.matrices import Matrix
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.workflows import VIEW_MOVES, CycleState, ViewState, allows
from portal.models import Answer, Attachment, Behaviour, Competency, Evidence, Observation, View
from portal.queries import assessments as queries
from portal.queries import evidence


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


def save(view: View, typed: Mapping[str, Typed]) -> Saved:
    """Save answers (by competency key) of a draft, unless another save came in between.

    ``view`` must be loaded with its assessment locked. Drafts are private, so the audit trace does
    not follow every save; it records the start and the submission.
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


def require_draft(view: View) -> None:
    """Only a draft changes, and only while its round goes on; what is submitted is sealed."""
    if not allows(VIEW_MOVES, ViewState(view.state), ViewState.SUBMITTED):
        raise RuleBroken(
            Refusal.ALREADY_AGREED if view.kind == ViewKind.AGREED else Refusal.ALREADY_SUBMITTED
        )
    require_going_on(view.assessment.cycle.state if view.assessment.cycle else None)


def require_going_on(state: CycleState | None) -> None:
    """Refuse to write in a round that rests or is over; outside rounds (None) one may always."""
    if state == CycleState.PAUSED:
        raise RuleBroken(Refusal.CYCLE_PAUSED)
    if state == CycleState.CLOSED:
        raise RuleBroken(Refusal.CYCLE_CLOSED)


def require_complete(view: View, matrix: Matrix) -> None:
    """Every behaviour must be marked, what does not apply explained, and no card stand alone.

    The notes it attaches are held, so that what comes in with them is what they say now.
    """
    _hold_attached(view)
    answers = queries.answers(view)
    role_key = view.assessment.role.key
    if rules.unmarked(matrix, role_key, answers):
        raise RuleBroken(Refusal.UNMARKED_BEHAVIOURS)
    if rules.unexplained(matrix, role_key, answers):
        raise RuleBroken(Refusal.REASON_MISSING)
    if evidence.cards_alone_in(view):
        raise RuleBroken(Refusal.CARD_ALONE)


def _hold_attached(view: View) -> None:
    """Let nobody reword, take back or delete a note of this view until the transaction ends."""
    attached = select(Attachment.evidence_id).where(Attachment.view_id == view.id)
    held = select(Evidence.id).where(Evidence.id.in_(attached)).order_by(Evidence.id)
    db.session.execute(held.with_for_update(read=True))
