"""Readiness, history, a team's picture and a round's: what they say, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.observations import Mark
from portal.models import Person, Role
from tests.browser import Browser
from tests.factories import make_account, make_evidence, make_person, make_submitted_view
from tests.rounds import make_assessment, make_round, open_views, submit_view
from tests.statements import counted

Visit = Callable[[Person], Browser]


@pytest.fixture
def visit(app: Flask, new_browser: Callable[[], Browser]) -> Visit:
    del app

    def as_person(person: Person) -> Browser:
        browser = new_browser()
        browser.sign_in(person.email)
        return browser

    return as_person


def led_by(manager: Person, name: str, **more: object) -> Person:
    person = make_person(name, role="css2", manager=manager, **more)  # type: ignore[arg-type]
    make_account(person)
    return person


@pytest.fixture
def manager(app: Flask) -> Person:
    del app
    manager = make_person("Mara Manager", role="team-lead")
    make_account(manager)
    return manager


def test_readiness_says_what_is_there_what_is_missing_and_what_would_count(
    manager: Person, visit: Visit
) -> None:
    rep = led_by(manager, "Rita Rep")
    mine = visit(rep)
    assert (
        "Nobody has gone through this role’s behaviours in an assessment yet."
        in mine.get("/growth/readiness").text
    )
    make_submitted_view(rep, marks=Mark.OWN_INITIATIVE)
    make_evidence(rep, "A private knot: marten")
    page = mine.get("/growth/readiness")
    assert "In your own view only" in page.text
    assert "Somebody else who saw it" in page.text
    theirs = visit(manager).get(f"/growth/people/{rep.id}/readiness")
    assert "Nobody has looked yet" in theirs.text
    assert "own initiative in a private check" not in theirs.text
    a = make_assessment(make_round("Autumn"), rep)
    open_views(a)
    page = mine.get("/growth/readiness")
    assert "Some must-haves are still to be seen; they come first." in page.text
    assert "When prompted in Autumn" in page.text
    assert page.texts("#counts-heading") == ["What would count"]
    assert page.text.count("The same without being asked") == 1, "said once for the standing"
    assert len(page.texts(".expected-part h3")) == len(set(page.texts(".expected-part h3")))
    assert "%" not in page.one("main").get_text()
    submit_view(a, ViewKind.AGREED, manager, marks=Mark.OWN_INITIATIVE)
    page = mine.get("/growth/readiness")
    assert "Everything the role expects was seen." in page.text
    other = mine.get("/growth/readiness?role=cse")
    assert "still to be seen" in other.text
    mine.get("/growth/readiness?role=made-up", status=404)


def test_the_first_months_expect_the_product_and_the_conversation_first(
    manager: Person, visit: Visit
) -> None:
    started = datetime.now(UTC).date() - timedelta(days=20)
    rep = led_by(manager, "Nora New", started_on=started)
    page = visit(rep).get("/growth/readiness")
    assert page.one("#not-yet-heading").get_text() == "Not expected yet"
    assert "You are in your first months in this role." in page.text


def test_history_draws_each_behaviour_over_the_rounds_and_nothing_that_is_not_open(
    manager: Person, visit: Visit
) -> None:
    rep = led_by(manager, "Rita Rep")
    mine = visit(rep)
    assert "Nothing to look back on yet" in mine.get("/growth/history").text
    open_views(make_assessment(make_round("Spring"), rep))
    second = make_assessment(make_round("Autumn"), rep)
    submit_view(second, ViewKind.SELF, rep, marks=Mark.LIFTS_OTHERS)
    page = mine.get("/growth/history")
    assert {"Spring", "Autumn"} <= set(page.texts("main table thead th"))
    assert page.texts(".trail-words")[0] == "When prompted → then Lifts others"
    assert len(page.all(".trail-picture")) == len(page.all(".trail-picture .trail-turn")) > 0
    theirs = visit(manager).get(f"/growth/people/{rep.id}/history")
    assert "There is one round to look at" in theirs.text
    assert "Spring" in theirs.texts(".trails-rounds")[0]
    assert "Autumn" not in theirs.text
    assert theirs.texts(".trail-words")[0] == "When prompted"
    assert not theirs.all("table")
    links = {str(link["href"]) for link in visit(manager).get(f"/people/{rep.id}").all("main a")}
    assert {f"/growth/people/{rep.id}/{page}" for page in ("readiness", "history")} <= links


def test_a_team_stands_by_name_in_words_and_costs_the_same_for_many(
    manager: Person, visit: Visit
) -> None:
    for name, marks in (("Zoe", Mark.OWN_INITIATIVE), ("Adam", Mark.NOT_YET)):
        person = led_by(manager, name)
        a = make_assessment(make_round(), person)
        submit_view(a, ViewKind.SELF, person)
        submit_view(a, ViewKind.MANAGER, manager, marks=marks)
    browser = visit(manager)
    with counted() as few:
        page = browser.get("/growth/team")
    assert page.texts("thead th a") == ["Adam", "Zoe"]
    assert {"Adam None yet", "Zoe All"} <= set(page.texts("tbody td"))
    for at in range(6):
        led_by(manager, f"Bea {at}")
    with counted() as many:
        browser.get("/growth/team")
    assert len(many) == len(few)
    stranger = make_person(role="team-lead")
    make_account(stranger)
    led_by(stranger, "Other Rep")
    browser = visit(stranger)
    assert "Adam" not in browser.get("/growth/team").text


def test_a_round_is_told_of_five_people_or_more(manager: Person, visit: Visit) -> None:
    ops = make_person("Olga Ops")
    make_account(ops, is_people_ops=True)
    browser = visit(ops)
    assert "No round yet" in browser.get("/growth/insights").text
    cycle = make_round("Autumn")
    for at in range(5):
        person = led_by(manager, f"Person {at}")
        a = make_assessment(cycle, person)
        submit_view(a, ViewKind.SELF, person)
        mark = Mark.OWN_INITIATIVE if at < 2 else Mark.NOT_YET
        submit_view(a, ViewKind.MANAGER, manager, marks=mark)
        page = browser.get(f"/growth/insights?round={cycle.id}&role=css2")
        row = page.texts("tbody tr")[0]
        assert ("Not told" in row) == (at < 4)
        assert not any(f"Person {n}" in page.text for n in range(5))
    assert row.split()[-9:] == ["3", "Some", "0", "Most", "0", "All", "2", "People", "5"]
    make_round("Just begun")
    page = browser.get("/growth/insights")
    assert page.one("[name=round] [selected]").get_text() == "Autumn", "the latest that says much"
    assert page.one("[name=role] [selected]")["value"] == "css2"
    assert "people are not finished" in browser.get("/").text
    browser.get("/growth/insights?round=999999", status=404)
    role = db.session.scalars(select(Role).where(Role.key == "css2")).one()
    role.retired_on = date(2026, 1, 1)
    db.session.flush()
    page = browser.get("/growth/insights?round=&role=")
    assert page.one("[name=role] [selected]")["value"] == "css2", "although it retired"
