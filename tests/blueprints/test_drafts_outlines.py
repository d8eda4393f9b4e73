"""What frames a draft: competencies, categories, columns and the note."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.drafting import behaviours, competencies, outlines
from portal.models import Person, Role
from tests.browser import Browser, Page
from tests.drafting import adding, begin, change, draft
from tests.factories import make_member

EDITOR = "/matrices/frontline/draft"
ROW = f"{EDITOR}/competencies/product-knowledge"
TITLE, SUMMARY = "competencies-product-knowledge-title", "competencies-product-knowledge-summary"
FORM = "form.draft-form"


@pytest.fixture
def editor(app: Flask) -> Person:
    del app
    return make_member("Paula Peopleops", is_people_ops=True)


@pytest.fixture
def other(app: Flask) -> Person:
    del app
    return make_member("Otto Other", is_people_ops=True)


@pytest.fixture
def writer(app: Flask, editor: Person) -> Browser:
    begin(editor)
    browser = Browser(app)
    browser.sign_in(editor.email)
    return browser


def rows() -> dict[str, list[str]]:
    return {group.key: [row.key for row in group.competencies] for group in draft().categories}


def press(writer: Browser, do: str, *, status: int = 303, **fields: str) -> Page:
    return writer.submit_form(FORM, {**fields, "do": do}, status)


# Competencies


def test_a_competency_is_reworded_under_its_key(writer: Browser) -> None:
    page = writer.get(ROW)
    assert page.heading == "Competency: Product knowledge"
    page = press(writer, "save", **{f"{TITLE}-en": "Product sense", f"{SUMMARY}-en": ""})
    assert page.location == f"{EDITOR}#row--product-knowledge"
    row = draft().competency("product-knowledge")
    assert row is not None
    assert row.title.original == "Product sense"
    assert row.title.outdated == {"es"}
    assert row.summary is not None
    assert row.summary.texts.keys() == {"es"}


def test_a_competency_needs_a_name(writer: Browser) -> None:
    writer.get(ROW)
    page = press(writer, "save", status=422, **{f"{TITLE}-en": "", f"{TITLE}-es": ""})
    assert "Write it in at least one language" in page.one("[role=alert]").text


def test_a_competency_is_moved_and_its_words_are_saved_on_the_way(writer: Browser) -> None:
    writer.get(ROW)
    press(writer, "down", **{f"{TITLE}-en": "Product sense"})
    assert rows()["product-and-problems"] == ["problem-solving", "product-knowledge"]
    assert draft().competency("product-knowledge").title.original == "Product sense"  # type: ignore[union-attr]
    writer.get(ROW)
    press(writer, "up")
    assert rows()["product-and-problems"] == ["product-knowledge", "problem-solving"]
    writer.get(ROW)
    press(writer, "category", category="learning-and-leading")
    assert rows()["learning-and-leading"][-1] == "product-knowledge"


def test_a_script_moves_a_competency_without_its_words(writer: Browser) -> None:
    writer.get(EDITOR)
    page = writer.post(ROW, {"do": "down"})
    assert page.location == f"{EDITOR}#row--product-knowledge"
    assert rows()["product-and-problems"] == ["problem-solving", "product-knowledge"]
    assert draft().competency("product-knowledge").title.original == "Product knowledge"  # type: ignore[union-attr]


def test_two_editors_of_a_name_choose(writer: Browser, other: Person) -> None:
    writer.get(ROW)
    page = writer.page
    assert page is not None
    theirs = Browser(writer.app)
    theirs.sign_in(other.email)
    theirs.get(ROW)
    press(theirs, "save", **{f"{TITLE}-en": "Product sense"})
    page = press(writer, "save", status=409, **{f"{TITLE}-en": "The product"})
    assert "Product sense" in page.one("[data-clash]").text
    press(writer, "save", **{f"{TITLE}-keep": "mine"})
    assert draft().competency("product-knowledge").title.original == "The product"  # type: ignore[union-attr]


def test_a_script_gets_the_row_anew(writer: Browser) -> None:
    form = writer.get(ROW, htmx=True).form("[data-answer] form[data-draft-form]")
    typed = {**form.filled({f"{TITLE}-en": "Product sense"}), "do": "save"}
    part = writer.open(ROW, method="POST", data=typed, htmx=True)
    assert "Product sense" in part.one("#row--product-knowledge").text
    assert "Product sense" in part.one("#cell--product-knowledge--css1 a").text
    answer = writer.send(ROW, method="POST", data={**typed, "do": "down"}, htmx=True)
    assert answer.headers["X-Portal-Next"] == f"{EDITOR}#row--product-knowledge"


def test_a_new_competency_comes_last_in_its_category(writer: Browser) -> None:
    page = writer.get(f"{EDITOR}/new-competency?category=conversation-and-care")
    assert page.one("#category-new option[selected]")["value"] == "conversation-and-care"
    words = {"title-en": "Listening", "title-es": "Escucha", "summary-en": "Hearing what is meant."}
    for _twice in range(2):
        writer.get(f"{EDITOR}/new-competency?category=conversation-and-care")
        page = writer.submit_form(FORM, {**words, "do": "new"})
    assert page.location == f"{EDITOR}#row--listening"
    assert rows()["conversation-and-care"][-1:] == ["listening"]
    assert rows()["conversation-and-care"].count("listening") == 1
    assert not [key for keys in rows().values() for key in keys if key.startswith("listening-")]
    page = writer.get(f"{EDITOR}/new-competency")
    page = writer.submit_form(FORM, {"do": "new"}, 422)
    assert "Write it in at least one language" in page.one("[role=alert]").text


def test_a_competency_of_another_matrix_is_brought_in(writer: Browser) -> None:
    page = writer.get(f"{EDITOR}/new-competency?category=learning-and-leading")
    offered = [option["value"] for option in page.all("#known option")]
    assert "product-knowledge" not in offered
    key = str(offered[0])
    fields = {"known": key, "category": "learning-and-leading", "do": "known"}
    done = writer.submit_form("section.known form", fields)
    assert done.location == f"{EDITOR}#row--{key}"
    assert rows()["learning-and-leading"][-1] == key
    page = writer.get(f"{EDITOR}/new-competency")
    assert key not in [option["value"] for option in page.all("#known option")]
    page = writer.post(f"{EDITOR}/new-competency", fields, status=409)
    assert "took this out" in page.one("[role=alert]").text


def test_a_competency_is_removed_after_it_was_read(writer: Browser, other: Person) -> None:
    page = writer.get(f"{ROW}/remove")
    assert "Checks the guides" in page.text
    change(adding("Writes it down.", "product-knowledge", "css1"), other)
    page = writer.submit(status=409)
    assert "Writes it down." in page.text
    assert writer.submit().location == f"{EDITOR}#category--product-and-problems"
    assert rows()["product-and-problems"] == ["problem-solving"]
    writer.get(f"{ROW}/remove", status=404)


def test_a_competency_is_merged_into_another(writer: Browser) -> None:
    writer.get(f"{ROW}/merge")
    page = writer.post(f"{ROW}/merge", {"into": "product-knowledge", "seen": ""}, status=409)
    assert "Nothing was overwritten" in page.one("[role=alert]").text
    writer.get(f"{ROW}/merge")
    done = writer.submit(into="problem-solving")
    assert done.location == f"{EDITOR}#row--problem-solving"
    row = draft().competency("problem-solving")
    assert row is not None
    assert row.came_from == ("product-knowledge",)
    assert "checks-before-answering" in draft().every_behaviour()


def test_a_competency_is_split(writer: Browser) -> None:
    page = writer.get(f"{ROW}/split")
    page = writer.submit_form(FORM, {"title-en": "Explaining"}, 409)
    assert "at least two parts" in page.one("[role=alert]").text
    assert page.one("[name=title-en]").text == "Explaining"
    done = writer.submit_form(FORM, {"behaviours": ["explains-by-the-customers-goal"]})
    assert done.location == f"{EDITOR}#row--product-knowledge"
    assert rows()["product-and-problems"] == ["product-knowledge", "explaining", "problem-solving"]


def test_what_is_gone_leaves_what_was_typed(writer: Browser, other: Person) -> None:
    form = writer.get(ROW).form(FORM)
    typed = form.filled({f"{TITLE}-en": "Product sense"})
    change(lambda m: competencies.remove(m, "product-knowledge"), other)
    page = writer.open(ROW, method="POST", data=typed, status=409)
    assert page.all("textarea[readonly]")[0].text == "Product sense"
    writer.get(ROW, status=404)


# Categories


def test_a_category_is_renamed_ordered_and_removed_once_empty(writer: Browser) -> None:
    writer.get(f"{EDITOR}/new-category")
    writer.submit_form(FORM, {"title-en": "More"})
    path = f"{EDITOR}/categories/more"
    page = writer.get(path)
    assert page.heading == "Category: More"
    page = press(writer, "up", **{"categories-more-en": "Much more"})
    assert page.location == f"{EDITOR}#category--more"
    assert list(rows())[-2:] == ["more", "learning-and-leading"]
    assert draft().category("more").title.original == "Much more"  # type: ignore[union-attr]
    writer.get(path)
    press(writer, "remove")
    assert "more" not in rows()
    writer.get(path, status=404)
    page = writer.get(f"{EDITOR}/categories/learning-and-leading")
    assert not page.all("button[value=remove]")
    page = writer.post(page.path, {"do": "remove"}, status=409)
    assert "still has competencies" in page.one("[role=alert]").text


def test_a_script_gets_the_category_anew(writer: Browser) -> None:
    path = f"{EDITOR}/categories/learning-and-leading"
    form = writer.get(path, htmx=True).form("form[data-draft-form]")
    typed = {**form.filled({"categories-learning-and-leading-en": "Growing"}), "do": "save"}
    part = writer.open(path, method="POST", data=typed, htmx=True)
    assert "Growing" in part.one("#category--learning-and-leading").text


# Columns


def columns() -> list[str]:
    return [role.key for role in draft().roles]


def test_columns_are_ordered_taken_out_and_added(writer: Browser) -> None:
    writer.get(f"{EDITOR}/roles")
    writer.submit_form("form.columns-form", {"do": "right/css1"})
    assert columns() == ["css2", "css1", "senior-css"]
    page = writer.get(f"{EDITOR}/roles/css1/remove")
    assert "Checks the guides" in page.text
    assert writer.submit().location == f"{EDITOR}/roles"
    assert columns() == ["css2", "senior-css"]
    page = writer.get(f"{EDITOR}/roles")
    assert "Customer Support Specialist 1" in page.one(".columns-offered").text
    writer.submit_form("form.columns-form", {"do": "add/css1"})
    assert columns() == ["css2", "senior-css", "css1"]
    assert "is a column already" in writer.get(f"{EDITOR}/roles").text


def test_a_column_goes_only_as_it_was_read(writer: Browser, other: Person) -> None:
    writer.get(f"{EDITOR}/roles/css1/remove")
    change(adding("Writes it down.", "product-knowledge", "css1"), other)
    page = writer.submit(status=409)
    assert "Writes it down." in page.text
    assert "css1" in columns()


@pytest.mark.parametrize("do", ["add/cse", "add/nobody", "add/css1", "left/nobody"])
def test_only_roles_of_the_track_become_columns(writer: Browser, do: str) -> None:
    writer.get(f"{EDITOR}/roles")
    page = writer.submit_form("form.columns-form", {"do": do}, 409)
    assert page.one("[role=alert]")
    assert columns() == ["css1", "css2", "senior-css"]


def test_a_retired_role_is_not_offered(writer: Browser) -> None:
    change(lambda m: outlines.remove_role(m, "css1"))
    role = db.session.scalars(select(Role).where(Role.key == "css1")).one()
    role.retired_on = datetime.now(UTC).date()
    page = writer.get(f"{EDITOR}/roles")
    assert not page.all("button[value='add/css1']")
    writer.submit_form("form.columns-form", {"do": "add/css1"}, 409)


def test_a_column_takes_over_the_ladders_new_words(writer: Browser) -> None:
    role = db.session.scalars(select(Role).where(Role.key == "css1")).one()
    role.title = role.title.reworded({"en": "Support Specialist I"})
    page = writer.get(f"{EDITOR}/roles")
    assert "calls it “Support Specialist I” now" in page.text
    writer.submit_form("form.columns-form", {"do": "name/css1"})
    assert draft().roles[0].title.original == "Support Specialist I"
    assert not writer.get(f"{EDITOR}/roles").all(".column-renamed")


# The note


def test_the_note_is_written_and_taken_away(writer: Browser) -> None:
    writer.get(f"{EDITOR}/note")
    writer.submit_form(FORM, {"note-en": "Clearer words.", "note-es": "Más claro."})
    assert "Clearer words." in writer.get(EDITOR).one(".draft-note").text
    writer.get(f"{EDITOR}/note")
    writer.submit_form(FORM, {"note-en": "", "note-es": ""})
    assert draft().note is None
    assert "Not written yet" in writer.get(EDITOR).one(".draft-note").text


def test_a_script_saves_the_note_while_it_is_written(writer: Browser, other: Person) -> None:
    path = f"{EDITOR}/note"
    form = writer.get(path).form(FORM)
    typed = {**form.filled({"note-en": "Clearer"}), "do": "save"}
    part = writer.open(path, method="POST", data=typed, htmx=True)
    assert part.one("[data-answer]")["data-saved"]
    part = writer.open(path, method="POST", data={**typed, "note-en": "Shorter"},
                       status=409, htmx=True)  # fmt: skip
    assert "Clearer" in part.one("[data-clash]").text


def test_a_behaviour_that_stands_twice_is_told_of(writer: Browser) -> None:
    key = "checks-before-answering"
    change(lambda m: behaviours.repeat(m, key, "problem-solving", "css2"))
    page = writer.get(f"{EDITOR}/cells/product-knowledge/css1")
    assert "Also expected of: Customer Support Specialist 2, Problem solving" in page.text
