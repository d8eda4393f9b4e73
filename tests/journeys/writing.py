"""What journeys to a matrix that is being written share: the way there, and what is found there."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from portal.db import db
from portal.domain.drafting.steps import StepKind
from portal.services import drafts
from tests import drafting
from tests.factories import make_member
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor

TRACK = "operations"
EDITOR = f"/matrices/{TRACK}/draft"
ROLE = "ops-specialist"
COMPETENCY = "problem-solving"
FIRST, SECOND = "finds-the-need-behind-a-request", "reads-the-talks-behind-a-chart"
SAVED = re.compile(r"^Saved \d\d:\d\d$")
TYPED = "Asks what the tool is for – ¿para qué? – before building it."
OTHERS = "Asks what somebody wants to do with a tool before building it."


def arrive(portal: Portal, visitor: Visitor, name: str) -> Visitor:
    visitor.sign_in(add_editor(portal, name))
    visitor.page.wait_for_url(visitor.base_url + "/")
    visitor.open(EDITOR)
    return visitor


def add_editor(portal: Portal, name: str) -> str:
    with portal.app.app_context():
        email = make_member(name, is_people_ops=True).email
        db.session.commit()
    return email


def stored(portal: Portal, role: str = ROLE) -> list[str]:
    """What the draft says of the first cell."""
    with portal.app.app_context():
        return [
            behaviour.text.original
            for row, behaviour in drafting.draft(TRACK).behaviours(role)
            if row.key == COMPETENCY
        ]


def words_of(portal: Portal, key: str) -> str:
    with portal.app.app_context():
        return drafting.draft(TRACK).every_behaviour()[key].text.original


def reword(portal: Portal, key: str, words: str) -> None:
    """What somebody else does meanwhile."""
    with portal.app.app_context():
        change = drafting.rewording(key, en=words)
        drafts.edit(TRACK, change, kind=StepKind.REWORD, by=None)
        db.session.commit()


def status(page: Page) -> Locator:
    return page.locator("[data-edit-status]")


def edit_link(page: Page, place: str) -> Locator:
    return page.get_by_role("link", name=re.compile(rf"^Edit ?: {place}$"))


def link(page: Page) -> Locator:
    return edit_link(page, "Problem solving, Support Operations Specialist")


def english(page: Page, key: str) -> Locator:
    return page.locator(f"#behaviours-{key}-en")


def type_over(page: Page) -> None:
    """Write a text that is saved, and then another over it."""
    open_cell(page)
    english(page, FIRST).fill("Asks")
    expect(status(page)).to_have_text(SAVED)
    english(page, FIRST).fill(TYPED)


def open_cell(page: Page) -> None:
    link(page).click()
    expect(page.locator(".place-panel textarea").first).to_be_focused()
