"""A rep finds out where they stand: from signing in to a submitted self-assessment."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.services.demo.organisation import PASSWORD
from tests.journeys import people
from tests.journeys.conftest import NewVisitor
from tests.journeys.people import REP
from tests.journeys.serving import Portal

FOCUS = """() => {
  const at = document.activeElement;
  const kind = at.matches("[data-rating] input") ? "mark"
    : at.matches("tr.reason input") ? "reason"
    : at.matches("textarea") ? "note"
    : at.matches("button[name=then]") ? "on"
    : at.localName;
  return { kind, name: at.name ?? "" };
}"""
NOTE = "Asked Ana what she had tried before I answered."
REASON = "Nobody calls us by telephone."


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_rep_assesses_themselves_with_the_keyboard(
    kind: str, portals: Callable[[str], Portal], new_visitor: NewVisitor
) -> None:
    portal = portals(kind)
    rep = new_visitor(portal)
    page = rep.page
    rep.sign_in(REP, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("What you have to do")
    before = people.view_states(portal, REP)

    page.get_by_role("navigation").get_by_role("link", name="Ladder").click()
    expect(page.get_by_text("You are here", exact=True).first).to_be_visible()
    expect(page.locator("svg").first).to_be_visible()
    own_role = page.locator("article", has_text="You are here").get_by_role("heading")
    title = own_role.inner_text()
    own_role.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("heading", name="What good looks like")).to_be_visible()

    page.get_by_role("navigation").get_by_role("link", name="Assessments").click()
    page.get_by_role("button", name=re.compile("^Start")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("My self-assessment")
    expect(page.get_by_text("Nothing saved yet")).to_be_visible()
    page.wait_for_load_state()  # the keys are the scripts'
    _fill_in_with_the_keyboard(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(page.get_by_text("Everything is marked.")).to_be_visible()
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.get_by_text(REASON)).to_be_visible()
    page.wait_for_load_state()  # scripts keep a second click from sending again
    page.get_by_role("button", name="Submit and seal").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("Where I stand")
    expect(page.get_by_text("Your self-assessment is submitted and sealed.")).to_have_count(1)
    assert people.view_states(portal, REP) == [*before, "submitted"]
    _read_the_result(page)


def _fill_in_with_the_keyboard(page: Page) -> None:
    """Tab from behaviour to behaviour with nothing but keys; each kind of key has its turn."""
    keys = page.keyboard
    behaviours = page.locator("[data-rating]").count()
    marked: list[str] = []
    has_note = False
    keys.press("Tab")
    while (focus := page.evaluate(FOCUS))["kind"] != "on":
        match focus["kind"]:
            case "mark":
                assert focus["name"] not in marked, "Tab came by twice"
                marked.append(focus["name"])
                if len(marked) == 1:
                    keys.press("ArrowRight")
                    keys.press("ArrowRight")
                elif len(marked) == 2:
                    keys.press("0")
                else:
                    keys.press(str(1 + len(marked) % 4))
            case "reason":
                keys.type(REASON)
            case "note" if not has_note:
                has_note = True
                keys.type(NOTE)
                expect(page.locator("[data-draft-status]")).to_have_text(
                    re.compile(r"^Draft saved \d\d:\d\d$")
                )
        keys.press("Tab")
    assert len(marked) == behaviours
    expect(page.get_by_text(f"{behaviours} of {behaviours} marked")).to_be_visible()
    assert page.locator("[data-rating] input:checked").nth(0).get_attribute("value") == (
        "when_prompted"
    )
    keys.press("Enter")


def _read_the_result(page: Page) -> None:
    expect(page.locator("figure svg").first).to_be_visible()
    page.get_by_text("The same in numbers").click()
    table = page.get_by_role("table", name="How many behaviours of each competency carry each mark")
    expect(table).to_be_visible()
    expect(table.get_by_role("rowheader").nth(3)).to_be_visible()
    address = page.get_by_role("link", name="As a PDF (English)").get_attribute("href")
    assert address is not None
    pdf = page.request.get(page.url.split("/assessments")[0] + address)
    assert pdf.status == 200
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF-")


def test_what_is_submitted_cannot_be_changed_by_going_back(
    portal: Portal, new_visitor: NewVisitor
) -> None:
    email = people.add_rep(portal, "Bela Back")
    number = people.submit_one(portal, email)
    rep = new_visitor()
    rep.sign_in(email)
    expect(rep.page.get_by_text("Nothing is waiting for you.")).to_be_visible()
    for path in (f"/assessments/{number}/answers", f"/assessments/{number}/check"):
        rep.open(path)
        expect(rep.page.get_by_role("heading", level=1)).to_have_text("Where I stand")
