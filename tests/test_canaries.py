"""Who comes across what: each persona looks everywhere, and finds what is theirs, no more, no less.

A persona opens every page that links lead to from the start page, and every address there is with
the ids of everything planted; tries to save over every view; asks for every file. What they saw of
what was planted is held against the table in ``tests/canary_readers.py``.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.db import Base, db
from portal.documents.presses import Press
from portal.documents.printing import Enclosure, Rendered
from portal.domain.assessments import ViewKind
from portal.domain.sealing import Moments
from portal.logs import JsonLines
from portal.queries.visibility import assessments as visibility
from portal.services.exports import FORMATS
from tests.access_table import ROWS
from tests.browser import Browser
from tests.canaries import Aviary, plant
from tests.canary_readers import PERSONAS, READERS, bird, birds_in
from tests.databases import Databases
from tests.personas import browser_of, make_organisation
from tests.test_access import Trial

MOST_OF_A_KIND = 1
"""Of pages that differ only in their record or role, one says enough: the rest is asked for."""
ELSEWHERE = {
    "bootstrap", "case", "drafts", "imports", "ladder_admin", "ladders", "matrices", "static",
    "tokens", "versions", "documents.matrix_file", "documents.role_matrix",
    "documents.track_matrix",
}  # fmt: skip
"""Parts that are the same for everybody, or know nothing of rounds, evidence and growth."""
ARGUMENT = re.compile(r"<[^>]*?(\w+)>")
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
TYPED_IN = (
    "text", "note", "how", "with_whom", "reason", "comment", "because", "what", "metric",
    "period", "what_shows_it", "worked", "to_try", "next-steps-text",
    "product-knowledge-note", "ownership-note",
)  # fmt: skip
"""The fields of forms in which people write freely."""
SIGNING_OUT = {"accounts.sign_out", "accounts.password", "accounts.end_other_sessions"}
HOME_TABLES = {
    "absences", "answers", "check_ins", "completion_notes", "completions", "cycle_choices",
    "cycles", "evidence", "exercise_marks", "goals", "observations", "quality_remarks",
    "quality_reviews", "views",
}  # fmt: skip
"""Where what was planted belongs. No notice, mail, trace or kept document is among them."""


@pytest.fixture(scope="module")
def portal(databases: Databases) -> Iterator[tuple[Flask, dict[str, str], Aviary]]:
    """The portal with everything planted, once: nobody here changes anything."""
    with databases.separate("sqlite") as app:
        with app.app_context():
            aviary = plant()
            emails = {persona: person.email for persona, person in aviary.people.items()}
            db.session.commit()
        yield app, emails, aviary


@pytest.fixture
def printed_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be a PDF comes as the HTML it is made from; how it is printed has its own test."""

    def render(_: Press, html: str, style: str, enclosure: Enclosure | None = None) -> Rendered:
        del style, enclosure
        return Rendered(html.encode())

    monkeypatch.setattr(Press, "render", render)


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """What the portal, or anything it uses, writes into its log meanwhile."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    try:
        yield log
    finally:
        logging.getLogger().removeHandler(handler)


class Look:
    """One persona's look at everything: ``seen`` holds, by name, where something was found."""

    def __init__(self, app: Flask, email: str, aviary: Aviary) -> None:
        self.app, self.aviary = app, aviary
        self.browser = Browser(app)
        self.browser.sign_in(email)
        self.browser.get("accounts.password")
        self.token = self.browser.token()
        self.seen: dict[str, list[str]] = {}
        self.looked_at: set[str] = set()

    def everywhere(self) -> Look:
        with logged() as log:
            self.follow_links()
            for path in self.addresses():
                self.open(path)
            for name in FORMATS:
                self.open_file(f"/exports/file?matrix=frontline&format={name}")
            self.save_over_everything()
        self.note(log.getvalue(), "the log")
        return self

    def note(self, text: str, where: str) -> None:
        for name in birds_in(unescape(text)):
            self.seen.setdefault(name, []).append(where)

    def open(self, path: str) -> TestResponse:
        self.looked_at.add(path)
        response = self.browser.send(path)
        assert response.status_code < 500, path
        self.note(text_of(response), path)
        return response

    def open_file(self, path: str) -> None:
        """From the page of exports to the file itself."""
        response = self.open(path)
        if response.status_code == 303:
            self.open(response.headers["Location"])

    def follow_links(self) -> None:
        kinds: Counter[tuple[str | None, ...]] = Counter()
        waiting = ["/"]
        while waiting:
            path = waiting.pop(0)
            kind = (self.browser.endpoint(path), *sorted(parse_qs(urlsplit(path).query)))
            is_known = path in self.looked_at or is_elsewhere(kind[0])
            if is_known or kinds[kind] >= MOST_OF_A_KIND:
                continue
            kinds[kind] += 1
            response = self.open(path)
            if response.status_code == 303:
                waiting.append(response.headers["Location"])
            elif response.mimetype == "text/html":
                waiting += LINK.findall(unescape(response.get_data(as_text=True)))

    def addresses(self) -> Iterator[str]:
        """Every address that takes ids, with those of everything planted."""
        known = self.aviary.ids.keys() | {"view_id"}
        for rule in self.app.url_map.iter_rules():
            names = ARGUMENT.findall(rule.rule)
            is_page = "GET" in (rule.methods or ()) and not is_elsewhere(rule.endpoint)
            if not is_page or not set(names) <= known:
                continue
            for values in self.values(names):
                yield re.sub(ARGUMENT, lambda found, v=values: v[found[1]], rule.rule)  # type: ignore[misc]

    def values(self, names: list[str]) -> Iterator[dict[str, str]]:
        if "view_id" in names:
            for assessment_id, views in self.aviary.editions.items():
                yield from ({"assessment_id": assessment_id, "view_id": one} for one in views)
            return
        known = self.aviary.ids
        if "enrolment_id" in names:
            known = known | {"key": known["module_key"]}
        if "cycle_id" in names:
            known = known | {"person_id": known["person_id"][:1]}  # whom the rounds are about
        for chosen in product(*(known[name] for name in names)):
            yield dict(zip(names, chosen, strict=True))

    def save_over_everything(self) -> None:
        """Every part of a view, as if typed over what was there long ago: the answer shows both."""
        stale = {"product-knowledge-note": "Typed.", "product-knowledge-seen": "long ago",
                 "next-steps-text": "Typed.", "next-steps-seen": "long ago"}  # fmt: skip
        paths = ["/evidence/suggestions"]
        for one in self.aviary.ids["assessment_id"]:
            place = f"/assessments/{one}"
            middles = ["", "/manager", "/agreed"]
            paths += [f"{place}{middle}/answers/product-knowledge" for middle in middles]
            paths.append(f"{place}/agreed/next-steps")
        for path in paths:
            data = {"csrf_token": self.token, **stale}
            response = self.browser.send(path, method="POST", data=data, htmx=True)
            assert response.status_code in {200, 403, 404, 409, 422}, path
            assert path.endswith("suggestions") or response.status_code != 200, path
            self.note(response.get_data(as_text=True), f"a part of {path}")


