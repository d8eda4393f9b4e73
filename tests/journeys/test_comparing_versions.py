"""A reader compares versions, with and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from portal.db import db
from portal.services.demo.organisation import PASSWORD
from tests.drafting import adding, asked, begin, draft, publish, rewording
from tests.factories import make_member
from tests.journeys.conftest import NewVisitor
from tests.journeys.people import REP
from tests.journeys.serving import Portal

TRACK = "leadership"
ROLE = "team-lead"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_reader_compares_any_two_versions(
    portal: Portal, new_visitor: NewVisitor, scripts: bool
) -> None:
    with portal.app.app_context():
        editor = make_member(role=None)
        begin(editor, TRACK)
        row = next(iter(draft(TRACK).for_role(ROLE).competencies())).key
        key = asked(draft(TRACK), row, ROLE)[0]
        words = draft(TRACK).every_behaviour()[key].text.original
        number = publish(
            editor,
            rewording(key, en=f"{words[:-1]}, and says so."),
            adding(f"Writes down what a talk was about, time {scripts:d}.", row, ROLE),
            track=TRACK,
        )
        db.session.commit()
    reader = new_visitor(portal, java_script_enabled=scripts)
    page = reader.page
    reader.sign_in(REP, PASSWORD)
    page.wait_for_url(reader.base_url + "/")
    reader.open(f"/matrices/{TRACK}")
    page.get_by_role("link", name="All versions").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(str(number))
    page.get_by_label("From version").select_option("1.0.0")
    page.get_by_label("To version").select_option(str(number))
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What changed")
    expect(page.get_by_text(f"From version 1.0.0 to {number}.")).to_be_visible()
    expect(page.locator("ins", has_text="says so").first).to_be_visible()
    page.get_by_label("For").select_option(ROLE)
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(f"role={ROLE}"))
    expect(page.get_by_text("now also asks:").first).to_be_visible()
