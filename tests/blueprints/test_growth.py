"""Goals in the browser: from a gap to what was seen, and who may look on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.observations import Mark
from portal.models import Goal, Person
from portal.services import goals
from tests.browser import Browser, Page
from tests.drafting import change, publish, removing
from tests.factories import PRACTISED, make_goal, make_submitted_view
from tests.field_errors import error_at
from tests.personas import GOAL_HOW, Organisation, browser_of, make_organisation

TODAY = datetime.now(UTC).date()
LATER = (TODAY + timedelta(days=40)).isoformat()
NEW = "notes-what-was-tried"


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    del app
    return make_organisation()


Enter = Callable[[str], Browser]


@pytest.fixture
def enter(organisation: Organisation, new_browser: Callable[[], Browser]) -> Enter:
    """A browser in which a persona is signed in."""
    return lambda persona: browser_of(organisation, persona, new_browser)


def links(page: Page) -> set[str]:
    return {str(tag["href"]) for tag in page.all("main a[href]")}


def test_a_gap_becomes_a_goal_that_ends_when_it_was_seen(
    organisation: Organisation, enter: Enter
) -> None:
    rep, person = enter("peer"), organisation.people["peer"]
    make_goal(person, quiet_for=timedelta(days=30))
    view = make_submitted_view(person, marks=Mark.NOT_YET)
    page = rep.get("assessments.show", assessment_id=view.assessment_id)
    gap = next(link for link in sorted(links(page)) if "goals/new" in link and "css2" in link)
    assert any("role=senior-css" in link for link in links(rep.get("roles.show", key="senior-css")))

    page = rep.get(gap)
    assert "You see this, and so do Lena Lead and whoever they report to" in page.text
    page = rep.submit(how=" ", until_on="2020-01-01", with_whom="Ana", status=422)
    assert "Say in a sentence how you practise it." in error_at(page, "how")
    page = rep.submit(how="With the shadow queue.", status=422)
    assert "today or a later day" in error_at(page, "until_on")
    assert page.form().values["with_whom"] == ["Ana"]
    page = rep.follow(rep.submit(until_on=LATER))
    assert "You practise this from today." in page.text
    goal_path = page.path
    assert "You practise this already." in rep.follow(rep.get(gap, status=303)).text

    page = rep.submit(text=" ", status=422)
    assert "Write a sentence" in error_at(page, "text")
    page = rep.follow(rep.submit(text="Tried it twice today."))
    assert "Tried it twice today." in page.text
    home = rep.get("home.index")
    assert "2 in practice" in home.text
    assert "1 has gone quiet" in home.text  # the goal that was there before

    rep.get(f"{goal_path}/seen")
    page = rep.submit(what="Asked first.", seen_by=person.email, status=422)
    assert "Name somebody else" in error_at(page, "seen_by")
    page = rep.follow(rep.submit(seen_by=organisation.rep.email))
    assert "Seen by Rita Rep" in page.text
    assert "as Piet Peer says" in page.text
    assert not page.all("main form")
    assert "Seen by Rita Rep" in rep.get("growth.index").text
    for ended in ("seen", "edit", "drop", "bring-back"):
        assert "has ended meanwhile" in rep.get(f"{goal_path}/{ended}", status=409).text


def test_a_goal_is_changed_let_go_and_taken_up_again(
    organisation: Organisation, enter: Enter
) -> None:
    rep, path = enter("rep"), f"/growth/goals/{organisation.goal.id}"
    goal = organisation.goal
    rep.get(f"{path}/edit")
    stale = rep.page
    rep.submit(how="From the first tab.")
    rep.page = stale
    page = rep.submit(how="From the second tab.", status=409)
    assert "From the first tab." in page.text
    assert page.form().values["how"] == ["From the second tab."]
    rep.submit()  # having seen both
    page = rep.get(path)
    assert "From the second tab." in page.text
    assert "Quiet for a while" not in page.text

    rep.get(f"{path}/drop")
    assert "why you let it go" in error_at(rep.submit(status=422), "reason")
    page = rep.follow(rep.submit(reason="There is no occasion for it."))
    assert "There is no occasion for it." in page.text
    rep.get(f"{path}/bring-back")
    assert "today or a later day" in error_at(
        rep.submit(until_on="2020-01-01", status=422), "until_on"
    )
    page = rep.follow(rep.submit(until_on=LATER))
    assert "There is no occasion for it." in page.text  # as a check-in
    assert db.session.scalars(select(Goal.state).where(Goal.id == goal.id)).one() == "active"


def test_the_manager_takes_part_and_finds_what_went_quiet(
    organisation: Organisation, enter: Enter
) -> None:
    lead, rep = enter("manager"), enter("rep")
    path = f"/growth/goals/{organisation.goal.id}"
    make_goal(organisation.people["other-team"], how="Elsewhere.", quiet_for=timedelta(days=60))
    page = lead.get("growth.team_goals")
    assert ("Rita Rep" in page.text, "Sona South" in page.text) == (True, False)
    assert "Quiet for a while" in page.text
    assert path in links(page)
    assert "/growth/team/goals" in links(lead.get("home.index"))

    lead.get(path)
    page = lead.follow(lead.submit(text="Shall we look at one together?"))
    assert "Lena Lead" in page.text
    assert "Going on among your reports" in lead.get("growth.team_goals").text
    page = lead.get(f"{path}/seen")
    assert page.form().values["seen_by"] == [organisation.people["manager"].email]
    lead.submit(what="Asked for the log first.")
    assert "Seen and noted by Lena Lead" in rep.get(path).text

    theirs = f"/people/{organisation.people['rep'].id}"
    to_goals = f"/growth/team/goals#goals-of-{organisation.people['rep'].id}"
    assert to_goals in links(lead.get(theirs))
    head = enter("skip-level")
    page = head.get(theirs)
    assert "What you see as somebody they report to" in page.text
    assert to_goals not in links(page)
    assert "Rita Rep" in head.get(path).text
    assert "Rita Rep" not in head.get("growth.team_goals").text  # nothing sleeps any more


PAGES_OF_OTHERS = ("/", "/growth", "/people")


def test_nobody_else_learns_of_a_goal(organisation: Organisation, enter: Enter) -> None:
    """Not a colleague, another manager, people-ops, an admin, nor who led the person before."""
    goal, path = organisation.goal, f"/growth/goals/{organisation.goal.id}"
    below = ("", "/edit", "/seen", "/drop", "/bring-back")
    for persona in ("peer", "other-team", "other-manager", "people-ops", "admin"):
        other = enter(persona)
        for page in below:
            other.get(path + page, status=404)
        other.post(f"{path}/check-ins", {"text": "Hello"}, status=404)
        for page in (*PAGES_OF_OTHERS, f"/people/{organisation.rep.id}"):
            assert "otter-3308" not in other.get(page).text
    assert "otter-3308" not in enter("people-ops").get("admin.audit_trail").text

    head = enter("skip-level")
    assert GOAL_HOW in head.get(path).text
    assert not head.get(path).all("main form")
    for page in below[1:]:
        head.get(path + page, status=403)
    head.post(f"{path}/check-ins", {"text": "Hello"}, status=403)

    lead, new_lead = enter("manager"), enter("other-manager")
    assert GOAL_HOW in lead.get(path).text
    rep = db.session.get_one(Person, organisation.rep.id)
    rep.manager_id = organisation.people["other-manager"].id
    assert GOAL_HOW in new_lead.get(path).text
    assert "Rita Rep" in new_lead.get("growth.team_goals").text
    lead.get(path, status=404)
    lead.post(f"{path}/check-ins", {"text": "Hello"}, status=404)
    assert "Rita Rep" not in lead.get("growth.team_goals").text
    rep.left_on = TODAY
    new_lead.get(path, status=404)
    assert goal.how == GOAL_HOW


def test_a_goal_says_what_became_of_its_behaviour(organisation: Organisation, enter: Enter) -> None:
    ops = organisation.people["people-ops"]
    for number in range(5):
        person = organisation.people[
            ["peer", "other-team", "manager", "admin", "skip-level"][number]
        ]
        make_goal(person, how="The same.")
    change(removing(PRACTISED, role="css1"), ops)
    page = enter("people-ops").get("versions.publish", track="frontline")
    assert "1 behaviour goes" in page.text
    assert "6 goals are about it." in page.text
    assert "evidence notes cite" not in page.text
    publish(ops)
    rep = enter("rep")
    page = rep.get("growth.show_goal", goal_id=organisation.goal.id)
    assert "The matrix no longer has this behaviour" in page.text
    gone = next(link for link in links(page) if "/changes" in link)
    assert rep.get(gone).status == 200
    assert "No longer in the matrix" in rep.get("growth.index").text


def test_growth_begins_with_a_gap(organisation: Organisation, enter: Enter) -> None:
    rep = enter("rep")
    goals.drop(organisation.goal, "Enough for now.", by=organisation.rep)
    page = rep.get("growth.index")
    assert page.all(".empty-state a")[0]["href"] == "/growth/readiness"
    assert "Earlier goals" in page.text
    page = enter("peer").get("growth.index")
    assert page.all(".empty-state a")[0]["href"] == "/growth/goals/new"
    page = rep.get("growth.new_goal", role="senior-css")
    assert any("role=senior-css" in link for link in links(page))
    rep.get("growth.new_goal", role="nothing-of-the-kind", status=404)
    rep.get("growth.new_goal", behaviour=NEW, role="pse", status=404)
    rep.get("growth.new_goal", behaviour=NEW, role="css1")
