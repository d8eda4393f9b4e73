"""Files sent to the portal: as a browser sends them, and as nobody should."""

from __future__ import annotations

import io
import logging
import zipfile

import openpyxl
import pytest
from flask import Flask

from portal.interchange.readings import MOST_BYTES
from tests.blueprints.uploads import looked_at, upload, waiting
from tests.browser import Browser
from tests.factories import make_member
from tests.states import changed_tables, database_state


@pytest.fixture
def people_ops(app: Flask, browser: Browser) -> Browser:
    browser.sign_in(make_member(is_people_ops=True).email)
    return browser


def test_a_file_has_to_be_chosen(people_ops: Browser) -> None:
    people_ops.get("imports.new")
    page = people_ops.submit(status=422)
    assert "Choose a file." in page.one("#file-error").get_text()


def test_a_file_larger_than_a_form_is_taken(people_ops: Browser) -> None:
    long = "Competency,CSS1\n" + "".join(f"Thing {at},{'x' * 900}\n" for at in range(1_500))
    assert len(long) > people_ops.app.config["MAX_CONTENT_LENGTH"]
    assert people_ops.follow(upload(people_ops, long)).status == 200


@pytest.mark.parametrize(("more", "status"), [(1, 422), (300_000, 413), (15_000_000, 413)])
def test_what_is_too_large_is_told_beside_the_field(
    people_ops: Browser, more: int, status: int
) -> None:
    page = upload(people_ops, b"x" * (MOST_BYTES + more), status=status)
    assert "larger than 10 MB" in page.one("#file-error").get_text()
    assert waiting() == 0


def test_other_forms_are_no_larger_than_before(people_ops: Browser) -> None:
    data = {"csrf_token": people_ops.token(), "note": "x" * 1_100_000}
    assert people_ops.send("/account", method="POST", data=data).status_code == 413


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def workbook(**extra: bytes) -> bytes:
    book = openpyxl.Workbook()
    for row in (["Competency", "CSS1"], ["Invoices", "Explains an invoice"]):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in extra.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "zip bomb": (lambda: workbook(xl__worksheets__sheet9_dot_xml=b"0" * 300_000_000), "bomb.xlsx"),
    "macros": (lambda: workbook(xl__vbaProject_dot_bin=b"Sub Auto_Open()"), "macros.xlsm"),
    "not a workbook": (lambda: zipped({"hello.txt": b"hello"}), "zip.xlsx"),
    "nul": (
        lambda: b"Competency,CSS1\nInvoices,Explains\x00 it\n" * 3 + b"\x00\x00\x01",
        "nul.csv",
    ),
    "broken yaml": (lambda: b"roles:\n  - key: [1, 2\n- {", "broken.yaml"),
    "billion laughs": (LAUGHS.encode, "laughs.yaml"),
    "entities": (lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "x.csv"),
    "deep json": (lambda: b"[" * 100_000, "deep.json"),
    "too many rows": (
        lambda: b"Competency,CSS1\n" + b"".join(b"A%d,b\n" % at for at in range(20_020)),
        "rows.csv",
    ),
    "nothing": (lambda: b"", "empty.csv"),
    "prose": (lambda: b"Dear all, no table here.", "letter.txt"),
    "program": (lambda: b"MZ\x90\x00\x03\x00\x00\x00" * 20, "setup.csv"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_reason(
    people_ops: Browser, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    make, called = HOSTILE[name]
    before = database_state()
    with caplog.at_level(logging.DEBUG):
        page = upload(people_ops, make(), called, status=422)
    said = page.one("#file-error").get_text()
    assert len(said.split()) > 6, said
    assert changed_tables(before, database_state()) == []
    for secret in ("Auto_Open", "Dear all", "Explains"):
        assert secret not in caplog.text


def test_formulas_are_told_cell_by_cell(people_ops: Browser) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Competency", "CSS1"],
        ["Invoices", '=HYPERLINK("http://x","y")'],
        ["Tone", "Is kind"],
    ):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    page = looked_at(people_ops, target.getvalue(), "team.xlsx")
    assert page.texts("table.problems tbody td")[:2] == ["Row 2", "Column CSS1"]
    assert "formula" in page.texts("table.problems tbody td")[3]
    assert "stops the import" in page.text.lower()


def test_markup_in_a_file_and_its_name_is_text(people_ops: Browser) -> None:
    table = "Competency,CSS1\n<img src=x onerror=alert(1)>,<script>alert(2)</script> speaks\n"
    page = looked_at(people_ops, table, "<b onclick=x>&.csv")
    assert "<b onclick=x>&.csv" in page.heading
    assert "<script>alert(2)</script> speaks" in page.text
    assert not page.all("main script, main img, h1 b")
