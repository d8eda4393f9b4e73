"""The evidence log: what is kept, who is told, where it may be attached, and what binds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.evidence import Entry, EvidenceKind, Use
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.domain.workflows import CycleState, GoalState
from portal.models import Assessment, AuditEvent, Evidence, Notice, Person, View
from portal.queries import evidence as queries
from portal.queries.behaviours import of_roles, wordings
from portal.queries.evidence import attachable, attachments_of, by_behaviour, cards_alone_in, uses
from portal.queries.visibility.evidence import evidence_visible_to, load_own_evidence
from portal.services import evidence
from tests.factories import make_goal, make_person
from tests.rounds import make_assessment, make_round, submit_view, write_view

pytestmark = pytest.mark.usefixtures("app")

SHOWN = "offers-a-tested-workaround"
OTHER = "explains-by-the-customers-goal"
ELSEWHERE = "checks-before-answering"
COMPETENCY = "product-knowledge"
NOTE = Entry(date(2026, 3, 2), "Found a way around the export.", behaviours=(SHOWN,))
CARD = replace(NOTE, text="It was a long week.", metric="First reply time", period="March 2026")


@pytest.fixture
def head(app: Flask) -> Person:
    del app
    return make_person("Harriet Head", role="support-manager")


@pytest.fixture
def lead(head: Person) -> Person:
    return make_person("Lena Lead", role="team-lead", manager=head)


@pytest.fixture
def rep(lead: Person) -> Person:
    return make_person("Rita Rep", role="css2", manager=lead)


@pytest.fixture
def peer(lead: Person) -> Person:
    return make_person("Piet Peer", role="css2", manager=lead)


def refusal(broken: pytest.ExceptionInfo[RuleBroken]) -> Refusal:
    return broken.value.refusal


def log(person: Person) -> list[Evidence]:
    theirs = select(Evidence).where(Evidence.person_id == person.id).order_by(Evidence.id)
    return list(db.session.scalars(theirs))


def reread(note: Evidence, owner: Person) -> Evidence:
    """A note as the next request finds it."""
    db.session.flush()
    db.session.expire_all()
    return load_own_evidence(owner, note.id)


def told(person: Person) -> list[tuple[NoticeKind, str]]:
    notices = select(Notice).where(Notice.person_id == person.id).order_by(Notice.id)
    return [(notice.kind, notice.path) for notice in db.session.scalars(notices)]


def seen_by(viewer: Person, owner: Person) -> list[str]:
    visible = evidence_visible_to(viewer, owner)
    return [] if visible is None else [note.text for note in db.session.scalars(visible)]


def test_a_note_is_kept_once_changed_and_deleted_and_the_trace_has_none_of_its_words(
    rep: Person, lead: Person
) -> None:
    note = evidence.write(NOTE, by=rep)
    assert evidence.write(NOTE, by=rep).id == note.id  # a double click
    assert evidence.write(replace(NOTE, behaviours=()), by=rep).id != note.id
    assert (note.kind, note.author_id, note.shared_at) == (EvidenceKind.NOTE, rep.id, None)

    note = reread(note, rep)
    seen = note.version
    evidence.change(
        note, replace(NOTE, text="Found two.", behaviours=(SHOWN, OTHER)), version=seen, by=rep
    )
    note = reread(note, rep)
    assert {one.behaviour.key for one in note.citations} == {SHOWN, OTHER}
    with pytest.raises(RuleBroken) as broken:
        evidence.change(note, NOTE, version=seen, by=rep)
    assert refusal(broken) is Refusal.CHANGED_MEANWHILE
    before = note.version
    evidence.change(note, replace(NOTE, text="Found two."), version=before, by=rep)
    note = reread(note, rep)
    assert note.version == before + 1, "what it cites is part of it"

    future = replace(NOTE, happened_on=datetime.now(UTC).date() + timedelta(days=2))
    for entry, expected in (
        (future, Refusal.NOT_HAPPENED_YET),
        (replace(NOTE, behaviours=("made-up",)), Refusal.BEHAVIOUR_UNKNOWN),
    ):
        with pytest.raises(RuleBroken) as broken:
            evidence.write(entry, by=rep)
        assert refusal(broken) is expected
        with pytest.raises(RuleBroken) as broken:
            evidence.change(note, entry, version=note.version, by=rep)
        assert refusal(broken) is expected

    evidence.delete(note, by=rep)
    assert [left.text for left in log(rep)] == [NOTE.text]
    kept = select(AuditEvent).where(AuditEvent.object_kind == "evidence")
    trace = list(db.session.scalars(kept.order_by(AuditEvent.id)))
    assert [(event.action, event.fields) for event in trace] == [
        ("wrote evidence", []),
        ("wrote evidence", []),
        ("changed evidence", ["text", "behaviours"]),
        ("changed evidence", ["behaviours"]),
        ("deleted evidence", []),
    ]
    assert told(lead) == told(rep) == []


def test_sharing_opens_a_note_upwards_until_it_is_taken_back(
    rep: Person, lead: Person, head: Person, peer: Person
) -> None:
    note, other = evidence.write(NOTE, by=rep), evidence.write(replace(NOTE, link="x"), by=rep)
    assert [seen_by(who, rep) for who in (lead, head, peer)] == [[], [], []]
    for _twice in range(2):
        evidence.share(note, by=rep)
    evidence.share(other, by=rep)
    assert [len(seen_by(who, rep)) for who in (rep, lead, head, peer)] == [2, 2, 2, 0]
    assert seen_by(rep, lead) == []
    assert told(lead) == [(NoticeKind.EVIDENCE_SHARED, f"/evidence/of/{rep.id}")], "once a day"
    assert told(head) == []
    assert by_behaviour(rep, visible_to=lead)[SHOWN][0].happened_on == NOTE.happened_on
    evidence.take_back(note, by=rep)
    evidence.take_back(note, by=rep)
    assert len(seen_by(lead, rep)) == 1
    rep.manager_id = None
    with pytest.raises(RuleBroken) as broken:
        evidence.share(note, by=rep)
    assert refusal(broken) is Refusal.NOBODY_TO_SHARE_WITH
    assert seen_by(lead, rep) == [], "whoever leads them no longer reads no longer"


def test_a_thank_you_lands_in_the_log_of_whoever_it_is_for(
    rep: Person, lead: Person, peer: Person
) -> None:
    thanks = evidence.thank(replace(NOTE, behaviours=(OTHER,)), to=rep, by=peer)
    assert evidence.thank(replace(NOTE, behaviours=(OTHER,)), to=rep, by=peer).id == thanks.id
    assert (thanks.kind, thanks.person_id, thanks.author_id) == (
        EvidenceKind.THANKS,
        rep.id,
        peer.id,
    )
    assert told(rep) == [(NoticeKind.THANKED, "/evidence")]
    assert db.session.scalars(select(Notice.about)).one() == {"person": "Piet Peer"}
    assert seen_by(lead, rep) == seen_by(peer, rep) == []
    thanks = reread(thanks, rep)
    reworded = replace(NOTE, text="I am wonderful.", behaviours=(SHOWN,))
    evidence.change(thanks, reworded, version=thanks.version, by=rep)
    thanks = reread(thanks, rep)
    assert thanks.text == NOTE.text, "others' words stay theirs"
    assert [one.behaviour.key for one in thanks.citations] == [SHOWN]
    with pytest.raises(RuleBroken):
        evidence.thank(NOTE, to=rep, by=rep)
    evidence.delete(thanks, by=rep)
    assert log(rep) == []


def test_one_attaches_ones_own_notes_and_a_manager_what_is_shared(
    rep: Person, lead: Person, peer: Person
) -> None:
    mine, shared, card = (
        evidence.write(entry, by=rep) for entry in (NOTE, replace(NOTE, link="x"), CARD)
    )
    evidence.share(shared, by=rep)
    foreign = evidence.write(NOTE, by=peer)
    assessment = make_assessment(make_round(), rep)
    own = write_view(assessment, ViewKind.SELF, rep)
    theirs = write_view(assessment, ViewKind.MANAGER, lead)
    assert [note.id for note in attachable(rep, by=lead)] == [shared.id]
    assert len(attachable(rep, by=rep)) == 3
    assert attachable(rep, by=peer) == []

    evidence.attach(own, COMPETENCY, [mine.id, card.id], by=rep)
    evidence.attach(theirs, COMPETENCY, [shared.id], by=lead)
    for view, key, ids, by in (
        (own, COMPETENCY, [foreign.id], rep),
        (own, COMPETENCY, [2_000_000], rep),
        (own, "people-leadership", [mine.id], rep),
        (own, COMPETENCY, [mine.id], lead),
        (theirs, COMPETENCY, [mine.id], lead),
        (theirs, COMPETENCY, [shared.id], rep),
    ):
        with pytest.raises(Missing):
            evidence.attach(view, key, ids, by=by)
    assert {n.id for n in attachments_of(own)[COMPETENCY]} == {mine.id, card.id}
    assert cards_alone_in(own) == ()
    evidence.attach(own, COMPETENCY, [card.id], by=rep)
    assert cards_alone_in(own) == (COMPETENCY,)

    evidence.take_back(shared, by=rep)
    assert attachments_of(theirs) == {}, "what is taken back leaves a view that is not sealed"
    evidence.delete(reread(card, rep), by=rep)
    assert attachments_of(db.session.get_one(View, own.id)) == {}


def test_what_a_sealed_view_attaches_stays_as_it_is(rep: Person, lead: Person) -> None:
    note = evidence.write(NOTE, by=rep)
    assessment = make_assessment(make_round(), rep)
    view = write_view(assessment, ViewKind.SELF, rep)
    evidence.attach(view, COMPETENCY, [note.id], by=rep)
    assert uses([note]) == {note.id: {Use.DRAFT}}
    submit_view(assessment, ViewKind.SELF, rep)
    note = reread(note, rep)
    for attempt in (
        lambda: evidence.change(note, CARD, version=note.version, by=rep),
        lambda: evidence.delete(note, by=rep),
    ):
        with pytest.raises(RuleBroken) as broken:
            attempt()
        assert refusal(broken) is Refusal.EVIDENCE_SEALED
    with pytest.raises(RuleBroken):
        evidence.attach(view, COMPETENCY, [], by=rep)
    evidence.share(note, by=rep)
    evidence.take_back(note, by=rep)  # whether others read the log is another matter
    assert [n.text for n in attachments_of(view)[COMPETENCY]] == [NOTE.text]
    assert seen_by(lead, rep) == []


def test_what_a_manager_attached_is_not_given_away_before_it_opens(
    rep: Person, lead: Person
) -> None:
    """All that is shared is bound while the manager's view waits: attached or not looks alike."""
    attached, idle = (evidence.write(replace(NOTE, link=link), by=rep) for link in ("", "x"))
    private = evidence.write(replace(NOTE, text="For me."), by=rep)
    for note in (attached, idle):
        evidence.share(note, by=rep)
    assessment = make_assessment(cycle := make_round(), rep)
    view = write_view(assessment, ViewKind.MANAGER, lead)
    evidence.attach(view, COMPETENCY, [attached.id], by=lead)
    assert set(uses([attached, idle, private]).values()) == {frozenset()}, "a draft tells nothing"
    submit_view(assessment, ViewKind.MANAGER, lead)
    assert uses([attached, idle, private]) == {
        attached.id: {Use.WAITING_VIEW},
        idle.id: {Use.WAITING_VIEW},
        private.id: set(),
    }
    with pytest.raises(RuleBroken) as broken:
        evidence.take_back(idle, by=rep)
    assert refusal(broken) is Refusal.EVIDENCE_WAITS

    submit_view(assessment, ViewKind.SELF, rep)
    assert uses([attached, idle]) == {attached.id: {Use.SEALED_VIEW}, idle.id: set()}
    evidence.take_back(idle, by=rep)

    db.session.get_one(Assessment, assessment.id).views_open_at = None
    cycle.state, cycle.closed_at = CycleState.CLOSED, datetime.now(UTC)
    db.session.flush()
    assert uses([attached]) == {attached.id: set()}, "what never opens binds nobody for ever"


