"""Rounds in the browser of people-ops: setting one up, the check, opening it; and leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.workflows import CycleState
from portal.models import Absence, Assessment, AuditEvent, Cycle, CycleChoice, Notice, Person, Team
from tests import drafting
from tests.browser import Browser, Page
from tests.factories import make_account, make_member, make_person, make_team
from tests.field_errors import error_at
from tests.statements import counted
from tests.test_concurrency import arranged, at_the_same_moment, count, post, signed_in

NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)
DAYS = {
    "opens_on": "2026-10-05",
    "views_due_on": "2026-10-25",
    "talks_due_on": "2026-11-06",
    "time_zone": "Europe/Madrid",
}
LATER = {**DAYS, "opens_on": "2026-10-06"}
SUNDAY = "Sunday 25 October 2026"
UNTIL = f"until the end of {SUNDAY} (Europe/Madrid)"


@pytest.fixture
def on_the_day() -> Iterator[None]:
    """Signing in included: sessions do not live through jumps of the clock."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ops(app: Flask, on_the_day: None) -> Person:
    del app, on_the_day
    return make_member("Paula Peopleops", role="ops-specialist", is_people_ops=True)


def the_round() -> Cycle:
    return db.session.scalars(select(Cycle)).one()


def test_a_round_is_set_up_with_slips_on_the_way(desk: Browser) -> None:
    north = make_team("North")
    page = desk.get("assessments.index")
    assert "/assessments/rounds" in {a["href"] for a in page.all("main a")}
    assert "/assessments/rounds" in {a["href"] for a in desk.get("admin.index").all("main a")}
    page = desk.get("cycles.index")
    assert "There is no round yet" in page.text
    page = desk.get("cycles.new")
    assert page.form().values["new_starter_days"] == ["90"]
    wrong = {**DAYS, "opens_on": "0001-01-01", "new_starter_days": "many"}
    page = desk.submit(name=" ", note="Ask Paula.", **wrong, status=422)
    assert error_at(page, "name") == "Give the round a name."
    assert error_at(page, "opens_on") == "Check the year: it is far off."
    assert page.form().values["note"] == ["Ask Paula."]
    wrong = {**DAYS, "views_due_on": "2026-10-04", "new_starter_days": "90"}
    page = desk.submit(name="Autumn 2026", **wrong, status=422)
    assert "the day it opens, or a later one" in error_at(page, "views_due_on")
    assert db.session.scalar(select(func.count()).select_from(Cycle)) == 0

    page = desk.follow(desk.submit(teams=[north.key], **DAYS))
    assert page.heading == "Autumn 2026"
    assert UNTIL in page.text
    assert "A draft is its author's alone" in page.text
    assert "Nobody would be in it yet" in page.text
    cycle = the_round()
    assert (cycle.teams, cycle.tracks, cycle.note) == ((north.key,), (), "Ask Paula.")
    page = desk.get("cycles.readiness", cycle_id=cycle.id)
    assert "Nobody is in this round" in page.text
    assert not page.all("main form.page-form")


@pytest.fixture
def reps(ops: Person) -> dict[str, Person]:
    """A team: one can start, one has no account, one is new."""
    north = make_team("North")
    head = make_member("Harriet Head", role="support-manager")
    ops.manager_id = head.id
    there = {"manager": head, "team": north}
    people = {
        "rita": make_person("Rita Rep", role="css2", **there),
        "nadia": make_person("Nadia Noaccount", role="css1", **there),
        "nils": make_person("Nils New", role="css1", started_on=date(2026, 9, 1), **there),
    }
    make_account(people["rita"])
    make_account(people["nils"])
    return people


def _team_of(person: Person) -> str:
    return db.session.scalars(select(Team.key).where(Team.id == person.team_id)).one()


def groups(page: Page) -> list[str]:
    return page.texts(".check-group h3")


