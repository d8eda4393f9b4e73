"""What the first page says waits in the rounds that go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask

from portal.domain.assessments import ViewKind
from tests.browser import Browser
from tests.factories import make_member, make_person
from tests.rounds import make_assessment, make_round, open_views, submit_view


def tasks(browser: Browser) -> list[str]:
    return browser.get("home.index").texts(".task")


def test_home_says_whose_turn_it_is(app: Flask, new_browser: Callable[[], Browser]) -> None:
    del app
    manager, rep = make_member("Mara Manager", role="team-lead"), make_member("Rita Rep")
    rep.manager_id = manager.id
    reps, managers = new_browser(), new_browser()
    reps.sign_in(rep.email)
    managers.sign_in(manager.email)
    assessment = make_assessment(make_round("Autumn"), rep, manager=manager)

    assert "Your view: Autumn" in " ".join(tasks(reps))
    assert "Not started" in " ".join(tasks(reps))
    assert "1 view of people you assess" in " ".join(tasks(managers))
    open_views(assessment)
    assert "Conversation with Mara Manager" in " ".join(tasks(reps))
    assert "Conversation with Rita Rep" in " ".join(tasks(managers))
    submit_view(assessment, ViewKind.AGREED, manager, note="Words")
    assert "Read what you agreed on: Autumn" in " ".join(tasks(reps))
    assert "Conversation" not in " ".join(tasks(managers))


def test_of_two_rounds_the_day_that_comes_first_is_told(
    app: Flask, new_browser: Callable[[], Browser]
) -> None:
    del app
    manager = make_member("Mara Manager", role="team-lead")
    today = datetime.now(UTC).date()
    rounds = [make_round("Later"), make_round("Sooner", opens_on=today - timedelta(days=7))]
    for cycle in rounds:
        make_assessment(cycle, make_person(role="css2", manager=manager))
        make_assessment(cycle, manager, manager=make_person(role="support-manager"))
    browser = new_browser()
    browser.sign_in(manager.email)
    told = tasks(browser)
    own = [one for one in told if "Your view" in one]
    assert ["Sooner" in one for one in own] == [True, False]
    (theirs,) = (one for one in told if "2 views of people you assess" in one)
    day = rounds[1].views_due_on
    assert f"{day.day} {day:%B}" in theirs
