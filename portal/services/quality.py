"""Quality reviews: writing one of a colleague's conversation, sending it, keeping what worked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal import audit
from portal.db import db
from portal.domain import quality as rules
from portal.domain.evidence import EvidenceKind
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.time_zones import today_in
from portal.models import Evidence, Person, QualityRemark, QualityReview
from portal.queries import tone_guide
from portal.services import notices
from portal.services.row_edits import check_version
from portal.services.uniqueness import unless_taken


@dataclass(frozen=True)
class ReviewEntry:
    """What a reviewer typed; ``remarks`` are by the key of their principle, none of them empty."""

    conversation: str
    happened_on: date
    worked: str
    to_try: str
    remarks: Mapping[str, str]


def write(person: Person, entry: ReviewEntry, *, sends: bool, by: Person) -> QualityReview:
    """Begin a review of a colleague's conversation, and send it at once if ``sends``.

    The same words for the same conversation are the same review: a form that is sent twice makes
    one. Nobody reviews themselves (NOT_YOURSELF).
    """
    if person.id == by.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)
    one_at_a_time = select(Person.id).where(Person.id == by.id)
    db.session.execute(one_at_a_time.with_for_update(key_share=True))
    review = _same(person, entry, by=by)
    if review is None:
        review = QualityReview(person=person, reviewer=by, remarks=[])
        _fill(review, entry, by=by)
        db.session.add(review)
        audit.record(by, "started quality review", review)
    if sends and review.sent_at is None:
        send(review, by=by)
    return review


def _same(person: Person, entry: ReviewEntry, *, by: Person) -> QualityReview | None:
    found = db.session.scalars(
        select(QualityReview)
        .where(
            QualityReview.person_id == person.id,
            QualityReview.reviewer_id == by.id,
            QualityReview.conversation == entry.conversation,
        )
        .options(
            joinedload(QualityReview.person),
            selectinload(QualityReview.remarks).joinedload(QualityRemark.principle),
        )
        .order_by(QualityReview.id)
    )
    return next((review for review in found if as_entry(review) == entry), None)


def as_entry(review: QualityReview) -> ReviewEntry:
    """A review with its remarks loaded, as its author typed it."""
    return ReviewEntry(
        conversation=review.conversation,
        happened_on=review.happened_on,
        worked=review.worked,
        to_try=review.to_try,
        remarks={remark.principle.key: remark.text for remark in review.remarks},
    )


def change(
    review: QualityReview, entry: ReviewEntry, *, version: int, sends: bool, by: Person
) -> None:
    """Put what was typed into one's draft, and send it if ``sends``; ``review`` is locked.

    What is sent stays as it is (ALREADY_SENT). Drafts are private, so the trace does not follow
    every save; it records the start and the sending.
    """
    if review.sent_at is not None:
        if as_entry(review) == entry:
            return
        raise RuleBroken(Refusal.ALREADY_SENT)
    check_version(review.version, version)
    _fill(review, entry, by=by)
    db.session.flush()
    if sends:
        send(review, by=by)


def _fill(review: QualityReview, entry: ReviewEntry, *, by: Person) -> None:
    if entry.happened_on > today_in(by.time_zone):
        raise RuleBroken(Refusal.DAY_AHEAD, "happened_on")
    review.conversation = entry.conversation
    review.happened_on = entry.happened_on
    review.worked = entry.worked
    review.to_try = entry.to_try
    review.saved_at = datetime.now(UTC)
    before = {remark.principle.key: remark for remark in review.remarks}
    for key, remark in before.items():
        if key not in entry.remarks:
            review.remarks.remove(remark)
    principles = {principle.key: principle for principle in tone_guide.every_principle()}
    for key, text in entry.remarks.items():
        if key in before:
            before[key].text = text
        else:
            review.remarks.append(QualityRemark(principle=principles[key], text=text))


def send(review: QualityReview, *, by: Person) -> None:
    """Give a finished review to the person it is for; they are told, and nobody else."""
    if missing := rules.unfinished(review.worked, review.to_try):
        raise RuleBroken(Refusal.REVIEW_UNFINISHED, missing[0])
    if review.person.left_on is not None:
        raise RuleBroken(Refusal.PERSON_LEFT)
    review.sent_at = datetime.now(UTC)
    audit.record(by, "sent quality review", review, ["sent_at"])
    notices.tell(
        review.person,
        NoticeKind.REVIEW_RECEIVED,
        key=f"review:{review.id}:sent:{review.person_id}",
        path=f"/quality/{review.id}",
        about={"person": by.name},
    )


def discard(review: QualityReview, *, by: Person) -> None:
    """Throw one's own draft away, with everything in it."""
    if review.sent_at is not None:
        raise RuleBroken(Refusal.ALREADY_SENT)
    audit.record(by, "discarded quality review", review)
    db.session.delete(review)
    db.session.flush()


def add_to_evidence(review: QualityReview, *, by: Person) -> Evidence:
    """Put what worked into the log of the person it is for, once; private there like any note.

    ``review`` was sent to ``by``. ALREADY_THERE when it is in the log.
    """
    text, link = rules.as_evidence(review.conversation, review.worked)
    note = Evidence(
        person_id=by.id,
        author_id=by.id,
        kind=EvidenceKind.REVIEW,
        happened_on=review.happened_on,
        text=text,
        link=link,
        review_id=review.id,
        written_at=datetime.now(UTC),
        citations=[],
    )
    with unless_taken(Refusal.ALREADY_THERE):
        db.session.add(note)
    audit.record(by, "added quality review to evidence", note)
    return note
