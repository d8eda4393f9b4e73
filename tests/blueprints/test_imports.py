"""Importing in the browser: the upload, the look at it, the choices, the decision."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.interchange import json_files
from portal.models import ImportFile, Person, Track
from portal.queries import drafts, matrices
from tests.blueprints.uploads import looked_at, upload, waiting
from tests.browser import Browser
from tests.factories import make_member

TABLE = """Area,Competency,CSS1,CSS2,Team captain,Notes
Craft,Invoices,Explains an invoice line by line,"- Solves a dispute
- Writes down how",Teaches invoices,x
Craft,Refunds,Asks before refunding,Refunds what is owed,Keeps CSAT over 95%,y
"""
BAD = TABLE.replace("Craft,Refunds", "Craft,")
CHOICES = 'form[action$="/choices"]'
DECISION = "#decide-heading ~ [data-busy-form] form"


@pytest.fixture
def editor(app: Flask) -> Person:
    return make_member(is_people_ops=True)


@pytest.fixture
def people_ops(editor: Person, browser: Browser) -> Browser:
    browser.sign_in(editor.email)
    return browser


# The look


def test_what_was_recognised_is_told(people_ops: Browser) -> None:
    page = looked_at(people_ops, TABLE)
    facts = page.texts(".import-facts dd")
    assert facts[0].startswith("Frontline as a draft on version 1.0.0")
    assert facts[1].endswith("Team captain New role")
    assert facts[2] == "2 in one category"
    kinds = [form.select_one("option[selected]")["value"] for form in page.all(".columns select")]
    assert kinds[::2] == [
        "category",
        "competency",
        "behaviour",
        "behaviour",
        "behaviour",
        "ignored",
    ]
    assert page.texts(".advice-counts strong") == ["Target number"]
    assert "Explains an invoice line by line" in page.one(".import-preview").get_text()
    assert "7 new behaviours" in page.text or "6 new behaviours" in page.text
    assert page.one(DECISION)


def test_a_problem_is_told_by_row_and_column_and_stops_the_import(people_ops: Browser) -> None:
    page = looked_at(people_ops, TABLE + "Craft,,Greets people,,,\nCraft,Tone,Is kind,,,\n")
    assert page.texts("table.problems tbody td")[:2] == ["Row 4", "Column Competency"]
    assert "stop it" in page.text
    assert not page.all(DECISION)
    people_ops.post(page.path, {"stamp": ""}, status=409)
    assert drafts.current("frontline") is None


def test_of_very_many_problems_the_first_are_shown(people_ops: Browser) -> None:
    rows = "".join(f"Thing {at},Role,,{'z' if at % 2 else 'x'}\n" for at in range(300))
    page = looked_at(people_ops, "Competency,Role,Behaviour,Weight\n" + rows)
    assert len(page.all("table.problems tbody tr")) == 200
    assert "And " in page.text


def test_an_export_of_what_is_there_leaves_nothing_to_import(people_ops: Browser) -> None:
    published = matrices.published("frontline")
    assert published is not None
    page = looked_at(people_ops, json_files.write(published), "frontline.json")
    assert "there is nothing to import" in page.text
    assert "all known by their key" in page.text
    assert not page.all(DECISION)
    assert not page.all(".columns")


def test_other_peoples_files_are_not_there(
    people_ops: Browser, new_browser: Callable[[], Browser]
) -> None:
    path = upload(people_ops, TABLE).location
    assert path
    other = new_browser()
    other.sign_in(make_member(is_people_ops=True).email)
    other.get(path, status=404)
    for action in ("", "/choices", "/discard"):
        other.post(path + action, status=404)
    people_ops.get(path)


# The choices


def test_another_meaning_of_a_column_is_followed(people_ops: Browser) -> None:
    page = looked_at(people_ops, TABLE)
    answer = people_ops.submit_form(
        CHOICES,
        {
            "tables-0-columns-4-kind": "ignored",
            "tables-0-columns-3-name": "CSS1",
            "tables-0-columns-2-kind": "summary",
            "track": "",
            "new_title": "Billing",
        },
    )
    page = people_ops.follow(answer)
    facts = page.texts(".import-facts dd")
    assert facts[:2] == ["Billing New track", "CSS1 New role"]
    assert "What the competency means" in page.one(".columns").get_text()


def test_another_heading_row_or_layout_is_looked_at_anew(people_ops: Browser) -> None:
    table = "Ladder of 2026,,\nCompetency,CSS1,CSS2\nInvoices,Explains them,Solves disputes\n"
    page = looked_at(people_ops, table)
    chosen = page.one("#tables-0-header_row option[selected]")
    assert chosen["value"] == "2"
    page = people_ops.follow(people_ops.submit_form(CHOICES, {"tables-0-header_row": "3"}))
    assert page.texts(".column-heading") == ["Invoices", "Explains them", "Solves disputes"]
    page = people_ops.follow(
        people_ops.submit_form(CHOICES, {"tables-0-header_row": "2", "tables-0-shape": "wide"})
    )
    page = people_ops.follow(people_ops.submit_form(CHOICES, {"tables-0-shape": "across"}))
    assert "Behaviours of one competency" in page.one(".columns").get_text()


def test_a_mapping_that_lacks_a_column_says_which(people_ops: Browser) -> None:
    looked_at(people_ops, TABLE)
    page = people_ops.follow(
        people_ops.submit_form(CHOICES, {"tables-0-columns-1-kind": "ignored"})
    )
    assert "No column holds the competencies." in page.text
    assert not page.all(DECISION)
    page = people_ops.follow(
        people_ops.submit_form(CHOICES, {"tables-0-columns-1-kind": "competency"})
    )
    assert page.one(DECISION)


def test_a_new_track_needs_a_name(people_ops: Browser) -> None:
    looked_at(people_ops, TABLE)
    page = people_ops.submit_form(CHOICES, {"track": "", "new_title": " "}, 422)
    assert "Give the new track a name" in page.one("#new_title-error").get_text()
    assert page.one("#track option[selected]")["value"] == ""


def test_what_was_not_offered_cannot_be_chosen(people_ops: Browser) -> None:
    page = looked_at(people_ops, TABLE)
    sent = page.form(CHOICES).values
    for name, value in (
        ("track", "nowhere"),
        ("mode", "burn"),
        ("tables-0-shape", "round"),
        ("tables-0-header_row", "77"),
        ("tables-0-header_row", "one"),
        ("tables-0-language", "tlh"),
        ("tables-0-columns-2-kind", "password"),
        ("tables-0-columns-2-language", "tlh"),
        ("tables-0-columns-2-name", "x" * 201),
    ):
        people_ops.open(
            page.path + "/choices", method="POST", status=422, data={**sent, name: value}
        )


def test_two_tabs_do_not_choose_over_each_other(people_ops: Browser) -> None:
    page = looked_at(people_ops, TABLE)
    sent = page.form(CHOICES).values
    address = page.path + "/choices"
    people_ops.open(address, method="POST", status=303, data={**sent, "track": "leadership"})
    page = people_ops.open(address, method="POST", status=409, data={**sent, "track": "operations"})
    assert page.one("#track option[selected]")["value"] == "leadership"
    assert page.one(".error-summary")


def test_one_sheet_of_several_is_read(people_ops: Browser) -> None:
    book = openpyxl.Workbook()
    for name, word in (("Team", "Invoices"), ("Old", "Letters")):
        sheet = book.create_sheet(name)
        sheet.append(["Competency", "CSS1"])
        sheet.append([word, f"Explains {word}"])
    book.remove(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)
    page = looked_at(people_ops, target.getvalue(), "team.xlsx")
    assert "Explains Invoices" in page.text
    assert "Explains Letters" not in page.one(".import-preview").get_text()
    sent = page.form(CHOICES).values
    sent = {name: value for name, value in sent.items() if name != "tables-0-is_chosen"}
    answer = people_ops.open(
        page.path + "/choices", method="POST", status=303, data={**sent, "tables-1-is_chosen": "y"}
    )
    assert "Explains Letters" in people_ops.follow(answer).one(".import-preview").get_text()


# The decision


def test_an_import_leads_to_the_draft_and_can_be_taken_back(
    people_ops: Browser, editor: Person
) -> None:
    page = looked_at(people_ops, TABLE)
    file_path = page.path
    answer = people_ops.submit(DECISION)
    assert answer.location == "/matrices/frontline/draft"
    page = people_ops.follow(answer)
    assert "takes the whole import back" in page.text
    assert "Explains an invoice line by line" in page.text
    again = people_ops.get(file_path, status=303)
    assert again.location == "/matrices/frontline/draft"
    file = db.session.scalars(select(ImportFile)).one()
    assert file.content == b""


def test_a_double_click_imports_once(people_ops: Browser) -> None:
    page = looked_at(people_ops, TABLE.replace("CSS", "Agent "))
    sent = page.form(DECISION).values
    first = people_ops.open(page.path, method="POST", status=303, data=sent)
    second = people_ops.open(page.path, method="POST", status=303, data=sent)
    assert first.location == second.location
    assert db.session.scalar(select(func.count(Track.id))) == 6


def test_an_import_is_of_what_the_page_showed(people_ops: Browser) -> None:
    page = looked_at(people_ops, TABLE)
    sent = page.form(DECISION).values
    people_ops.submit_form(CHOICES, {"tables-0-columns-4-kind": "ignored"})
    page = people_ops.open(page.path, method="POST", status=409, data=sent)
    assert page.one(".error-summary")
    assert drafts.current("frontline") is None
    people_ops.submit(DECISION)
    draft = drafts.current("frontline")
    assert draft is not None
    assert len(draft.roles) == 2


def test_a_file_is_thrown_away(people_ops: Browser) -> None:
    page = looked_at(people_ops, TABLE)
    answer = people_ops.submit('form[action$="/discard"]')
    assert "Nothing was imported" in people_ops.follow(answer).text
    assert waiting() == 0
    people_ops.get(page.path, status=404)


def test_the_way_in_is_where_people_look_for_it(people_ops: Browser) -> None:
    for where in ("/matrices", "/exports", "/matrices/frontline/draft"):
        assert people_ops.get(where).all('main a[href="/imports/new"]'), where


def test_whoever_does_not_write_matrices_does_not_see_the_way_in(
    app: Flask, browser: Browser
) -> None:
    browser.sign_in(make_member().email)
    assert not browser.get("/matrices").all('a[href="/imports/new"]')
    browser.get("/imports/new", status=403)
