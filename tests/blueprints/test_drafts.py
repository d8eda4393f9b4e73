"""The editor of a draft as a whole: beginning, reading, taking back, discarding, previewing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.drafting import behaviours, competencies, outlines
from portal.models import Person
from portal.queries import drafts as queries
from portal.services import documents
from tests.browser import Browser
from tests.drafting import (
    CELL,
    KEY,
    adding,
    begin,
    change,
    discard,
    draft,
    rewording,
    waiving,
)
from tests.factories import make_member
from tests.statements import counted

EDITOR = "/matrices/frontline/draft"
NEW = "Writes down what was found out."


@pytest.fixture
def editor(app: Flask) -> Person:
    del app
    return make_member("Paula Peopleops", is_people_ops=True)


@pytest.fixture
def writer(app: Flask, editor: Person) -> Browser:
    browser = Browser(app)
    browser.sign_in(editor.email)
    return browser


def test_writing_begins_on_the_matrix_and_goes_on_there(
    writer: Browser, new_browser: Callable[[], Browser]
) -> None:
    page = writer.get("/matrices/frontline")
    assert page.one(f'main a[href="{EDITOR}"]').text.startswith("Write a new version")
    page = writer.get(EDITOR)
    assert "copy of version 1.0.0" in page.text
    page = writer.follow(writer.submit(".empty-state form"))
    assert page.heading == "Draft: Frontline"
    assert "Readers still see version 1.0.0 until you publish" in page.text
    assert "Nothing changed yet" in page.text
    for path in ("/matrices/frontline", "/matrices"):
        link = writer.get(path).one(f'main a[href="{EDITOR}"]')
        assert link.text.startswith("Go on with the draft")
    reader = new_browser()
    reader.sign_in(make_member().email)
    for path in ("/matrices/frontline", "/matrices"):
        assert not reader.get(path).all(f'a[href="{EDITOR}"]')


def test_the_editor_shows_the_matrix_as_readers_know_it(writer: Browser, editor: Person) -> None:
    begin(editor)
    page = writer.get(EDITOR)
    assert page.texts("thead th .matrix-role")[0] == "Customer Support Specialist 1"
    cell = page.one("#cell--product-knowledge--css1")
    assert next(li.get_text(strip=True) for li in cell.select("li")).startswith("Checks the guides")
    link = page.one("#cell--product-knowledge--css1 a")
    assert link["href"] == f"{EDITOR}/cells/product-knowledge/css1"
    assert link.get_text(" ", strip=True).startswith("Edit : Product knowledge")
    assert "Not expected" in page.one("#cell--areas-of-responsibility--css1").text
    assert page.texts(".one-role [aria-current]") == ["CSS1"]
    assert writer.get(EDITOR + "?role=css2").texts(".one-role [aria-current]") == ["CSS2"]
    assert writer.get(EDITOR + "?role=nobody").texts(".one-role [aria-current]") == ["CSS1"]


def test_advice_and_missing_translations_are_told_in_passing(
    writer: Browser, editor: Person
) -> None:
    change(adding("Answers 95 % of tickets within 2 hours.", *CELL), editor)
    change(rewording(KEY, en="Looks it up before giving an answer."), editor)
    page = writer.get(EDITOR)
    cell = page.one("#cell--product-knowledge--css1").get_text(" ", strip=True)
    assert "Target number" in cell
    assert "1 not translated, 1 older than its original" in " ".join(cell.split())
    assert "Must be settled before publishing" in page.one(".advice-line").text
    assert "to do: 2" in page.one(f'a[href="{EDITOR}/translations/es"]').parent.text  # type: ignore[union-attr]
    key = next(k for k in draft().every_behaviour() if k.startswith("answers-95"))
    change(waiving(key, {"en": "The contract says so."}), editor)
    cell = writer.get(EDITOR).one("#cell--product-knowledge--css1").text
    assert "The contract says so." in cell


def test_a_new_matrix_is_built_from_nothing(writer: Browser, editor: Person) -> None:
    begin(editor)
    for role in ("css1", "css2", "senior-css"):
        change(lambda m, role=role: outlines.remove_role(m, role), editor)
    page = writer.get(EDITOR)
    assert "no roles yet" in page.text
    assert page.one(".empty-state a")["href"] == f"{EDITOR}/roles"
    writer.get(f"{EDITOR}/roles")
    writer.post(f"{EDITOR}/roles", {"do": "add/css1"})
    for row in list(draft().competencies()):
        change(lambda m, row=row: competencies.remove(m, row.key), editor)
    for group in draft().categories:
        change(lambda m, group=group: outlines.remove_category(m, group.key), editor)
    page = writer.get(EDITOR)
    assert page.one(".empty-state a")["href"] == f"{EDITOR}/new-category"
    assert "needs" not in page.text
    assert "Add a category" in writer.get(f"{EDITOR}/new-competency").text
    writer.get(f"{EDITOR}/new-category")
    page = writer.submit("form.draft-form", title__en="The work")
    assert page.location == f"{EDITOR}#category--the-work"
    writer.get(f"{EDITOR}/new-competency?category=the-work")
    page = writer.submit("form.draft-form", title__en="Listening", category="the-work")
    assert page.location == f"{EDITOR}#row--listening"
    page = writer.get(EDITOR)
    assert page.one("#cell--listening--css1 a").text.startswith("Write")
    assert "No role has this competency" in writer.get(f"{EDITOR}/competencies/listening").text or (
        "row of blanks" in writer.get(f"{EDITOR}/competencies/listening").text
    )


# Taking steps back


def test_steps_are_taken_back_and_done_again_where_they_were(
    writer: Browser, editor: Person
) -> None:
    change(adding(NEW, *CELL), editor)
    page = writer.get(EDITOR)
    assert not page.one("[data-undo] button").has_attr("disabled")
    assert page.one("[data-redo] button").has_attr("disabled")
    done = writer.submit("[data-undo]")
    assert done.location == f"{EDITOR}?role=css1#cell--product-knowledge--css1"
    page = writer.follow(done)
    assert NEW not in page.text
    assert page.one("[data-undo] button").has_attr("disabled")
    page = writer.follow(writer.submit("[data-redo]"))
    assert NEW in page.text


def test_taking_back_says_why_it_cannot(writer: Browser, editor: Person) -> None:
    begin(editor)
    page = writer.post("drafts.undo", track="frontline", status=409)
    assert "no step of yours left" in page.one("[role=alert]").text
    assert page.heading == "Draft: Frontline"
    change(adding(NEW, *CELL), editor)
    key = "writes-down-what-was-found-out"
    change(rewording(key, en="Writes it down."), make_member(is_people_ops=True))
    page = writer.post("drafts.undo", track="frontline", status=409)
    assert "changed this part of the draft since" in page.text
    assert "Writes it down." in page.text


def test_taking_back_a_whole_competency_leads_to_what_is_left(
    writer: Browser, editor: Person
) -> None:
    begin(editor)
    writer.get(f"{EDITOR}/new-competency?category=learning-and-leading")
    writer.submit("form.draft-form", title__en="Listening")
    done = writer.post("drafts.undo", track="frontline")
    assert done.location in {f"{EDITOR}#matrix-caption", f"{EDITOR}#category--learning-and-leading"}
    writer.follow(done)


def test_the_history_tells_who_did_what(writer: Browser, editor: Person) -> None:
    begin(editor)
    assert "Nothing has been changed yet" in writer.get(f"{EDITOR}/history").text
    change(rewording(KEY, en="Looks it up."), editor)
    other = make_member("Otto Other", is_people_ops=True)
    change(lambda m: behaviours.remove(m, *CELL, KEY), other)
    writer.post("drafts.undo", track="frontline", status=409)
    page = writer.get(f"{EDITOR}/history")
    newest, oldest = page.all(".steps-done > li")
    assert "Otto Other" in newest.text
    assert "Paula Peopleops" in oldest.text
    (before,), (after,) = oldest.select("del"), oldest.select("ins")
    assert "Checks the guides" in before.text
    assert "Looks it up." in after.text
    assert newest.select_one("a")["href"] == f"{EDITOR}/cells/product-knowledge/css1"  # type: ignore[index]
    page = writer.get(EDITOR)
    assert "by Otto Other" in page.one("[data-edit-status]").text


# Discarding


def test_a_draft_is_discarded_after_a_question(writer: Browser, editor: Person) -> None:
    change(adding(NEW, *CELL), editor)
    writer.get(f"{EDITOR}/discard")
    change(rewording(KEY, en="Looks it up."), editor)
    page = writer.submit(status=409)
    assert "Nothing was overwritten" in page.one("[role=alert]").text
    assert "by Paula Peopleops" in page.text
    assert "Version 1.0.0 stays published" in page.text
    page = writer.follow(writer.submit())
    assert "The draft is gone" in page.text
    assert "There is no draft" in page.text
    assert queries.current("frontline") is None


@pytest.mark.parametrize(
    "path", ["history", "discard", "note", "roles", "preview", "cells/product-knowledge/css1"]
)
def test_without_a_draft_every_page_leads_to_its_beginning(writer: Browser, path: str) -> None:
    assert writer.get(f"{EDITOR}/{path}", status=303).location == EDITOR
    writer.get(f"/matrices/nowhere/draft/{path}", status=404)


def test_what_was_typed_when_the_draft_went_is_there_to_be_copied(
    writer: Browser, editor: Person
) -> None:
    begin(editor)
    page = writer.get(f"{EDITOR}/cells/product-knowledge/css1")
    form = page.form("form.draft-form")
    typed = form.filled({f"behaviours-{KEY}-en": "Looks it up <b>first</b>."})
    discard(editor)
    page = writer.open(form.action, method="POST", data=typed, status=409)
    assert page.all("textarea")[0].text == "Looks it up <b>first</b>."
    assert len(page.all("textarea")) == 2, "the text that was typed in, in both languages"
    assert page.one(f'main a.btn, main .gone a[href="{EDITOR}"]')
    part = writer.open(form.action, method="POST", data=typed, status=409, htmx=True)
    assert part.all("[data-gone] textarea")[0].text == "Looks it up <b>first</b>."


# Previews


def test_a_preview_is_what_a_reader_will_see(writer: Browser, editor: Person) -> None:
    change(adding(NEW, *CELL), editor)
    page = writer.get(f"{EDITOR}/preview")
    assert NEW in page.text
    assert not page.all(".place-open")
    assert "Nothing of it is published" in page.text
    page = writer.get(f"{EDITOR}/preview?role=css2&lang=es")
    assert page.one("html")["lang"] == "es"
    assert page.texts("thead th .matrix-role") == ["Especialista en soporte al cliente 2"]
    page = writer.get(f"{EDITOR}/preview?role=css1&lang=es")
    assert page.texts(".fallback") == [NEW]
    for wrong in ("role=nobody", "lang=fr"):
        writer.get(f"{EDITOR}/preview?{wrong}", status=404)
        writer.get(f"{EDITOR}/preview.pdf?{wrong}", status=404)


def test_the_pdf_of_a_draft_is_kept_nowhere(writer: Browser, editor: Person) -> None:
    change(adding(NEW, *CELL), editor)
    kept = documents.missing_editions()
    response = writer.send(f"{EDITOR}/preview.pdf?role=css1&lang=en")
    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    assert "css1-draft-en.pdf" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store"
    assert response.data.startswith(b"%PDF-")
    assert documents.missing_editions() == kept


# What it costs


def test_the_editor_asks_the_database_the_same_however_large_the_matrix(
    writer: Browser, editor: Person
) -> None:
    change(adding(NEW, *CELL), editor)

    def asked() -> list[str]:
        with counted() as statements:
            writer.get(EDITOR)
        return statements

    small = asked()
    for number in range(8):
        for role in ("css1", "css2", "senior-css"):
            change(adding(f"Does the thing number {number} for {role}.", CELL[0], role), editor)
    large = asked()
    assert len(large) == len(small), large
    assert len(small) <= 12