def is_elsewhere(endpoint: str | None) -> bool:
    return endpoint is not None and bool({endpoint, endpoint.split(".")[0]} & ELSEWHERE)


def text_of(response: TestResponse) -> str:
    """What an answer says; of a workbook, what its sheets say."""
    if zipfile.is_zipfile(io.BytesIO(response.data)):
        with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
            return "".join(
                archive.read(name).decode(errors="replace") for name in archive.namelist()
            )
    headers = "".join(f"{name}: {value}\n" for name, value in response.headers)
    return headers + str(response.data, errors="replace")


def wrong(persona: str, seen: dict[str, list[str]]) -> list[str]:
    """What somebody came across although it is not theirs, and what is theirs but nowhere."""
    theirs = {name for name, readers in READERS.items() if persona in readers}
    return [
        *(f"sees {name} on {', '.join(seen[name][:4])}" for name in sorted(seen.keys() - theirs)),
        *(f"finds {name} nowhere" for name in sorted(theirs - seen.keys())),
    ]


@pytest.mark.usefixtures("printed_as_written")
@pytest.mark.parametrize("persona", PERSONAS)
def test_everybody_comes_across_what_is_theirs_and_nothing_else(
    portal: tuple[Flask, dict[str, str], Aviary], persona: str
) -> None:
    app, emails, aviary = portal
    look = Look(app, emails[persona], aviary).everywhere()
    assert len(look.looked_at) > 150
    assert not (found := wrong(persona, look.seen)), "\n".join(found)


