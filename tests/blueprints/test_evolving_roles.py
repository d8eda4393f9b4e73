"""Splitting, merging and retiring roles in the browser: the flow, and what everybody sees after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.models import Person, Position, Role
from portal.queries import ladder_rows
from portal.services import drafts
from tests.blueprints.evolving import FORM, WHY, describe_split, on
from tests.browser import Browser
from tests.factories import make_member, make_person, make_view


@pytest.fixture
def goes(app: Flask) -> Person:
    del app
    return make_member("Gus Goes", role="senior-css")


@pytest.fixture
def stays(app: Flask) -> Person:
    del app
    return make_member("Sara Stays", role="senior-css")


def current_role(person: Person) -> str:
    return db.session.scalars(
        select(Role.key).join(Position).where(
            Position.person_id == person.id, Position.ended_on.is_(None)
        )
    ).one()  # fmt: skip


# Splitting


def test_a_role_is_split_in_three_steps(
    desk: Browser, goes: Person, stays: Person, ops: Person
) -> None:
    drafts.start("frontline", by=ops)
    drafts.start("operations", by=ops)
    page = describe_split(desk)
    assert page.heading == "Who and what goes where"
    assert [words for words in page.texts("tbody th") if words in {"Gus Goes", "Sara Stays"}]
    page = desk.submit_form(
        FORM,
        {
            f"people-{goes.id}": "+0",
            "moves-css2-to-senior-css": "copy:+0",
            "moves-senior-css-to-pse": "remove",
            "cells-inbox-stewardship": "pass:+0",
        },
        status=200,
    )
    assert page.heading == "Check what will happen"
    for told in (
        "Nothing has happened yet",
        "Inbox Operations is added to Operations, on rung 3.",
        "1 person gets a new position",
        "Inbox Operations (1): Gus Goes",
        "1 person stays in Senior Customer Support Specialist: Sara Stays",
        "from Customer Support Specialist 2 to Inbox Operations",
        "removed.",
        "moves stay as they are",
        "keeps its column for this role until the next version is published",
        "The draft of Operations gets a column for Inbox Operations.",
        "Inbox stewardship goes to Inbox Operations in the draft of Operations",
        "Inbox stewardship is no longer expected of",
        WHY,
        "2 people find it on their home pages for 60 days",
    ):
        assert told in page.text, told
    assert current_role(goes) == "senior-css"
    page = desk.follow(desk.submit(FORM))
    assert "The role is split." in page.text
    assert current_role(goes) == "inbox-operations"
    assert current_role(stays) == "senior-css"
    assert "Split a role" in desk.get("admin.audit_trail").text


def test_everybody_concerned_sees_what_happened(
    desk: Browser, goes: Person, stays: Person, new_browser: Callable[[], Browser]
) -> None:
    describe_split(desk, **{"note-es": "Eran dos trabajos."})
    desk.submit_form(FORM, {f"people-{goes.id}": "+0"}, status=200)
    desk.submit(FORM)
    page = desk.get("roles.show", key="senior-css")
    assert "What became of this role" in page.text
    assert "Part of its work went to Inbox Operations" in page.text
    assert WHY in page.text
    page = desk.get("roles.show", key="inbox-operations")
    assert "Has part of the work of Senior Customer Support Specialist" in page.text
    page = desk.get("people.show", person_id=goes.id)
    assert "Senior Customer Support Specialist was split on" in page.text
    assert WHY in page.text
    for person, told in ((goes, "Your role is Inbox Operations now."), (stays, "You stay in it")):
        browser = new_browser()
        browser.sign_in(person.email)
        page = browser.get("home.index")
        assert "Your role changed" in page.text
        assert told in page.text
        links = {str(link["href"]) for link in page.all(".home-news a")}
        assert "/roles/senior-css#history" in links
    assert "Your role changed" not in desk.get("home.index").text
    goes.locale = "es"
    browser = new_browser()
    browser.sign_in(goes.email)
    assert "Eran dos trabajos." in browser.get("home.index").text


def test_one_can_go_back_and_nothing_typed_is_lost(desk: Browser, goes: Person) -> None:
    describe_split(desk)
    page = desk.submit_form(FORM, {f"people-{goes.id}": "+0", "do": "define"}, status=200)
    assert page.heading.startswith("Split")
    assert page.form(FORM).values["new_roles-0-title-es"] == ["Operaciones de bandeja"]
    page = desk.submit_form(FORM, {"new_roles-0-title-en": "Queue Operations"}, status=200)
    assert page.form(FORM).values[f"people-{goes.id}"] == ["+0"], "the choice has survived"
    page = on(desk)
    assert "Queue Operations (1): Gus Goes" in page.text
    page = on(desk, do="mapping")
    assert page.form(FORM).values[f"people-{goes.id}"] == ["+0"]
    page = on(desk, do="define")
    page = on(desk, do="new_roles-fewer")
    page = desk.submit_form(FORM, {"others": ["ops-specialist"]}, status=200)
    assert page.form(FORM).values[f"people-{goes.id}"] == ["senior-css"], "as it usually is"


def test_what_is_missing_is_told_beside_its_field(desk: Browser) -> None:
    desk.get("ladder_admin.split", key="senior-css")
    page = on(desk, status=422, note__en=WHY)
    assert "Choose at least one other role" in page.texts("#others-error")[0]
    desk.submit(FORM, do="new_roles-more", status=200)
    page = on(desk, status=422, note__en="", day="")
    wrong = {str(link["href"]) for link in page.all(".error-summary a")}
    assert wrong == {
        "#new_roles-0-title-en", "#new_roles-0-short-en", "#new_roles-0-track", "#day", "#note-en",
    }  # fmt: skip


def test_a_day_to_come_is_refused_where_it_was_typed(desk: Browser, goes: Person) -> None:
    tomorrow = date.today() + timedelta(days=2)  # noqa: DTZ011 - a day ahead in any zone
    describe_split(desk, day=tomorrow.isoformat())
    page = desk.submit_form(FORM, {f"people-{goes.id}": "+0"}, status=422)
    assert page.heading.startswith("Split")
    assert "still to come" in page.texts("#day-error")[0]


def test_a_number_that_would_tell_who_is_not_told(desk: Browser, goes: Person) -> None:
    make_view(goes)
    describe_split(desk)
    page = on(desk)
    assert "How many there are is not told" in page.text
    for _ in range(4):
        make_person(role="senior-css")
    describe_split(desk)
    assert "1 is being written for this role." in on(desk).text


# Merging, retiring, bringing back


def test_a_role_is_merged_into_another(desk: Browser, goes: Person, stays: Person) -> None:
    desk.get("ladder_admin.merge", key="senior-css")
    page = desk.submit(FORM, others="css2", note__en=WHY, status=200)
    assert page.form(FORM).values[f"people-{goes.id}"] == ["css2"]
    page = desk.submit_form(FORM, {f"people-{stays.id}": "cse"}, status=200)
    assert "Customer Support Engineer (1): Sara Stays" in page.text
    assert "retires: nobody joins it any more" in page.text
    page = desk.follow(desk.submit(FORM))
    assert "Retired role" in page.text
    assert [current_role(person) for person in (goes, stays)] == ["css2", "cse"]
    page = desk.get("roles.show", key="senior-css")
    assert "It became part of Customer Support Specialist 2" in page.text
    page = desk.get("roles.show", key="css2")
    assert "Senior Customer Support Specialist became part of it" in page.text
    page = desk.get("ladder_admin.index")
    assert "Senior Customer Support Specialist since" in page.text
    desk.get("ladder_admin.split", key="senior-css", status=409)


def test_a_role_is_retired_without_a_successor(desk: Browser, goes: Person) -> None:
    desk.get("ladder_admin.retire", key="senior-css")
    page = desk.submit(FORM, note__en=WHY, status=200)
    assert "no role takes over" in page.text
    page = on(desk, status=422)
    assert page.texts(f"#people-{goes.id}-error") == ["Error: Choose a role for them."]
    desk.submit_form(FORM, {f"people-{goes.id}": "team-lead"}, status=200)
    desk.submit(FORM)
    assert current_role(goes) == "team-lead"
    assert "No role took over from it." in desk.get("roles.show", key="senior-css").text
    assert ladder_rows.moves("senior-css") == []


def test_a_retired_role_is_brought_back(desk: Browser) -> None:
    desk.get("ladder_admin.retire", key="senior-css")
    desk.submit(FORM, note__en=WHY, status=200)
    on(desk)
    desk.submit(FORM)
    desk.get("ladder_admin.bring_back", key="senior-css")
    page = desk.submit(status=422)
    assert "Say why" in page.texts("#note-en-error")[0]
    page = desk.follow(desk.submit(note__en="It was missed."))
    assert "Brought back on" in page.text
    assert "It was missed." in desk.get("roles.show", key="senior-css").text
    assert ladder_rows.role("senior-css").retired_on is None


def test_nobody_moves_themselves(desk: Browser, ops: Person) -> None:
    colleague = make_person("Ona Ops", role="ops-specialist")
    for kind in ("merge", "retire"):
        page = desk.get(f"ladder_admin.{kind}", key="ops-specialist", status=409)
        assert "cannot be done for yourself" in page.text
    desk.get("ladder_admin.split", key="ops-specialist")
    page = desk.submit(FORM, others=["senior-ops"], note__en=WHY, status=200)
    assert "Nobody gives themselves another position." in page.text
    name = f"people-{ops.id}"
    assert page.form(FORM).values[name] == ["ops-specialist"]
    sent = {**page.form(FORM).values, name: ["senior-ops"]}
    desk.open("/admin/ladders/roles/ops-specialist/split", method="POST", data=sent, status=422)
    desk.submit_form(FORM, {f"people-{colleague.id}": "senior-ops"}, status=200)


# Two at once


def test_what_changed_since_the_preview_is_shown_again(desk: Browser, goes: Person) -> None:
    describe_split(desk)
    desk.submit_form(FORM, {f"people-{goes.id}": "+0"}, status=200)
    make_person("Nora New", role="senior-css")
    page = desk.submit(FORM, status=409)
    assert "changed this meanwhile" in page.text
    assert page.heading == "Who and what goes where", "somebody has come to be asked about"
    assert "Nora New" in page.text
    on(desk)
    ladder_rows.role("senior-css").rank = 4
    page = desk.submit(FORM, status=409)
    assert page.heading == "Check what will happen"
    assert "changed this meanwhile" in page.text
    assert current_role(goes) == "senior-css"
    desk.submit(FORM)  # having seen it
    assert current_role(goes) == "inbox-operations"
