"""Every error is a page of ours with a request number, and leaves nothing behind."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask import Flask, abort
from flask.typing import ResponseReturnValue
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.access import Permission, requires
from portal.db import db
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import Account, AuditEvent, Team
from tests.browser import Browser, Page
from tests.factories import make_account, make_member, make_person


@pytest.fixture
def failing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | int], None]:
    """Make the sign-in page fail as told; errors are answered as they are in earnest."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def fail(with_: Exception | int) -> None:
        @requires(Permission.PUBLIC)
        def view() -> ResponseReturnValue:
            if isinstance(with_, int):
                abort(with_)
            raise with_

        monkeypatch.setitem(app.view_functions, "accounts.theme", view)

    return fail


def check(page: Page) -> None:
    assert page.response.headers["X-Request-ID"] in page.text
    assert f"Error {page.status}" in page.text
    assert "Traceback" not in page.response.get_data(as_text=True)


CODES = (400, 403, 404, 405, 409, 410, 413, 415, 418, 422, 429, 500, 502, 503)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_page(
    browser: Browser, failing: Callable[[Exception | int], None], code: int
) -> None:
    failing(code)
    check(browser.post("accounts.theme", status=code))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuleBroken(Refusal.NO_MATRIX), 409),
        (Missing(), 404),
        (StaleDataError(), 409),
        (OperationalError("select secret", {}, Exception("disk full")), 503),
        (RuntimeError("a secret detail"), 500),
        (ZeroDivisionError(), 500),
    ],
)
def test_every_failure_has_its_code(
    browser: Browser, failing: Callable[[Exception | int], None], error: Exception, code: int
) -> None:
    failing(error)
    page = browser.post("accounts.theme", status=code)
    check(page)
    assert "secret" not in page.response.get_data(as_text=True)


def test_waiting_is_said_to_machines_too(
    browser: Browser, failing: Callable[[Exception | int], None]
) -> None:
    for code, seconds in ((429, "900"), (503, "5")):
        failing(code)
        page = browser.post("accounts.theme", status=code)
        assert page.response.headers["Retry-After"] == seconds


def test_a_strange_address_has_its_page_signed_in_or_not(browser: Browser) -> None:
    check(browser.get("/no/such/page", status=404))
    check(browser.get("/sign-out", status=405))
    browser.sign_in(make_member().email)
    check(browser.get("/no/such/page", status=404))
    check(browser.get("/roles/no-such-role", status=404))
    check(browser.get("/matrices/no-such-track", status=404))
    check(browser.get("/matrices/frontline?version=9.9.9", status=404))
    check(browser.get("/matrices/frontline?version=latest", status=404))
    check(browser.get("/matrices/frontline/matrix.pdf?lang=xx", status=404))
    check(browser.get("/ladders?from=nobody", status=404))
    check(browser.get("/people/99999999999999999999", status=404))
    check(browser.get("/assessments/99999999999999999999", status=404))


@pytest.mark.parametrize(
    "question",
    ["page=0", "page=-1", "page=x", "page=99999999999999999999", "q=%00", "q=%27%22%3B--",
     "role=%00", "team=x&office=%25"],
)  # fmt: skip
def test_strange_questions_are_no_errors_of_ours(browser: Browser, question: str) -> None:
    browser.sign_in(make_member().email)
    assert browser.send(f"/people?{question}").status_code < 500


def test_a_strange_password_is_no_error_of_ours(browser: Browser) -> None:
    for email, password in (("a\0b@example.com", "x\0y"), ("🐙@example.com", "🐙" * 50)):
        browser.post("accounts.sign_in", {"email": email, "password": password}, status=422)


# Limits on what is sent


def test_too_much_is_refused_however_it_is_sent(browser: Browser) -> None:
    much = "x" * 1_100_000
    token = browser.token()
    plain = {"csrf_token": token, "email": much}
    check(browser.open("/sign-in", method="POST", status=413, data=plain))
    file = FileStorage(io.BytesIO(much.encode()), "much.csv", "file")
    for parts in (plain, {"csrf_token": token, "file": file}):
        boundary, body = encode_multipart(parts)
        check(browser.open("/sign-in", method="POST", status=413, data=body,
                           content_type=f"multipart/form-data; boundary={boundary}"))  # fmt: skip


def test_too_much_is_refused_where_nobody_says_how_much_it_is(app: Flask, browser: Browser) -> None:
    """Sent in chunks, without a length."""
    body = b"email=" + b"x" * 1_100_000
    response = browser.client.open(
        "/sign-in",
        method="POST",
        base_url=browser.base_url,
        input_stream=io.BytesIO(body),
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )
    assert response.status_code == 413
    assert b"That is too large" in response.data


def test_too_many_parts_are_refused(browser: Browser) -> None:
    token = browser.token()
    data = {"csrf_token": token, **{f"part{number}": "x" for number in range(2_001)}}
    check(browser.open("/sign-in", method="POST", status=413, data=data,
                       content_type="multipart/form-data"))  # fmt: skip


def test_too_much_is_refused_before_asking_to_sign_in(browser: Browser) -> None:
    check(browser.open("/account", method="POST", status=413, data={"x": "y" * 1_100_000}))


# Nothing is left behind


def test_what_fails_is_undone(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change and its trace go together, even when the failure comes after both."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    admin, account = make_member(is_admin=True), make_account(make_person())
    browser.sign_in(admin.email)
    token = browser.token()
    traces = db.session.scalar(select(func.count(AuditEvent.id)))
    from portal.blueprints.admin import views

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(views, "flash", broken)
    browser.open(f"/admin/accounts/{account.id}/deactivate", method="POST", status=500,
                 data={"csrf_token": token})  # fmt: skip
    assert db.session.get_one(Account, account.id).deactivated_at is None
    assert db.session.scalar(select(func.count(AuditEvent.id))) == traces


@pytest.mark.parametrize("code", [400, 403, 404, 409, 422, 429, 500, 503])
def test_a_refusal_keeps_nothing_that_was_begun(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    @requires(Permission.PUBLIC)
    def view() -> ResponseReturnValue:
        db.session.add(Team(key="half-done", name="Half done"))
        db.session.flush()
        abort(code)

    monkeypatch.setitem(app.view_functions, "accounts.theme", view)
    browser.post("accounts.theme", status=code)
    assert db.session.scalar(select(func.count(Team.id)).where(Team.key == "half-done")) == 0


def test_reading_cannot_write(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    @requires(Permission.PUBLIC)
    def view() -> ResponseReturnValue:
        db.session.add(Team(key="sneaked-in", name="Sneaked in"))
        db.session.flush()
        return "written"

    monkeypatch.setitem(app.view_functions, "accounts.sign_in", view)
    with pytest.raises(RuntimeError, match="tried to change the database"):
        browser.send("/sign-in")


def test_a_busy_database_is_said_to_be_busy(databases: object) -> None:
    """Somebody else holds SQLite's write lock for longer than a request waits."""
    from tests.databases import Databases

    assert isinstance(databases, Databases)
    with databases.separate("sqlite") as app:
        with app.app_context():
            email = make_member().email
            db.session.commit()
            db.session.remove()
            engine = db.engine
            engine.dispose()
            event.listen(
                engine,
                "connect",
                lambda connection, _: connection.execute("PRAGMA busy_timeout=20"),
            )
        browser = Browser(app)
        browser.get("accounts.sign_in")
        with engine.connect() as other:
            other.exec_driver_sql("update people set office = office")
            check(browser.submit(email=email, password="correct horse battery staple", status=503))
        browser.sign_in(email)
