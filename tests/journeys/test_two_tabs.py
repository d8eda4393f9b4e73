"""One person, two tabs: nothing is overwritten without a word."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import people
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor

SAVED = re.compile(r"^Draft saved")
FIRST = "Written in the first tab."
SECOND = "Written in the second tab."
CONFLICT = "This part was changed in another tab too"


def note(page: Page, part: int = 0) -> Locator:
    return page.locator("[data-part]").nth(part).locator("textarea")


def status(page: Page) -> Locator:
    return page.locator("[data-draft-status]")


@pytest.fixture
def email(portal: Portal) -> str:
    return people.add_rep(portal, "Tilda Tabs", with_draft=True)


@pytest.fixture
def tabs(email: str, visitor: Visitor) -> tuple[Page, Page]:
    """The same draft opened twice."""
    visitor.sign_in(email)
    visitor.page.get_by_role("link", name=re.compile("^Self-assessment as")).click()
    visitor.page.wait_for_url("**/answers")
    other = visitor.context.new_page()
    other.goto(visitor.page.url)
    return visitor.page, other


def test_two_versions_of_one_part_are_shown_and_one_is_chosen(
    tabs: tuple[Page, Page], portal: Portal, email: str, visitor: Visitor
) -> None:
    visitor.expects("status of 409")
    one, two = tabs
    note(one).fill(FIRST)
    expect(status(one)).to_have_text(SAVED)

    note(two).fill(SECOND)
    expect(two.get_by_role("heading", name=CONFLICT)).to_be_visible()
    expect(status(two)).to_contain_text("Not saved")
    choice = two.locator("[data-conflict]")
    expect(choice.get_by_role("cell", name=FIRST)).to_be_visible()
    expect(choice.get_by_role("cell", name=SECOND)).to_be_visible()
    assert people.notes(portal, email) == [FIRST]
    choice.get_by_label("Keep what I typed here").check()
    choice.get_by_role("button", name="Keep the chosen version").click()
    expect(status(two)).to_have_text(SAVED)
    expect(choice).to_have_count(0)
    assert people.notes(portal, email) == [SECOND]

    note(one).fill(FIRST + " And more.")
    choice = one.locator("[data-conflict]")
    expect(choice.get_by_role("cell", name=SECOND)).to_be_visible()
    choice.get_by_label("Take the other version").check()
    choice.get_by_role("button", name="Keep the chosen version").click()
    expect(note(one)).to_have_value(SECOND)
    expect(choice).to_have_count(0)
    assert people.notes(portal, email) == [SECOND]


def test_different_parts_are_both_kept_without_a_question(
    tabs: tuple[Page, Page], portal: Portal, email: str
) -> None:
    one, two = tabs
    note(one, 0).fill(FIRST)
    note(two, 1).fill(SECOND)
    for page in tabs:
        expect(status(page)).to_have_text(SAVED)
        expect(page.locator("[data-conflict]")).to_have_count(0)
    assert people.notes(portal, email) == [FIRST, SECOND]
    one.reload()
    expect(note(one, 0)).to_have_value(FIRST)
    expect(note(one, 1)).to_have_value(SECOND)
