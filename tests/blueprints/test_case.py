"""CASE's addresses as a program uses them: pages, shapes, errors, and what is never shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionState
from portal.interchange.case import read, shapes, write
from portal.interchange.case.identifiers import ROOT, Identifiers
from portal.interchange.case.statuses import StatusInfo
from portal.models import MatrixVersion, Track
from portal.queries import matrices
from portal.queries.tokens import every_token
from portal.services import case_frameworks, tokens
from tests.browser import Browser, Page
from tests.databases import BASE_URL
from tests.factories import make_member, make_person, published_version

FRONTLINE = Identifiers(BASE_URL, "frontline")
COMPETENCY = FRONTLINE.of("competency", "product-knowledge")
ROLE = FRONTLINE.of("role-level", "css2")
ONES = {
    "CFDocuments": FRONTLINE.document,
    "CFPackages": FRONTLINE.document,
    "CFItems": COMPETENCY,
    "CFItemAssociations": COMPETENCY,
    "CFAssociations": FRONTLINE.of("isChildOf", ROLE, FRONTLINE.document),
    "CFRubrics": FRONTLINE.rubric,
    "CFItemTypes": FRONTLINE.shared("item-types", "behaviour"),
}
SHAPES: dict[str, type[shapes.Shape]] = {
    "CFDocuments": shapes.CFDocument,
    "CFPackages": shapes.CFPackage,
    "CFItems": shapes.CFItem,
    "CFItemAssociations": shapes.CFAssociationSet,
    "CFAssociations": shapes.CFAssociation,
    "CFRubrics": shapes.CFRubric,
    "CFItemTypes": shapes.CFItemTypeSet,
}


@pytest.fixture
def program(app: Flask, browser: Browser) -> Browser:
    """A program with a token; its first use of the day is noted already."""
    del app
    case_frameworks.forget()
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    browser.bearer = tokens.issue("Platform", expires_on=tomorrow, by=make_person())
    tokens.note_use(every_token()[0].id)
    return browser


def got(program: Browser, path: str, **query: str) -> Any:
    page = program.open(f"{ROOT}/{path}", query_string=query)
    assert page.response.mimetype == "application/json"
    return json.loads(page.response.data)


def told(page: Page) -> tuple[str, str]:
    """What an error says, which must be a status of the standard's shape."""
    assert page.response.mimetype == "application/json"
    status = StatusInfo.model_validate_json(page.response.data)
    assert status.imsx_severity == "error"
    assert status.imsx_codeMinor is not None
    (field,) = status.imsx_codeMinor.imsx_codeMinorField
    return field.imsx_codeMinorFieldName, field.imsx_codeMinorFieldValue.value


