"""Writing the views of a round: each alone, then what both agree on, while the round goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.evidence import Entry
from portal.domain.observations import Mark
from portal.domain.workflows import CycleState
from portal.models import Assessment, Cycle, Person, View
from portal.queries import assessments as queries
from portal.queries import people as people_queries
from portal.services import running_cycles, sealed_views
from portal.services.assessments import start as start_check
from portal.services.evidence import write as write_card
from tests.browser import Browser, Fields, Page
from tests.factories import (
    make_account,
    make_evidence,
    make_goal,
    make_person,
    make_submitted_view,
    make_view,
)
from tests.rounds import make_assessment, make_round, open_views, submit_view, write_view
from tests.statements import counted

OWN, MANAGERS = "heron-own", "zebra-manager"
PART = "product-knowledge"
FIRST = "explains-by-the-customers-goal"


@dataclass(frozen=True)
class Scene:
    rep: Person
    manager: Person
    ops: Person
    reps: Browser
    managers: Browser
    cycle: Cycle
    assessment: Assessment

    def at(self, page: str, kind: str = "self") -> str:
        place = "" if kind == "self" else f"{kind}/"
        return f"/assessments/{self.assessment.id}/{place}{page}"

    def view(self, kind: ViewKind) -> View:
        view = queries.newest_view(db.session.get_one(Assessment, self.assessment.id), kind)
        assert view is not None
        return view

    def rest(self, state: CycleState) -> None:
        """The round is paused, or closed, by people-ops."""
        cycle = db.session.get_one(Cycle, self.cycle.id)
        if state is CycleState.PAUSED:
            why = "Everybody is at the summit"
            running_cycles.pause(cycle, why, version=cycle.version, by=self.ops)
        else:
            running_cycles.close(cycle, version=cycle.version, by=self.ops)
        db.session.commit()


@pytest.fixture
def scene(app: Flask, new_browser: Callable[[], Browser]) -> Scene:
    del app
    head = make_person("Harriet Head", role="support-manager")
    manager = make_person("Mara Manager", role="team-lead", manager=head)
    rep = make_person("Rita Rep", role="css2", manager=manager)
    ops = make_person("Olga Ops")
    browsers = []
    for person in (rep, manager):
        make_account(person)
        browser = new_browser()
        browser.sign_in(person.email)
        browsers.append(browser)
    make_account(ops, is_people_ops=True)
    cycle = make_round("Autumn")
    reps, managers = browsers
    return Scene(rep, manager, ops, reps, managers, cycle, make_assessment(cycle, rep))


def filled(page: Page, note: str, mark: str = "own_initiative") -> Fields:
    """A whole form with every behaviour marked and a note beside the first competency."""
    form = page.form("form.answers")
    fields: Fields = {name: mark for name in form.names if "-mark-" in name}
    return {**fields, f"{PART}-note": note}


def test_each_writes_alone_and_knows_of_the_other_view_only_whether_it_is_in(scene: Scene) -> None:
    reps, managers = scene.reps, scene.managers
    start = reps.get("assessments.index")
    assert "Autumn" in start.text
    assert "Due by the end of" in start.text
    assert "(Europe/Madrid)" in start.text
    begin = reps.get(scene.at("answers"))
    assert begin.heading == "My view: Autumn"
    assert "not Mara Manager, not people-ops, not an admin" in begin.text
    assert "Begin with what I marked" not in begin.text
    assert reps.submit().location == scene.at("answers")
    page = reps.get(scene.at("answers"))
    saved = reps.submit_form("form.answers", filled(page, OWN))
    assert saved.location == scene.at("answers")
    reps.get(scene.at("check"))
    reps.get(scene.at("discard"), status=404)

    # the manager's pages before anything is in: nothing of the draft there is
    for path in ("/", "/assessments", scene.at("answers", "manager")):
        assert OWN not in managers.get(path).text
    assert "Waits for their view" in managers.get("assessments.index").text
    managers.get(scene.at("answers"), status=404)
    managers.get(scene.at("check"), status=404)
    managers.get(scene.at("answers", "manager"))
    managers.submit()
    page = managers.get(scene.at("answers", "manager"))
    assert page.heading == "My view of Rita Rep"
    assert "They do it unasked" in page.text
    managers.submit_form("form.answers", filled(page, MANAGERS, "when_prompted"))
    managers.post(scene.at("submit"), status=404)

    # the rep's view comes in: the manager learns that, and nothing else
    reps.get(scene.at("check"))
    assert "stays yours alone until both views are in" in (reps.page.text if reps.page else "")
    assert reps.submit().location == f"/assessments/{scene.assessment.id}"
    assert reps.post(scene.at("submit")).location == f"/assessments/{scene.assessment.id}"
    assert "Your view is in" in reps.get("assessments.index").text
    assert "Their view is in" in managers.get("assessments.index").text
    for path in (scene.at("answers", "manager"), scene.at("check", "manager"), "/assessments"):
        assert OWN not in managers.get(path).text
    assert MANAGERS not in reps.get("assessments.index").text
    reps.get(scene.at("answers", "manager"), status=404)
    assert "once both views are open" in reps.get(scene.at("answers", "agreed")).text

    page = managers.get(scene.at("check", "manager"))
    assert "so can those Rita Rep reports to" in page.text
    managers.submit()
    for browser, other in ((reps, MANAGERS), (managers, OWN)):
        assert "time to talk" in browser.get("assessments.index").text or browser is reps
        assert other in browser.get(f"/assessments/{scene.assessment.id}").text


def test_a_round_begins_with_ones_private_check_on_request(scene: Scene) -> None:
    check = make_submitted_view(scene.rep, marks=Mark.LIFTS_OTHERS, note="From my check")
    position = people_queries.current_position(scene.manager)
    assert position is not None
    start_check(scene.rep, position.role)  # of another role: it is not what one begins with
    page = scene.reps.get(scene.at("answers"))
    assert "Begin with what I marked in my private check" in page.text
    scene.reps.submit(from_check="y")
    view = scene.view(ViewKind.SELF)
    assert queries.answers(view) == queries.answers(check)
    own = queries.answers(scene.view(ViewKind.SELF))[PART]
    assert (own.note, set(own.marks.values())) == ("From my check", {Mark.LIFTS_OTHERS})
    scene.reps.post(scene.at("begin"))  # a second click begins nothing anew
    assert scene.view(ViewKind.SELF).id == view.id


def test_what_both_agree_on_is_written_by_both_and_loses_nothing(scene: Scene) -> None:
    reps, managers = scene.reps, scene.managers
    scene.reps.post(scene.at("begin", "agreed"), status=409)  # not before both are open
    open_views(scene.assessment, self_note=OWN, manager_note=MANAGERS)
    reps.get(scene.at("answers", "agreed"))
    reps.submit()
    page = managers.get(scene.at("answers", "agreed"))
    assert page.heading == "What we agree on: Rita Rep"
    assert OWN in page.text
    assert MANAGERS in page.text
    assert "Where you differ" in page.text
    assert "Rita Rep: On own initiative" in page.text
    assert "You: When prompted" in page.text

    # both write the same part: the second is asked which to keep, and nothing is overwritten
    seen = str(page.one(f"input[name={PART}-seen]")["value"])
    save = scene.at(f"answers/{PART}", "agreed")
    mine: Fields = {f"{PART}-seen": seen, f"{PART}-mark-{FIRST}": "lifts_others"}
    reps.post(save, {**mine, f"{PART}-note": "The rep's words"}, status=200, htmx=True)
    part = managers.post(save, {**mine, f"{PART}-note": "Other words"}, status=409, htmx=True)
    assert "The other one of you changed this part meanwhile" in part.soup.get_text()
    assert "The rep's words" in part.soup.get_text()
    assert queries.answers(scene.view(ViewKind.AGREED))[PART].note == "The rep's words"

    # so for the next steps
    steps = scene.at("next-steps", "agreed")
    managers.post(steps, {"next-steps-text": "Pair on Fridays"}, status=200, htmx=True)
    late: Fields = {"next-steps-text": "Read the log first", "next-steps-seen": ""}
    part = reps.post(steps, late, status=409, htmx=True)
    assert "Pair on Fridays" in part.soup.get_text()
    over = str(part.one("input[name=next-steps-over]")["value"])
    reps.post(
        steps, {**late, "next-steps-keep": "mine", "next-steps-over": over}, status=200, htmx=True
    )
    assert scene.view(ViewKind.AGREED).next_steps == "Read the log first"
    reps.post(steps, {"next-steps-text": "x" * 4001}, status=422, htmx=True)

    # whole pages meet in the same way, and keep what was typed
    page = managers.get(scene.at("answers", "agreed"))
    reps.post(steps, {"next-steps-text": "Someone was quicker"}, status=200, htmx=True)
    fields = {**filled(page, "Agreed note"), "next-steps-text": "Mine, typed at length"}
    page = managers.submit_form("form.answers", fields, 409)
    assert "Someone was quicker" in page.text
    assert "Mine, typed at length" in page.one("textarea[name=next-steps-text]").get_text()
    assert "Agreed note" in page.one(f"textarea[name={PART}-note]").get_text()
    managers.submit_form("form.answers", {"next-steps-keep": "mine"})
    managers.get(scene.at("check", "agreed"))

    # the manager closes it; the rep cannot
    check = reps.get(scene.at("check", "agreed"))
    assert "Mara Manager closes the conversation" in check.text
    assert not check.all("main form")
    reps.post(scene.at("agree", "agreed"), status=403)
    managers.submit()
    managers.post(scene.at("agree", "agreed"))
    assert "Mine, typed at length" in reps.get(f"/assessments/{scene.assessment.id}").text
    assert "Read what we agreed on" in reps.get("assessments.index").text
    managers.post(steps, {"next-steps-text": "Too late"}, status=409, htmx=True)


@pytest.mark.parametrize("state", [CycleState.PAUSED, CycleState.CLOSED])
def test_a_round_that_rests_is_read_only_and_keeps_what_was_typed(
    scene: Scene, state: CycleState
) -> None:
    reps, managers = scene.reps, scene.managers
    write_view(scene.assessment, ViewKind.SELF, scene.rep, note=OWN)
    page = reps.get(scene.at("answers"))
    why = "This round is paused" if state is CycleState.PAUSED else "This round is over"
    scene.rest(state)
    typed = filled(page, "Typed while it was paused")
    part = reps.post(scene.at(f"answers/{PART}"), {f"{PART}-note": "Typed"}, status=409, htmx=True)
    assert why in str(part.one("[data-part-state]")["data-shut"])
    data = {"csrf_token": reps.token(), **page.form("form.answers").filled(typed)}
    page = reps.open(scene.at("answers"), method="POST", status=409, data=data)
    assert why in page.text
    assert "Typed while it was paused" in page.one(f"textarea[name={PART}-note]").get_text()
    page = reps.get(scene.at("answers"))
    assert OWN in page.text
    assert why in page.text
    assert not page.all("main form")
    shown = reps.get(f"/assessments/{scene.assessment.id}")
    assert shown.one("main .btn-primary")["href"] == scene.at("answers")
    assert ("open together" in shown.text) is (state is CycleState.PAUSED)
    reps.get(scene.at("check"))
    reps.post(scene.at("submit"), status=409)
    begin = managers.get(scene.at("answers", "manager"))
    assert why in begin.text
    assert not begin.all("main form")
    managers.post(scene.at("begin", "manager"), status=409)
    assert OWN not in managers.get("assessments.index").text


def test_a_reopened_view_says_why_and_by_whom(scene: Scene) -> None:
    open_views(scene.assessment, self_note=OWN)
    assessment = db.session.get_one(Assessment, scene.assessment.id)
    sealed_views.reopen(assessment, ViewKind.SELF, reason="A role was wrong", by=scene.ops)
    assert "It was reopened" in scene.reps.get("assessments.index").text
    page = scene.reps.get(scene.at("answers"))
    assert "Olga Ops of people-ops reopened this" in page.text
    assert "A role was wrong" in page.text
    assert OWN in page.one(f"textarea[name={PART}-note]").get_text()


def test_a_former_manager_keeps_their_draft_to_read(
    scene: Scene, new_browser: Callable[[], Browser]
) -> None:
    write_view(scene.assessment, ViewKind.MANAGER, scene.manager, note=MANAGERS)
    managers = scene.managers
    page = managers.get(scene.at("answers", "manager"))
    other = make_person("Otto Other", role="team-lead")
    make_account(other)
    assessment = db.session.get_one(Assessment, scene.assessment.id)
    running_cycles.change_manager(assessment, other.email, seen=scene.manager.id, by=scene.ops)
    typed = filled(page, "Typed too late")
    data = {"csrf_token": managers.token(), **page.form("form.answers").filled(typed)}
    page = managers.open(scene.at("answers", "manager"), method="POST", status=409, data=data)
    assert "Somebody else assesses this person" in page.text
    assert "Typed too late" in page.one(f"textarea[name={PART}-note]").get_text()
    assert MANAGERS in managers.get(scene.at("answers", "manager")).text
    assert "Drafts only you can read" in managers.get("assessments.index").text
    page = managers.get(scene.at("withdrawn"))
    assert MANAGERS in page.text
    assert "Otto Other assesses Rita Rep in this round now" in page.text
    others = new_browser()
    others.sign_in(other.email)
    others.get(scene.at("withdrawn"), status=404)
    scene.reps.get(scene.at("withdrawn"), status=404)
    others.get(scene.at("answers", "manager"))
    others.submit()
    assert MANAGERS not in others.get(scene.at("answers", "manager")).text


def test_evidence_is_attached_beside_what_it_shows(scene: Scene) -> None:
    secret = make_evidence(scene.rep, "A private knot: marten")
    shared = make_evidence(scene.rep, "A shared knot: heron", is_shared=True)
    make_goal(scene.rep, FIRST, role="css2")
    reps, managers = scene.reps, scene.managers
    write_view(scene.assessment, ViewKind.SELF, scene.rep)
    write_view(scene.assessment, ViewKind.MANAGER, scene.manager)
    page = managers.get(scene.at("answers", "manager"))
    assert "heron" in page.text
    assert "marten" not in page.text
    assert "A goal at the moment" in page.text
    box = f"{PART}-evidence"
    managers.submit_form("form.answers", {box: str(shared.id)})
    forged: Fields = {box: str(secret.id), f"{PART}-attached": ""}
    managers.post(scene.at(f"answers/{PART}", "manager"), forged, status=200, htmx=True)
    assert [one.evidence_id for one in queries.attachments(scene.view(ViewKind.MANAGER))] == [
        shared.id
    ]

    page = reps.get(scene.at("answers"))
    tab: Fields = {
        f"{PART}-attached": "",
        f"{PART}-seen": str(page.one(f"[name={PART}-seen]")["value"]),
    }
    save = scene.at(f"answers/{PART}")
    reps.post(save, {**tab, box: str(secret.id)}, status=200, htmx=True)
    # another tab, opened before, attaches another one: neither takes the other's away
    reps.post(save, {**tab, box: str(shared.id)}, status=200, htmx=True)
    both = {secret.id, shared.id}
    assert {one.evidence_id for one in queries.attachments(scene.view(ViewKind.SELF))} == both
    assert "marten" in reps.get(scene.at("check")).text

    # a number is no evidence by itself
    card = write_card(
        Entry(date(2026, 3, 2), "A long week", metric="CSAT", period="May"), by=scene.rep
    )
    other = next(
        key for key in page.form("form.answers").names if key.endswith("-evidence") and key != box
    )
    competency = other.removesuffix("-evidence")
    reps.post(
        scene.at(f"answers/{competency}"),
        {f"{competency}-attached": "", other: str(card.id)},
        status=200,
        htmx=True,
    )
    check = reps.get(scene.at("check"))
    assert "A number proves nothing by itself" in check.text
    reps.post(scene.at("submit"), status=409)
    assert "marten" not in managers.get(scene.at("answers", "manager")).text


def test_people_are_passed_from_one_to_the_next_with_as_many_statements(scene: Scene) -> None:
    write_view(scene.assessment, ViewKind.MANAGER, scene.manager)
    pages = (scene.at("answers", "manager"), "/assessments", "/")
    few = [statements_of(scene.managers, path) for path in pages]
    for name in ("Ann Able", "Zoe Zest"):
        person = make_person(name, role="css2", manager=scene.manager)
        there = make_assessment(scene.cycle, person)
        write_view(there, ViewKind.MANAGER, scene.manager)
        submit_view(there, ViewKind.SELF, person)
        make_evidence(person, "More", is_shared=True)
    assert [statements_of(scene.managers, path) for path in pages] == few
    page = scene.managers.get(scene.at("answers", "manager"))
    assert page.texts(".people-beside a") == ["Before: Ann Able", "Next: Zoe Zest"]
    assert "3 views of people you assess" in scene.managers.get("home.index").text


def statements_of(browser: Browser, path: str) -> int:
    browser.get(path)
    with counted() as statements:
        browser.get(path)
    return len(statements)


def test_a_private_check_goes_beside_any_role(scene: Scene) -> None:
    make_view(scene.rep)
    page = scene.reps.get("assessments.index")
    assert "Beside another role" in page.text
    started = scene.reps.post("assessments.start", {"role": "team-lead"})
    assert started.location
    page = scene.reps.get(started.location)
    assert "Team Lead" in page.heading
    assert scene.reps.post("assessments.start", {"role": "team-lead"}).location == started.location
    scene.reps.post("assessments.start", {"role": "no-such-role"}, status=404)
    assert "Other drafts" in scene.reps.get("assessments.index").text
    scene.managers.get(started.location, status=404)
