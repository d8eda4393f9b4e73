"""The evidence log: writing, sharing and deleting notes, saying thank you, attaching to views.

The trace keeps that a note was written, changed or shared, and which of its fields; never what it
says, nor whom it is about.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from portal import audit
from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.evidence import Entry, EvidenceKind, Use, frozen_because, in_own_words
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.domain.time_zones import today_in
from portal.domain.workflows import ViewState
from portal.models import (
    Assessment,
    Attachment,
    Behaviour,
    Citation,
    Competency,
    Completion,
    Evidence,
    Goal,
    Person,
    View,
    WrittenCategory,
    WrittenCompetency,
)
from portal.queries import behaviours, people
from portal.queries import evidence as queries
from portal.queries.visibility.evidence import WHOLE
from portal.services.answers import require_draft
from portal.services.notices import tell

SAME_WITHIN = timedelta(minutes=2)
"""The very same words from the same person within this time are one sending, sent twice."""


def write(entry: Entry, *, by: Person) -> Evidence:
    """Put a note or a context card into somebody's own log. It is private."""
    return _add(entry, entry.kind, owner=by, by=by, action="wrote evidence")


def thank(entry: Entry, *, to: Person, by: Person) -> Evidence:
    """Put a thank-you into a colleague's log, for them alone, and tell them who it is from."""
    if to.id == by.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)
    note = _add(entry, EvidenceKind.THANKS, owner=to, by=by, action="said thank you")
    tell(
        to,
        NoticeKind.THANKED,
        key=f"evidence:{note.id}:thanks:{to.id}",
        path="/evidence",
        about={"person": by.name},
    )
    return note


def _add(entry: Entry, kind: EvidenceKind, *, owner: Person, by: Person, action: str) -> Evidence:
    _require_past(entry, by)
    cited = _behaviours(entry.behaviours)
    _in_turn(by)
    values = _values(entry, kind)
    same = select(Evidence).filter_by(person_id=owner.id, author_id=by.id, kind=kind, **values)
    same = same.where(Evidence.written_at >= datetime.now(UTC) - SAME_WITHIN)
    for before in db.session.scalars(same.options(selectinload(Evidence.citations))):
        if {one.behaviour_id for one in before.citations} == {one.id for one in cited}:
            return before
    note = Evidence(
        person_id=owner.id,
        author_id=by.id,
        kind=kind,
        written_at=datetime.now(UTC),
        citations=[Citation(behaviour=behaviour) for behaviour in cited],
        **values,
    )
    db.session.add(note)
    audit.record(by, action, note)
    return note


def _in_turn(person: Person) -> None:
    """Let what one person sends at the same moment come one after the other."""
    one = select(Person.id).where(Person.id == person.id)
    db.session.execute(one.with_for_update(key_share=True))


def change(note: Evidence, entry: Entry, *, version: int, by: Person) -> None:
    """Say it differently; of what somebody else wrote, only which behaviours it shows.

    ``version`` is the note's as its owner saw it. What others rely on stays as it is.
    """
    _require_unfrozen(note)
    if note.version != version:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    cited = _behaviours(entry.behaviours)
    changed = []
    if in_own_words(note.kind):
        _require_past(entry, by)
        values = _values(entry, note.kind)
        changed = [name for name, value in values.items() if getattr(note, name) != value]
        for name in changed:
            setattr(note, name, values[name])
    if {one.behaviour.key for one in note.citations} != {behaviour.key for behaviour in cited}:
        kept = {one.behaviour.key: one for one in note.citations}
        note.citations = [kept.get(one.key) or Citation(behaviour=one) for one in cited]
        flag_modified(note, "written_at")  # what it cites is part of it
        changed.append("behaviours")
    if changed:
        audit.record(by, "changed evidence", note, changed)


def delete(note: Evidence, *, by: Person) -> None:
    """Take a note out of the log for good, and out of every draft that it was attached to."""
    attached_to = select(View.assessment_id).join(View.attachments)
    attached_to = attached_to.where(Attachment.evidence_id == note.id)
    # Held in the order in which views are sealed, so that no view comes in with it meanwhile.
    db.session.execute(
        select(Assessment.id)
        .where(Assessment.id.in_(attached_to))
        .order_by(Assessment.id)
        .with_for_update()
    )
    _require_unfrozen(note)
    audit.record(by, "deleted evidence", note)
    for attachment in _attachments(note):
        db.session.delete(attachment)
    for goal in db.session.scalars(select(Goal).where(Goal.evidence_id == note.id)):
        goal.evidence_id = None
    for done in db.session.scalars(select(Completion).where(Completion.evidence_id == note.id)):
        done.evidence_id = None
    db.session.flush()
    db.session.delete(note)
    db.session.flush()


def share(note: Evidence, *, by: Person) -> None:
    """Let one's manager, and those above, read a note. The manager is told once a day at most."""
    manager = people.manager_of(by)
    if manager is None or manager.left_on is not None:
        raise RuleBroken(Refusal.NOBODY_TO_SHARE_WITH)
    if note.shared_at is not None:
        return
    note.shared_at = now = datetime.now(UTC)
    audit.record(by, "shared evidence", note, ["shared_at"])
    tell(
        manager,
        NoticeKind.EVIDENCE_SHARED,
        key=f"evidence:of:{by.id}:shared:{now:%Y-%m-%d}:{manager.id}",
        path=f"/evidence/of/{by.id}",
        about={"person": by.name},
    )