def documents(program: Browser, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = got(program, "CFDocuments", **query)["CFDocuments"]
    return found


# What is there


@pytest.mark.parametrize("collection", sorted(ONES))
def test_each_thing_comes_in_its_own_shape(program: Browser, collection: str) -> None:
    found = got(program, f"{collection}/{ONES[collection]}")
    SHAPES[collection].model_validate(found)
    assert None not in found.values()


def test_the_documents_are_the_published_matrices(program: Browser) -> None:
    found = documents(program)
    shapes.CFDocumentSet.model_validate({"CFDocuments": found})
    published = matrices.all_published()
    assert [one["extensions"]["careerPortal"]["track"] for one in found] == [
        matrix.track_key for matrix in published
    ]
    assert [one["title"] for one in found] == [m.track_title.words("en") for m in published]


def test_a_package_served_is_the_package_written(program: Browser) -> None:
    matrix = matrices.published("frontline")
    assert matrix is not None
    served = program.open(f"{ROOT}/CFPackages/{FRONTLINE.document}").response.data
    assert json.loads(served) == json.loads(write(matrix, BASE_URL, "en"))
    assert read(served).exact == matrix


def test_every_address_in_a_package_leads_somewhere(program: Browser) -> None:
    package = got(program, f"CFPackages/{FRONTLINE.document}")
    things = [
        package["CFDocument"],
        *package["CFItems"][:5],
        *package["CFAssociations"][:5],
        *package["CFRubrics"],
        *package["CFRubrics"][0]["CFRubricCriteria"][:2],
    ]
    types = package["CFDefinitions"]["CFItemTypes"]
    for address in [*(thing["uri"] for thing in things), *(kind["uri"] for kind in types)]:
        assert address.startswith(BASE_URL)
        program.get(address.removeprefix(BASE_URL).partition("#")[0])
    assert got(program, f"CFItems/{COMPETENCY}")["CFDocumentURI"]["uri"] == things[0]["uri"]


def test_an_item_comes_with_all_that_ties_it(program: Browser) -> None:
    found = got(program, f"CFItemAssociations/{ROLE}")
    ends = {
        (tie["associationType"], tie["originNodeURI"]["identifier"] == ROLE)
        for tie in found["CFAssociations"]
    }
    assert ends == {("isChildOf", True), ("hasSkillLevel", False)}


def test_texts_come_in_the_language_preferred(program: Browser) -> None:
    page = program.open(
        f"{ROOT}/CFItems/{COMPETENCY}", headers={"Accept-Language": "fr, es;q=0.9, en;q=0.1"}
    )
    assert json.loads(page.response.data)["language"] == "es"
    assert "Accept-Language" in page.response.headers["Vary"]
    assert got(program, f"CFItems/{COMPETENCY}")["language"] == "en"


# Paging and choosing


def test_documents_come_in_pages(program: Browser) -> None:
    everything = documents(program)
    assert len(everything) == 5
    page = program.open(f"{ROOT}/CFDocuments?limit=2&offset=2&sort=title")
    assert page.response.headers["X-Total-Count"] == "5"
    links = dict(
        reversed(link.split("; rel=")) for link in page.response.headers["Link"].split(", ")
    )
    address = f"{BASE_URL}{ROOT}/CFDocuments?limit=2&sort=title&offset="
    assert links == {
        '"first"': f"<{address}0>",
        '"prev"': f"<{address}0>",
        '"next"': f"<{address}4>",
        '"last"': f"<{address}4>",
    }
    titles = sorted(one["title"] for one in everything)
    assert [one["title"] for one in json.loads(page.response.data)["CFDocuments"]] == titles[2:4]


def test_documents_are_chosen_by_filter_and_field(program: Browser) -> None:
    found = documents(program, filter="title~'FRONT'", fields="identifier,title")
    assert found == [{"identifier": FRONTLINE.document, "title": "Frontline"}]
    assert documents(program, filter="adoptionStatus='Draft'") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"limit": "0"}, ("limit", "invalid_selection_field")),
        ({"offset": "x"}, ("offset", "invalid_selection_field")),
        ({"fields": ""}, ("fields", "invalid_selection_field")),
        ({"filter": "price='1'"}, ("filter", "invalid_selection_field")),
        ({"sort": "title", "orderBy": "up"}, ("orderBy", "invalid_sort_field")),
    ],
)
def test_what_cannot_be_chosen_is_a_400(
    program: Browser, query: dict[str, str], expected: tuple[str, str]
) -> None:
    assert told(program.open(f"{ROOT}/CFDocuments", status=400, query_string=query)) == expected


# Who may not, and what is not


@pytest.mark.parametrize(
    "header",
    [
        None, "", "Bearer", "Bearer ", "Bearer cpt_", "Bearer cpt_wrong", "Basic Y3B0XzpjcHRf",
        "cpt_{}", "Token {}", "Bearer {}x", "Bearer {} more",
    ],
)  # fmt: skip
def test_without_a_token_that_works_nothing_is_told(program: Browser, header: str | None) -> None:
    secret, program.bearer = program.bearer, None
    headers = {} if header is None else {"Authorization": header.format(secret)}
    for path in ("CFDocuments", f"CFItems/{COMPETENCY}", "CFItems/nonsense"):
        page = program.open(f"{ROOT}/{path}", status=401, headers=headers)
        assert told(page) == ("Authorization", "unauthorised_request")
        assert page.response.headers["WWW-Authenticate"].startswith("Bearer")
        assert "Set-Cookie" not in page.response.headers


def test_the_word_bearer_may_be_spelled_as_one_likes(program: Browser) -> None:
    secret, program.bearer = program.bearer, None
    program.open(f"{ROOT}/CFDocuments", headers={"Authorization": f"bearer {secret}"})


def test_who_is_signed_in_is_nobody_here(app: Flask, browser: Browser) -> None:
    browser.sign_in(make_member(is_admin=True, is_people_ops=True).email)
    told(browser.get(f"{ROOT}/CFDocuments", status=401))


def test_a_token_opens_nothing_else(program: Browser) -> None:
    for path in ("/matrices", "/admin", "/people", "/exports"):
        program.get(path, status=303)


@pytest.mark.parametrize("collection", sorted(ONES))
def test_what_is_not_there_is_said_in_the_standards_words(
    program: Browser, collection: str
) -> None:
    never = Identifiers(BASE_URL, "frontline").of("never", "there")
    page = program.get(f"{ROOT}/{collection}/{never}", status=404)
    assert told(page) == ("sourcedId", "unknownobject")
    for wrong in ("nonsense", ONES[collection].upper(), "0190a3f0-0000-7000-8000-000000000000"):
        page = program.get(f"{ROOT}/{collection}/{wrong}", status=404)
        assert told(page) == ("sourcedId", "invalid_uuid")


