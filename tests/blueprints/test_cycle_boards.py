"""The board of a round in the browser of people-ops, and what they arrange from it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

import portal
from portal import audit
from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.notices import NoticeKind
from portal.domain.sealing import Stage
from portal.domain.workflows import CycleState, ViewState
from portal.models import Absence, Assessment, AuditEvent, Cycle, Notice, Person, View
from tests.browser import Browser, Page
from tests.factories import make_member, make_team
from tests.rounds import make_assessment, make_round, open_views, submit_view, write_view
from tests.statements import counted
from tests.test_concurrency import arranged, at_the_same_moment, post, signed_in

CANARY = "A thought of mine alone: otter-8127"
MANAGERS_CANARY = "A manager's own thought: crane-3355"
STYLE = Path(portal.__file__).parent / "static" / "css" / "cycle-board.css"
TODAY = datetime.now(UTC).date()


class Scene:
    """A round with four people: one begins, one is open, one is away, one has left."""

    def __init__(self) -> None:
        self.ops = make_member("Olga Ops", role="ops-specialist", is_people_ops=True)
        self.lead = make_member("Lena Lead", role="team-lead")
        self.other = make_member("Otto Other", role="team-lead")
        self.lead.manager_id = self.other.id
        self.cycle = make_round("Autumn")
        north, south = make_team("Inbox North"), make_team("Inbox South")
        self.rita = self._rep("Rita Rep", north.id)
        self.oona = self._rep("Oona Open", south.id)
        self.anna = self._rep("Anna Away", north.id, office="Porto")
        self.leo = self._rep("Leo Left", north.id)
        self.leo.left_on = TODAY
        db.session.add(Absence(person_id=self.anna.id, from_on=TODAY - timedelta(days=3)))
        opened = self.part(self.oona)
        opened.self_in_at = opened.manager_in_at = opened.views_open_at = datetime.now(UTC)

    def write(self) -> None:
        """Let them write what nobody else may read."""
        opened = self.part(self.oona)
        opened.self_in_at = opened.manager_in_at = opened.views_open_at = None
        open_views(opened, self_note=CANARY, manager_note=MANAGERS_CANARY)
        write_view(self.part(self.rita), ViewKind.SELF, self.rita, note=CANARY)
        write_view(self.part(self.rita), ViewKind.MANAGER, self.lead, note=MANAGERS_CANARY)

    def _rep(self, name: str, team_id: int, office: str = "Lisbon") -> Person:
        person = make_member(name)
        person.manager_id, person.team_id, person.office = self.lead.id, team_id, office
        make_assessment(self.cycle, person)
        return person

    def part(self, person: Person) -> Assessment:
        found = select(Assessment).where(Assessment.person_id == person.id)
        return db.session.scalars(found).one()

    def stored(self) -> Cycle:
        return db.session.scalars(select(Cycle).execution_options(populate_existing=True)).one()


@pytest.fixture
def scene(app: Flask) -> Scene:
    del app
    return Scene()


@pytest.fixture
def desk(browser: Browser, scene: Scene) -> Browser:
    """The browser of people-ops, signed in."""
    browser.sign_in(scene.ops.email)
    return browser


def listed(page: Page) -> list[str]:
    return page.texts(".parts tbody th > a")


def test_the_board_says_how_far_everybody_is_and_nothing_of_what_they_wrote(
    desk: Browser, scene: Scene
) -> None:
    scene.write()
    at = {"cycle_id": scene.cycle.id}
    assert "although some people would fall through" not in desk.get("cycles.board", **at).text
    scene.cycle.unmended_reason = "Gita's role is still being entered."
    audit.record(scene.ops, "opened round", scene.cycle)
    board = desk.get("cycles.board", **at)
    assert board.heading == "Autumn"
    unmended = board.texts(".board-unmended")[0]
    assert unmended.startswith("Olga Ops opened it on ")
    assert unmended.endswith("would fall through: Gita's role is still being entered.")
    assert "0 of 3 people have finished." in board.text
    assert "(Europe/Madrid)" in board.text
    assert "1 person has left since it opened and is not counted." in board.text
    stages = zip(board.texts(".stages tbody th"), board.texts(".stage-count"), strict=True)
    counts = {name: count for name, count in stages if not count.startswith("0")}
    assert [(name[:15], count) for name, count in counts.items()] == [
        ("No view is in B", "2 of 3"), ("Both are open T", "1 of 3"),
    ]  # fmt: skip
    heads = board.texts(".stage-groups thead")[0]
    assert heads.startswith("Team How far People No view is in")
    north = board.texts(".stage-groups tbody tr")[0]
    assert north.startswith("Inbox North 2 2 0")
    assert listed(board) == ["Anna Away", "Oona Open", "Rita Rep"]
    rows = board.texts(".parts tbody tr")
    assert "On leave" in rows[0]
    assert "The conversation with Lena Lead" in rows[1]
    assert "Their own view" in rows[2]
    assert "The view of Lena Lead" in rows[2]

    for sought, names in (
        ({"office": "Porto"}, ["Anna Away"]),
        ({"stage": "open"}, ["Oona Open"]),
        ({"stage": "left"}, ["Leo Left"]),
        ({"stage": "made-up", "team": "no-such-team"}, []),
    ):
        assert listed(desk.get("cycles.board", **at, **sought)) == names
    assert "Nobody matches this" in desk.get("cycles.board", **at, team="-").text
    for person in (scene.rita, scene.oona):
        part = desk.get("cycles.part", **at, person_id=person.id)
        for page in (board, part):
            assert CANARY not in page.response.text
            assert MANAGERS_CANARY not in page.response.text
            assert "When prompted" not in page.response.text
        link = part.all(f"main a[href='/assessments/{scene.part(person).id}']")
        assert bool(link) is (person is scene.oona), "both views are open, or not"
        assert ("You can read them once" in part.text) is (person is scene.rita)
    desk.get("cycles.part", **at, person_id=scene.lead.id, status=404)
    draft = make_round(state=CycleState.DRAFT)
    assert desk.get("cycles.board", cycle_id=draft.id, status=303).location == desk.path(
        "cycles.set_up", cycle_id=draft.id
    )
    desk.get("cycles.pause", cycle_id=draft.id, status=404)


def test_each_stage_is_seen_against_the_bars_ground() -> None:
    style = STYLE.read_text()
    usual, chosen = style.split("forced-colors: active")
    fills = dict(re.findall(r"\.stage-([\w-]+) {\s+fill: ([^;]+);", usual))
    assert len(set(fills.values())) == len(fills) == len(Stage) + 1, "each looks like no other"
    forced = dict(re.findall(r"\.stage-([\w-]+) {\s+fill: ([^;]+);", chosen))
    assert len(set(forced.values())) == len(forced) == 3, "the ground, no view, and the rest"


def test_nudging_the_people_listed_and_one_alone(desk: Browser, scene: Scene) -> None:
    at = {"cycle_id": scene.cycle.id}
    desk.get("cycles.board", **at, office="Lisbon")
    back = desk.submit("#part-found > form")
    assert back.location == desk.path("cycles.board", **at, office="Lisbon")
    page = desk.follow(back)
    assert "3 people are told." in page.text  # Rita, Lena of her view and the talk, Oona of it
    assert len(page.all(".parts form")) == 0
    assert "Told today" in page.text
    told = db.session.scalars(select(Notice).where(Notice.kind != NoticeKind.VIEWS_OPEN)).all()
    assert {notice.person_id for notice in told} == {scene.rita.id, scene.oona.id, scene.lead.id}
    again = desk.post("cycles.nudge_one", **at, person_id=scene.rita.id)
    assert "Nobody was told" in desk.follow(again).text


def test_pausing_resuming_and_closing(desk: Browser, scene: Scene) -> None:
    at = {"cycle_id": scene.cycle.id}
    desk.get("cycles.pause", **at)
    assert "Say why, in a sentence." in desk.submit(reason=" ", status=422).text
    older = dict(desk.page.form().values)  # type: ignore[union-attr]
    desk.submit(reason="Peak season in shops")
    desk.post(
        "cycles.pause", {"version": older["version"][0], "reason": "again"}, **at
    )  # a second click
    paused = desk.get("cycles.board", **at)
    assert "Peak season in shops" in paused.text
    assert "Nudge" not in paused.text
    refused = desk.post("cycles.nudge", status=409, **at)
    assert "This round is paused." in refused.text
    desk.get("cycles.reopen", **at, person_id=scene.oona.id, status=409)
    desk.get("cycles.board", **at)
    for _click in range(2):
        desk.post("cycles.resume", {"version": str(scene.stored().version)}, **at)
    assert scene.stored().state == CycleState.OPEN

    desk.get("cycles.pause", **at)
    stale = desk.submit_form(
        "main form[method=post]", {"version": older["version"], "reason": "Typed words"}, 409
    )
    assert "Typed words" in stale.response.text
    close = desk.get("cycles.close", **at)
    assert "3 people have not finished." in close.text
    assert "Drafts stay their authors' alone." in close.text
    desk.submit()
    closed = desk.get("cycles.board", **at)
    assert "This round is over." in closed.text
    assert not closed.all(".board-steps a, .board-steps form, .parts form")
    assert desk.get("cycles.close", **at, status=303)
    assert desk.get("cycles.extend", **at, status=409)
    kinds = set(db.session.scalars(select(Notice.kind)))
    assert {NoticeKind.CYCLE_PAUSED, NoticeKind.CYCLE_RESUMED, NoticeKind.CYCLE_CLOSED} <= kinds


def test_more_time_for_everybody_and_for_one(desk: Browser, scene: Scene) -> None:
    at = {"cycle_id": scene.cycle.id}
    week = timedelta(days=7)
    views, talks = scene.cycle.views_due_on, scene.cycle.talks_due_on
    desk.get("cycles.extend", **at)
    early = desk.submit(views_due_on=(views - week).isoformat(), status=422)
    assert "choose a later one" in early.texts("#views_due_on-error")[0]
    version = str(scene.stored().version)
    desk.submit(views_due_on=(views + week).isoformat())
    assert scene.stored().views_due_on == views + week
    desk.get("cycles.extend", **at)
    both = desk.submit(version=version, talks_due_on=(talks + week).isoformat(), status=409)
    assert "Somebody else" in both.text
    assert both.one("#talks_due_on")["value"] == (talks + week).isoformat()
    assert desk.submit().status == 303  # what was saved stands beside it: now it is meant

    one = {**at, "person_id": scene.rita.id}
    desk.get("cycles.more_time", **one)
    assert desk.submit(day="2126-01-01", status=422).texts("#day-error")
    day = talks + 2 * week
    desk.submit(day=day.isoformat())
    assert "Has until" in desk.get("cycles.part", **one).text
    assert scene.part(scene.rita).extended_to == day


def test_another_manager_takes_over_and_the_draft_stays_its_authors(
    desk: Browser, scene: Scene
) -> None:
    write_view(scene.part(scene.rita), ViewKind.MANAGER, scene.lead, note=MANAGERS_CANARY)
    one = {"cycle_id": scene.cycle.id, "person_id": scene.rita.id}
    page = desk.get("cycles.manager", **one)
    assert page.one("#manager_email")["value"] == scene.other.email  # the manager's manager
    wrong = desk.submit(manager_email=scene.rita.email, status=422)
    assert "Nobody writes the manager's view of themselves" in wrong.texts(".field-error")[0]
    desk.submit(manager_email=scene.other.email)
    draft = db.session.scalars(select(View)).one()
    assert (draft.state, draft.author_id) == (ViewState.WITHDRAWN, scene.lead.id)
    assert "Otto Other" in desk.get("cycles.part", **one).text
    kept = desk.get("cycles.manager", **{**one, "person_id": scene.oona.id})
    assert "stays with whoever wrote it" in kept.text


def test_reopening_a_view_takes_a_reason_and_nobodys_own(
    desk: Browser, scene: Scene, app: Flask
) -> None:
    scene.write()
    submit_view(scene.part(scene.oona), ViewKind.AGREED, scene.lead, note=MANAGERS_CANARY)
    one = {"cycle_id": scene.cycle.id, "person_id": scene.oona.id}
    page = desk.get("cycles.reopen", **one)
    assert [tag["value"] for tag in page.all("input[name=kind]")] == ["self", "manager", "agreed"]
    desk.submit(kind="agreed", status=422)
    desk.submit(kind="agreed", reason="They want to add a step")
    part = desk.get("cycles.part", **one)
    assert "The conversation" in part.text
    assert MANAGERS_CANARY not in part.response.text
    told = db.session.scalars(select(Notice).where(Notice.kind == NoticeKind.VIEW_REOPENED)).all()
    assert {notice.person_id for notice in told} == {scene.oona.id, scene.lead.id}
    assert "They want to add a step" not in str([notice.about for notice in told])
    events = db.session.scalars(select(AuditEvent)).all()
    assert "They want to add a step" not in str([event.fields for event in events])

    scene.part(scene.oona).self_in_at = None
    assert "One view is in written anew" in desk.get("cycles.board", cycle_id=scene.cycle.id).text
    assert "A view is being written anew" in desk.get("cycles.part", **one).text

    make_assessment(scene.cycle, scene.ops, manager=scene.lead)
    mine = {**one, "person_id": scene.ops.id}
    assert "your own assessment" in desk.get("cycles.part", **mine).text
    for endpoint in ("more_time", "manager", "reopen"):
        desk.get(f"cycles.{endpoint}", **mine, status=409)
    rep = Browser(app)
    rep.sign_in(scene.rita.email)
    rep.get("cycles.board", cycle_id=scene.cycle.id, status=403)


def test_the_board_asks_as_much_for_many_people_as_for_few(desk: Browser, scene: Scene) -> None:
    def asked() -> int:
        desk.get("cycles.board", cycle_id=scene.cycle.id)
        with counted() as statements:
            desk.get("cycles.board", cycle_id=scene.cycle.id)
        return len(statements)

    few = asked()
    north = make_team("Inbox East").id
    like = scene.part(scene.rita)
    for number in range(120):
        person = make_member(f"Person {number:03}", role=None)
        person.manager_id, person.team_id = scene.lead.id, north
        db.session.add(
            Assessment(
                cycle_id=scene.cycle.id,
                person_id=person.id,
                manager_id=scene.lead.id,
                role_id=like.role_id,
                matrix_version_id=like.matrix_version_id,
                started_at=like.started_at,
                extended_to=date(2027, 1, 8) if number % 2 else None,
            )
        )
    db.session.commit()
    assert asked() == few
    assert "123 people listed" in desk.get("cycles.board", cycle_id=scene.cycle.id).text
    with counted() as statements:
        desk.post("cycles.nudge", cycle_id=scene.cycle.id)
    assert len(statements) < 30


def test_two_of_people_ops_at_once_nudge_and_pause_once(separate_app: Flask) -> None:
    def arrange() -> dict[str, object]:
        scene = Scene()
        other = make_member("Omar Ops", role="ops-specialist", is_people_ops=True)
        return {"ops": [scene.ops.email, other.email], "id": scene.cycle.id}

    values = arranged(separate_app, arrange)
    desks = [signed_in(separate_app, email) for email in values["ops"]]  # type: ignore[attr-defined]
    path = f"/assessments/rounds/{values['id']}"
    assert at_the_same_moment([post(desk, f"{path}/nudge") for desk in desks]) == [303, 303]
    form = desks[0].get(f"{path}/pause").form().filled({"reason": "Peak season"})
    typed = {"version": form["version"][0], "reason": "Peak season"}
    answers = at_the_same_moment([post(desk, f"{path}/pause", **typed) for desk in desks])
    assert 303 in answers
    assert set(answers) <= {303, 409}
    with separate_app.app_context():
        told = db.session.execute(select(Notice.person_id, Notice.kind)).all()
        assert len(told) == len(set(told)) == 4 + 4  # nudged; the three who are here and their lead
        actions = list(db.session.scalars(select(AuditEvent.action)))
        assert actions.count("paused round") == 1
