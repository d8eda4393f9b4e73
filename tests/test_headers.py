"""What responses of every class say about themselves, over https and on the own machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from portal import create_app
from portal.static_files import fingerprint
from tests.browser import Browser, Page
from tests.databases import Databases, settings_for
from tests.factories import make_member
from tests.headers import header_problems


def test_every_class_of_response_has_its_headers(app: Flask, browser: Browser) -> None:
    """The browser looks at the headers of every page it opens; this names the classes."""
    browser.get("/healthz")
    browser.get("/", status=303)
    browser.get("/no/such/page", status=404)
    browser.get("static", filename="img/favicon.svg")
    browser.get("static", filename="no-such-file.css", status=404)
    browser.get("bootstrap.static", filename="css/bootstrap.min.css", status=303)
    browser.post("accounts.theme", {"theme": "dark"})
    browser.sign_in(make_member().email)
    browser.get("/matrices")
    browser.get("/exports", status=403)
    browser.get("bootstrap.static", filename="css/bootstrap.min.css", status=403)


def test_static_files_are_kept_until_they_change(browser: Browser, tmp_path: Path) -> None:
    """For a year, because the address of one that has changed is another."""
    page = browser.get("static", filename="img/favicon.svg")
    assert page.response.cache_control.max_age == 365 * 24 * 60 * 60
    assert page.path.startswith(f"/static/{fingerprint()}/")
    missing = browser.get("static", filename="no-such-file.css", status=404)
    assert missing.response.headers["Cache-Control"] == "no-store"
    (tmp_path / "a.css").write_text("a {}")
    before = fingerprint.__wrapped__(tmp_path)
    (tmp_path / "a.css").write_text("b {}")
    assert fingerprint.__wrapped__(tmp_path) != before


def test_no_file_outside_the_static_folder_is_served(app: Flask, browser: Browser) -> None:
    for path in ("../__init__.py", "%2e%2e/__init__.py", "..%2f..%2fpyproject.toml", ".git/config"):
        assert browser.send(f"{app.static_url_path}/{path}").status_code in {403, 404}


@pytest.mark.parametrize(
    ("base_url", "cookie"),
    [("https://careers.example", "__Host-portal"), ("http://127.0.0.1:8000", "portal")],
)
def test_the_cookie_fits_how_the_portal_is_reached(
    databases: Databases, base_url: str, cookie: str
) -> None:
    with databases.separate("sqlite") as made:
        url = made.config["SQLALCHEMY_DATABASE_URI"]
        app = create_app(settings_for(url, base_url=base_url))
        browser = Browser(app, base_url=base_url)
        response = browser.send("/sign-in")
        written = response.headers["Set-Cookie"]
        assert written.startswith(f"{cookie}=")
        assert ("Secure" in written) == base_url.startswith("https")
        assert ("Strict-Transport-Security" in response.headers) == base_url.startswith("https")
        assert header_problems(response, app, "accounts.sign_in") == []


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_the_browser_notices_a_page_that_breaks_the_rules(app: Flask, browser: Browser) -> None:
    """The strict browser is strict."""
    response = browser.send("/sign-in")
    good = response.get_data(as_text=True)
    for before, after, told in (
        ("</h1>", "</h1><h1>Two</h1>", "2 h1"),
        ("<main", "<p style='color:red'>x</p><main", "an inline style"),
        ("<main", "<script>1</script><main", "an inline script"),
        ("<main", "<p onclick='x'>x</p><main", "an inline onclick"),
        ("<main", "<a href='/no/such/page'>x</a><main", "has no route"),
        ("<main", "<a href='//evil.example/'>x</a><main", "no address of ours"),
        ("<main", f"<a href='{app.static_url_path}/no.css'>x</a><main", "static files"),
        ("<main", "<a href='#nowhere'>x</a><main", "not there"),
        ("<main", "<input name=x><main", "nothing labels"),
        ("<main", "<div id=content></div><main", "given twice"),
        ("<main", "<form method=post action='/theme'></form><main", "0 CSRF"),
        ("<main", "<form></form><main", "without an action"),
        ("<main", "<p><div></p><main", "line"),
        ('lang="en" data', "data", "its language"),
    ):
        assert before in good
        response.data = good.replace(before, after, 1)
        with pytest.raises(AssertionError, match=told):
            Page(response, app, "accounts.sign_in", "/sign-in")
    response.data = good
    Page(response, app, "accounts.sign_in", "/sign-in")
    for name in ("Content-Security-Policy", "Cache-Control", "X-Content-Type-Options"):
        changed = browser.send("/sign-in")
        changed.headers[name] = "whatever"
        with pytest.raises(AssertionError, match=name):
            Page(changed, app, "accounts.sign_in", "/sign-in")
