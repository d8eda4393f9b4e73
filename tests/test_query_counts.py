"""Writing a view costs the database the same beside one round and few people as beside many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.workflows import CycleState
from portal.models import Cycle, Person
from tests.browser import Browser, Fields
from tests.factories import make_account, make_evidence, make_person
from tests.rounds import make_assessment, make_round, open_views, submit_view, write_view
from tests.statements import counted

PART = "product-knowledge"
PAGES = ("", "/manager")


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_writing_takes_as_many_statements_after_many_rounds_as_after_one(
    app: Flask, new_browser: Callable[[], Browser]
) -> None:
    del app
    manager = make_person("Mara Manager", role="team-lead", manager=make_person(role="team-lead"))
    rep = make_person("Rita Rep", role="css2", manager=manager)
    browsers = []
    for person in (rep, manager):
        make_account(person)
        browser = new_browser()
        browser.sign_in(person.email)
        browsers.append(browser)
    close_round(rep, weeks_ago=26)
    make_evidence(rep, "First", is_shared=True)
    now = make_round("Now")
    assessment = make_assessment(now, rep)
    write_view(assessment, ViewKind.SELF, rep, note="Own")
    write_view(assessment, ViewKind.MANAGER, manager, note="Theirs")

    def statements() -> dict[str, int]:
        counts = {}
        for browser, place in zip(browsers, PAGES, strict=True):
            path = f"/assessments/{assessment.id}{place}/answers"
            counts[path] = statements_of(lambda b=browser, p=path: b.get(p))
            counts[f"{path}/{PART}"] = autosave(browser, path)
            for page in ("/", "/assessments", "/growth/history"):
                counts[f"{page} {place}"] = statements_of(lambda b=browser, p=page: b.get(p))
        return counts

    # Once a minute a session notes that it is used: that minute must not end while we count.
    with time_machine.travel(datetime.now(UTC), tick=False):
        few = statements()
        for turn in range(2, 4):
            close_round(rep, weeks_ago=26 * turn)
            make_evidence(rep, f"Note {turn}", is_shared=True)
        for _ in range(3):
            other = make_person(role="css2", manager=manager)
            there = make_assessment(now, other)
            submit_view(there, ViewKind.SELF, other)
            write_view(there, ViewKind.MANAGER, manager)
        assert statements() == few


def close_round(person: Person, *, weeks_ago: int) -> Cycle:
    """A round that went all the way for ``person``, and is over."""
    opens_on = datetime.now(UTC).date() - timedelta(weeks=weeks_ago)
    cycle = make_round(opens_on=opens_on)
    assessment = open_views(make_assessment(cycle, person), self_note="Own", manager_note="Theirs")
    manager = db.session.get_one(Person, person.manager_id)
    submit_view(assessment, ViewKind.AGREED, manager, note="Both")
    assessment.acknowledged_at = cycle.closed_at = datetime.now(UTC)
    cycle.state = CycleState.CLOSED
    db.session.flush()
    return cycle


def autosave(browser: Browser, path: str) -> int:
    """Type a word more into a part that is full already, once to warm up and once to count."""
    for words in ("Once", "Twice"):
        page = browser.get(path)
        fields: Fields = {
            name: values
            for name, values in page.form("form.answers").values.items()
            if name.startswith(f"{PART}-")
        }
        note = f"{words} {datetime.now(UTC).isoformat()}"
        with counted() as seen:
            browser.post(f"{path}/{PART}", {**fields, f"{PART}-note": note}, status=200, htmx=True)
    return len(seen)


def statements_of(ask: Callable[[], object]) -> int:
    ask()
    with counted() as seen:
        ask()
    return len(seen)
