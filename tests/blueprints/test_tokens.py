"""The page on which admins issue tokens and take them back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.db import db
from portal.queries.tokens import every_token
from portal.services import tokens
from tests.browser import Browser
from tests.factories import make_member


@pytest.fixture
def admin(app: Flask, browser: Browser) -> Browser:
    browser.sign_in(make_member("Ada Admin", is_admin=True).email)
    return browser


def test_a_token_is_issued_shown_once_and_used(admin: Browser) -> None:
    assert "No token has been issued yet" in admin.get("/admin/tokens").text
    shown = admin.submit(label="Learning platform", status=200)
    secret = str(shown.one("#token")["value"])
    assert tokens.find(secret) is not None
    assert "https://careers.example/ims/case/v1p1" in shown.text
    page = admin.get("/admin/tokens")
    assert secret not in page.response.get_data(as_text=True)
    row = page.one("tbody tr")
    for words in ("Learning platform", "Works", "by Ada Admin", "Never"):
        assert words in row.get_text()
    answer = admin.send("/ims/case/v1p1/CFDocuments", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    assert "Never" not in admin.get("/admin/tokens").one("tbody tr").get_text()


def test_a_token_is_revoked(admin: Browser) -> None:
    admin.get("/admin/tokens")
    secret = str(admin.submit(label="Old platform", status=200).one("#token")["value"])
    admin.get("/admin/tokens")
    page = admin.follow(admin.submit("form[action$=revoke]"))
    assert "The token is revoked" in page.text
    assert "Revoked" in page.one("tbody tr").get_text()
    assert page.all("form[action$=revoke]") == []
    answer = admin.send("/ims/case/v1p1/CFDocuments", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"label": "  "}, 422, "Say which program will use it."),
        ({"label": "x" * 101}, 422, "100"),
        ({"label": "Platform", "expires_on": ""}, 422, "Enter a date."),
        ({"label": "Platform", "expires_on": "2020-01-01"}, 422, "at most two years from now"),
        ({"label": "Platform", "expires_on": "2999-01-01"}, 422, "at most two years from now"),
    ],
)
def test_what_will_not_do_is_said_beside_the_field(
    admin: Browser, fields: dict[str, str], status: int, told: str
) -> None:
    admin.get("/admin/tokens")
    page = admin.submit_form("main form[action='/admin/tokens']", dict(fields), status)
    assert told in page.one(".field-error").get_text()
    assert page.form("main form[action='/admin/tokens']").values["label"] == [
        fields["label"].strip()
    ]
    assert every_token() == []


def test_a_token_that_ran_out_says_so(admin: Browser) -> None:
    tokens.issue("Old", expires_on=datetime.now(UTC).date(), by=make_member())
    every_token()[0].expires_on = datetime.now(UTC).date() - timedelta(days=1)
    db.session.commit()
    page = admin.get("/admin/tokens")
    assert "Run out" in page.one("tbody tr").get_text()
    assert page.all("form[action$=revoke]") == []


def test_a_token_that_never_was_is_not_there(admin: Browser) -> None:
    admin.post("tokens.revoke", token_id=99_999, status=404)


def test_admins_read_of_tokens_in_the_trace(admin: Browser) -> None:
    admin.get("/admin/tokens")
    admin.submit(label="Learning platform", status=200)
    text = admin.get("/admin/audit").text
    assert "Issued an access token" in text
    assert "Learning platform" not in text