def test_drafts_and_superseded_versions_are_never_there(program: Browser) -> None:
    before = got(program, f"CFPackages/{FRONTLINE.document}")
    version = published_version("frontline")
    db.session.add(
        MatrixVersion(
            matrix_id=version.matrix_id, major=9, minor=0, patch=0, state=VersionState.DRAFT,
            note=LocalizedText({"en": "Secret plans."}),
        )
    )  # fmt: skip
    assert got(program, f"CFPackages/{FRONTLINE.document}") == before
    assert len(documents(program)) == 5
    version.state = VersionState.SUPERSEDED
    assert FRONTLINE.document not in {one["identifier"] for one in documents(program)}
    for collection in ("CFDocuments", "CFPackages", "CFItems", "CFAssociations", "CFRubrics"):
        program.get(f"{ROOT}/{collection}/{ONES[collection]}", status=404)


def test_a_version_is_served_under_the_name_its_track_had(program: Browser) -> None:
    before = {one["title"] for one in documents(program)}
    track = db.session.scalars(db.select(Track).where(Track.key == "frontline")).one()
    track.title = LocalizedText({"en": "First line"})
    assert {one["title"] for one in documents(program)} == before


# Errors are never pages


def test_unknown_addresses_and_methods_are_answered_in_json(program: Browser) -> None:
    for path in ("CFConcepts/x", "", "CFItems", "discovery"):
        assert told(program.get(f"{ROOT}/{path}", status=404))[1] == "unknownobject"
    assert told(program.get("/ims/case/v1p0/CFDocuments", status=404))[1] == "unknownobject"
    page = program.open(f"{ROOT}/CFDocuments", method="POST", status=405)
    assert told(page) == ("method", "forbidden")
    assert json.loads(page.response.data)["imsx_codeMajor"] == "unsupported"
    assert set(page.response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert told(program.get(f"{ROOT}/CFDocuments?filter=%00", status=400))[0] == "request"


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        (RuntimeError("a secret detail"), 500, ("server", "internal_server_error")),
        (
            OperationalError("select secret", {}, Exception("gone")),
            503,
            ("server", "server_busy"),
        ),
    ],
)
def test_the_portals_own_trouble_is_told_in_json(
    program: Browser,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    expected: tuple[str, str],
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setitem(program.app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(case_frameworks, "published", fail)
    page = program.get(f"{ROOT}/CFDocuments", status=status)
    assert told(page) == expected
    assert b"secret" not in page.response.data
    assert ("Retry-After" in page.response.headers) == (status == 503)


def test_elsewhere_errors_stay_pages(program: Browser) -> None:
    assert program.get("/ims", status=404).is_html


# Sparing


def test_what_did_not_change_is_not_sent_again(program: Browser) -> None:
    for path in ("CFDocuments", f"CFPackages/{FRONTLINE.document}"):
        etag = program.get(f"{ROOT}/{path}").response.headers["ETag"]
        again = program.open(f"{ROOT}/{path}", status=304, headers={"If-None-Match": etag})
        assert again.response.data == b""
        assert again.response.headers["ETag"] == etag
        program.open(f"{ROOT}/{path}", headers={"If-None-Match": '"other"'})
    assert got(program, "CFDocuments", limit="1") != got(program, "CFDocuments", limit="2")


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _cu: object, statement: str, *_: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            statements.append(statement)

    connection = db.session.connection()
    event.listen(connection, "before_cursor_execute", note)
    yield statements
    event.remove(connection, "before_cursor_execute", note)


def test_answers_take_two_queries_however_much_there_is(program: Browser) -> None:
    """One for the token, one for what is published now; the rest is kept from the first time."""
    paths = ["CFDocuments", *(f"{name}/{ones}" for name, ones in ONES.items())]
    for path in paths:
        got(program, path)
    for path in paths:
        with counted() as statements:
            got(program, path)
        assert len(statements) == 2, (path, statements)


def test_building_takes_as_many_queries_for_one_matrix_as_for_many(program: Browser) -> None:
    with counted() as many:
        documents(program)
    for version in db.session.scalars(db.select(MatrixVersion)).all():
        if version.id != published_version("frontline").id:
            version.state = VersionState.SUPERSEDED
    db.session.flush()
    case_frameworks.forget()
    with counted() as one:
        assert len(documents(program)) == 1
    assert len(one) == len(many)


def test_only_so_many_packages_are_kept(program: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_frameworks, "MOST_KEPT", 5)
    for language in ("en", "es", "en"):
        page = program.open(f"{ROOT}/CFDocuments", headers={"Accept-Language": language})
        assert len(json.loads(page.response.data)["CFDocuments"]) == 5
        assert case_frameworks.kept() == 5


def test_the_first_use_of_the_day_is_noted(program: Browser) -> None:
    every_token()[0].last_used_on = None
    answer: TestResponse = program.send(f"{ROOT}/CFDocuments")
    assert answer.status_code == 200
    assert every_token()[0].last_used_on == datetime.now(UTC).date()
