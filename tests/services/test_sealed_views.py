"""Two views of one assessment: sealed alone, opened together, reopened with nothing lost."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.cycle_boards import opened_key
from portal.domain.notices import NoticeKind
from portal.domain.observations import Mark
from portal.domain.refusals import Missing, RuleBroken
from portal.domain.sealing import Party
from portal.domain.workflows import CycleState, ViewState
from portal.models import Assessment, Notice, Person, View
from portal.queries import assessments as queries
from portal.queries import matrices
from portal.queries.visibility.assessments import (
    load_assessment,
    load_own_view,
    readable_views,
)
from portal.services import answers, conversations, notices, sealed_views
from portal.services.answers import Typed
from tests.factories import make_person, typed_over
from tests.rounds import make_assessment, make_round, open_views, submit_view, write_view

pytestmark = pytest.mark.usefixtures("app")

BOTH = {ViewKind.SELF, ViewKind.MANAGER}


@dataclass(frozen=True)
class Scene:
    rep: Person
    manager: Person
    head: Person
    peer: Person
    ops: Person
    assessment: Assessment


@pytest.fixture
def scene(app: Flask) -> Scene:
    del app
    head = make_person("Harriet Head", role="support-manager")
    manager = make_person("Mara Manager", role="team-lead", manager=head)
    rep = make_person("Rita Rep", role="css2", manager=manager)
    peer = make_person("Piet Peer", role="css2", manager=manager)
    ops = make_person("Olga Ops")
    return Scene(rep, manager, head, peer, ops, make_assessment(make_round(), rep))


def sees(viewer: Person, assessment: Assessment, *, ops: bool = False) -> Set[ViewKind]:
    """Which sealed views somebody may read; nothing where the assessment is not there for them."""
    try:
        seen = load_assessment(viewer, assessment.id, is_people_ops=ops)
    except Missing:
        return set()
    return set(readable_views(seen))


def test_nobody_sees_the_other_view_before_both_are_in_and_then_both_do(scene: Scene) -> None:
    a, rep, manager = scene.assessment, scene.rep, scene.manager
    assert a.cycle_id is not None
    for person, key in ((rep, opened_key(a.cycle_id, rep.id)), (rep, "other"), (manager, "theirs")):
        notices.tell(person, NoticeKind.CYCLE_OPENED, key=key, path="/assessments",
                     about={"cycle": "Spring"})  # fmt: skip
    submit_view(a, ViewKind.SELF, rep, note="heron")
    assert sees(rep, a) == {ViewKind.SELF}
    assert sees(manager, a) == set()
    write_view(a, ViewKind.MANAGER, manager, note="zebra")
    assert sees(rep, a) == {ViewKind.SELF}
    with pytest.raises(Missing):
        load_own_view(rep, a.id, kind=ViewKind.MANAGER)
    with pytest.raises(Missing):
        load_own_view(manager, a.id, kind=ViewKind.SELF)
    for viewer, ops in ((scene.head, False), (scene.peer, False), (scene.ops, True)):
        assert sees(viewer, a, ops=ops) == set()
    submit_view(a, ViewKind.MANAGER, manager, note="zebra")
    for viewer, ops in ((rep, False), (manager, False), (scene.head, False), (scene.ops, True)):
        assert sees(viewer, a, ops=ops) == BOTH
    assert sees(scene.peer, a) == sees(scene.ops, a) == set()
    told = db.session.scalars(select(Notice).where(Notice.kind == "views_open")).all()
    assert {notice.person_id for notice in told} == {rep.id, manager.id}
    left = select(Notice.key).where(Notice.path == "/assessments", Notice.seen_at.is_(None))
    assert set(db.session.scalars(left)) == {"other", "theirs"}, "only what this round told them"


def test_views_wait_for_the_day_the_round_names_in_its_own_time_zone(scene: Scene) -> None:
    """Midnight in Auckland comes half a day before midnight in UTC."""
    today = datetime.now(UTC).date()
    day = today + timedelta(days=3)
    a = make_assessment(make_round(views_open_on=day, time_zone="Pacific/Auckland"), scene.peer)
    open_views(a)
    assert sees(scene.peer, a) == {ViewKind.SELF}
    assert sees(scene.manager, a) == {ViewKind.MANAGER}
    assert a.views_open_at is not None
    assert a.views_open_at.date() == day - timedelta(days=1)
    with time_machine.travel(a.views_open_at + timedelta(seconds=1), tick=False):
        assert sees(scene.peer, a) == sees(scene.manager, a) == sees(scene.head, a) == BOTH


def test_reopening_keeps_what_was_sealed_and_shows_nobody_the_new_draft(scene: Scene) -> None:
    a = open_views(scene.assessment, self_note="first words")
    first = queries.sealed_views(a)[ViewKind.SELF]
    draft = sealed_views.reopen(a, ViewKind.SELF, reason="A case was left out.", by=scene.ops)
    assert (draft.edition, draft.state, draft.author_id) == (2, ViewState.DRAFT, scene.rep.id)
    assert queries.answers(draft) == queries.answers(first)
    assert a.self_in_at is None
    assert sees(scene.manager, a) == BOTH
    key = next(key for key, answer in queries.answers(draft).items() if answer.note)
    before = queries.answers(draft)[key]
    after = Typed(type(before)(before.marks, before.reasons, "second words"), before.fingerprint)
    answers.save(load_own_view(scene.rep, a.id, lock=True), {key: after})
    seen = load_assessment(scene.manager, a.id, is_people_ops=False)
    shown = queries.answers(readable_views(seen)[ViewKind.SELF])
    assert shown[key].note == "first words"
    matrix = matrices.frozen(a.matrix_version_id)
    sealed_views.submit(load_own_view(scene.rep, a.id, lock=True), matrix, by=scene.rep)
    shown = queries.answers(readable_views(seen)[ViewKind.SELF])
    assert shown[key].note == "second words"
    assert queries.answers(first)[key].note == "first words"
    reopened = db.session.scalars(select(Notice).where(Notice.kind == "view_reopened")).all()
    assert {notice.person_id for notice in reopened} == {scene.rep.id, scene.manager.id}
    assert "left out" not in str([notice.about for notice in reopened])


def test_reopening_before_they_are_open_seals_both_again(scene: Scene) -> None:
    day = datetime.now(UTC).date() + timedelta(days=3)
    a = open_views(make_assessment(make_round(views_open_on=day), scene.peer))
    sealed_views.reopen(a, ViewKind.MANAGER, reason="Wrong person.", by=scene.ops)
    assert a.views_open_at is None
    with time_machine.travel(datetime.now(UTC) + timedelta(days=9), tick=False):
        assert sees(scene.peer, a) == {ViewKind.SELF}
        assert sees(scene.head, a) == set()


@pytest.mark.parametrize("who", ["rep", "manager"])
def test_nobody_reopens_an_assessment_they_take_part_in(scene: Scene, who: str) -> None:
    a = open_views(scene.assessment)
    with pytest.raises(RuleBroken, match="not_yourself"):
        sealed_views.reopen(a, ViewKind.SELF, reason="Mine.", by=getattr(scene, who))


def test_the_conversation_begins_with_what_both_see_alike_and_ends_with_having_read_it(
    scene: Scene,
) -> None:
    a, rep, manager = scene.assessment, scene.rep, scene.manager
    with pytest.raises(RuleBroken, match="views_not_open"):
        conversations.begin(a, by=manager)
    submit_view(a, ViewKind.SELF, rep, marks=Mark.OWN_INITIATIVE, note="secret of mine")
    submit_view(a, ViewKind.MANAGER, manager, marks=Mark.OWN_INITIATIVE)
    agreed = conversations.begin(a, by=rep)
    begun = queries.answers(agreed)
    assert {m for answer in begun.values() for m in answer.marks.values()} == {Mark.OWN_INITIATIVE}
    assert not any(answer.note for answer in begun.values())
    matrix = matrices.frozen(a.matrix_version_id)
    view = load_own_view(manager, a.id, kind=ViewKind.AGREED, lock=True)
    with pytest.raises(RuleBroken, match="next_steps_missing"):
        conversations.agree(view, matrix, seen=str(view.version), by=manager, party=Party.MANAGER)
    assert conversations.save_next_steps(view, conversations.TypedSteps("Pair on cases.", ""))
    assert not conversations.save_next_steps(view, conversations.TypedSteps("Mine.", ""))
    assert view.next_steps == "Pair on cases."
    with pytest.raises(RuleBroken, match="manager_agrees"):
        conversations.agree(view, matrix, seen=str(view.version), by=rep, party=Party.SUBJECT)
    with pytest.raises(RuleBroken, match="nothing_to_acknowledge"):
        conversations.acknowledge(view, edition="1", comment="", by=rep)
    conversations.agree(view, matrix, seen=str(view.version), by=manager, party=Party.MANAGER)
    with pytest.raises(RuleBroken, match="already_agreed"):
        conversations.save_next_steps(view, conversations.TypedSteps("More.", "Pair on cases."))
    with pytest.raises(RuleBroken, match="not_theirs_to_acknowledge"):
        conversations.acknowledge(view, edition="1", comment="", by=manager)
    conversations.acknowledge(view, edition="1", comment="I see it differently.", by=rep)
    conversations.acknowledge(view, edition="1", comment="again", by=rep)
    assert view.acknowledgement == "I see it differently."
    assert a.acknowledged_at is not None


def test_nothing_is_written_in_a_round_that_rests_or_is_over(scene: Scene) -> None:
    view = write_view(scene.assessment, ViewKind.SELF, scene.rep)
    matrix = matrices.frozen(scene.assessment.matrix_version_id)
    cycle = scene.assessment.cycle
    assert cycle is not None
    now = datetime.now(UTC)
    for state, refusal in (
        (CycleState.PAUSED, "cycle_paused"),
        (CycleState.CLOSED, "cycle_closed"),
    ):
        cycle.state = state
        cycle.paused_at = now if state is CycleState.PAUSED else None
        cycle.closed_at = now if state is CycleState.CLOSED else None
        db.session.flush()
        with pytest.raises(RuleBroken, match=refusal):
            answers.save(view, typed_over(queries.answers(view), {}))
        with pytest.raises(RuleBroken, match=refusal):
            sealed_views.submit(view, matrix, by=scene.rep)
        with pytest.raises(RuleBroken, match=refusal):
            sealed_views.begin(scene.assessment, ViewKind.MANAGER, by=scene.manager)
        assert load_own_view(scene.rep, scene.assessment.id).id == view.id


def test_an_agreed_view_reopens_too_and_what_was_read_stays_read(scene: Scene) -> None:
    a = open_views(scene.assessment)
    agreed = submit_view(a, ViewKind.AGREED, scene.manager, note="as agreed")
    conversations.acknowledge(agreed, edition="1", comment="Read.", by=scene.rep)
    draft = sealed_views.reopen(a, ViewKind.AGREED, reason="A date was wrong.", by=scene.ops)
    assert draft.next_steps == agreed.next_steps
    assert (a.agreed_at, a.acknowledged_at) == (None, None)
    assert agreed.acknowledgement == "Read."
    editions = db.session.scalars(
        select(View).where(View.kind == ViewKind.AGREED).order_by(View.edition)
    ).all()
    assert [(v.edition, v.state) for v in editions] == [(1, "submitted"), (2, "draft")]
