"""Bringing a table in: the portal names the bad cell, the table is mended, the draft is there."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from portal.queries import drafts
from portal.services.demo.organisation import PASSWORD
from tests.journeys.people import PEOPLE_OPS
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor

GOOD = """Area,Competency,Chat agent,Senior chat agent
Craft,Opening,Greets the customer by name,Finds out what the customer wants before answering
Craft,Closing,Asks whether anything is open,"- Sums up what was agreed
- Notes it for the next shift"
"""
BAD = GOOD + "Craft,,Thanks the customer,Thanks the team\nCraft,Calm,Stays polite,Calms others\n"


def bring(page: Page, file: Path) -> None:
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Import: {file.name}")


def test_a_table_with_a_bad_row_is_mended_and_imported(
    visitor: Visitor, portal: Portal, tmp_path: Path
) -> None:
    file = tmp_path / "chat-team.csv"
    file.write_text(BAD)
    visitor.sign_in(PEOPLE_OPS, PASSWORD)
    page = visitor.page
    page.get_by_role("link", name="Matrices", exact=True).click()
    page.get_by_role("link", name="Import a framework from a file").click()
    bring(page, file)
    problem = page.get_by_role("row").filter(has_text="The competency is missing")
    expect(problem.get_by_role("cell").nth(0)).to_have_text(re.compile(r"\b4$"))
    expect(problem.get_by_role("cell").nth(1)).to_have_text(re.compile("Competency$"))
    expect(page.get_by_role("button", name="Import into the draft")).to_have_count(0)

    file.write_text(BAD.replace("Craft,,Thanks", "Craft,Courtesy,Thanks"))
    page.get_by_role("link", name="Bring the mended file").click()
    bring(page, file)
    page.get_by_label("Its name, for a new track").fill("Chat")
    page.get_by_role("button", name="Look again").click()
    expect(page.locator(".import-facts")).to_contain_text("Chat New track")
    page.get_by_text("The matrix after the import").click()
    expect(page.get_by_role("region", name="Competencies down")).to_contain_text("Notes it for the")
    page.get_by_role("button", name="Import into the draft").click()

    page.wait_for_url("**/matrices/chat/draft")
    expect(page.get_by_role("main")).to_contain_text("this draft has 9 behaviours now")
    expect(page.get_by_role("table")).to_contain_text("Thanks the customer")
    with portal.app.app_context():
        draft = drafts.current("chat")
        assert draft is not None
        assert [row.title.original for row in draft.competencies()] == [
            "Opening", "Closing", "Courtesy", "Calm",
        ]  # fmt: skip


def test_a_file_that_is_too_large_is_not_even_sent(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    file.write_bytes(b"x" * 10_000_001)
    visitor.sign_in(PEOPLE_OPS, PASSWORD)
    visitor.page.wait_for_url(visitor.base_url + "/")
    visitor.open("/imports/new")
    visitor.page.get_by_label("File").set_input_files(file)
    visitor.page.get_by_role("button", name="Look at the file").click()
    expect(visitor.page.get_by_text("larger than 10 MB.")).to_be_visible()
    expect(visitor.page.get_by_label("File")).to_be_focused()
    expect(visitor.page.get_by_role("button", name="Look at the file")).to_be_enabled()
