"""Every page that links lead to, as each kind of person and in each language.

The strict browser looks at each of them. Nobody comes across what is not theirs, and what people
wrote stands there as they wrote it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from portal.db import db
from tests.browser import Browser, Page
from tests.factories import make_team
from tests.personas import (
    DRAFT_NOTE,
    FORMER_NAME,
    OWN,
    SUBMITTED_NOTE,
    browser_of,
    make_organisation,
)

MOST_OF_A_KIND = 2
"""Of pages that differ only in their record or role, a few say enough."""

PRIVATE = (DRAFT_NOTE, SUBMITTED_NOTE)
PAYLOAD = """<b onclick="alert(1)">Zoë</b> {{777*777}} ${777*777} %(x)s %s {0.__class__} "'&amp;"""


FILES = (".pdf", ".xlsx", ".csv", ".md", ".yaml", ".json")


def links(page: Page) -> list[str]:
    found = []
    for anchor in page.all("a[href]"):
        parts = urlsplit(str(anchor["href"]))
        if not parts.scheme and not parts.netloc and parts.path and not parts.path.endswith(FILES):
            found.append(parts._replace(fragment="").geturl())
    return found


def kind(browser: Browser, path: str) -> tuple[str | None, ...]:
    """What pages of one kind share: the endpoint, and what is asked of it."""
    return browser.endpoint(path), *sorted(parse_qs(urlsplit(path).query))


def crawl(browser: Browser, *, skipping: tuple[str, ...] = ()) -> dict[str, Page]:
    """Every page that links lead to from the start page, and from a few that forms lead to."""
    pages: dict[str, Page] = {}
    kinds: Counter[tuple[str | None, ...]] = Counter()
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        if (
            path in pages
            or path.startswith(skipping)
            or kinds[kind(browser, path)] >= MOST_OF_A_KIND
        ):
            continue
        kinds[kind(browser, path)] += 1
        response = browser.send(path)
        hops = 0
        while response.status_code == 303 and hops < 3:
            path = response.headers["Location"]
            response = browser.send(path)
            hops += 1
        if path in pages:
            continue
        assert response.status_code == 200, f"{path}: {response.status_code}"
        pages[path] = Page(response, browser.app, None, path)
        waiting += [link for link in links(pages[path]) if link not in pages]
    return pages


def visible(pages: dict[str, Page], words: str) -> list[str]:
    return [path for path, page in pages.items() if words in page.response.get_data(as_text=True)]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_rep_finds_their_own_and_nobody_elses(
    app: Flask, new_browser: Callable[[], Browser]
) -> None:
    organisation = make_organisation()
    browser = browser_of(organisation, OWN, new_browser)
    pages = crawl(browser)
    for path in ("/ladders", "/matrices", "/people", "/assessments", "/account"):
        assert path in pages
    assert len(pages) >= 18
    assert visible(pages, DRAFT_NOTE)
    assert visible(pages, FORMER_NAME) == []
    assert not [path for path in pages if path.startswith(("/admin", "/exports"))]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("persona", "language", "finds"),
    [
        ("manager", "en", ("/people", "/assessments")),
        ("people-ops", "es", ("/exports", "/admin", "/admin/audit")),
        ("admin", "en", ("/admin", "/admin/accounts", "/admin/accounts/new", "/admin/audit")),
    ],
)
def test_others_come_across_nothing_of_the_reps(
    app: Flask,
    new_browser: Callable[[], Browser],
    persona: str,
    language: str,
    finds: tuple[str, ...],
) -> None:
    organisation = make_organisation()
    organisation.people[persona].locale = language
    browser = browser_of(organisation, persona, new_browser)
    pages = crawl(browser, skipping=("/ladders?", "/roles/s", "/matrices/o", "/matrices/l"))
    for path in finds:
        assert path in pages
    for secret in PRIVATE:
        assert visible(pages, secret) == []
    assert bool(visible(pages, FORMER_NAME)) <= (persona in {"people-ops", "admin"})
    chosen = {path: page for path, page in pages.items() if "lang=" not in path}
    assert {page.one("html")["lang"] for page in chosen.values()} == {language}


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_what_people_write_stands_there_as_they_wrote_it(
    app: Flask, new_browser: Callable[[], Browser]
) -> None:
    organisation = make_organisation()
    organisation.rep.name = PAYLOAD
    organisation.rep.office = PAYLOAD
    organisation.rep.team_id = make_team(PAYLOAD).id
    browser = browser_of(organisation, OWN, new_browser)
    draft = f"/assessments/{organisation.draft.assessment_id}"
    browser.post(
        f"{draft}/answers",
        {"problem-solving-note": PAYLOAD, "problem-solving-seen": ""},
        status=409,  # the marks were left out; what was typed stands there nevertheless
    )
    admins = browser_of(organisation, "admin", new_browser)
    db.session.commit()
    seen = [
        browser.get("people.show", person_id=organisation.rep.id),
        browser.get("people.index"),
        browser.get("home.index"),
        browser.get("accounts.settings"),
        admins.get("admin.account", account_id=organisation.account.id),
        admins.get("admin.account_list"),
        admins.get("admin.audit_trail"),
    ]
    for page in seen:
        markup = page.response.get_data(as_text=True)
        assert "<b onclick" not in markup
        assert str(777 * 777) not in page.text
    expected = " ".join(PAYLOAD.split())
    assert expected in " ".join(seen[0].soup.get_text().split())
    assert expected in " ".join(seen[4].soup.get_text().split())
