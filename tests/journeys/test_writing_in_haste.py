"""People-ops write quicker or slower than the portal saves, and nothing comes to nothing."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import NewVisitor
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor, hold
from tests.journeys.writing import (
    COMPETENCY,
    EDITOR,
    FIRST,
    ROLE,
    SAVED,
    TYPED,
    arrive,
    edit_link,
    english,
    open_cell,
    status,
    stored,
    type_over,
    words_of,
)


def test_a_place_that_is_closed_saves_nothing_more_and_keeps_the_focus(
    portal: Portal, writer: Visitor
) -> None:
    page = writer.page
    edit_link(page, "Problem solving").click()
    title = page.locator("#competencies-problem-solving-title-en")
    expect(title).to_be_focused()
    page.clock.install(time="2026-11-01")
    page.clock.pause_at("2026-11-02")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    title.fill("Finding what is wrong")
    title.press("Escape")
    renamed = edit_link(page, "Finding what is wrong")
    expect(renamed).to_be_focused()
    page.clock.fast_forward("01:00")
    expect(status(page)).to_have_text(SAVED)
    expect(renamed).to_be_focused()
    assert sent == ["POST"]


def test_another_place_opens_while_one_is_being_closed(portal: Portal, writer: Visitor) -> None:
    page = writer.page
    open_cell(page)
    held = hold(page, "**/draft/cells/**")
    with page.expect_request("**/draft/cells/**"):
        english(page, FIRST).fill(TYPED)
        english(page, FIRST).press("Escape")
    edit_link(page, "Problem solving").click()
    held[0].continue_()
    title = page.locator(".place-panel #competencies-problem-solving-title-en")
    expect(title).to_be_focused()
    assert words_of(portal, FIRST) == TYPED


def test_a_button_that_is_pressed_slowly_is_not_replaced_meanwhile(
    portal: Portal, writer: Visitor
) -> None:
    page = writer.page
    before = stored(portal)
    type_over(page)
    page.get_by_role("button", name="Undo").hover()
    with page.expect_response("**/draft/cells/**"):
        page.mouse.down()
    page.mouse.up()
    page.wait_for_url(re.compile(r"#cell--"))
    assert stored(portal) == before


def test_a_page_of_its_own_sends_one_thing_at_a_time(portal: Portal, writer: Visitor) -> None:
    page = writer.page
    writer.open(f"{EDITOR}/cells/{COMPETENCY}/{ROLE}")
    held = hold(page, "**/draft/cells/**")
    with page.expect_request("**/draft/cells/**"):
        english(page, FIRST).fill("Asks")
    english(page, FIRST).fill(TYPED)
    answer = held[0].fetch()
    page.get_by_role("button", name="Save", exact=True).click()
    held[0].fulfill(response=answer)
    page.wait_for_url(re.compile(r"#cell--"))
    assert words_of(portal, FIRST) == TYPED


def test_what_was_pressed_is_done_though_another_editor_added_a_line(
    portal: Portal, writer: Visitor, new_visitor: NewVisitor
) -> None:
    page = writer.page
    place = f"{EDITOR}/cells/{COMPETENCY}/{ROLE}"
    writer.open(place)
    other = arrive(portal, new_visitor(), "Olga Other")
    held = hold(page, "**/draft/cells/**")
    with page.expect_request("**/draft/cells/**"):
        english(page, FIRST).fill(TYPED)
    other.open(place)
    other.page.locator("#behaviours-new-en").fill("Writes down what changed.")
    other.page.get_by_role("button", name="Add", exact=True).click()
    expect(other.page.locator("#behaviours-new-en")).to_have_value("")
    page.get_by_role("button", name="Save", exact=True).click()
    held[0].continue_()
    page.wait_for_url(re.compile(r"#cell--"))
    assert words_of(portal, FIRST) == TYPED
    assert "Writes down what changed." in stored(portal)


def test_what_has_the_focus_keeps_it_when_its_place_is_there_anew(writer: Visitor) -> None:
    page = writer.page
    head = page.locator("th[id^=category--]").first
    head.locator("[data-opens]").click()
    title = page.locator(".place-panel textarea").first
    expect(title).to_be_focused()
    held = hold(page, "**/draft/categories/**")
    with page.expect_request("**/draft/categories/**"):
        title.press_sequentially("x")
    head.locator("a.place-add").focus()
    held[0].continue_()
    expect(status(page)).to_have_text(SAVED)
    expect(head.locator("a.place-add")).to_be_focused()