def test_what_the_check_finds_is_mended_and_the_round_opens(
    desk: Browser, reps: dict[str, Person]
) -> None:
    desk.get("cycles.new")
    desk.submit(name="Autumn 2026", **DAYS, teams=[_team_of(reps["rita"])])
    at = {"cycle_id": the_round().id}
    page = desk.get("cycles.readiness", **at)
    assert groups(page) == ["No account 1", "New here 1"]
    page = desk.submit_form("main form.page-form", {"reason": " "}, status=422)
    assert "say why the round opens all the same" in error_at(page, "reason")

    # from mending a record one comes back to the check, and to no other page
    for wanted in (check := page.path, "/admin"):
        desk.get("people.edit", person_id=reps["nadia"].id, back=wanted)
        assert (desk.submit().location == check) is (wanted == check)
        seen = desk.get("people.show", person_id=reps["nadia"].id, back=wanted)
        assert (seen.one(".page-back a")["href"] == check) is (wanted == check)
        desk.get("people.new_absence", person_id=make_person().id, back=wanted)
        seen = desk.follow(desk.submit(from_on="2026-12-01", until_on=""))
        assert (seen.one(".page-back a")["href"] == check) is (wanted == check)

    desk.get("cycles.leave_out", **at, person_id=reps["nadia"].id)
    page = desk.submit(reason=" ", status=422)
    assert error_at(page, "reason") == "Say why, in a few words."
    page = desk.follow(desk.submit(reason="Joins with the next one"))
    assert groups(page) == ["Left out by hand 1", "New here 1"]
    assert "Joins with the next one" in page.text
    assert "Everybody can start" in page.text
    desk.get("cycles.take_in", **at, person_id=reps["nils"].id)
    page = desk.follow(desk.submit(reason="Worked here before"))
    assert groups(page) == ["Left out by hand 1", "Taken in by hand 1"]
    back = f'form[action$="/people/{reps["nils"].id}/take-back"]'
    page = desk.follow(desk.submit_form(back, {}))
    assert groups(page) == ["Left out by hand 1", "New here 1"]

    answer = desk.submit_form("main form.page-form", {})
    page = desk.follow(answer)
    assert "1 person is told" in page.text
    assert the_round().state == CycleState.OPEN
    assert db.session.scalars(select(Assessment.person_id)).all() == [reps["rita"].id]
    # a second click, or a page that was open meanwhile, leads to the open round and opens nothing
    again = desk.post("cycles.readiness", {"seen": "0" * 16}, **at)
    assert again.location == answer.location
    for endpoint in ("set_up", "edit", "discard", "readiness"):
        assert desk.get(f"cycles.{endpoint}", **at, status=303).location == answer.location
    desk.post("cycles.take_newest", **at, status=409)
    assert db.session.scalar(select(func.count()).select_from(Notice)) == 1
    assert desk.get("cycles.index").texts("tbody tr th") == ["Autumn 2026 Open"]
    # the trace names what was done, never why
    page = desk.get("admin.audit_trail")
    assert "Left somebody out of a round" in page.text
    assert "Joins with the next one" not in page.text


def test_two_editors_are_shown_both(
    desk: Browser, new_browser: Callable[[], Browser], ops: Person
) -> None:
    desk.get("cycles.new")
    desk.submit(name="Autumn 2026", **DAYS)
    cycle = the_round()
    other = new_browser()
    other.sign_in(make_member(is_people_ops=True).email)
    desk.get("cycles.edit", cycle_id=cycle.id)
    other.get("cycles.edit", cycle_id=cycle.id)
    other.submit(tracks=["frontline"], views_due_on="2026-10-20")
    page = desk.submit(note="Ask Paula.", tracks=["operations"], status=409)
    assert page.texts(".met tbody tr") == [
        "What the people in it should know Typed here Ask Paula. Saved now Empty",
        "Tracks Typed here Operations Saved now Frontline",
        f"Last day for both views Typed here {SUNDAY} Saved now Tuesday 20 October 2026",
    ]
    assert the_round().tracks == ("frontline",)
    desk.submit()  # once more, having seen both
    stored = the_round()
    assert (stored.tracks, stored.note) == (("operations",), "Ask Paula.")
    assert stored.views_due_on == date(2026, 10, 25)

    page = desk.get("cycles.discard", cycle_id=cycle.id)
    other.get("cycles.edit", cycle_id=cycle.id)
    other.submit(name="Autumn")
    page = desk.submit(status=409)
    assert "changed this meanwhile" in page.text
    desk.get("cycles.discard", cycle_id=cycle.id)
    page = desk.follow(desk.submit())
    assert "There is no round yet" in page.text


def test_before_its_day_a_round_is_checked_but_not_opened(desk: Browser, ops: Person) -> None:
    desk.get("cycles.new")
    desk.submit(name="Autumn 2026", **LATER, tracks=["operations"])
    desk.get("cycles.new")
    desk.submit(name="Overlaps", **LATER, views_open_on="2026-10-26", tracks=["operations"])
    page = desk.get("cycles.set_up", cycle_id=_cycle_id("Overlaps"))
    assert "Autumn 2026 falls into the same days" in page.text
    assert "not before Monday 26 October 2026 begins (Europe/Madrid)" in page.text
    page = desk.get("cycles.readiness", cycle_id=_cycle_id("Overlaps"))
    assert page.texts(".check-group h3") == ["No manager 1"]
    assert "from Tuesday 6 October 2026 (Europe/Madrid)" in page.text
    assert not page.all("main form.page-form")
    drafting.publish(ops, drafting.adding("Shows a colleague where an answer came from."))
    desk.get("cycles.edit", cycle_id=_cycle_id("Overlaps"))
    desk.submit(tracks=[])
    page = desk.get("cycles.set_up", cycle_id=_cycle_id("Overlaps"))
    newer = [row for row in page.texts(".round-versions tbody tr") if "Newer" in row]
    assert len(newer) == 1
    assert newer[0].startswith("Frontline")
    page = desk.follow(desk.submit_form(".round-versions form", {}))
    assert "Newer" not in page.text


