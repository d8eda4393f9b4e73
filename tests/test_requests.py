"""What holds for every request: tokens on what changes something, no change by reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from portal.db import Base, db
from portal.models import Notice
from tests.access_table import ROWS, Row
from tests.browser import Browser
from tests.personas import ANONYMOUS, OWN, TOKEN, Organisation, browser_of, make_organisation
from tests.states import changed_tables, database_state

UNSAFE = tuple(row for row in ROWS if row.method == "POST")
SAFE = tuple(row for row in ROWS if row.method == "GET")
on_sqlite = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
"""For what is decided before any database is asked."""


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return make_organisation()


def somebody_allowed(row: Row) -> str:
    """The rep where it is for nobody."""
    known = (OWN, "admin", "people-ops", "manager", ANONYMOUS, TOKEN)
    return next((persona for persona in known if persona in row.allowed), OWN)


class Browsers:
    """A browser for each persona, signed in when first asked for."""

    def __init__(self, organisation: Organisation, new_browser: Callable[[], Browser]) -> None:
        self.organisation = organisation
        self.new_browser = new_browser
        self.known: dict[str, Browser] = {}

    def of(self, row: Row) -> Browser:
        persona = somebody_allowed(row)
        if persona not in self.known:
            self.known[persona] = browser_of(self.organisation, persona, self.new_browser)
        return self.known[persona]

    def sign_in_for(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self.of(row)


@pytest.fixture
def browsers(organisation: Organisation, new_browser: Callable[[], Browser]) -> Browsers:
    return Browsers(organisation, new_browser)


@on_sqlite
def test_nothing_is_changed_without_this_sessions_token(
    organisation: Organisation, browsers: Browsers, new_browser: Callable[[], Browser]
) -> None:
    stranger = new_browser()
    foreign = stranger.token()
    browsers.sign_in_for(UNSAFE)
    before = database_state()
    for row in UNSAFE:
        browser = browsers.of(row)
        path = browser.path(row.endpoint, **row.values(organisation))
        for token in ({}, {"csrf_token": ""}, {"csrf_token": foreign}):
            answer = browser.send(path, method="POST", data={**row.data(organisation), **token})
            assert answer.status_code == 400, (row, token)
    assert changed_tables(before, database_state()) == []


@on_sqlite
def test_nothing_is_changed_from_another_site(
    organisation: Organisation, browsers: Browsers
) -> None:
    browsers.sign_in_for(UNSAFE)
    before = database_state()
    for row in UNSAFE:
        browser = browsers.of(row)
        path = browser.path(row.endpoint, **row.values(organisation))
        data = {"csrf_token": browser.token(), **row.data(organisation)}
        for headers, status in (
            ({"Sec-Fetch-Site": "cross-site"}, 403),
            ({"Sec-Fetch-Site": "same-site"}, 403),
            ({"Referer": "https://evil.example/"}, 400),
        ):
            answer = browser.send(path, method="POST", data=data, headers=headers)
            assert answer.status_code == status, (row, headers)
    assert changed_tables(before, database_state()) == []


@on_sqlite
def test_reading_changes_nothing(organisation: Organisation, browsers: Browsers) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False):
        browsers.sign_in_for(SAFE)
        # A notice counts as seen once the page it leads to was read: that is all reading does.
        db.session.execute(update(Notice).values(seen_at=datetime.now(UTC)))
        before = database_state(leaving_out=())
        for row in SAFE:
            browser = browsers.of(row)
            path = browser.path(row.endpoint, **row.values(organisation))
            assert browser.send(path, method="GET").status_code < 500, row
            assert browser.send(path, method="OPTIONS").data == b"", row
        assert browsers.of(SAFE[0]).send("/sign-in", method="HEAD").data == b""
        assert changed_tables(before, database_state(leaving_out=())) == []


@on_sqlite
def test_other_methods_are_not_taken(organisation: Organisation, browsers: Browsers) -> None:
    for row in {row.endpoint: row for row in ROWS}.values():
        browser = browsers.of(row)
        path = browser.path(row.endpoint, **row.values(organisation))
        for method in ("PUT", "PATCH", "DELETE", "TRACE"):
            assert browser.send(path, method=method).status_code == 405, (row, method)


GUARDED = {
    "accounts": ("is_admin", "is_people_ops", "person_id", "deactivated_at"),
    "people": ("name", "email", "manager_id", "team_id", "left_on", "started_on"),
    "positions": ("person_id", "role_id", "started_on", "ended_on"),
    "assessments": ("person_id", "role_id", "matrix_version_id", "started_at"),
    "views": ("author_id", "kind", "assessment_id"),
}
"""Columns that none of a rep's own forms may change, by whatever name they are sent."""


def guarded() -> dict[str, list[tuple[object, ...]]]:
    connection = db.session.connection()
    found = {}
    for name, columns in GUARDED.items():
        table = Base.metadata.tables[name]
        rows = connection.execute(
            select(*(table.c[column] for column in columns)).order_by(table.c.id)
        )
        found[name] = [tuple(row) for row in rows]
    return found


@on_sqlite
def test_no_column_can_be_set_that_a_form_does_not_offer(
    organisation: Organisation, browsers: Browsers
) -> None:
    names = {column.name for table in Base.metadata.sorted_tables for column in table.columns}
    own = [
        row
        for row in UNSAFE
        if somebody_allowed(row) == OWN
        and row.endpoint not in {"assessments.start", "assessments.discard", "accounts.sign_in"}
        and row.status < 400
    ]
    assert len(own) >= 7
    before = guarded()
    for row in sorted(
        own, key=lambda row: row.endpoint in {"accounts.password", "evidence.delete"}
    ):
        browser = browsers.of(row)
        path = browser.path(row.endpoint, **row.values(organisation))
        planted = dict.fromkeys(names - {"note", "link", "theme", "language", "kind"}, "1")
        data = {**planted, **row.data(organisation), "csrf_token": browser.token()}
        browser.send(path, method="POST", data=data)
        if browser.send("/account/password").status_code != 200:
            browsers.known.clear()  # it was signed out
        assert guarded() == before, row


def test_a_field_sent_twice_counts_once(organisation: Organisation, browsers: Browsers) -> None:
    from portal.domain.languages import LANGUAGES

    row = next(row for row in UNSAFE if row.endpoint == "accounts.settings")
    browser = browsers.of(row)
    assert set(LANGUAGES) == {"en", "es"}
    browser.open(
        "/account?language=en&theme=light",
        method="POST",
        status=303,
        data={
            "csrf_token": browser.token(),
            "language": ["es", "en"],
            "time_zone": ["Europe/Madrid", "Mars/Olympus"],
            "theme": ["dark", "neon"],
        },
    )
    assert organisation.rep.locale == "es"
    assert organisation.rep.time_zone == "Europe/Madrid"
