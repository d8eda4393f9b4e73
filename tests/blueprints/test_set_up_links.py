"""Set-up links: the one-time way to a first password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.models import Account, SetUpLink
from portal.services.accounts import deactivate, issue_set_up_link
from tests.browser import PASSWORD, Browser
from tests.factories import make_account, make_member, make_person

NEW = "unlikely violet teapot orbit"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def account(app: Flask) -> Account:
    return make_account(make_person("Wanda Waiting", email="wanda@example.com"), password=None)


def test_a_link_sets_a_password_once(browser: Browser, account: Account) -> None:
    token = issue_set_up_link(account, by=None)
    page = browser.get("accounts.set_up", token=token)
    assert "Wanda Waiting" in page.heading
    assert browser.submit(new_password=NEW).location == "/sign-in"
    browser.sign_in("wanda@example.com", NEW)
    browser.get("accounts.set_up", token=token, status=404)
    browser.post("accounts.set_up", {"new_password": PASSWORD}, token=token, status=404)


def test_a_link_is_long_and_only_its_digest_is_stored(account: Account) -> None:
    token = issue_set_up_link(account, by=None)
    db.session.flush()
    stored = db.session.scalars(select(SetUpLink)).one()
    assert len(token) >= 43
    assert len(stored.token_hash) == 64
    assert token not in stored.token_hash


def test_a_link_runs_out_after_seven_days(browser: Browser, account: Account) -> None:
    with time_machine.travel(NOON) as clock:
        token = issue_set_up_link(account, by=None)
        clock.shift(timedelta(days=7, seconds=-1))
        browser.get("accounts.set_up", token=token)
        clock.shift(timedelta(seconds=2))
        browser.get("accounts.set_up", token=token, status=404)


def test_a_new_link_replaces_the_earlier_one(browser: Browser, account: Account) -> None:
    first = issue_set_up_link(account, by=None)
    second = issue_set_up_link(account, by=None)
    browser.get("accounts.set_up", token=first, status=404)
    browser.get("accounts.set_up", token=second)


def test_a_link_of_a_closed_account_is_worth_nothing(browser: Browser, account: Account) -> None:
    token = issue_set_up_link(account, by=None)
    deactivate(account, by=make_person())
    browser.get("accounts.set_up", token=token, status=404)


def test_a_link_minds_the_rules_for_passwords(browser: Browser, account: Account) -> None:
    token = issue_set_up_link(account, by=None)
    browser.get("accounts.set_up", token=token)
    page = browser.submit(new_password="wanda waiting 99", status=422)
    assert "mostly your name" in page.text
    assert browser.submit(new_password=NEW).location == "/sign-in"


def test_a_link_is_bound_to_its_account(browser: Browser, account: Account) -> None:
    """Another account named in the form changes nothing."""
    other = make_account()
    before = other.password_hash
    token = issue_set_up_link(account, by=None)
    browser.post(
        "accounts.set_up",
        {"new_password": NEW, "account_id": str(other.id), "email": "other@example.com"},
        token=token,
    )
    assert other.password_hash == before


def test_setting_a_password_signs_everybody_out_of_the_account(
    new_browser: Callable[[], Browser],
) -> None:
    person = make_member()
    signed_in = new_browser()
    signed_in.sign_in(person.email)
    account = db.session.scalars(select(Account).where(Account.person_id == person.id)).one()
    token = issue_set_up_link(account, by=None)
    fresh = new_browser()
    fresh.get("accounts.set_up", token=token)
    fresh.submit(new_password=NEW)
    signed_in.get("home.index", status=303)


def test_strange_tokens_are_not_there(browser: Browser) -> None:
    for token in ("x", "0" * 43, "ünïcödé", "%00"):
        browser.get("accounts.set_up", token=token, status=404)