def test_a_goal_that_was_seen_keeps_what_shows_it(rep: Person, lead: Person) -> None:
    note, idle = evidence.write(NOTE, by=rep), evidence.write(replace(NOTE, link="x"), by=rep)
    goal = make_goal(rep, ELSEWHERE)
    goal.evidence_id = note.id
    db.session.flush()
    assert uses([note])[note.id] == {Use.DRAFT}
    goal.state, goal.ended_at, goal.outcome = GoalState.OBSERVED, datetime.now(UTC), "Alone."
    goal.seen_by_id, goal.seen_on, goal.noted_by_id = lead.id, NOTE.happened_on, lead.id
    db.session.flush()
    assert uses([note, idle]) == {note.id: {Use.OBSERVED_GOAL}, idle.id: set()}
    with pytest.raises(RuleBroken) as broken:
        evidence.delete(reread(note, rep), by=rep)
    assert refusal(broken) is Refusal.EVIDENCE_SHOWS_GOAL


def test_logs_are_searched_and_cards_are_no_evidence_of_a_behaviour(rep: Person) -> None:
    evidence.write(NOTE, by=rep)
    evidence.write(CARD, by=rep)
    older = evidence.write(
        replace(NOTE, text="100% sure_footed", happened_on=date(2025, 5, 5), behaviours=(OTHER,)),
        by=rep,
    )
    mine = evidence_visible_to(rep, rep)
    assert mine is not None

    def found(**sought: object) -> list[str]:
        page = queries.page_of(mine, queries.Sought(**sought), page=1)  # type: ignore[arg-type]
        return [note.text for note in page.items]

    assert found() == [CARD.text, NOTE.text, older.text]
    assert found(words="EXPORT way") == [NOTE.text]
    assert found(words="reply") == [CARD.text]
    assert found(words="0% e_f") == [older.text]
    assert found(words="%") == [older.text]
    assert found(kind=EvidenceKind.CARD) == [CARD.text]
    assert found(behaviours=frozenset({OTHER})) == [older.text]
    assert found(behaviours=frozenset()) == []
    assert queries.cited(mine) == {SHOWN, OTHER}
    shown = by_behaviour(rep, visible_to=rep)
    assert {key: [one.kind for one in cited] for key, cited in shown.items()} == {
        SHOWN: [EvidenceKind.NOTE],
        OTHER: [EvidenceKind.NOTE],
    }


def test_behaviours_are_worded_as_published(app: Flask) -> None:
    del app
    expected = of_roles(["css2", "css1"])
    assert list(expected) == ["css2", "css1"]
    assert ELSEWHERE in {one.key for one in expected["css1"]}
    worded = wordings([SHOWN, "made-up"])
    assert list(worded) == [SHOWN]
    assert worded[SHOWN].competency_key == COMPETENCY
    assert wordings([]) == {}
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 0
