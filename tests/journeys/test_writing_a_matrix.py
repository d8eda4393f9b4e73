"""People-ops write a matrix in the matrix itself: with the keyboard, together, and without loss."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from portal.db import db
from tests import drafting
from tests.journeys import people
from tests.journeys.conftest import NewVisitor
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor
from tests.journeys.writing import (
    EDITOR,
    FIRST,
    OTHERS,
    SAVED,
    SECOND,
    TRACK,
    TYPED,
    add_editor,
    arrive,
    edit_link,
    english,
    link,
    open_cell,
    reword,
    status,
    stored,
    type_over,
    words_of,
)


def test_a_cell_is_written_with_the_keyboard_alone(portal: Portal, writer: Visitor) -> None:
    page = writer.page
    link(page).focus()
    page.keyboard.press("Enter")
    expect(english(page, FIRST)).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(TYPED)
    expect(status(page)).to_have_text(SAVED)
    expect(page.locator("[data-cell]").filter(has_text=TYPED)).to_have_count(1)
    assert words_of(portal, FIRST) == TYPED

    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".line[data-line]").nth(1)).to_have_attribute("data-line", FIRST)
    expect(english(page, FIRST)).to_be_focused()
    page.locator("#behaviours-new-en").focus()
    page.keyboard.type("Writes down what changed.")
    page.keyboard.press("Enter")
    expect(page.locator("#behaviours-new-en")).to_be_focused()
    expect(page.locator("#behaviours-new-en")).to_have_value("")
    assert stored(portal)[1] == TYPED
    assert stored(portal)[-1] == "Writes down what changed."

    page.keyboard.press("Escape")
    expect(link(page)).to_be_focused()
    expect(page.locator(".place-panel")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(edit_link(page, "Problem solving, Senior .*")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(edit_link(page, "Problem solving")).to_be_focused()


def test_steps_are_taken_back_and_done_again(portal: Portal, writer: Visitor) -> None:
    page = writer.page
    before = stored(portal)
    open_cell(page)
    english(page, FIRST).fill(TYPED)
    english(page, FIRST).press("Escape")
    expect(link(page)).to_be_focused()
    page.keyboard.press("Control+z")
    page.wait_for_url(re.compile(r"role=ops-specialist#cell--"))
    expect(link(page)).to_be_focused()
    assert stored(portal) == before
    page.get_by_role("button", name="Redo").click()
    expect(page.locator("[data-cell]").filter(has_text=TYPED)).to_have_count(1)
    assert words_of(portal, FIRST) == TYPED
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-cell]").filter(has_text=TYPED)).to_have_count(0)


def test_undo_takes_back_what_is_still_being_typed_too(portal: Portal, writer: Visitor) -> None:
    page = writer.page
    before = stored(portal)
    type_over(page)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url(re.compile(r"#cell--"))
    expect(page.locator(".place-panel")).to_have_count(0)
    assert stored(portal) == before


def test_two_editors_see_both_texts_and_one_is_chosen(portal: Portal, writer: Visitor) -> None:
    writer.expects("status of 409")
    page = writer.page
    open_cell(page)
    reword(portal, FIRST, OTHERS)
    english(page, FIRST).fill(TYPED)
    clash = page.locator("[data-clash]")
    expect(clash).to_contain_text(OTHERS)
    expect(clash).to_contain_text(TYPED)
    expect(status(page)).to_contain_text("Not saved")
    assert words_of(portal, FIRST) == OTHERS
    page.keyboard.press("Escape")
    expect(page.locator(".place-panel")).to_be_visible()
    page.get_by_label("Keep what stands in the fields here").check()
    page.get_by_role("button", name="Save what I chose").click()
    expect(status(page)).to_have_text(SAVED)
    expect(clash).to_have_count(0)
    assert words_of(portal, FIRST) == TYPED

    reword(portal, FIRST, OTHERS)
    english(page, FIRST).fill("Something else.")
    page.get_by_label("Take what is in the draft now").check()
    page.get_by_role("button", name="Save what I chose").click()
    expect(english(page, FIRST)).to_have_value(OTHERS)
    expect(status(page)).to_have_text(SAVED)
    assert words_of(portal, FIRST) == OTHERS


def test_what_others_write_elsewhere_appears_without_a_question(
    portal: Portal, writer: Visitor
) -> None:
    page = writer.page
    open_cell(page)
    reword(portal, SECOND, OTHERS)
    english(page, FIRST).fill(TYPED)
    expect(status(page)).to_have_text(SAVED)
    expect(english(page, SECOND)).to_have_value(OTHERS)
    assert (words_of(portal, FIRST), words_of(portal, SECOND)) == (TYPED, OTHERS)


def test_words_outlive_a_lost_connection(portal: Portal, writer: Visitor) -> None:
    writer.expects("net::ERR_INTERNET_DISCONNECTED")
    page = writer.page
    open_cell(page)
    writer.context.set_offline(True)
    english(page, FIRST).fill(TYPED)
    expect(status(page)).to_have_text("Not saved – retrying")
    writer.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    assert words_of(portal, FIRST) == TYPED


def test_words_outlive_an_ended_sign_in(portal: Portal, draft: None, visitor: Visitor) -> None:
    visitor.expects("status of 401", "status of 400")
    email = add_editor(portal, "Ella Ended")
    visitor.sign_in(email)
    visitor.page.wait_for_url(visitor.base_url + "/")
    visitor.open(EDITOR)
    page = visitor.page
    open_cell(page)
    people.end_sessions(portal, email)
    english(page, FIRST).fill(TYPED)
    expect(status(page)).to_contain_text("your sign-in has ended")
    with visitor.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new tab").click()
    visitor.sign_in(email, page=opened.value)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Draft: Operations")
    opened.value.close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(status(page)).to_have_text(SAVED)
    assert words_of(portal, FIRST) == TYPED


def test_words_for_a_draft_that_went_can_be_copied(portal: Portal, writer: Visitor) -> None:
    writer.expects("status of 409")
    page = writer.page
    open_cell(page)
    with portal.app.app_context():
        drafting.discard(track=TRACK)
        db.session.commit()
    english(page, FIRST).fill(TYPED)
    gone = page.locator("[data-gone]")
    expect(gone.locator("textarea").first).to_have_value(TYPED)
    expect(status(page)).to_contain_text("Copy what you typed")
    page.on("dialog", lambda dialog: dialog.accept())
    gone.get_by_role("link", name="See how the draft stands now").click()
    expect(page.get_by_role("button", name="Begin a draft")).to_be_visible()


def test_leaving_with_words_that_are_not_saved_warns(writer: Visitor) -> None:
    page = writer.page
    open_cell(page)
    page.locator("#behaviours-new-en").fill("Half a thou")
    asked: list[str] = []

    def stay(dialog) -> None:  # type: ignore[no-untyped-def]
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="People").click()
    expect(page.locator("#behaviours-new-en")).to_have_value("Half a thou")
    assert asked == ["beforeunload"]
    page.locator("#behaviours-new-en").fill("")


def test_a_double_click_adds_once(portal: Portal, writer: Visitor) -> None:
    page = writer.page
    before = stored(portal)
    open_cell(page)
    page.locator("#behaviours-new-en").fill("Writes down what changed.")
    page.get_by_role("button", name="Add", exact=True).dblclick()
    expect(page.locator("#behaviours-new-en")).to_have_value("")
    page.locator("#behaviours-new-en").press("Escape")
    expect(link(page)).to_be_focused()
    assert stored(portal) == [*before, "Writes down what changed."]


def test_a_click_on_a_behaviour_opens_it_and_another_place_closes_it(
    portal: Portal, writer: Visitor
) -> None:
    page = writer.page
    page.locator(f'[data-behaviour="{SECOND}"]').click()
    expect(english(page, SECOND)).to_be_focused()
    english(page, SECOND).fill(TYPED)
    edit_link(page, "Problem solving").click()
    title = page.locator("#competencies-problem-solving-title-en")
    expect(title).to_be_focused()
    expect(english(page, SECOND)).to_have_count(0)
    assert words_of(portal, SECOND) == TYPED
    title.fill("Finding what is wrong")
    title.press("Escape")
    renamed = edit_link(page, "Finding what is wrong")
    expect(renamed).to_be_focused()
    renamed.press("Alt+ArrowDown")
    page.wait_for_url(re.compile(r"#row--problem-solving"))
    expect(renamed).to_be_focused()


def test_a_behaviour_is_moved_split_and_merged(portal: Portal, writer: Visitor) -> None:
    page = writer.page
    open_cell(page)
    line = page.locator(f'[data-line="{FIRST}"]')
    line.get_by_text("More", exact=False).first.click()
    line.get_by_role("button", name="Move it there").click()
    expect(line).to_have_count(0)
    expect(page.locator("#cell--problem-solving--senior-ops")).to_contain_text("tool request")
    line = page.locator(f'[data-line="{SECOND}"]')
    line.get_by_text("More", exact=False).first.click()
    line.get_by_role("button", name="Split it…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Split a behaviour")
    page.locator("#pieces-0-en").fill("Reads the conversations behind a chart.")
    page.locator("#pieces-1-en").fill("Says what a chart leaves out.")
    page.get_by_role("button", name="Split it").click()
    page.wait_for_url(re.compile(r"#cell--problem-solving--ops-specialist"))
    assert stored(portal)[:2] == [
        "Reads the conversations behind a chart.",
        "Says what a chart leaves out.",
    ]


def test_going_back_shows_the_draft_as_it_is(writer: Visitor) -> None:
    page = writer.page
    open_cell(page)
    english(page, FIRST).fill(TYPED)
    english(page, FIRST).press("Escape")
    expect(link(page)).to_be_focused()
    page.get_by_role("link", name="What was done").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What was done: Operations")
    page.go_back()
    expect(page.locator("[data-cell]").filter(has_text=TYPED)).to_have_count(1)


def test_translations_are_saved_while_they_are_written(portal: Portal, writer: Visitor) -> None:
    page = writer.page
    reword(portal, FIRST, OTHERS)
    writer.open(f"{EDITOR}/translations/es")
    page.locator("textarea").first.fill("Pregunta para qué sirve.")
    expect(status(page)).to_have_text(SAVED)
    with portal.app.app_context():
        text = drafting.draft(TRACK).every_behaviour()[FIRST].text
    assert text.texts["es"] == "Pregunta para qué sirve."
    assert text.outdated == frozenset()


def test_a_narrow_screen_shows_one_role_at_a_time(
    portal: Portal, draft: None, new_visitor: NewVisitor
) -> None:
    visitor = new_visitor(viewport={"width": 360, "height": 740})
    page = arrive(portal, visitor, "Nadia Narrow").page
    senior = page.locator("#cell--problem-solving--senior-ops")
    expect(page.locator("#cell--problem-solving--ops-specialist")).to_be_visible()
    expect(senior).to_be_hidden()
    roles = page.get_by_role("navigation", name="Show the role")
    roles.get_by_role("link").last.click()
    page.wait_for_url("**role=senior-ops")  # and until its scripts are there
    expect(senior).to_be_visible()
    expect(page.locator("#cell--problem-solving--ops-specialist")).to_be_hidden()
    senior.get_by_role("link").click()
    field = page.locator(".place-panel textarea").first
    expect(field).to_be_focused()
    field.fill(TYPED)
    expect(status(page)).to_have_text(SAVED)
    assert TYPED in stored(portal, "senior-ops")


def test_everything_works_without_scripts(
    portal: Portal, draft: None, new_visitor: NewVisitor
) -> None:
    visitor = new_visitor(java_script_enabled=False)
    page = arrive(portal, visitor, "Paula Plain").page
    link(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Problem solving, Support Operations Specialist"
    )
    english(page, FIRST).fill(TYPED)
    page.locator(f'[data-line="{FIRST}"]').get_by_role("button", name="Move down").click()
    expect(page.locator(".line[data-line]").nth(1)).to_have_attribute("data-line", FIRST)
    page.locator("#behaviours-new-en").fill("Writes down what changed.")
    page.get_by_label("Later").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#cell--problem-solving--ops-specialist")).to_contain_text("Later")
    assert stored(portal)[1] == TYPED
    assert stored(portal)[-1] == "Writes down what changed."
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-cell]").filter(has_text="Writes down what changed.")).to_have_count(
        0
    )
    page.get_by_role("link", name="As a reader sees it").click()
    expect(page.get_by_text(TYPED)).to_be_visible()
