"""Matrices as files: what a reader gets, and what their browser keeps."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from flask import Flask

from portal.db import db
from portal.interchange import json_files, pdf_attachments
from portal.queries import matrices
from portal.services.exports import FORMATS
from tests.browser import Browser
from tests.factories import make_member

ADDRESS = "/matrices/frontline/matrix.{}"


@pytest.fixture
def reader(app: Flask, browser: Browser) -> Browser:
    browser.sign_in(make_member(role="css2").email)
    return browser


def wide(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS.keys())
def test_every_format_has_its_address(reader: Browser, format_: object) -> None:
    page = reader.get(ADDRESS.format(format_.ending))  # type: ignore[attr-defined]
    headers = page.response.headers
    assert headers["Content-Type"] == format_.media_type  # type: ignore[attr-defined]
    kind, _, name = headers["Content-Disposition"].partition("; ")
    assert kind == "attachment"
    assert name.startswith('filename="frontline-matrix-1.0.0')
    assert name.endswith(f'.{format_.ending}"')  # type: ignore[attr-defined]
    assert len(page.response.data) > 1000


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS.keys())
def test_what_a_browser_has_is_confirmed(reader: Browser, format_: object) -> None:
    address = ADDRESS.format(format_.ending)  # type: ignore[attr-defined]
    response = reader.get(address).response
    etag = response.headers["ETag"]
    assert not etag.startswith("W/")
    assert response.headers["Cache-Control"] == "private, no-cache"
    again = reader.open(address, status=304, headers={"If-None-Match": etag}).response
    assert again.data == b""
    assert again.headers["ETag"] == etag
    other = reader.get(f"{address}?role=css2").response.headers["ETag"]
    assert other != etag


def test_the_language_is_the_reader_s_unless_another_is_asked_for(reader: Browser) -> None:
    def heads(address: str) -> list[str]:
        return wide(reader.get(address).response.data)[0][:2]

    assert heads(ADDRESS.format("csv")) == ["Category", "Competency"]
    assert heads(ADDRESS.format("csv?lang=es")) == ["Categoría", "Competencia"]
    reader.post("accounts.language", {"language": "es"})
    assert heads(ADDRESS.format("csv")) == ["Categoría", "Competencia"]


def test_one_role_s_column(reader: Browser) -> None:
    whole = wide(reader.get(ADDRESS.format("csv")).response.data)
    role = wide(reader.get(ADDRESS.format("csv?role=css2")).response.data)
    assert len(whole[0]) == 5
    assert role[0][2:] == ["Customer Support Specialist 2"]
    assert reader.page is not None
    name = reader.get(ADDRESS.format("csv?role=css2")).response.headers["Content-Disposition"]
    assert 'filename="css2-matrix-1.0.0-en.csv"' in name


def test_a_workbook_opens(reader: Browser) -> None:
    content = reader.get(ADDRESS.format("xlsx")).response.data
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[0] == "Frontline"
    assert len(book.sheetnames) == 4


@pytest.mark.parametrize(
    "ask",
    [
        "exe", "pdf.exe", "csv?lang=xx", "csv?version=9.0.0", "csv?version=latest",
        "csv?role=nobody", "csv?role=cse", "json?version=1.0.0&role=",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_there(reader: Browser, ask: str) -> None:
    reader.get(ADDRESS.format(ask), status=404)


def test_a_track_that_is_not_there(reader: Browser) -> None:
    reader.get("/matrices/nowhere/matrix.csv", status=404)


def test_nobody_gets_one_without_signing_in(app: Flask, new_browser: Callable[[], Browser]) -> None:
    new_browser().get(ADDRESS.format("json"), status=303)


def test_the_pdf_on_the_page_carries_the_matrix(reader: Browser) -> None:
    content = reader.get(ADDRESS.format("pdf?lang=es")).response.data
    published = matrices.published("frontline")
    assert published is not None
    assert pdf_attachments.read(content).exact == published
    assert pdf_attachments.carried(content) == json_files.write(published)
    assert reader.get(ADDRESS.format("json")).response.data == json_files.write(published)


def test_the_matrix_s_page_offers_its_files(reader: Browser) -> None:
    page = reader.get("matrices.show", track="frontline")
    offered = {str(link["href"]) for link in page.all("ul[aria-labelledby=downloads-label] a")}
    assert offered == {
        "/matrices/frontline/matrix.pdf?lang=en",
        "/matrices/frontline/matrix.pdf?lang=es",
        *(ADDRESS.format(f.ending) for f in FORMATS.values()),
    }
    earlier = reader.get("/matrices/frontline?version=1.0.0")
    links = earlier.all("ul[aria-labelledby=downloads-label] a")
    assert all("version=1.0.0" in str(link["href"]) for link in links)
    db.session.rollback()
