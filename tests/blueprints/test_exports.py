"""The page on which people-ops choose what to take out."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.services.exports import FORMATS, PDF
from tests.browser import Browser
from tests.factories import make_member


@pytest.fixture
def people_ops(app: Flask, browser: Browser) -> Browser:
    browser.sign_in(make_member(is_people_ops=True).email)
    return browser


def test_every_matrix_role_language_and_format_can_be_chosen(people_ops: Browser) -> None:
    page = people_ops.get("exports.index")
    chosen = [str(option["value"]) for option in page.all("select[name=matrix] option")]
    assert chosen[:4] == [
        "frontline", "frontline/css1", "frontline/css2", "frontline/senior-css",
    ]  # fmt: skip
    assert len(chosen) == 5 + 10
    formats = [str(choice["value"]) for choice in page.all("input[name=format]")]
    assert formats == [PDF, *FORMATS]
    for name in formats:
        assert len(page.one(f"#format-{name}-purpose").get_text()) > 20


@pytest.mark.parametrize(
    ("chosen", "address"),
    [
        ({}, "/matrices/frontline/matrix.xlsx?lang=en"),
        (
            {"matrix": "engineering/cse", "format": "csv-long", "lang": "es"},
            "/matrices/engineering/matrix.long.csv?lang=es&role=cse",
        ),
        ({"format": "pdf"}, "/matrices/frontline/matrix.pdf?lang=en"),
        ({"matrix": "frontline/css2", "format": "pdf"}, "/roles/css2/matrix.pdf?lang=en"),
        ({"format": "moodle", "lang": "es"}, "/matrices/frontline/matrix.moodle.csv?lang=es"),
    ],
)
def test_the_form_leads_to_the_file(
    people_ops: Browser, chosen: dict[str, str], address: str
) -> None:
    people_ops.get("exports.index")
    answer = people_ops.submit_form("form.take-out", chosen, 303)
    assert answer.location == address
    assert people_ops.follow(answer).response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "asked", ["", "matrix=&format=xlsx", "matrix=frontline&format=exe", "format=csv"]
)
def test_what_was_not_offered_is_not_there(people_ops: Browser, asked: str) -> None:
    people_ops.get(f"/exports/file?{asked}", status=404)


def test_a_made_up_matrix_leads_to_nothing(people_ops: Browser) -> None:
    answer = people_ops.get("/exports/file?matrix=nowhere/nobody&format=csv", status=303)
    people_ops.follow(answer, status=404)
