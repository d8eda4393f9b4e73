"""After signing in or choosing a language one lands on a page of ours, whatever ``next`` says."""

from __future__ import annotations

import pytest

from tests.browser import PASSWORD, Browser
from tests.factories import make_member

ELSEWHERE = (
    "//evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "http:evil.example",
    "http://evil.example/",
    "http:///evil.example",
    "https:///evil.example",
    "https://careers.example@evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "/no/such/page",
    "evil.example",
    " /roles/css2",
    "",
)
OURS = ("/roles/css2", "/matrices/frontline?version=1.0.0", "/people?q=a&page=2")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_leads_nowhere_else(browser: Browser, wanted: str) -> None:
    person = make_member()
    fields = {"email": person.email, "password": PASSWORD, "next": wanted}
    assert browser.post("accounts.sign_in", fields).location == "/"


@pytest.mark.parametrize("wanted", OURS)
def test_signing_in_goes_on_to_the_page_asked_for(browser: Browser, wanted: str) -> None:
    person = make_member()
    asked = browser.get(wanted, status=303)
    browser.follow(asked)
    assert browser.submit(email=person.email, password=PASSWORD).location == wanted


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize("place", ["/sign-in", "/language", "/theme"])
def test_no_other_place_leads_elsewhere(browser: Browser, place: str, wanted: str) -> None:
    if place == "/sign-in":
        browser.sign_in(make_member().email)
        answer = browser.open(place, status=303, query_string={"next": wanted})
    else:
        answer = browser.post(place, {"next": wanted})
    assert answer.location == "/"


def test_a_page_that_only_takes_forms_is_no_place_to_land(browser: Browser) -> None:
    person = make_member()
    fields = {"email": person.email, "password": PASSWORD, "next": "/sign-out"}
    assert browser.post("accounts.sign_in", fields).location == "/"
