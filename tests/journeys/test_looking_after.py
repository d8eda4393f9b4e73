"""A manager's, people-ops' and an admin's day."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from portal.services.demo.organisation import PASSWORD
from tests.journeys import people
from tests.journeys.conftest import NewVisitor
from tests.journeys.people import ADMIN, LEAD, PEOPLE_OPS
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor


def test_a_manager_finds_their_people_but_not_what_is_private(
    portal: Portal, visitor: Visitor
) -> None:
    visitor.expects("status of 404")
    page = visitor.page
    visitor.sign_in(LEAD, PASSWORD)
    team = page.get_by_role("region", name="Your team")
    expect(team.get_by_role("link", name="Inês Carvalhal")).to_be_visible()

    page.get_by_role("navigation").get_by_role("link", name="People").click()
    page.wait_for_load_state()
    page.get_by_label("Name or e-mail address").press_sequentially("carval")
    expect(page.get_by_text("1 person found")).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]q=carval"))
    expect(page.get_by_role("rowheader")).to_have_count(1)
    page.get_by_role("combobox", name="Role").select_option("team-lead")
    expect(page.get_by_text("Nobody matches this")).to_be_visible()
    expect(page).to_have_url(re.compile("role=team-lead"))
    page.reload()
    expect(page.get_by_text("Nobody matches this")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Show everybody").first.click()
    page.wait_for_load_state()
    page.get_by_label("Name or e-mail address").fill("ines carvalhal")
    page.get_by_role("link", name="Inês Carvalhal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inês Carvalhal")
    expect(page.get_by_role("img", name=re.compile("stays in a role since"))).to_be_visible()

    sealed = people.submit_one(portal, people.add_rep(portal, "Sealed Away"))
    response = visitor.open(f"/assessments/{sealed}")
    assert response.status == 404
    expect(page.get_by_text("Error 404")).to_be_visible()
    assert "Sealed" not in page.content()
    page.get_by_role("link", name="Go to the start page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you have to do")


def test_people_ops_hand_out_matrices(visitor: Visitor) -> None:
    page = visitor.page
    visitor.sign_in(PEOPLE_OPS, PASSWORD)
    page.get_by_role("navigation").get_by_role("link", name="Exports").click()
    row = page.get_by_role("row", name=re.compile("Support Engineer")).first
    for language in ("English", "Español"):
        address = row.get_by_role("link", name=language).get_attribute("href")
        first = page.request.get(f"{visitor.base_url}{address}")
        assert (first.status, first.headers["content-type"]) == (200, "application/pdf")
        assert first.body().startswith(b"%PDF-")
        known = {"If-None-Match": first.headers["etag"]}
        second = page.request.get(f"{visitor.base_url}{address}", headers=known)
        assert (second.status, second.body()) == (304, b"")


def test_an_admin_lets_somebody_in_and_out_again(new_visitor: NewVisitor) -> None:
    admin, newcomer = new_visitor(), new_visitor()
    newcomer.expects("status of 422")
    link = _add_somebody(admin)

    page = newcomer.page
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Nina Newcomer")
    page.get_by_label("New password").fill("password")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("New password").fill("seven quiet herons at noon")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_text("Your password is set. Sign in with it.")).to_be_visible()
    newcomer.sign_in("nina.newcomer@example.com", "seven quiet herons at noon")
    expect(page.get_by_role("heading", level=1)).to_have_text("What you have to do")

    page = admin.page
    admin.open("/admin/accounts?q=newcomer")
    page.get_by_role("link", name=re.compile("See account.*Nina Newcomer")).click()
    page.get_by_text("Close this account…").click()
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_text("The account is closed and signed out everywhere.")).to_be_visible()

    newcomer.open("/ladders")
    expect(newcomer.page).to_have_url(re.compile(r"/sign-in\?next="))
    newcomer.sign_in("nina.newcomer@example.com", "seven quiet herons at noon")
    expect(newcomer.page.get_by_role("heading", name="There is a problem")).to_be_visible()


def _add_somebody(admin: Visitor) -> str:
    page = admin.page
    admin.sign_in(ADMIN, PASSWORD)
    page.get_by_role("navigation").get_by_role("link", name="Admin").click()
    page.get_by_role("link", name="Add somebody new").click()
    page.get_by_label("Name", exact=True).fill("Nina Newcomer")
    page.get_by_label("E-mail address", exact=True).fill("nina.newcomer@example.com")
    page.get_by_label("Their manager's e-mail address").fill(LEAD)
    page.get_by_role("button", name="Add them and make the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set-up link for Nina Newcomer")
    return page.get_by_label("Link").input_value()
