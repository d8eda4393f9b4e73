"""Language, colours and time zone: chosen by people, signed in or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser import Browser
from tests.factories import make_member


def language(browser: Browser) -> str:
    where = (
        "accounts.password" if browser.send("/account").status_code == 200 else "accounts.sign_in"
    )
    return str(browser.get(where).one("html")["lang"])


def test_the_browser_says_which_language_until_somebody_chooses(browser: Browser) -> None:
    page = browser.open("/sign-in", headers={"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})
    assert page.one("html")["lang"] == "es"
    page = browser.open("/sign-in", headers={"Accept-Language": "de-DE"})
    assert page.one("html")["lang"] == "en"
    browser.post("accounts.language", {"language": "es"})
    page = browser.open("/sign-in", headers={"Accept-Language": "en"})
    assert page.one("html")["lang"] == "es"


def test_a_persons_language_follows_them(new_browser: Callable[[], Browser]) -> None:
    person = make_member()
    here = new_browser()
    here.sign_in(person.email)
    here.post("accounts.language", {"language": "es"})
    elsewhere = new_browser()
    elsewhere.sign_in(person.email)
    assert language(elsewhere) == "es"


@pytest.mark.parametrize("chosen", ["xx", "", "../en", "en\0", "<script>"])
def test_an_unknown_language_changes_nothing(browser: Browser, chosen: str) -> None:
    browser.sign_in(make_member().email)
    browser.post("accounts.language", {"language": "es"})
    browser.post("accounts.language", {"language": chosen})
    assert language(browser) == "es"


@pytest.mark.parametrize("chosen", ["neon", "", "DARK", "dark\0"])
def test_an_unknown_theme_changes_nothing(browser: Browser, chosen: str) -> None:
    browser.sign_in(make_member().email)
    browser.post("accounts.theme", {"theme": "dark"})
    browser.post("accounts.theme", {"theme": chosen})
    assert browser.get("accounts.password").one("html")["data-bs-theme"] == "dark"


def test_the_theme_holds_signed_out_too(browser: Browser) -> None:
    browser.post("accounts.theme", {"theme": "light"})
    assert browser.get("accounts.sign_in").one("html")["data-bs-theme"] == "light"


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "xx"), ("time_zone", "Mars/Olympus"), ("theme", "neon"), ("theme", "")],
)
def test_the_settings_take_only_what_they_offer(browser: Browser, field: str, value: str) -> None:
    person = make_member()
    browser.sign_in(person.email)
    chosen = {"language": "es", "time_zone": "Europe/Madrid", "theme": "dark"}
    browser.post("accounts.settings", {**chosen, field: value}, status=422)
    assert (person.locale, person.time_zone) == ("en", "Europe/Lisbon")


def test_the_settings_are_kept(browser: Browser) -> None:
    person = make_member()
    browser.sign_in(person.email)
    browser.get("accounts.settings")
    browser.submit_form(
        "form:has(select[name=time_zone])",
        {"language": "es", "time_zone": "America/Bogota", "theme": "dark"},
        status=303,
    )
    assert (person.locale, person.time_zone) == ("es", "America/Bogota")


def test_saving_the_settings_untouched_changes_nothing(browser: Browser) -> None:
    """Also for a zone that the list of places does not have, such as plain UTC."""
    person = make_member()
    person.time_zone = "UTC"
    browser.sign_in(person.email)
    browser.get("accounts.settings")
    browser.submit_form("form:has(select[name=time_zone])", {}, status=303)
    assert person.time_zone == "UTC"
