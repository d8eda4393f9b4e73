"""Nothing typed is lost: a form sent after the sign-in had ended is held until it is sent again."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import delete, select

from portal.blueprints.accounts.held import read_held
from portal.db import db
from portal.models import AccountSession, Answer, Person
from tests.browser import Browser, Page
from tests.factories import make_member, make_view

TYPED = "Ana's case: I checked the log first, then called back.\nSecond line – ¿vale?"


@pytest.fixture
def person(app: object) -> Person:
    return make_member("Rita Rep")


def typed_into_an_ended_session(browser: Browser, person: Person) -> Page:
    """The page that answers to a whole self-assessment sent too late."""
    view = make_view(person)
    browser.sign_in(person.email)
    page = browser.get("assessments.answer", assessment_id=view.assessment_id)
    form = page.form(f'form[action="{page.path}"]')
    name = next(name for name in sorted(form.names) if name.endswith("-note"))
    db.session.execute(delete(AccountSession))
    return browser.submit_form(f'form[action="{page.path}"]', {name: TYPED}, status=401)


def notes() -> list[str]:
    return [note for note in db.session.scalars(select(Answer.note)) if note]


def test_what_was_typed_is_saved_after_signing_in_again(browser: Browser, person: Person) -> None:
    page = typed_into_an_ended_session(browser, person)
    held = json.loads(str(page.one("input[name=held]")["value"]))
    assert TYPED in dict(held).values()
    resume = browser.submit(email=person.email, password="correct horse battery staple", status=200)
    assert TYPED in resume.one("main form[method=post]").decode().replace("&#39;", "'") or (
        TYPED in [value for values in resume.form().values.values() for value in values]
    )
    assert notes() == []
    saved = browser.submit()
    assert saved.location
    assert notes() == [TYPED]


def test_a_mistyped_password_keeps_it_too(browser: Browser, person: Person) -> None:
    typed_into_an_ended_session(browser, person)
    page = browser.submit(email=person.email, password="mistyped mistyped", status=422)
    assert TYPED in dict(json.loads(str(page.one("input[name=held]")["value"]))).values()


def test_neither_passwords_nor_tokens_are_held(browser: Browser, person: Person) -> None:
    browser.sign_in(person.email)
    browser.get("accounts.password")
    db.session.execute(delete(AccountSession))
    page = browser.submit(
        current_password="correct horse battery staple", new_password="unlikely violet teapot",
        status=401,
    )  # fmt: skip
    held = page.soup.select_one("input[name=held]")
    assert not held or not held["value"]


def test_a_part_sent_too_late_gets_the_sign_in_page_as_such(
    browser: Browser, person: Person
) -> None:
    """htmx is told 401, puts nothing into the page, and the text stays where it was typed."""
    view = make_view(person)
    browser.sign_in(person.email)
    token = browser.token()
    db.session.execute(delete(AccountSession))
    response = browser.send(
        f"/assessments/{view.assessment_id}/answers/product-knowledge",
        method="POST", htmx=True, data={"csrf_token": token, "product-knowledge-note": TYPED},
    )  # fmt: skip
    assert response.status_code == 401


def test_a_form_too_large_to_hold_is_refused_as_such(browser: Browser) -> None:
    browser.open("/account", method="POST", status=413, data={"x": "y" * 1_100_000})


@pytest.mark.parametrize(
    "written", ["", "{", "5", "null", '{"a": 1}', '[["a"]]', '[["a","b","c"]]', "[" * 100_000]
)
def test_what_is_no_held_form_is_dropped(written: str) -> None:
    assert read_held(written) == []


def test_a_held_form_goes_only_to_pages_of_ours(browser: Browser, person: Person) -> None:
    answer = browser.post(
        "accounts.sign_in",
        {
            "email": person.email,
            "password": "correct horse battery staple",
            "next": "//evil.example/collect",
            "held": json.dumps([["note", "x"]]),
        },
    )
    assert answer.location == "/"
