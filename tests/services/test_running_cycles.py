"""A round after it opened: who is told, what changes, and what never does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from flask import Flask, current_app
from sqlalchemy import func, select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.cycle_boards import may_become
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.sealing import Moments, Stage
from portal.domain.workflows import CycleState, ViewState
from portal.models import Absence, Assessment, AuditEvent, Cycle, Notice, Person, View
from portal.queries import cycle_boards
from portal.queries.assessments import moments
from portal.queries.cycle_boards import Sought
from portal.services import running_cycles as services
from portal.services import sealed_views
from portal.wording.notices import notice_text
from tests.factories import make_account, make_member, make_person
from tests.rounds import make_assessment, make_round, open_views, submit_view, write_view

CANARY = "Nobody but me reads this: heron-5512"
TODAY = datetime.now(UTC).date()


class Scene:
    """A round with a manager and two of their people; people-ops look after it."""

    def __init__(self) -> None:
        self.ops = make_member("Olga Ops", role="ops-specialist", is_people_ops=True)
        self.lead = make_member("Lena Lead", role="team-lead")
        self.other = make_member("Otto Other", role="team-lead")
        self.cycle = make_round()
        self.reps = [self._rep(name) for name in ("Rita Rep", "Piet Peer")]
        self.rita, self.piet = (make_assessment(self.cycle, rep) for rep in self.reps)

    def _rep(self, name: str) -> Person:
        person = make_member(name)
        person.manager_id = self.lead.id
        return person

    def version(self) -> int:
        db.session.flush()
        return int(db.session.scalars(select(Cycle.version)).one())

    def told(self, kind: NoticeKind) -> list[int]:
        """The ids of those who were told, as often as they were."""
        return sorted(db.session.scalars(select(Notice.person_id).where(Notice.kind == kind)).all())


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def refused(service: Callable[[], object]) -> Refusal:
    with pytest.raises(RuleBroken) as broken:
        service()
    return broken.value.refusal


def away(person: Person) -> None:
    db.session.add(Absence(person_id=person.id, from_on=TODAY - timedelta(days=3), until_on=None))
    db.session.flush()


def test_stages_are_the_same_in_sql_and_in_the_rule(scene: Scene) -> None:
    now = datetime.now(UTC)
    before, later = now - timedelta(hours=1), now + timedelta(hours=1)
    seen: Counter[Stage] = Counter()
    for at in product((None, before), (None, before), (None, before, later), *[(None, before)] * 2):
        found = Moments(*at)
        if (found.agreed_at and not found.views_open_at) or (
            found.acknowledged_at and not found.agreed_at
        ):
            continue  # the database refuses these
        for name, value in vars(found).items():
            setattr(scene.rita, name, value)
        db.session.flush()
        stage = db.session.scalar(
            select(cycle_boards.stage_at(now)).where(Assessment.id == scene.rita.id)
        )
        assert stage == found.stage(now)
        seen[found.stage(now)] += 1
    assert set(seen) == set(Stage)


def test_a_nudge_reaches_whose_turn_it_is_once_a_day(scene: Scene) -> None:
    """The manager is told once for both of their people, nobody who is away is told at all."""
    away(scene.piet.person)
    write_view(scene.rita, ViewKind.SELF, scene.rita.person, note=CANARY)
    assert services.nudge(scene.cycle, Sought(), by=scene.ops) == 2
    assert scene.told(NoticeKind.SELF_VIEW_DUE) == [scene.rita.person_id]
    assert scene.told(NoticeKind.MANAGER_VIEWS_DUE) == [scene.lead.id]
    digest = db.session.scalars(select(Notice).where(Notice.person_id == scene.lead.id)).one()
    assert digest.about == {
        "cycle": scene.cycle.name,
        "count": "2",
        "due": scene.cycle.views_due_on.isoformat(),
        "zone": "Europe/Madrid",
    }
    assert services.nudge(scene.cycle, Sought(), by=scene.ops) == 0
    assert services.nudge(scene.cycle, Sought(), person_id=scene.rita.person_id, by=scene.ops) == 0

    open_views(scene.rita)
    assert services.nudge(scene.cycle, Sought(stage="open"), by=scene.ops) == 2
    assert scene.told(NoticeKind.TALK_DUE) == sorted([scene.rita.person_id, scene.lead.id])
    submit_view(scene.rita, ViewKind.AGREED, scene.lead)
    assert services.nudge(scene.cycle, Sought(stage="agreed"), by=scene.ops) == 1
    assert scene.told(NoticeKind.AGREED_READY) == [scene.rita.person_id] * 2  # when agreed, and now
    assert services.nudge(scene.cycle, Sought(team="of nobody"), by=scene.ops) == 0
    trace = db.session.scalars(select(AuditEvent).where(AuditEvent.action.like("nudged%"))).all()
    assert len(trace) == 3
    assert not any(event.fields for event in trace)


def test_a_nudge_counts_people_not_what_they_are_told(scene: Scene) -> None:
    """The manager hears of a view to write and of a talk to hold: one of three people."""
    open_views(scene.rita)
    assert services.nudge(scene.cycle, Sought(), by=scene.ops) == 3
    due = [*scene.told(NoticeKind.MANAGER_VIEWS_DUE), *scene.told(NoticeKind.TALK_DUE)]
    assert due.count(scene.lead.id) == 2


def test_more_time_is_never_less(scene: Scene) -> None:
    week = timedelta(days=7)
    views, talks = scene.cycle.views_due_on, scene.cycle.talks_due_on

    def extend(**days: date) -> None:
        known = {"views_due_on": views, "talks_due_on": talks, "version": scene.version()}
        services.extend(scene.cycle, **(known | days), by=scene.ops)  # type: ignore[arg-type]

    assert refused(lambda: extend(views_due_on=views - week)) is Refusal.DAY_EARLIER
    assert refused(lambda: extend(version=0)) is Refusal.CHANGED_MEANWHILE  # type: ignore[arg-type]
    extend(views_due_on=views + week)
    assert scene.cycle.views_due_on == views + week
    concerned = sorted([scene.rita.person_id, scene.piet.person_id, scene.lead.id])
    assert scene.told(NoticeKind.CYCLE_EXTENDED) == concerned

    day = talks + week
    for _click in range(2):
        services.extend_one(scene.rita, day, seen=None, by=scene.ops)
    assert scene.rita.extended_to == day
    assert scene.told(NoticeKind.CYCLE_EXTENDED) == sorted(
        [*concerned, scene.rita.person_id, scene.lead.id]
    )
    meanwhile = lambda: services.extend_one(scene.rita, day + week, seen=None, by=scene.ops)  # noqa: E731
    assert refused(meanwhile) is Refusal.CHANGED_MEANWHILE
    mine = lambda: services.extend_one(scene.rita, day + week, seen=day, by=scene.rita.person)  # noqa: E731
    assert refused(mine) is Refusal.NOT_YOURSELF


def test_a_round_goes_through_its_states_as_the_table_says(scene: Scene) -> None:
    """From every state, each service does what the table allows, and is refused otherwise."""
    moves: dict[CycleState, Callable[[Cycle], None]] = {
        CycleState.PAUSED: lambda c: services.pause(c, "Peak", version=c.version, by=scene.ops),
        CycleState.OPEN: lambda c: services.resume(c, version=c.version, by=scene.ops),
        CycleState.CLOSED: lambda c: services.close(c, version=c.version, by=scene.ops),
    }
    for before, after in product(CycleState, moves):
        if before is CycleState.DRAFT:
            continue  # it opens through its readiness check
        cycle = make_round(state=before)
        if after in may_become(before):
            moves[after](cycle)
            db.session.flush()
            assert cycle.state == after
            assert bool(cycle.paused_at) is (after is CycleState.PAUSED)
            assert bool(cycle.paused_reason) is (after is CycleState.PAUSED)
        else:
            refusal = refused(lambda cycle=cycle, move=moves[after]: move(cycle))  # type: ignore[misc]
            assert refusal in {
                Refusal.CYCLE_PAUSED,
                Refusal.CYCLE_CLOSED,
                Refusal.CHANGED_MEANWHILE,
            }
            assert cycle.state == before


def test_a_paused_round_rests_and_a_closed_one_stays_as_it_is(scene: Scene) -> None:
    """Drafts stay as they are; views that wait for their day never open after the end."""
    scene.cycle.views_open_on = TODAY + timedelta(days=30)
    draft = write_view(scene.piet, ViewKind.SELF, scene.piet.person, note=CANARY)
    open_views(scene.rita)
    assert scene.rita.views_open_at
    assert scene.rita.views_open_at > datetime.now(UTC)

    services.pause(scene.cycle, "Peak season", version=scene.version(), by=scene.ops)
    paused = Refusal.CYCLE_PAUSED
    nudge = lambda: services.nudge(scene.cycle, Sought(), by=scene.ops)  # noqa: E731
    assert refused(nudge) is paused
    assert refused(lambda: write_view(scene.piet, ViewKind.MANAGER, scene.lead)) is paused
    reopen = lambda: sealed_views.reopen(  # noqa: E731
        scene.rita, ViewKind.SELF, reason="A slip", by=scene.ops
    )
    assert refused(reopen) is paused
    services.resume(scene.cycle, version=scene.version(), by=scene.ops)
    everybody = sorted([scene.rita.person_id, scene.piet.person_id, scene.lead.id])
    assert scene.told(NoticeKind.CYCLE_PAUSED) == everybody
    assert scene.told(NoticeKind.CYCLE_RESUMED) == everybody

    services.close(scene.cycle, version=scene.version(), by=scene.ops)
    db.session.expire_all()
    assert scene.told(NoticeKind.CYCLE_CLOSED) == everybody
    assert scene.rita.views_open_at is None
    assert moments(scene.rita).stage(datetime.now(UTC)) is Stage.BOTH_IN
    assert not moments(scene.rita).are_open(datetime.now(UTC) + timedelta(days=400))
    assert draft.state == ViewState.DRAFT
    assert refused(nudge) is Refusal.CYCLE_CLOSED
    assert refused(reopen) is Refusal.CYCLE_CLOSED
    assert CANARY not in str([vars(one) for one in db.session.scalars(select(Notice))])
    actions = set(db.session.scalars(select(AuditEvent.action)))
    assert {"paused round", "resumed round", "closed round"} <= actions


def test_another_manager_begins_anew_and_the_former_draft_stays_its_authors(scene: Scene) -> None:
    draft = write_view(scene.rita, ViewKind.MANAGER, scene.lead, note=CANARY)
    silent = make_person("Sol Silent", role="team-lead")

    def choose(email: str, seen: int | None = None, by: Person = scene.ops) -> Person:
        return services.change_manager(scene.rita, email, seen=seen or scene.lead.id, by=by)

    for email, refusal in (
        ("", Refusal.MANAGER_UNKNOWN),
        ("nobody@example.com", Refusal.MANAGER_UNKNOWN),
        (scene.rita.person.email, Refusal.MANAGER_IS_THEM),
        (silent.email, Refusal.MANAGER_WITHOUT_ACCOUNT),
        (make_person(left_on=date(2025, 1, 6)).email, Refusal.MANAGER_LEFT),
    ):
        assert refused(lambda email=email: choose(email)) is refusal  # type: ignore[misc]
    mine = lambda: choose(scene.other.email, by=scene.rita.person)  # noqa: E731
    assert refused(mine) is Refusal.NOT_YOURSELF
    stale = lambda: choose(scene.other.email, seen=scene.ops.id)  # noqa: E731
    assert refused(stale) is Refusal.CHANGED_MEANWHILE

    for _click in range(2):
        assert choose(scene.other.email) is scene.other
    assert draft.state == ViewState.WITHDRAWN
    assert draft.author_id == scene.lead.id
    assert scene.told(NoticeKind.MANAGER_CHANGED) == sorted([scene.rita.person_id, scene.lead.id])
    assert scene.told(NoticeKind.MANAGER_CHOSEN) == [scene.other.id]
    chosen = db.session.scalars(select(Notice).filter_by(kind=NoticeKind.MANAGER_CHOSEN)).one()
    with current_app.test_request_context():
        text = notice_text(NoticeKind.MANAGER_CHOSEN, chosen.about)
    assert f"you take the manager's part for {scene.rita.person.name} now" in text
    assert chosen.path == f"/assessments/{scene.rita.id}"
    submit_view(scene.rita, ViewKind.MANAGER, scene.other)
    assert db.session.scalar(select(func.count()).select_from(View)) == 2
    make_account(silent)
    assert choose(silent.email, seen=scene.other.id) is silent  # to hold the conversation
    sealed = sealed_views.begin(scene.rita, ViewKind.MANAGER, by=silent)
    assert (sealed.author_id, sealed.state) == (scene.other.id, ViewState.SUBMITTED)
    led = make_person(role="css1", manager=scene.rita.person)
    make_account(led)
    below = lambda: choose(led.email, seen=silent.id)  # noqa: E731
    assert refused(below) is Refusal.MANAGER_IS_LED