@pytest.mark.parametrize("persona", ["manager", "peer"])
def test_an_open_door_is_noticed(
    portal: tuple[Flask, dict[str, str], Aviary], monkeypatch: pytest.MonkeyPatch, persona: str
) -> None:
    """If anybody might read views, and before they are open, the look at pages would say so."""
    monkeypatch.setattr(visibility, "readable", lambda *_: set(ViewKind))
    monkeypatch.setattr(Moments, "are_open", lambda *_: True)
    app, emails, aviary = portal
    look = Look(app, emails[persona], aviary)
    for path in look.addresses():
        if "/editions/" in path:
            look.open(path)
    told = {line.split()[1] for line in wrong(persona, look.seen) if line.startswith("sees")}
    assert {"self-alone", "self-waits"} <= told


def test_what_was_planted_is_stored_where_it_belongs_and_nowhere_else(
    portal: tuple[Flask, dict[str, str], Aviary],
) -> None:
    """No notice, no mail, no line of the trace and no kept document repeats what people wrote."""
    app, _emails, _aviary = portal
    found: dict[str, set[str]] = {}
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            rows = db.session.execute(select(table)).all()
            if names := birds_in(" ".join(str(value) for row in rows for value in row)):
                found[table.name] = names
        assert db.session.execute(select(Base.metadata.tables["mails"])).first() is not None
    assert set().union(*found.values()) == set(READERS)
    assert found.keys() == HOME_TABLES


def test_a_printed_assessment_says_what_its_page_says(
    portal: tuple[Flask, dict[str, str], Aviary],
) -> None:
    app, emails, aviary = portal
    look = Look(app, emails["skip-level"], aviary)
    printed = {}
    for one in aviary.ids["assessment_id"]:
        response = look.browser.send(f"/assessments/{one}/round.pdf")
        if response.status_code == 200:
            pages = PdfReader(io.BytesIO(response.data)).pages
            text = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
            look.note(text, "print")
            printed[one] = birds_in(text)
    assert len(printed) == 3  # talked about, done, and written anew
    assert any(
        {"self-done", "manager-done", "agreed-done", "comment"} <= one for one in printed.values()
    )
    assert not [line for line in wrong("skip-level", look.seen) if line.startswith("sees")]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("persona", ["rep", "manager", "people-ops"])
def test_what_is_typed_reaches_no_log_no_mail_and_no_trace(
    app: Flask, new_browser: Callable[[], Browser], persona: str
) -> None:
    """Every form there is, sent as it may be, with something to say in each of its fields."""
    del app
    organisation = make_organisation()
    trial = Trial(organisation, browser_of(organisation, persona, new_browser), persona)
    said = dict.fromkeys(TYPED_IN, bird("typed"))
    told, done = ("notices", "mails", "audit_events"), 0
    with logged() as log:
        for row in ROWS:
            if row.method != "POST" or persona not in row.allowed or row.endpoint in SIGNING_OUT:
                continue
            path = trial.browser.path(row.endpoint, **row.values(organisation))
            given = row.data(organisation)
            data = {"csrf_token": trial.token, **said, **given}
            data |= {name: bird("typed") for name in given if name in TYPED_IN}
            with trial.undone():
                response = trial.browser.send(path, method="POST", data=data)
                assert response.status_code in {row.status, 409, 422}, path
                done += response.status_code == row.status
                for name in told:
                    rows = db.session.execute(select(Base.metadata.tables[name])).all()
                    assert not birds_in(str(rows)), (path, name)
    assert not birds_in(log.getvalue())
    assert done > 20
