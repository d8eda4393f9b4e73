"""Signing in and out: no hints for strangers, no way round the throttle, no lasting session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.models import Account, AccountSession, AuditEvent, Person, SignInFailure
from portal.services import passwords
from tests.browser import PASSWORD, Browser, Page
from tests.factories import make_account, make_member, make_person

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WRONG = "not the password at all"


def is_signed_in(browser: Browser) -> bool:
    return browser.send("/account/password").status_code == 200


def failures() -> int:
    return db.session.scalar(select(func.count(SignInFailure.id))) or 0


def test_signing_in_leads_home_and_out_again(browser: Browser) -> None:
    person = make_member()
    assert browser.sign_in(person.email).location == "/"
    assert is_signed_in(browser)
    answer = browser.sign_out()
    assert answer.location == "/sign-in"
    assert answer.response.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert not is_signed_in(browser)


def test_an_address_is_taken_however_it_is_written(browser: Browser) -> None:
    make_account(make_person(email="ana@example.com"))
    browser.sign_in("  Ana@Example.COM ")
    assert is_signed_in(browser)


def test_the_sign_in_is_traced(browser: Browser) -> None:
    person = make_member()
    answer = browser.sign_in(person.email)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "signed in")).one()
    assert event.actor_id == person.id
    assert event.request_id == answer.response.headers["X-Request-ID"]


def _body(page: Page) -> str:
    """A page without what differs from one request to the next."""
    for tag in page.all("input[name=csrf_token], meta[name=csrf-token]"):
        tag.decompose()
    for tag in page.all("input[name=email]"):
        del tag["value"]
    return str(page.soup)


def test_every_failure_looks_the_same(new_browser: Callable[[], Browser]) -> None:
    """Whether an address is known, set up or closed cannot be told from the answer."""
    make_member("Known").email = "known@example.com"
    make_account(make_person(email="waiting@example.com"), password=None)
    make_account(make_person(email="closed@example.com"), is_active=False)
    make_person(email="without@example.com")
    attempts = [
        ("known@example.com", WRONG),
        ("waiting@example.com", PASSWORD),
        ("closed@example.com", PASSWORD),
        ("without@example.com", PASSWORD),
        ("nobody@example.com", PASSWORD),
    ]
    bodies = {
        _body(new_browser().sign_in(email, password, status=422)) for email, password in attempts
    }
    assert len(bodies) == 1


def test_an_unknown_address_costs_as_much_work_as_a_known_one(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002
            checked.append(str(hash))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Counting(time_cost=1, memory_cost=8, parallelism=1))
    person = make_member()
    browser.sign_in("nobody@example.com", status=422)
    browser.sign_in(person.email, WRONG, status=422)
    assert len(checked) == 2


def test_no_part_of_a_long_password_is_cut_off(browser: Browser) -> None:
    long = "a long one with spaces and ñ and 🐙 " * 4
    person = make_person()
    make_account(person, password=long.strip())
    browser.sign_in(person.email, long.strip()[:-1] + "?", status=422)
    browser.sign_in(person.email, long.strip())


def test_nothing_typed_is_no_failure(browser: Browser) -> None:
    page = browser.sign_in("", "", status=422)
    assert page.texts(".field-error") == ["Error: Enter your e-mail address.",
                                          "Error: Enter your password."]  # fmt: skip
    assert failures() == 0


def test_a_hash_made_with_less_work_is_made_anew(browser: Browser) -> None:
    person = make_person()
    account = make_account(person)
    weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16)
    account.password_hash = weaker.hash(PASSWORD)
    before = account.password_hash
    browser.sign_in(person.email)
    assert account.password_hash != before
    assert not passwords.needs_rehash(account.password_hash)


def test_in_earnest_a_password_takes_argon2id_with_its_full_work() -> None:
    hasher = PasswordHasher()
    made = hasher.hash(PASSWORD)
    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords._hasher.type is hasher.type


# Throttling


def test_after_five_failures_the_pair_has_to_wait(browser: Browser) -> None:
    person = make_member()
    for _ in range(5):
        browser.sign_in(person.email, WRONG, status=422)
    refused = browser.sign_in(person.email, status=429)
    assert refused.response.headers["Retry-After"] == "900"
    assert not is_signed_in(browser)


def test_somebody_elses_failures_make_nobody_wait(app: Flask) -> None:
    """Neither another person at the same address, nor the same person somewhere else."""
    victim, neighbour = make_member(), make_member()
    attacker = Browser(app, address="198.51.100.7")
    for _ in range(5):
        attacker.sign_in(victim.email, WRONG, status=422)
    attacker.sign_in(victim.email, status=429)
    Browser(app, address="198.51.100.7").sign_in(neighbour.email)
    Browser(app, address="203.0.113.9").sign_in(victim.email)


def test_one_address_of_many_machines_is_slowed_down_too(app: Flask) -> None:
    person = make_member()
    for machine in range(30):
        _fail_from(app, person.email, f"198.51.100.{machine}")
    Browser(app, address="203.0.113.9").sign_in(person.email, status=429)


def _fail_from(app: Flask, email: str, address: str) -> None:
    Browser(app, address=address).sign_in(email, WRONG, status=422)


def test_waiting_ends_by_itself(browser: Browser) -> None:
    person = make_member()
    with time_machine.travel(NOON) as clock:
        for _ in range(5):
            browser.sign_in(person.email, WRONG, status=422)
        browser.sign_in(person.email, status=429)
        clock.shift(timedelta(minutes=15, seconds=1))
        browser.sign_in(person.email)
        browser.sign_out()
        browser.sign_in(person.email, WRONG, status=422)
        assert failures() == 1  # older ones are gone


def test_attempts_while_waiting_do_not_make_it_longer(browser: Browser) -> None:
    person = make_member()
    with time_machine.travel(NOON) as clock:
        for _ in range(5):
            browser.sign_in(person.email, WRONG, status=422)
        clock.shift(timedelta(minutes=14))
        browser.sign_in(person.email, status=429)
        clock.shift(timedelta(minutes=2))
        browser.sign_in(person.email)


def test_the_failures_name_nobody(browser: Browser) -> None:
    browser.sign_in("somebody@example.com", WRONG, status=422)
    kept = db.session.scalars(select(SignInFailure)).one()
    assert "somebody" not in f"{kept.email_digest} {kept.address_digest}"
    assert len(kept.email_digest) == len(kept.address_digest) == 64


# Sessions


def test_signing_in_gives_a_new_session(browser: Browser) -> None:
    """What somebody planted in the browser before is worth nothing afterwards."""
    person = make_member()
    browser.get("accounts.sign_in")
    planted = browser.cookie()
    browser.sign_in(person.email)
    assert browser.cookie() != planted
    browser.set_cookie(planted or "")
    assert not is_signed_in(browser)


def test_signing_out_ends_the_session_itself(browser: Browser) -> None:
    browser.sign_in(make_member().email)
    captured = browser.cookie()
    browser.sign_out()
    browser.set_cookie(captured or "")
    assert not is_signed_in(browser)
    assert db.session.scalar(select(func.count()).select_from(AccountSession)) == 0


def test_only_a_digest_of_the_token_is_stored(browser: Browser) -> None:
    browser.sign_in(make_member().email)
    with browser.client.session_transaction(base_url=browser.base_url) as kept:
        token = kept["_user_id"]
    stored = db.session.scalars(select(AccountSession)).one()
    assert len(token) >= 43  # 256 bits
    assert token not in stored.token_hash
    assert len(stored.token_hash) == 64


@pytest.mark.parametrize(
    ("rights", "alive", "over"),
    [
        ({}, timedelta(hours=7, minutes=59), timedelta(hours=8, minutes=1)),
        ({"is_people_ops": True}, timedelta(minutes=29), timedelta(minutes=31)),
        ({"is_admin": True}, timedelta(minutes=29), timedelta(minutes=31)),
    ],
)
def test_a_session_left_alone_ends(
    new_browser: Callable[[], Browser], rights: dict[str, bool], alive: timedelta, over: timedelta
) -> None:
    email = make_member(**rights).email
    for pause, lasts in ((alive, True), (over, False)):
        with time_machine.travel(NOON) as clock:
            browser = new_browser()
            browser.sign_in(email)
            clock.shift(pause)
            assert is_signed_in(browser) is lasts


def test_use_keeps_a_session_but_not_beyond_twelve_hours(browser: Browser) -> None:
    with time_machine.travel(NOON) as clock:
        browser.sign_in(make_member().email)
        for _ in range(2):
            clock.shift(timedelta(hours=5, minutes=50))
            assert is_signed_in(browser)
        clock.shift(timedelta(minutes=19))
        assert is_signed_in(browser)
        clock.shift(timedelta(minutes=2))
        assert not is_signed_in(browser)


def test_a_clock_that_jumps_back_gives_a_session_no_time(browser: Browser) -> None:
    with time_machine.travel(NOON) as clock:
        browser.sign_in(make_member().email)
        clock.shift(timedelta(hours=-1))
        assert not is_signed_in(browser)


def test_a_new_password_signs_every_other_browser_out(
    new_browser: Callable[[], Browser],
) -> None:
    person = make_member()
    here, elsewhere = new_browser(), new_browser()
    here.sign_in(person.email)
    elsewhere.sign_in(person.email)
    captured = here.cookie()
    here.get("accounts.password")
    here.submit(current_password=PASSWORD, new_password="unlikely violet teapot orbit")
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    stale = new_browser()
    stale.set_cookie(captured or "")
    assert not is_signed_in(stale)  # this browser got a new session too
    elsewhere.sign_in(person.email, status=422)
    elsewhere.sign_in(person.email, "unlikely violet teapot orbit")


def test_a_new_password_needs_the_old_one_and_the_rules(browser: Browser) -> None:
    person = make_member("Marguerite Lindqvist")
    browser.sign_in(person.email)
    for current, new, told in (
        (WRONG, "unlikely violet teapot orbit", "not your current password"),
        (PASSWORD, "short", "at least 15"),
        (PASSWORD, "passwordpassword", "easy to guess"),
        (PASSWORD, "marguerite lindqvist 1", "mostly your name"),
        (PASSWORD, "x" * 257, "at most 256"),
    ):
        browser.get("accounts.password")
        page = browser.submit(current_password=current, new_password=new, status=422)
        assert told in page.text
    browser.sign_out()
    browser.sign_in(person.email)


def test_other_sessions_can_be_ended(new_browser: Callable[[], Browser]) -> None:
    person = make_member()
    here, elsewhere = new_browser(), new_browser()
    here.sign_in(person.email)
    elsewhere.sign_in(person.email)
    here.post("accounts.end_other_sessions")
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_closing_an_account_signs_it_out_everywhere(new_browser: Callable[[], Browser]) -> None:
    admin, person = make_member(is_admin=True), make_member()
    theirs = new_browser()
    theirs.sign_in(person.email)
    account = db.session.scalars(select(Account).where(Account.person_id == person.id)).one()
    admins = new_browser()
    admins.sign_in(admin.email)
    admins.post("admin.deactivate", account_id=account.id)
    assert not is_signed_in(theirs)
    theirs.sign_in(person.email, status=422)
    admins.post("admin.reactivate", account_id=account.id)
    assert not is_signed_in(theirs)  # the old session does not come back
    theirs.sign_in(person.email)


def test_someone_who_left_cannot_sign_in(browser: Browser) -> None:
    """Leaving ends the way in, also for an account nobody thought of closing."""
    gone = make_person(left_on=datetime.now(UTC).date() - timedelta(days=1))
    make_account(gone)
    browser.sign_in(gone.email, status=422)
    leaving = make_member()
    browser.sign_in(leaving.email)
    db.session.get_one(Person, leaving.id).left_on = datetime.now(UTC).date()
    assert not is_signed_in(browser)
