"""Quality reviews: a draft is its author's, a sent one is between two; what worked is kept once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import AuditEvent, Evidence, Mail, Notice, Person, QualityReview
from portal.queries import quality as queries
from portal.queries import tone_guide
from portal.queries.visibility.quality import (
    load_own_review,
    load_received_review,
    load_review,
)
from portal.services import quality
from portal.services import tone_guide as guide
from tests.factories import make_member, make_person
from tests.reviewing import TO_TRY, WORKED, make_review, review_entry

REMARK = "The second line sounds like us: siskin-2205"


@pytest.fixture
def reviewer(app: Flask) -> Person:
    return make_member("Rowan Reviewer")


@pytest.fixture
def person(app: Flask) -> Person:
    return make_person("Pia Person", role="css2", manager=make_member("Mona Manager"))


def may_read(viewer: Person, review: QualityReview) -> bool:
    try:
        return load_review(viewer, review.id) is not None
    except Missing:
        return False


def refusal_of(broken: pytest.ExceptionInfo[RuleBroken]) -> tuple[Refusal, str | None]:
    return broken.value.refusal, broken.value.field


def test_a_draft_is_its_authors_and_a_sent_review_is_between_two(
    reviewer: Person, person: Person
) -> None:
    assert person.manager_id
    others = [
        db.session.get_one(Person, person.manager_id),
        make_member("Nosy Peer"),
        make_member("Ops", is_people_ops=True),
        make_member("Admin", is_admin=True),
    ]
    review = make_review(person, reviewer, is_sent=False, remarks={"human": REMARK})
    assert may_read(reviewer, review)
    assert not may_read(person, review)
    assert not any(may_read(other, review) for other in others)
    assert queries.received(person) == []
    with pytest.raises(Missing):
        load_received_review(person, review.id)
    assert db.session.scalars(select(Notice)).all() == []

    quality.send(load_own_review(reviewer, review.id, lock=True), by=reviewer)
    assert may_read(person, review)
    assert may_read(reviewer, review)
    assert not any(may_read(other, review) for other in others)
    assert [one.id for one in queries.received(person)] == [review.id]
    with pytest.raises(Missing):
        load_own_review(person, review.id)
    notice = db.session.scalars(select(Notice)).one()
    assert (notice.person_id, notice.kind) == (person.id, NoticeKind.REVIEW_RECEIVED)
    assert notice.path == f"/quality/{review.id}"

    told = repr(db.session.connection().execute(select(AuditEvent.__table__)).all())
    told += repr(db.session.connection().execute(select(Notice.__table__)).all())
    told += repr(db.session.connection().execute(select(Mail.__table__)).all())
    for canary in ("kestrel", "plover", "siskin", "inbox.example"):
        assert canary not in told


def test_what_is_sent_twice_is_there_once(reviewer: Person, person: Person) -> None:
    entry = review_entry(remarks={"proud": REMARK})
    first = quality.write(person, entry, sends=False, by=reviewer)
    again = quality.write(person, entry, sends=True, by=reviewer)
    last = quality.write(person, entry, sends=True, by=reviewer)
    assert first.id == again.id == last.id
    assert last.sent_at is not None
    assert len(db.session.scalars(select(Notice)).all()) == 1
    other = quality.write(person, review_entry(worked="Else."), sends=False, by=reviewer)
    assert other.id != first.id


def test_what_stands_against_writing_and_sending(reviewer: Person, person: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        quality.write(reviewer, review_entry(), sends=False, by=reviewer)
    assert refusal_of(broken) == (Refusal.NOT_YOURSELF, None)
    ahead = review_entry(happened_on=datetime.now(UTC).date() + timedelta(days=3))
    with pytest.raises(RuleBroken) as broken, db.session.begin_nested():
        quality.write(person, ahead, sends=False, by=reviewer)
    assert refusal_of(broken) == (Refusal.DAY_AHEAD, "happened_on")
    half = make_review(person, reviewer, is_sent=False, to_try="")
    with pytest.raises(RuleBroken) as broken:
        quality.send(half, by=reviewer)
    assert refusal_of(broken) == (Refusal.REVIEW_UNFINISHED, "to_try")
    assert half.sent_at is None

    whole = review_entry(conversation="Case 4711", remarks={"human": REMARK})
    with pytest.raises(RuleBroken) as broken, db.session.begin_nested():
        quality.change(half, whole, version=half.version - 1, sends=True, by=reviewer)
    assert refusal_of(broken) == (Refusal.CHANGED_MEANWHILE, None)
    half = load_own_review(reviewer, half.id, lock=True)
    quality.change(half, whole, version=half.version, sends=True, by=reviewer)
    sent = load_own_review(reviewer, half.id, lock=True)
    assert (sent.conversation, [one.text for one in sent.remarks]) == ("Case 4711", [REMARK])
    quality.change(sent, whole, version=0, sends=True, by=reviewer)  # the second click
    with pytest.raises(RuleBroken) as broken:
        quality.change(sent, review_entry(), version=sent.version, sends=True, by=reviewer)
    assert refusal_of(broken) == (Refusal.ALREADY_SENT, None)
    with pytest.raises(RuleBroken) as broken:
        quality.discard(sent, by=reviewer)
    assert refusal_of(broken) == (Refusal.ALREADY_SENT, None)

    left = make_review(person, reviewer, is_sent=False, conversation="The last one")
    person.left_on = date(2026, 3, 2)
    with pytest.raises(RuleBroken) as broken:
        quality.send(left, by=reviewer)
    assert refusal_of(broken) == (Refusal.PERSON_LEFT, None)
    quality.discard(load_own_review(reviewer, left.id, lock=True), by=reviewer)
    assert db.session.get(QualityReview, left.id) is None


def test_remarks_stay_when_their_principle_retires(reviewer: Person, person: Person) -> None:
    ops = make_member("Ops", is_people_ops=True)
    make_review(person, reviewer, is_sent=False, remarks={"human": REMARK, "proud": "Plain."})
    guide.retire("human", by=ops)
    review = load_own_review(reviewer, queries.written(reviewer)[0].id, lock=True)
    kept = quality.as_entry(review)
    assert kept.remarks == {"human": REMARK, "proud": "Plain."}
    less = review_entry(remarks={"human": REMARK})
    quality.change(review, less, version=review.version, sends=True, by=reviewer)
    assert quality.as_entry(load_review(person, review.id)).remarks == {"human": REMARK}
    assert "human" not in {one.key for one in tone_guide.in_use()}


def test_what_worked_goes_into_the_log_once(reviewer: Person, person: Person) -> None:
    review = make_review(person, reviewer, remarks={"human": REMARK})
    review = load_received_review(person, review.id, lock=True)
    note = quality.add_to_evidence(review, by=person)
    assert (note.person_id, note.author_id, note.kind) == (person.id, person.id, "review")
    assert (note.text, note.link) == (WORKED, review.conversation)
    assert note.shared_at is None
    assert TO_TRY not in note.text
    assert REMARK not in note.text
    assert queries.is_in_log(review)
    with pytest.raises(RuleBroken) as broken:
        quality.add_to_evidence(review, by=person)
    assert refusal_of(broken) == (Refusal.ALREADY_THERE, None)
    assert len(db.session.scalars(select(Evidence)).all()) == 1
