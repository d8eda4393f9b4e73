"""Everything that matters works where no script runs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from portal.services.demo.organisation import PASSWORD
from tests.browser import PASSWORD as OWN_PASSWORD
from tests.journeys import people
from tests.journeys.conftest import NewVisitor
from tests.journeys.people import PEOPLE_OPS
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor

TYPED = "Wrote the guide on exports after the third question about them."


@pytest.fixture
def plain(new_visitor: NewVisitor) -> Visitor:
    """A browser that runs no scripts."""
    return new_visitor(java_script_enabled=False)


def test_a_rep_assesses_themselves(portal: Portal, plain: Visitor) -> None:
    email = people.add_rep(portal, "Paul Plain")
    page = plain.page
    plain.sign_in(email)
    page.get_by_role("link", name=re.compile("^Self-assessment as")).click()
    page.get_by_role("button", name=re.compile("^Start")).click()
    expect(page.locator("noscript p")).to_have_text(re.compile("^Save now and then"))

    page.locator("[data-part] textarea").first.fill(TYPED)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Your draft is saved. Only you can see it.")).to_be_visible()
    expect(page.locator("[data-part] textarea").first).to_have_value(TYPED)
    page.get_by_role("button", name="Save and check answers").click()
    expect(page.get_by_role("heading", name="Still missing")).to_be_visible()
    expect(page.get_by_role("button", name="Submit and seal")).to_have_count(0)

    page.get_by_role("link", name="Back to your answers").click()
    page.wait_for_load_state()  # all choices are there
    for choice in page.locator("input[value=own_initiative]").all():
        choice.check()
    page.get_by_role("button", name="Save and check answers").click()
    page.get_by_role("button", name="Submit and seal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where I stand")
    expect(page.get_by_text(TYPED)).to_be_visible()
    assert people.view_states(portal, email) == ["submitted"]


def test_a_sign_in_that_ended_holds_what_was_typed(portal: Portal, plain: Visitor) -> None:
    plain.expects("status of 401", "status of 422")
    email = people.add_rep(portal, "Hella Held", with_draft=True)
    page = plain.page
    plain.sign_in(email)
    page.get_by_role("link", name=re.compile("^Self-assessment as")).click()
    page.locator("[data-part] textarea").first.fill(TYPED)
    people.end_sessions(portal, email)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Your sign-in had ended.")).to_be_visible()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill("not my password at all")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(OWN_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you typed is still here")
    page.get_by_role("button", name="Save what I typed").click()
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()
    expect(page.locator("[data-part] textarea").first).to_have_value(TYPED)


def test_people_ops_take_a_matrix_along(plain: Visitor) -> None:
    plain.sign_in(PEOPLE_OPS, PASSWORD)
    plain.page.get_by_role("navigation").get_by_role("link", name="Exports").click()
    link = plain.page.get_by_role("row", name=re.compile("Team Lead")).get_by_role("link").first
    address = link.get_attribute("href")
    pdf = plain.page.request.get(f"{plain.base_url}{address}")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF-")


def test_language_and_appearance_are_switched_and_stay(portal: Portal, plain: Visitor) -> None:
    page = plain.page
    plain.sign_in(people.add_rep(portal, "Lola Language"))
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("What you have to do")
    page.get_by_role("group", name="Tema").get_by_role("button").last.click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    plain.open("/ladders")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The ladder")
