"""Reading evidence: logs, what is attached where, what has been built on a note.

Whose notes are read is said by ``portal.queries.visibility.evidence``; here they are narrowed down
and put in order, the newest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.evidence import EvidenceKind, Use, cards_alone
from portal.domain.workflows import CycleState, GoalState, ViewState
from portal.models import (
    Answer,
    Assessment,
    Attachment,
    Behaviour,
    Citation,
    Competency,
    Completion,
    Cycle,
    Evidence,
    Goal,
    Person,
    View,
)
from portal.queries.reporting_lines import led_by
from portal.queries.visibility.evidence import WHOLE, evidence_visible_to

PER_PAGE = 20
NOTES_OFFERED = 50
"""How many of the newest notes of a log are offered to choose from."""
NEWEST_FIRST = (Evidence.happened_on.desc(), Evidence.id.desc())


@dataclass(frozen=True)
class Sought:
    """What a reader of a log looks for; an empty value looks for everything.

    ``behaviours`` are keys of which a note cites at least one; None for any or none.
    """

    words: str = ""
    kind: EvidenceKind | None = None
    behaviours: frozenset[str] | None = None


def page_of(notes: Select[Evidence], sought: Sought, *, page: int) -> Pagination:
    """One page of ``notes``, with who wrote them and what they cite."""
    for word in sought.words.split()[:8]:
        texts = (Evidence.text, Evidence.metric, Evidence.period)
        notes = notes.where(or_(*(text.icontains(word, autoescape=True) for text in texts)))
    if sought.kind:
        notes = notes.where(Evidence.kind == sought.kind)
    if sought.behaviours is not None:
        shown = _citing().where(Behaviour.key.in_(sought.behaviours))
        notes = notes.where(Evidence.id.in_(shown))
    notes = notes.options(*WHOLE).order_by(*NEWEST_FIRST)
    return db.paginate(notes, page=page, per_page=PER_PAGE, error_out=False)


def _citing() -> Select[int]:
    return select(Citation.evidence_id).join(Citation.behaviour)


def cited(notes: Select[Evidence]) -> set[str]:
    """The keys of the behaviours that ``notes`` cite."""
    ids = notes.with_only_columns(Evidence.id)
    keys = select(Behaviour.key).join(Citation, Citation.behaviour_id == Behaviour.id)
    return set(db.session.scalars(keys.where(Citation.evidence_id.in_(ids)).distinct()))


class Cited(NamedTuple):
    """A note that cites a behaviour: since when there is evidence, and of what kind."""

    evidence_id: int
    happened_on: date
    kind: EvidenceKind


def by_behaviour(person: Person, *, visible_to: Person) -> dict[str, list[Cited]]:
    """A person's evidence that ``visible_to`` may read, by the key of each behaviour it cites.

    Context cards are not among it: they show nothing by themselves.
    """
    visible = evidence_visible_to(visible_to, person)
    found: dict[str, list[Cited]] = defaultdict(list)
    if visible is None:
        return found
    rows = db.session.execute(
        visible.with_only_columns(Behaviour.key, Evidence.id, Evidence.happened_on, Evidence.kind)
        .join(Citation, Citation.evidence_id == Evidence.id)
        .join(Behaviour, Behaviour.id == Citation.behaviour_id)
        .where(Evidence.kind != EvidenceKind.CARD)
        .order_by(*NEWEST_FIRST)
    )
    for key, evidence_id, happened_on, kind in rows:
        found[key].append(Cited(evidence_id, happened_on, EvidenceKind(kind)))
    return dict(found)


def attachable(person: Person, *, by: Person) -> list[Evidence]:
    """The notes of a person that ``by`` may attach to a view: one's own, or what was shared."""
    visible = evidence_visible_to(by, person)
    if visible is None:
        return []
    return list(db.session.scalars(visible.options(*WHOLE).order_by(*NEWEST_FIRST)))


def showing_alone(person_id: int, *, only_shared: bool = False) -> list[Evidence]:
    """The newest notes of a log that can show something by themselves: all but context cards."""
    notes = select(Evidence).where(
        Evidence.person_id == person_id, Evidence.kind != EvidenceKind.CARD
    )
    if only_shared:
        notes = notes.where(Evidence.shared_at.is_not(None))
    return list(db.session.scalars(notes.order_by(*NEWEST_FIRST).limit(NOTES_OFFERED)))


