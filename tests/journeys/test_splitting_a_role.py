"""A role that has grown into two jobs is split, and somebody concerned reads about it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from portal.db import db
from portal.services.demo.organisation import PASSWORD
from tests.factories import make_account, make_person
from tests.journeys.conftest import NewPortal, NewVisitor
from tests.journeys.looking import AXE, too_wide, violations
from tests.journeys.people import PEOPLE_OPS
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor

REP = "gus.goes@demo.example"
WHY = "Looking after the inbox and looking after its tools had become two jobs."


@pytest.fixture(scope="module")
def own_portal(open_portal: NewPortal) -> Portal:
    """A portal of this journey's own: it changes the ladder for good."""
    portal = open_portal("sqlite")
    with portal.app.app_context():
        make_account(make_person("Gus Goes", email=REP, role="senior-css"), password=PASSWORD)
        db.session.commit()
    return portal


def begin_draft(visitor: Visitor, track: str) -> None:
    visitor.open(f"/matrices/{track}/draft")
    visitor.page.get_by_role("button", name=re.compile("draft", re.I)).first.click()
    expect(visitor.page).to_have_url(re.compile(f"/matrices/{track}/draft"))


def look(page: Page) -> None:
    """What only the flow shows is looked at wide and narrow, in the light and in the dark."""
    page.wait_for_load_state()
    for appearance, width in (("dark", 320), ("light", 1280)):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=appearance)  # type: ignore[arg-type]
        assert violations(page) + too_wide(page) == []


def test_a_role_is_split(own_portal: Portal, new_visitor: NewVisitor) -> None:
    ops, rep = new_visitor(at=own_portal), new_visitor(at=own_portal)
    ops.context.add_init_script(path=AXE)
    ops.expects(AXE.name, "status of 422")  # it tries to add styles, which our policy refuses
    ops.sign_in(PEOPLE_OPS, PASSWORD)
    ops.page.wait_for_url(ops.base_url + "/")
    for track in ("frontline", "operations"):
        begin_draft(ops, track)
    say_which_roles(ops.page)
    say_who_goes_where(ops.page)
    check_and_confirm(ops.page)
    rep.sign_in(REP, PASSWORD)
    read_about_it(rep.page)


def say_which_roles(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Admin").click()
    page.get_by_role("main").get_by_role("link", name="Ladders").click()
    role = page.get_by_role("row", name=re.compile("^Senior Customer Support Specialist"))
    role.get_by_role("link", name="Senior Customer Support Specialist").click()
    page.get_by_role("link", name="Split it").click()
    look(page)
    page.get_by_role("button", name="Describe a new role").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_be_focused()
    look(page)
    page.get_by_role("link", name="Give the role a title.").click()
    expect(page.locator("input:focus")).to_be_visible()
    page.keyboard.type("Inbox Operations")
    new = page.get_by_role("group", name="New role 1")
    new.get_by_role("group", name="Short name").get_by_label("English").fill("Inbox Ops")
    new.get_by_label("Track").select_option(label="Operations")
    new.get_by_label("Rung").select_option("3")
    why = page.get_by_role("group", name="Why it changes")
    why.get_by_label("English").fill(WHY)
    why.get_by_label("Español").fill("Se habían vuelto dos trabajos.")
    page.get_by_role("button", name="Go on").click()


def say_who_goes_where(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Who and what goes where")
    look(page)
    page.get_by_label("From then on: Gus Goes").select_option(label="Inbox Operations")
    page.get_by_label(
        "What becomes of the move Customer Support Specialist 2 to Senior Customer Support"
    ).select_option(label="Stays, and there is one like it for Inbox Operations")
    page.get_by_label("From then on: Inbox stewardship").select_option(
        label="Goes over to Inbox Operations"
    )
    page.get_by_role("button", name="Go on").click()


def check_and_confirm(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what will happen")
    look(page)
    people = page.get_by_role("region", name="People", exact=True)
    expect(people).to_contain_text("Inbox Operations (1): Gus Goes")
    matrices = page.get_by_role("region", name="Matrices")
    expect(matrices).to_contain_text("Inbox stewardship goes to Inbox Operations")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("From then on: Gus Goes")).to_have_value("+0")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Split the role now").click()
    expect(page.get_by_text("The role is split.")).to_be_visible()
    look(page)


def read_about_it(page: Page) -> None:
    news = page.get_by_role("region", name="Your role changed")
    expect(news).to_contain_text("Your role is Inbox Operations now.")
    expect(news).to_contain_text(WHY)
    news.get_by_role("link", name="What became of the role").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Senior Customer Support Specialist")
    became = page.get_by_role("region", name="What became of this role")
    expect(became).to_be_in_viewport()
    became.get_by_role("link", name="Inbox Operations").click()
    comes_from = page.get_by_role("region", name="Where this role comes from")
    expect(comes_from).to_contain_text("Senior Customer Support Specialist")
    ways_in = page.get_by_role("region", name="How people get here")
    expect(ways_in).to_contain_text("Customer Support Specialist 2")
    page.get_by_role("link", name="Gus Goes").click()
    path = page.get_by_role("region", name="Path through the roles")
    expect(path).to_contain_text("Senior Customer Support Specialist was split on")