def _cycle_id(name: str) -> int:
    return db.session.scalars(select(Cycle.id).where(Cycle.name == name)).one()


def test_a_long_group_has_pages_and_the_check_as_many_questions(desk: Browser) -> None:
    desk.get("cycles.new")
    desk.submit(name="Autumn 2026", **DAYS)
    at = {"cycle_id": the_round().id}
    with counted() as few:
        desk.get("cycles.readiness", **at)
    for number in range(60):
        make_person(f"Nadia {number:02}", role="css1")
    with counted() as many:
        page = desk.get("cycles.readiness", **at)
    assert len(many) == len(few)
    assert "See all 60: No account" in page.text
    assert "Nadia 59" not in page.text
    page = desk.get("cycles.readiness", **at, group="no_account")
    assert page.heading == "No account"
    assert "Nadia 49" in page.text
    assert "Nadia 50" not in page.text
    page = desk.get("cycles.readiness", **at, group="no_account", page=2)
    assert "Nadia 59" in page.text
    assert "past the end" in desk.get(
        "cycles.readiness", **at, group="no_account", page=3
    ).text  # fmt: skip


def test_two_open_a_round_at_once_and_it_opens_once(separate_app: Flask) -> None:
    def arrange() -> dict[str, object]:
        emails = [make_member(is_people_ops=True).email for _ in range(2)]
        return {"emails": emails}

    values = arranged(separate_app, arrange)
    today = datetime.now(UTC).date().isoformat()
    browsers = [signed_in(separate_app, email) for email in values["emails"] * 2]  # type: ignore[operator]
    first = browsers[0]
    first.get("cycles.new")
    page = first.follow(
        first.submit(name="Now", opens_on=today, views_due_on="2099-01-01",
                     talks_due_on="2099-01-01", time_zone="Pacific/Kiritimati")
    )  # fmt: skip
    path = page.path.removesuffix("/set-up") + "/readiness"
    seen = str(first.get(path).one('input[name="seen"]')["value"])
    answers = at_the_same_moment(
        [post(browser, path, seen=seen, reason="Two lead nobody.") for browser in browsers]
    )
    assert set(answers) == {303}
    assert count(separate_app, Assessment) == count(separate_app, Notice) == 2
    with separate_app.app_context():
        opened = select(func.count()).where(AuditEvent.action == "opened round")
        assert db.session.scalar(opened) == 1
        assert db.session.scalar(select(func.count()).select_from(CycleChoice)) == 0


# Leaves


def test_a_leave_is_noted_changed_and_removed_and_seen_by_few(
    desk: Browser, new_browser: Callable[[], Browser], ops: Person
) -> None:
    lead = make_member("Lena Lead", role="team-lead")
    rep = make_member("Rita Rep")
    rep.manager_id = lead.id
    page = desk.get("people.show", person_id=rep.id)
    assert "None is noted." in page.text
    desk.get("people.new_absence", person_id=rep.id)
    page = desk.submit(from_on="2026-03-10", until_on="2026-03-02", status=422)
    assert "comes after the first day of leave" in error_at(page, "until_on")
    page = desk.follow(desk.submit(from_on="2026-03-02", until_on=""))
    said = "From 2 March 2026, first day back not known yet"
    assert said in page.text

    for person, sees in ((rep, True), (lead, False), (make_member("Piet Peer"), False)):
        browser = new_browser()
        browser.sign_in(person.email)
        page = browser.get("people.show", person_id=rep.id)
        assert (said in page.text) is sees
        assert ("Leave" in page.texts("h2")) is sees
        assert "leaves" not in {part for a in page.all("main a") for part in a["href"].split("/")}

    leave = db.session.scalars(select(Absence)).one()
    other = new_browser()
    other.sign_in(make_member(is_people_ops=True).email)
    other.get("people.absence", person_id=rep.id, absence_id=leave.id)
    desk.get("people.absence", person_id=rep.id, absence_id=leave.id)
    other.submit(until_on="2026-03-20")
    page = desk.submit(until_on="2026-04-01", status=409)
    assert "from 2 March 2026, back on 20 March 2026" in page.text
    assert page.form().values["until_on"] == ["2026-04-01"]
    page = desk.follow(desk.submit())
    assert "back on 1 April 2026" in page.text
    desk.get("people.absence", person_id=lead.id, absence_id=leave.id, status=404)
    desk.get("people.remove_absence", person_id=rep.id, absence_id=leave.id)
    page = desk.follow(desk.submit())
    assert "None is noted." in page.text