def take_back(note: Evidence, *, by: Person) -> None:
    """Make a note private again; where it is attached to a view that is sealed, it stays there.

    Not while a manager's view waits to be opened (EVIDENCE_WAITS): see ``queries.evidence.uses``.
    """
    _hold(note)
    if note.shared_at is None:
        return
    if Use.WAITING_VIEW in queries.uses([note])[note.id]:
        raise RuleBroken(Refusal.EVIDENCE_WAITS)
    note.shared_at = None
    for attachment in _attachments(note, besides=ViewKind.SELF):
        db.session.delete(attachment)
    audit.record(by, "took evidence back", note, ["shared_at"])


def _attachments(note: Evidence, *, besides: ViewKind | None = None) -> list[Attachment]:
    """Where a note is attached; with ``besides``, only in others' views that are not sealed."""
    found = select(Attachment).where(Attachment.evidence_id == note.id)
    if besides is not None:
        found = found.join(View, View.id == Attachment.view_id)
        found = found.where(View.kind != besides, View.state != ViewState.SUBMITTED)
    return list(db.session.scalars(found))


def attach(view: View, competency_key: str, evidence_ids: Collection[int], *, by: Person) -> None:
    """Attach exactly these notes to what a draft view says of one competency.

    ``view`` is loaded with its assessment locked. One attaches one's own notes, or to a view of
    somebody else, what they share; anything else is Missing. Both write the agreed view, so that
    there, what the other has attached of notes one may not read stays.
    """
    require_draft(view)
    assessment = view.assessment
    both = {assessment.person_id, assessment.manager_id}
    if by.id not in (both if view.kind == ViewKind.AGREED else {view.author_id}):
        raise Missing
    competency_id = _assessed_competency(assessment, competency_key)
    wanted = set(evidence_ids)
    held = select(Evidence.id).where(Evidence.id.in_(wanted)).order_by(Evidence.id)
    db.session.execute(held.with_for_update(read=True))
    person = db.session.get_one(Person, assessment.person_id)
    allowed = {note.id for note in queries.attachable(person, by=by)}
    here = (Attachment.view_id == view.id, Attachment.competency_id == competency_id)
    before = {one.evidence_id: one for one in db.session.scalars(select(Attachment).where(*here))}
    if not wanted <= allowed | before.keys():
        raise Missing
    for evidence_id, one in before.items():
        is_others = view.kind == ViewKind.AGREED and evidence_id not in allowed
        if not is_others and (evidence_id not in wanted or evidence_id not in allowed):
            db.session.delete(one)
    for evidence_id in sorted(wanted - before.keys()):
        db.session.add(
            Attachment(view_id=view.id, competency_id=competency_id, evidence_id=evidence_id)
        )
    db.session.flush()


def _assessed_competency(assessment: Assessment, key: str) -> int:
    """The id of a competency that the assessment's frozen version has."""
    found = db.session.scalar(
        select(Competency.id)
        .join(WrittenCompetency, WrittenCompetency.competency_id == Competency.id)
        .join(WrittenCategory, WrittenCategory.id == WrittenCompetency.category_id)
        .where(Competency.key == key, WrittenCategory.version_id == assessment.matrix_version_id)
    )
    if found is None:
        raise Missing
    return found


def _require_unfrozen(note: Evidence) -> None:
    """Refuse to touch what others rely on; the note is held until the transaction ends."""
    _hold(note)
    if refusal := frozen_because(queries.uses([note])[note.id]):
        raise RuleBroken(refusal)


def _hold(note: Evidence) -> None:
    """Hold a note's row until the transaction ends, and read it as it is by now."""
    now = (
        select(Evidence)
        .where(Evidence.id == note.id)
        .options(*WHOLE)
        .with_for_update(of=Evidence)
        .execution_options(populate_existing=True)
    )
    if db.session.scalar(now) is None:
        raise Missing


def hold_chosen(evidence_id: int) -> Evidence:
    """A note that is to show something, held as it is until the transaction ends.

    EVIDENCE_GONE where its owner has deleted it meanwhile.
    """
    chosen = select(Evidence).where(Evidence.id == evidence_id)
    chosen = chosen.with_for_update(read=True).execution_options(populate_existing=True)
    note = db.session.scalar(chosen)
    if note is None:
        raise RuleBroken(Refusal.EVIDENCE_GONE, "evidence")
    return note


def _require_past(entry: Entry, by: Person) -> None:
    if entry.happened_on > today_in(by.time_zone):
        raise RuleBroken(Refusal.NOT_HAPPENED_YET, "happened_on")


def _behaviours(keys: Collection[str]) -> list[Behaviour]:
    """The behaviours of these keys, each once; all stand in a matrix that readers may see."""
    known = behaviours.wordings(keys)
    if set(keys) - known.keys():
        raise RuleBroken(Refusal.BEHAVIOUR_UNKNOWN, "behaviours")
    found = db.session.scalars(
        select(Behaviour).where(Behaviour.key.in_(set(keys))).order_by(Behaviour.id)
    )
    return list(found)


def _values(entry: Entry, kind: EvidenceKind) -> dict[str, Any]:
    """The columns of an entry; only a context card has a metric."""
    is_card = kind == EvidenceKind.CARD
    return {
        "happened_on": entry.happened_on,
        "text": entry.text,
        "link": entry.link,
        "metric": entry.metric if is_card else "",
        "period": entry.period if is_card else "",
        "is_right_but_unhappy": is_card and entry.is_right_but_unhappy,
    }
