"""What was typed outlives a lost connection, an ended sign-in, a crash, and a killed server."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import Dialog, Error, Locator, Page, expect

from tests.journeys import people
from tests.journeys.conftest import NewPortal, NewVisitor
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor, hold

SAVED = re.compile(r"^Draft saved \d\d:\d\d$")
TYPED = "Called back, as promised – ¿todo bien? 👍"


@pytest.fixture
def email(portal: Portal) -> str:
    return people.add_rep(portal, "Nora Nothinglost", with_draft=True)


def open_draft(visitor: Visitor, email: str) -> Page:
    visitor.sign_in(email)
    visitor.page.get_by_role("link", name=re.compile("^Self-assessment as")).click()
    visitor.page.wait_for_url("**/answers")
    return visitor.page


def note(page: Page) -> Locator:
    return page.locator("[data-part] textarea").first


def status(page: Page) -> Locator:
    return page.locator("[data-draft-status]")


def test_the_connection_is_lost_and_comes_back(
    portal: Portal, email: str, visitor: Visitor
) -> None:
    visitor.expects("net::ERR_INTERNET_DISCONNECTED")
    page = open_draft(visitor, email)
    visitor.context.set_offline(True)
    note(page).fill(TYPED)
    expect(status(page)).to_have_text("Not saved – retrying")
    assert people.notes(portal, email) == []
    visitor.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    assert people.notes(portal, email) == [TYPED]


def test_the_sign_in_ends_while_typing(portal: Portal, email: str, visitor: Visitor) -> None:
    visitor.expects("status of 401", "status of 400")
    page = open_draft(visitor, email)
    people.end_sessions(portal, email)
    note(page).fill(TYPED)
    expect(status(page)).to_have_text("Your sign-in has ended.")
    with visitor.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new tab").click()
    visitor.sign_in(email, page=opened.value)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Assessments")
    opened.value.close()
    page.bring_to_front()
    # Where no screen is, no window ever loses the focus, so none regains it by itself.
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(status(page)).to_have_text(SAVED)
    expect(note(page)).to_have_value(TYPED)
    assert people.notes(portal, email) == [TYPED]


def test_one_click_goes_on_when_there_is_nothing_to_save(email: str, visitor: Visitor) -> None:
    page = open_draft(visitor, email)
    page.get_by_role("button", name="Save and check answers").click()
    page.wait_for_url("**/check")


def test_the_button_pressed_last_counts(portal: Portal, email: str, visitor: Visitor) -> None:
    page = open_draft(visitor, email)
    held = hold(page, "**/answers/**")
    with page.expect_request("**/answers/**"):
        note(page).fill(TYPED)
        page.get_by_role("button", name="Save now").click()
    page.get_by_role("button", name="Save and check answers").click()
    held[0].continue_()
    page.wait_for_url("**/check")
    assert people.notes(portal, email) == [TYPED]


def test_typing_is_quicker_than_the_scripts(portal: Portal, email: str, visitor: Visitor) -> None:
    """On a slow line the fields are there before what saves them."""
    held = hold(visitor.page, "**/autosave.js")
    visitor.sign_in(email)
    with visitor.page.expect_request("**/autosave.js"):
        visitor.page.get_by_role("link", name=re.compile("^Self-assessment as")).click()
    note(visitor.page).fill(TYPED)
    visitor.page.locator("input[value=own_initiative]").first.check()
    held[0].continue_()
    expect(status(visitor.page)).to_have_text(SAVED)
    assert people.notes(portal, email) == [TYPED]


def test_typing_before_the_scripts_are_there_keeps_the_focus(visitor: Visitor) -> None:
    visitor.expects("status of 422")
    page = visitor.page
    visitor.open("/sign-in")
    held = hold(page, "**/forms.js")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    field = page.get_by_label("E-mail address")
    field.press_sequentially("nora")
    held[0].continue_()
    page.wait_for_load_state()
    expect(field).to_be_focused()


def test_whoever_leaves_after_a_save_is_not_asked(email: str, visitor: Visitor) -> None:
    page = open_draft(visitor, email)
    page.locator("[data-part] input[type=url]").first.fill("https://example.com/guide")
    expect(status(page)).to_have_text(SAVED)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="People").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    assert asked == []


def test_the_page_crashes_after_a_save(portal: Portal, email: str, visitor: Visitor) -> None:
    page = open_draft(visitor, email)
    address = page.url
    note(page).fill(TYPED)
    expect(status(page)).to_have_text(SAVED)
    with page.expect_event("crash"), pytest.raises(Error, match="crash"):
        page.goto("chrome://crash")
    again = visitor.context.new_page()
    again.goto(address)
    expect(note(again)).to_have_value(TYPED)


def test_the_server_is_killed_after_a_save(open_portal: NewPortal, new_visitor: NewVisitor) -> None:
    """A killed server keeps what it acknowledged, and the page goes on once there is a new one."""
    portal = open_portal("sqlite")
    email = people.add_rep(portal, "Kira Killed", with_draft=True)
    visitor = new_visitor(portal)
    visitor.expects(
        "net::ERR_CONNECTION_REFUSED",
        "net::ERR_CONNECTION_RESET",
        "net::ERR_CONTENT_LENGTH_MISMATCH",
        "net::ERR_EMPTY",
    )
    page = open_draft(visitor, email)
    with page.expect_response(lambda answer: "/answers/" in answer.url) as saved:
        note(page).fill(TYPED)
    assert saved.value.status == 200
    portal.kill()
    assert people.notes(portal, email) == [TYPED]

    note(page).fill(TYPED + " Then wrote it down.")
    expect(status(page)).to_have_text("Not saved – retrying")
    portal.start()
    expect(status(page)).to_have_text(SAVED)
    again = visitor.context.new_page()
    again.goto(page.url)
    expect(note(again)).to_have_value(TYPED + " Then wrote it down.")
    database = portal.app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    connection = sqlite3.connect(database)
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    connection.close()
