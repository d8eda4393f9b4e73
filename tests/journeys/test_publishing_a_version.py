"""From a draft to a version in force, and a self-assessment that is brought over to it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.db import db
from portal.domain.observations import Mark
from portal.services.demo.organisation import PASSWORD
from tests.drafting import adding, asked, begin, change, draft, removing, rewording
from tests.factories import make_member, make_view
from tests.journeys import people
from tests.journeys.conftest import NewVisitor
from tests.journeys.people import PEOPLE_OPS
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor

TRACK = "engineering"
ROLE = "cse"
NUMBER = "Answers 20 tickets a day."
NEW = "Draws how a request travels through the product."
WORDS = "Says in the case which logs were read, and why."


def write_draft(portal: Portal) -> str:
    """A draft that rewords, adds and takes away; somebody has assessed themselves before it.

    The address of that person.
    """
    with portal.app.app_context():
        rep = make_member("Esther Engineer", role=ROLE)
        make_view(rep, marks=Mark.OWN_INITIATIVE, note="Half a thought.")
        begin(track=TRACK)
        row = next(iter(draft(TRACK).for_role(ROLE).competencies())).key
        first, second, *_ = asked(draft(TRACK), row, ROLE)
        change(rewording(first, en=WORDS), track=TRACK)
        change(removing(second, row, ROLE), track=TRACK)
        change(adding(NEW, row, ROLE), track=TRACK)
        change(adding(NUMBER, row, ROLE), track=TRACK)
        db.session.commit()
        return rep.email


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_draft_is_checked_published_and_brought_over_to(
    kind: str, portals: Callable[[str], Portal], new_visitor: NewVisitor
) -> None:
    portal = portals(kind)
    rep = write_draft(portal)
    editor = new_visitor(portal)
    editor.sign_in(PEOPLE_OPS, PASSWORD)
    editor.page.wait_for_url(editor.base_url + "/")
    editor.open(f"/matrices/{TRACK}/draft")
    number = _check_and_publish(editor.page)
    _read_what_changed(new_visitor(portal), rep, number)
    _bring_it_over(new_visitor(portal), rep, number)
    assert people.notes(portal, rep) == ["Half a thought."]


def _check_and_publish(page: Page) -> str:
    steps = page.get_by_role("navigation", name="This draft")
    steps.get_by_role("link", name="What changed").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What the draft changes")
    expect(page.locator("ins").first).to_be_visible()
    expect(page.get_by_text(NEW)).to_be_visible()

    steps.get_by_role("link", name="Publish").click()
    expect(page.get_by_text("Not yet: something still stands in the way.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish this version")).to_have_count(0)
    page.get_by_role("link", name=NUMBER).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wording advice")
    page.get_by_text("It has to stay: say why").click()
    page.get_by_role("textbox", name="English").fill("The contract promises it.")
    page.get_by_role("textbox", name="Español").fill("El contrato lo promete.")
    page.get_by_role("button", name="Keep this reason").click()
    expect(page.get_by_text("The reason is kept.")).to_be_visible()

    steps.get_by_role("link", name="Publish").click()
    expect(page.get_by_role("heading", name="Whom it concerns")).to_be_visible()
    page.get_by_text(re.compile(r"people? (is|are) in this role|person is in this role")).click()
    expect(page.get_by_role("link", name="Esther Engineer")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("major"))).to_be_checked()
    page.get_by_role("textbox", name="English").fill("Clearer about logs.")
    page.wait_for_load_state()  # scripts keep a second click from sending again
    page.get_by_role("button", name="Publish this version").dblclick()
    published = page.get_by_text(re.compile(r"Version \d+\.0\.0 is published"))
    expect(published).to_be_visible()
    expect(page.get_by_text("Clearer about logs.")).to_be_visible()
    found = re.search(r"\d+\.0\.0", published.inner_text())
    assert found
    return found[0]


def _read_what_changed(reader: Visitor, email: str, number: str) -> None:
    page = reader.page
    reader.sign_in(email)
    page.wait_for_url(reader.base_url + "/")
    reader.open(f"/roles/{ROLE}")
    expect(page.get_by_text("Names a number because: The contract promises it.")).to_be_visible()
    page.get_by_role("link", name=f"What changed in version {number}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What changed for")
    expect(page.get_by_text(NEW)).to_be_visible()
    expect(page.locator("del").first).to_be_visible()


def _bring_it_over(author: Visitor, email: str, number: str) -> None:
    page = author.page
    author.sign_in(email)
    page.wait_for_url(author.base_url + "/")
    page.get_by_role("link", name=re.compile("Self-assessment as")).click()
    expect(page.get_by_text("A newer version of this matrix is published.")).to_be_visible()
    page.get_by_role("link", name="See what bringing it over would mean").click()
    expect(page.get_by_role("heading", name=re.compile("^New, to be marked"))).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^No longer asked"))).to_be_visible()
    page.wait_for_load_state()
    page.get_by_role("button", name=f"Bring it over to version {number}").dblclick()
    expect(page.get_by_text(f"Your self-assessment is on version {number} now.")).to_have_count(1)
    expect(page.get_by_role("textbox").first).to_have_value("Half a thought.")
    expect(page.get_by_role("rowheader", name=NEW)).to_be_visible()


def test_a_publisher_looks_again_at_what_somebody_changed_meanwhile(
    portal: Portal, new_visitor: NewVisitor
) -> None:
    write_draft(portal)
    editor = new_visitor(portal)
    editor.expects("status of 409")
    page = editor.page
    editor.sign_in(PEOPLE_OPS, PASSWORD)
    page.wait_for_url(editor.base_url + "/")
    with portal.app.app_context():
        row = next(iter(draft(TRACK).for_role(ROLE).competencies())).key
        key = asked(draft(TRACK), row, ROLE)[-1]
        change(removing(key, row, ROLE), track=TRACK)
        db.session.commit()
    editor.open(f"/matrices/{TRACK}/draft/publish")
    page.get_by_role("textbox", name="English").fill("A note to keep.")
    with portal.app.app_context():
        change(adding("Reads the release notes aloud.", row, ROLE), track=TRACK)
        db.session.commit()
    page.get_by_role("button", name="Publish this version").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_text("The draft changed while you were here")).to_be_visible()
    expect(page.get_by_role("textbox", name="English")).to_have_value("A note to keep.")
    page.get_by_role("button", name="Publish this version").click()
    expect(page.get_by_text(re.compile(r"Version \d+\.0\.0 is published"))).to_be_visible()
