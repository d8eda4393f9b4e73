"""One round from its set-up to its end: people-ops, a manager and a rep, each at a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.domain.assessments import ViewKind
from portal.services.demo.organisation import PASSWORD
from tests.journeys import crews, people
from tests.journeys.conftest import NewVisitor
from tests.journeys.crews import Crew
from tests.journeys.people import PEOPLE_OPS
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor

MARKED = "input:checked[value]:not([value=''])"
"""A mark; that there is none yet is a choice of its own."""
ROUND = "Round of the night crew"
SAVED = re.compile(r"^Draft saved")
FIRST, SECOND = "Asked before I answered.", "Looked it up before I answered."
OFFLINE = "Typed in a train – ¿todo bien? 👍"
AFTER_HOURS = "Typed after the sign-in had ended."
MANAGERS_NOTE = "I saw it in two conversations."
TOGETHER = "We read one case a week together."
STEPS_OF_THE_MANAGER = "Friday afternoons for reading."
STEPS_OF_BOTH = "Friday afternoons for reading, from March on."
COMMENT = "Read. I see the second part a little differently."


@dataclass(frozen=True)
class Cast:
    """Who takes part, each with a browser of their own."""

    crew: Crew
    people_ops: Visitor
    manager: Visitor
    rep: Visitor


@pytest.fixture
def crew(portal: Portal) -> Crew:
    return crews.add_crew(portal, "Night crew")


@pytest.fixture
def cast(crew: Crew, new_visitor: NewVisitor) -> Cast:
    return Cast(crew, new_visitor(), new_visitor(), new_visitor())


def note(page: Page, part: int) -> Locator:
    return page.locator("[data-part] .part-words textarea").nth(part)


def of(what: str, name: str) -> re.Pattern[str]:
    """A link that says for those who do not see its row whose row it is."""
    return re.compile(rf"^{what} ?: {name}$")


def status(page: Page) -> Locator:
    return page.locator("[data-draft-status]")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def mark_all(page: Page, mark: str) -> None:
    """Mark what is not marked yet, as a mouse does."""
    page.wait_for_load_state()  # all of it is there
    for each in page.locator("[data-rating]").all():
        if not each.locator(MARKED).count():
            each.locator(f"input[value={mark}]").check()


def test_a_round_from_its_setting_up_to_its_end(cast: Cast, portal: Portal) -> None:
    crew = cast.crew
    _sets_it_up(cast.people_ops, crew)
    _opens_it(cast.people_ops, crew)

    _writes_through_bad_luck(cast.rep, portal, crew)
    _checks_and_submits(cast.rep.page, seals="Submit and seal")
    expect(cast.rep.page.get_by_text("Your view is in and sealed.").first).to_be_visible()
    assert crews.views_in(portal, crew.rep) == {ViewKind.SELF: "submitted"}

    _assesses_without_seeing(cast.manager, crew)
    manager = cast.manager.page
    expect(manager.get_by_role("heading", name="Side by side")).to_be_visible()
    expect(manager.get_by_text(SECOND).first).to_be_visible()
    cast.rep.page.reload()
    expect(cast.rep.page.get_by_text(MANAGERS_NOTE).first).to_be_visible()

    _talk(cast.rep, cast.manager)
    _checks_and_submits(manager, seals="Close the conversation")
    expect(manager.get_by_text("has not said yet that they have read it")).to_be_visible()
    _reads_and_goes_back(cast.rep.page)
    kinds = dict.fromkeys(ViewKind, "submitted")
    assert crews.views_in(portal, crew.rep) == kinds, "and not one edition more"

    _closes_it(cast.people_ops)


def _sets_it_up(people_ops: Visitor, crew: Crew) -> None:
    page = people_ops.page
    people_ops.open("/assessments/rounds/new")
    people_ops.sign_in(PEOPLE_OPS, PASSWORD)
    page.get_by_label("Name", exact=True).fill(ROUND)
    page.get_by_label(crew.team, exact=True).check()
    zone = page.get_by_label("Time zone of these days").input_value()
    page.get_by_label("It opens on").fill(datetime.now(ZoneInfo(zone)).date().isoformat())
    page.get_by_role("button", name="Save the round").click()
    expect(page.get_by_text("1 person would fall through.")).to_be_visible()


def _opens_it(people_ops: Visitor, crew: Crew) -> None:
    """Somebody has no role yet: their position is entered, which leads back to the check."""
    page = people_ops.page
    page.get_by_role("link", name="Check and open").click()
    page.wait_for_url("**/readiness")
    page.get_by_role("link", name=of("Enter a position", crew.unready)).click()
    page.get_by_label("New role").select_option("css1")
    page.get_by_label("First day in it").fill("2025-06-02")
    page.get_by_role("button", name="Enter the position").click()
    expect(page.get_by_text("Everybody can start.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Open the round").click()
    expect(page.get_by_text("The round is open, and 2 people are told.")).to_be_visible()


def _writes_through_bad_luck(rep: Visitor, portal: Portal, crew: Crew) -> None:
    """Two tabs, a lost connection and an ended sign-in: every word is there in the end."""
    rep.expects("status of 409", "net::ERR_INTERNET_DISCONNECTED", "status of 401", "status of 400")
    page = rep.page
    rep.open("/assessments")
    rep.sign_in(crew.rep)
    page.get_by_role("link", name="Begin my view").click()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(heading(page)).to_have_text(f"My view: {ROUND}")
    other = rep.context.new_page()
    other.goto(page.url)
    note(other, 0).fill(FIRST)
    expect(status(other)).to_have_text(SAVED)
    note(page, 0).fill(SECOND)
    choice = page.locator("[data-conflict]")
    expect(choice.get_by_role("cell", name=FIRST)).to_be_visible()
    choice.get_by_label("Keep what I typed here").check()
    choice.get_by_role("button", name="Keep the chosen version").click()
    expect(status(page)).to_have_text(SAVED)
    other.close()

    rep.context.set_offline(True)
    note(page, 1).fill(OFFLINE)
    expect(status(page)).to_have_text("Not saved – retrying")
    rep.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)

    people.end_sessions(portal, crew.rep)
    note(page, 2).fill(AFTER_HOURS)
    expect(status(page)).to_have_text("Your sign-in has ended.")
    with rep.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new tab").click()
    rep.sign_in(crew.rep, page=opened.value)
    expect(heading(opened.value)).to_have_text("Assessments")
    opened.value.close()
    page.bring_to_front()
    # Where no screen is, no window ever loses the focus, so none regains it by itself.
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(status(page)).to_have_text(SAVED)
    assert people.notes(portal, crew.rep) == sorted([SECOND, OFFLINE, AFTER_HOURS])
    mark_all(page, "own_initiative")


def _checks_and_submits(page: Page, *, seals: str) -> None:
    page.get_by_role("button", name="Save and check answers").click()
    page.wait_for_url("**/check")
    expect(page.get_by_role("heading", name="Still missing")).to_have_count(0)
    page.get_by_role("button", name=seals).dblclick()
    page.wait_for_url(re.compile(r"/assessments/\d+$"))


def _assesses_without_seeing(manager: Visitor, crew: Crew) -> None:
    """Nothing of the rep's view is on the way: not before the manager's own is in."""
    page = manager.page
    manager.open("/assessments")
    manager.sign_in(crew.manager)
    expect(page.get_by_text("Their view is in")).to_be_visible()
    page.get_by_role("link", name=of("Begin", crew.rep_name)).click()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(heading(page)).to_contain_text(f"My view of {crew.rep_name}")
    for words in (FIRST, SECOND, OFFLINE, AFTER_HOURS):
        assert words not in page.content()
    assert page.locator(f"[data-rating] {MARKED}").count() == 0
    note(page, 0).fill(MANAGERS_NOTE)
    page.locator("[data-rating]").first.locator("input[value=when_prompted]").check()
    mark_all(page, "own_initiative")
    _checks_and_submits(page, seals="Submit and seal")


def _talk(rep: Visitor, manager: Visitor) -> None:
    """Both write at the same time: different parts are kept, the same text is asked about."""
    rep.expects("status of 409")
    for page in (rep.page, manager.page):
        page.get_by_role("button", name="Write what you agree on").click()
        expect(heading(page)).to_contain_text("What we agree on")
        expect(page.get_by_role("heading", name="Where you differ")).to_be_visible()
        page.wait_for_load_state()
    one, other = rep.page, manager.page
    note(one, 1).fill(TOGETHER)
    other.locator("[data-rating]").first.locator("input[value=when_prompted]").check()
    other.get_by_label("Next steps").fill(STEPS_OF_THE_MANAGER)
    for page in (one, other):
        expect(status(page)).to_have_text(SAVED)
    one.get_by_label("Next steps").fill(STEPS_OF_BOTH)
    choice = one.locator("[data-conflict]")
    expect(choice.get_by_text(STEPS_OF_THE_MANAGER)).to_be_visible()
    choice.get_by_label("Keep what I typed here").check()
    choice.get_by_role("button", name="Keep the chosen version").click()
    expect(choice).to_have_count(0)
    expect(status(one)).to_have_text(SAVED)


def _reads_and_goes_back(page: Page) -> None:
    """Whoever goes back after saying so finds it said, once."""
    page.goto(page.url.split("/agreed")[0])
    for words in (TOGETHER, STEPS_OF_BOTH):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    page.get_by_label(re.compile("^A comment")).fill(COMMENT)
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("You said that you have read it")).to_be_visible()
    page.go_back()
    page.wait_for_load_state()
    again = page.get_by_role("button", name="I have read this")
    if again.count():
        again.click()
    else:
        page.go_forward()
    expect(page.get_by_text(re.compile("^You said on .* that you have read this"))).to_be_visible()
    expect(page.get_by_text(COMMENT)).to_be_visible()


def _closes_it(people_ops: Visitor) -> None:
    page = people_ops.page
    page.reload()
    expect(page.get_by_text("1 of 2 people have finished.")).to_be_visible()
    page.get_by_role("link", name="Close it…").click()
    expect(page.get_by_text("1 person has not finished.")).to_be_visible()
    page.wait_for_load_state()  # scripts keep a second click from sending again
    page.get_by_role("button", name="Close the round").dblclick()
    expect(page.get_by_text("This round is over.")).to_be_visible()
