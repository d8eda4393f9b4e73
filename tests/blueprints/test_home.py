"""What the first page says waits, where several rounds go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask

from tests.browser import Browser
from tests.factories import make_member, make_person
from tests.rounds import make_assessment, make_round


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
    tasks = browser.get("home.index").texts(".task")
    own = [one for one in tasks if "Your view" in one]
    assert ["Sooner" in one for one in own] == [True, False]
    (theirs,) = (one for one in tasks if "2 views of people you assess" in one)
    day = rounds[1].views_due_on
    assert f"{day.day} {day:%B}" in theirs
