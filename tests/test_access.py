"""Access: every endpoint declares it, the gate enforces it, the table of who may do what holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal import access
from portal.access import BY_TOKEN, RIGHTS, Permission, Right, SignedIn, access_of
from portal.blueprints.people import views as people_views
from portal.db import SAFE_METHODS, db
from tests.access_rows import Row
from tests.access_table import ROWS
from tests.browser import Browser
from tests.databases import Databases
from tests.declared_access import PERMISSIONS, UNTAGGED
from tests.factories import make_member
from tests.personas import (
    ANONYMOUS,
    DEACTIVATED,
    EVERYBODY,
    OUTSIDE,
    TOKEN,
    Organisation,
    browser_of,
    make_organisation,
)
from tests.states import changed_tables, database_state

NEVER_ISSUED = 2_000_000_000


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return make_organisation()


def declared(app: Flask) -> dict[str, str | None]:
    return {
        rule.endpoint: access_of(app, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in UNTAGGED
    }


def test_every_route_declares_its_access(app: Flask) -> None:
    assert declared(app) == PERMISSIONS


def test_every_method_of_every_route_has_a_row(app: Flask) -> None:
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in UNTAGGED
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(row.endpoint, row.method) for row in ROWS} == routes


def test_every_permission_is_carried_by_some_right() -> None:
    carried = frozenset().union(*RIGHTS.values())
    assert carried == set(Permission) - {Permission.PUBLIC} - BY_TOKEN


def test_a_route_that_declares_nothing_is_closed_and_noticed(
    databases: Databases,
) -> None:
    with databases.separate("sqlite") as app:
        app.add_url_rule("/naked", "naked", lambda: "bare")
        assert declared(app)["naked"] is None
        with app.app_context():
            email = make_member(is_admin=True, is_people_ops=True).email
            db.session.commit()
        browser = Browser(app)
        browser.get("/naked", status=303)
        browser.sign_in(email)
        assert "bare" not in browser.get("/naked", status=403).text


class Trial:
    """The rows of the table, tried by one persona; each in a savepoint that is undone."""

    def __init__(self, organisation: Organisation, browser: Browser, persona: str) -> None:
        self.organisation = organisation
        self.browser = browser
        self.persona = persona
        self.cookie = browser.cookie()
        is_in = persona not in {ANONYMOUS, TOKEN}
        self.token = browser.page.token if is_in else browser.token()
        self.cells = 0

    @contextmanager
    def undone(self) -> Iterator[None]:
        db.session.commit()
        savepoint = db.engines[None].begin_nested()  # type: ignore[attr-defined]
        try:
            yield
        finally:
            db.session.rollback()
            savepoint.rollback()
            db.session.expire_all()
            if self.cookie:
                self.browser.set_cookie(self.cookie)

    def wrong(self, row: Row, *, htmx: bool = False, undo: bool = False) -> str | None:
        """What is wrong with the answer to a row, if anything."""
        self.cells += 1
        path = self.browser.path(row.endpoint, **row.values(self.organisation))
        sent: dict[str, Any] = {}
        if row.method not in SAFE_METHODS:
            sent["data"] = {"csrf_token": self.token, **row.data(self.organisation)}
        is_allowed = self.persona in row.allowed
        expected = row.status if is_allowed else self._refusal(row, htmx=htmx)
        # A refusal changes nothing, so there is nothing to undo: see ``test_the_table_holds``.
        with self.undone() if is_allowed or undo else nullcontext():
            try:
                response = self.browser.send(path, method=row.method, htmx=htmx, **sent)
            except Exception as error:
                return f"{row.method} {path}: {type(error).__name__}: {error}"
        cell = f"{row.method} {path}{' (part)' if htmx else ''}: "
        if response.status_code != expected:
            return f"{cell}{response.status_code}, expected {expected}"
        if is_allowed and row.marker.encode() not in response.data:
            return f"{cell}does not say {row.marker!r}"
        if not is_allowed and row.marker and row.marker.encode() in response.data:
            return f"{cell}says {row.marker!r}"
        return None

    def _refusal(self, row: Row, *, htmx: bool) -> int:
        if self.persona in OUTSIDE and not row.is_public and row.refused != 401:
            return 303 if row.method in SAFE_METHODS and not htmx else 401
        return 403 if self.persona in row.onlookers else row.refused


ON_BOTH = ("people-ops", "rep")
"""What loaders ask is the same on both databases for everybody; these two come to every loader."""


@pytest.mark.parametrize(
    ("kind", "persona"),
    [
        *(("sqlite", persona) for persona in sorted(EVERYBODY)),
        *(("postgresql", persona) for persona in ON_BOTH),
    ],
    indirect=["kind"],
)
def test_the_table_holds(
    organisation: Organisation, new_browser: Callable[[], Browser], persona: str
) -> None:
    trial = Trial(organisation, browser_of(organisation, persona, new_browser), persona)
    before = database_state()
    refused = [row for row in ROWS if row.method == "GET" and persona not in row.allowed]
    # Once a minute a session notes that it is used: a slow machine must not come to that.
    with time_machine.travel(datetime.now(UTC), tick=False):
        wrong = [trial.wrong(row) for row in ROWS]
        wrong += [trial.wrong(row, htmx=True) for row in refused]
    assert not [one for one in wrong if one], "\n".join(one for one in wrong if one)
    assert changed_tables(before, database_state()) == []  # what was allowed is undone again
    assert trial.cells > 80


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("persona", ["admin", "peer"])
def test_the_table_notices_an_open_gate(
    organisation: Organisation,
    new_browser: Callable[[], Browser],
    monkeypatch: pytest.MonkeyPatch,
    persona: str,
) -> None:
    """With everybody let through everywhere, (nearly) every refusal of the gate must be missed.

    Loaders still refuse the records of some; whoever goes by their names is let in there too.
    """
    trial = Trial(organisation, browser_of(organisation, persona, new_browser), persona)
    rights = RIGHTS[Right.MEMBER] | (RIGHTS[Right.ADMIN] if persona == "admin" else frozenset())
    monkeypatch.setattr(SignedIn, "may", lambda *_: True)
    monkeypatch.setattr(access, "bears_token", lambda: True)
    monkeypatch.setattr(people_views, "_sees_former", lambda: True)
    refused = [
        row
        for row in ROWS
        if row.allowed
        and persona not in row.allowed
        and not row.is_public
        and PERMISSIONS[row.endpoint] not in rights
    ]
    held = [f"{row.method} {row.endpoint}" for row in refused if not trial.wrong(row, undo=True)]
    assert len(refused) >= 14
    assert len(held) <= 0.1 * len(refused), "\n".join(held)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("persona", ["admin", "manager", "peer", "people-ops"])
def test_foreign_records_answer_like_records_that_never_were(
    organisation: Organisation, new_browser: Callable[[], Browser], persona: str
) -> None:
    browser = browser_of(organisation, persona, new_browser)
    tried = 0
    for row in ROWS:
        foreign = row.values(organisation)
        name = next((name for name in foreign if name.endswith("_id")), None)
        if name is None or persona in row.allowed | row.onlookers or row.refused != 404:
            continue
        tried += 1
        answers = []
        for values in (foreign, {**foreign, name: NEVER_ISSUED}):
            path = browser.path(row.endpoint, **values)
            sent = {"data": {"csrf_token": browser.page.token}} if row.method == "POST" else {}
            response = browser.send(path, method=row.method, **sent)
            request_id = response.headers.pop("X-Request-ID")
            body = response.data.replace(request_id.encode(), b"id")
            headers = {k: v for k, v in response.headers.items() if k != "Content-Length"}
            answers.append((response.status_code, headers, body))
        assert answers[0] == answers[1], row
    assert tried >= 14


def test_rights_act_on_the_next_request(
    organisation: Organisation, new_browser: Callable[[], Browser]
) -> None:
    browser = browser_of(organisation, "admin", new_browser)
    browser.get("admin.account_list")
    account = organisation.people["admin"].id
    db.session.execute(
        db.text("update accounts set is_admin = false where person_id = :id"), {"id": account}
    )
    browser.get("admin.account_list", status=403)


def test_having_reports_makes_a_manager_from_the_next_request_on(
    organisation: Organisation, app: Flask
) -> None:
    """Being a manager is no right anybody grants."""
    from portal.services import sessions
    from tests.factories import make_person

    peer = organisation.people["peer"]
    with app.test_request_context(method="POST"):
        token = sessions.open_session(_account_of(peer), device="")
        assert access.Right.MANAGER not in access.load(token).rights  # type: ignore[union-attr]
        make_person(manager=peer)
        assert access.Right.MANAGER in access.load(token).rights  # type: ignore[union-attr]


def _account_of(person: Any) -> Any:
    from sqlalchemy import select

    from portal.models import Account

    return db.session.scalars(select(Account).where(Account.person_id == person.id)).one()


def test_a_closed_account_is_out_at_once(
    organisation: Organisation, new_browser: Callable[[], Browser]
) -> None:
    browser = browser_of(organisation, DEACTIVATED, new_browser)
    assert "/sign-in" in (browser.get("home.index", status=303).location or "")
