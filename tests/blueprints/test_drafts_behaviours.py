"""Splitting and merging behaviours, and taking a competency away from a role."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.models import Person
from tests.blueprints.cell_forms import (
    BACK,
    CELL,
    EDITOR,
    FIRST,
    HERE,
    MINE,
    SECOND,
    THEIRS,
    THIRD,
    field,
    keys,
    press,
)
from tests.browser import Browser
from tests.drafting import adding, begin, change, draft, rewording
from tests.factories import make_member


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
    """Somebody with the form of a cell before them."""
    begin(editor)
    browser = Browser(app)
    browser.sign_in(editor.email)
    browser.get(CELL)
    return browser


def test_a_split_saves_what_was_typed_and_goes_to_its_page(writer: Browser) -> None:
    page = press(writer, f"split/{FIRST}", **{field(FIRST): "Looks it up and tries it out."})
    page = writer.follow(page)
    assert "Looks it up and tries it out." in page.one(".was-said").text
    assert page.one("[name=pieces-0-en]").text == "Looks it up and tries it out."
    done = writer.submit_form(
        "form.draft-form", {"pieces-0-en": "Looks it up.", "pieces-1-en": "Tries it out."}
    )
    assert done.location == BACK
    assert keys()[:2] == ["looks-it-up", "tries-it-out"]
    assert draft().every_behaviour()["tries-it-out"].came_from == (FIRST,)


def test_a_split_of_one_part_is_none(writer: Browser) -> None:
    writer.follow(press(writer, f"split/{FIRST}"))
    page = writer.submit_form("form.draft-form", {"pieces-0-en": "Looks it up."}, 409)
    assert "at least two parts" in page.one("[role=alert]").text
    assert page.one("[name=pieces-0-en]").text == "Looks it up."


def test_a_split_of_what_somebody_reworded_shows_the_new_words(
    writer: Browser, other: Person
) -> None:
    writer.follow(press(writer, f"split/{FIRST}"))
    change(rewording(FIRST, en=THEIRS), other)
    pieces = {"pieces-0-en": "Looks it up.", "pieces-1-en": "Tries it out."}
    page = writer.submit_form("form.draft-form", pieces, 409)
    assert THEIRS in page.one(".was-said").text
    assert page.one("[name=pieces-1-en]").text == "Tries it out."
    writer.submit_form("form.draft-form", {})
    assert keys()[:2] == ["looks-it-up", "tries-it-out"]


def test_behaviours_are_merged_wherever_they_stand(writer: Browser) -> None:
    page = writer.follow(press(writer, f"merge/{FIRST}"))
    assert page.texts(".choice-title") == ["Product knowledge"]
    page = writer.submit_form("form.draft-form", {"merged-en": "Finds out."}, 409)
    assert "Choose two different ones" in page.one("[role=alert]").text
    fields = {"with": [SECOND], "merged-en": "Finds out.", "merged-es": "Lo averigua."}
    done = writer.submit_form("form.draft-form", fields)
    assert done.location == BACK
    assert keys() == ["finds-out", THIRD]
    assert draft().every_behaviour()["finds-out"].came_from == (FIRST, SECOND)


def test_a_merge_with_what_somebody_reworded_asks_again(writer: Browser, other: Person) -> None:
    writer.follow(press(writer, f"merge/{FIRST}"))
    change(rewording(SECOND, en=THEIRS), other)
    page = writer.submit_form("form.draft-form", {"with": [SECOND], "merged-en": "Finds out."}, 409)
    assert "reworded this meanwhile" in page.one("[role=alert]").text
    assert page.one(f"#with-{SECOND}").has_attr("checked")
    assert THEIRS in page.text
    assert page.one("[name=merged-en]").text == "Finds out."
    writer.submit_form("form.draft-form", {})
    assert "finds-out" in keys()


@pytest.mark.parametrize("what", ["split", "merge"])
def test_what_is_gone_is_neither_split_nor_merged(writer: Browser, what: str) -> None:
    writer.get(f"{EDITOR}/behaviours/gone/{what}", status=404)
    page = writer.post(
        f"{EDITOR}/behaviours/gone/{what}",
        {"pieces-0-en": MINE, "pieces-0-seen": "", "merged-en": MINE, "merged-seen": ""},
        status=409,
    )
    assert MINE in [area.text for area in page.all("textarea[readonly]")]


def test_a_competency_is_taken_from_a_role_after_it_was_read(
    writer: Browser, other: Person
) -> None:
    page = writer.follow(press(writer, "drop"))
    assert len(page.all(".behaviours li")) == 3
    change(adding("Writes it down.", *HERE), other)
    page = writer.submit(status=409)
    assert "Writes it down." in page.text
    done = writer.submit()
    assert done.location == BACK
    assert keys() == []
    assert writer.get(f"{CELL}/remove", status=303).location == BACK