def attachments_of(view: View) -> dict[str, list[Evidence]]:
    """What a view attaches, by competency key; whoever may read the view may read these.

    In a manager's view that is not sealed, only what its author may still read: what was taken
    back since, or is of somebody they no longer lead, is gone from it.
    """
    rows = (
        select(Attachment)
        .join(Attachment.evidence)
        .where(Attachment.view_id == view.id)
        .options(
            joinedload(Attachment.competency),
            joinedload(Attachment.evidence).options(*WHOLE),
        )
        .order_by(*NEWEST_FIRST)
    )
    if view.kind == ViewKind.MANAGER and view.state != ViewState.SUBMITTED:
        author = db.session.get_one(Person, view.author_id)
        rows = rows.where(Evidence.shared_at.is_not(None), Evidence.person_id.in_(led_by(author)))
    found: dict[str, list[Evidence]] = defaultdict(list)
    for attachment in db.session.scalars(rows):
        found[attachment.competency.key].append(attachment.evidence)
    return dict(found)


def uses(evidence: Collection[Evidence]) -> Mapping[int, frozenset[Use]]:
    """What has been built on notes of one person, by id: what they are told and nothing more.

    As long as a manager's view of them is sealed and not open, which notes it attaches is part of
    what they may not know: all they share is bound then (WAITING_VIEW), attached or not.
    """
    ids = [note.id for note in evidence]
    found: dict[int, set[Use]] = {note_id: set() for note_id in ids}
    for note_id, use in (*_attached(ids), *_in_goals(ids), *_in_modules(ids)):
        found[note_id].add(use)
    shared = [note for note in evidence if note.shared_at is not None]
    if shared and waits_for_opening(shared[0].person_id):
        for note in shared:
            found[note.id].add(Use.WAITING_VIEW)
    return {note_id: frozenset(each) for note_id, each in found.items()}


def _attached(ids: Collection[int]) -> list[tuple[int, Use]]:
    """Where notes are attached, as far as their owner knows."""
    rows = db.session.execute(
        select(Attachment.evidence_id, View.state)
        .join(View, View.id == Attachment.view_id)
        .join(Assessment, Assessment.id == View.assessment_id)
        .where(
            Attachment.evidence_id.in_(ids),
            or_(View.kind != ViewKind.MANAGER, Assessment.views_open_at <= datetime.now(UTC)),
        )
        .distinct()
    )
    return [
        (note_id, Use.SEALED_VIEW if state == ViewState.SUBMITTED else Use.DRAFT)
        for note_id, state in rows
    ]


def _in_goals(ids: Collection[int]) -> list[tuple[int, Use]]:
    rows = db.session.execute(
        select(Goal.evidence_id, Goal.state).where(Goal.evidence_id.in_(ids)).distinct()
    )
    return [
        (note_id, Use.OBSERVED_GOAL if state == GoalState.OBSERVED else Use.DRAFT)
        for note_id, state in rows
        if note_id is not None
    ]


def _in_modules(ids: Collection[int]) -> list[tuple[int, Use]]:
    rows = db.session.execute(
        select(Completion.evidence_id, Completion.confirmed_on.is_not(None))
        .where(Completion.evidence_id.in_(ids))
        .distinct()
    )
    return [
        (note_id, Use.CONFIRMED_MODULE if is_confirmed else Use.DRAFT)
        for note_id, is_confirmed in rows
        if note_id is not None
    ]


def waits_for_opening(person_id: int) -> bool:
    """Whether a manager's view of somebody is sealed and will open, but has not yet."""
    sealed = (
        exists()
        .where(
            View.assessment_id == Assessment.id,
            View.kind == ViewKind.MANAGER,
            View.state == ViewState.SUBMITTED,
        )
        .correlate(Assessment)
    )
    waiting = (
        select(Assessment.id)
        .join(Cycle, Cycle.id == Assessment.cycle_id)
        .where(
            Assessment.person_id == person_id,
            Cycle.state != CycleState.CLOSED,
            or_(Assessment.views_open_at.is_(None), Assessment.views_open_at > datetime.now(UTC)),
            sealed,
        )
    )
    return db.session.scalar(waiting.limit(1)) is not None


def cards_alone_in(view: View) -> tuple[str, ...]:
    """The keys of competencies for which a view attaches context cards and says nothing besides."""
    attached = {
        key: [EvidenceKind(note.kind) for note in notes]
        for key, notes in attachments_of(view).items()
    }
    told = select(Competency.key).join(Answer, Answer.competency_id == Competency.id)
    told = told.where(Answer.view_id == view.id, or_(Answer.note != "", Answer.link != ""))
    return cards_alone(attached, also_told=set(db.session.scalars(told)))
