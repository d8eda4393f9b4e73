"""The list of translations: written, mended and confirmed, many at once."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.drafting import behaviours
from portal.models import Person
from tests.browser import Browser, Page
from tests.drafting import adding, begin, change, discard, draft, removing, rewording
from tests.factories import make_member

EDITOR = "/matrices/frontline/draft"
PATH = f"{EDITOR}/translations/es"
HERE = ("product-knowledge", "css1")
FIRST, SECOND = "checks-before-answering", "says-when-an-answer-needs-checking"
NEW = "writes-it-down"
FORM = "form.translations-form"


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
    """In front of a draft in which one text is not translated, and one translation is older."""
    begin(editor)
    change(rewording(FIRST, en="Looks it up."), editor)
    change(adding("Writes it down.", *HERE), editor)
    browser = Browser(app)
    browser.sign_in(editor.email)
    return browser


def field(key: str, part: str = "words") -> str:
    return f"behaviours-{key}-{part}"


def shown(page: Page) -> list[str]:
    return [str(line["data-line"]) for line in page.all("[data-line]")]


def spanish(key: str) -> str:
    return draft().every_behaviour()[key].text.texts.get("es", "")


def test_what_is_to_do_stands_first_and_can_be_narrowed_down(writer: Browser) -> None:
    page = writer.get(PATH)
    assert shown(page) == [f"behaviours/{FIRST}", f"behaviours/{NEW}"]
    assert "Looks it up." in page.all(".translation-original")[0].text
    assert page.texts(".translation-standing") == ["Older than its original", "Not translated yet"]
    assert shown(writer.get(f"{PATH}?show=missing")) == [f"behaviours/{NEW}"]
    assert shown(writer.get(f"{PATH}?show=outdated")) == [f"behaviours/{FIRST}"]
    page = writer.get(f"{PATH}?show=all")
    assert len(shown(page)) == 40
    assert [link.text for link in page.all(".pages a")] == ["1", "2", "3"]
    assert shown(writer.get(f"{PATH}?show=all&page=3"))
    for wrong in (f"{PATH}?show=nothing", f"{EDITOR}/translations/fr"):
        writer.get(wrong, status=404)


def test_what_was_typed_is_still_there_when_the_draft_is_gone(
    writer: Browser, other: Person
) -> None:
    writer.get(PATH)
    discard(other)
    page = writer.submit_form(FORM, {field(FIRST): "Lo busca.", "do": "save"}, status=409)
    assert [area.text for area in page.all("textarea[readonly]")] == ["Lo busca."]


def test_many_are_saved_together(writer: Browser) -> None:
    writer.get(PATH)
    done = writer.submit_form(
        FORM, {field(FIRST): "Lo busca.", field(NEW): "Lo anota.", "do": "save"}
    )
    assert (spanish(FIRST), spanish(NEW)) == ("Lo busca.", "Lo anota.")
    page = writer.follow(done)
    assert "Nothing is left to do" in page.text
    page = writer.get(EDITOR)
    assert "all done" in page.text
    assert "Translated" in writer.get(f"{EDITOR}/history").all(".steps-done > li")[0].text


def test_a_translation_is_said_to_be_right_still(writer: Browser) -> None:
    before = spanish(FIRST)
    writer.get(PATH)
    writer.submit_form(FORM, {field(FIRST, "still"): "y"})
    assert spanish(FIRST) == before
    assert draft().every_behaviour()[FIRST].text.outdated == frozenset()
    assert shown(writer.get(PATH)) == [f"behaviours/{NEW}"]


def test_what_is_left_alone_stays_as_it_is(writer: Browser) -> None:
    writer.get(PATH)
    writer.submit_form(FORM, {})
    assert shown(writer.get(PATH)) == [f"behaviours/{FIRST}", f"behaviours/{NEW}"]


def test_an_original_that_changed_is_shown_before_its_translation_is_kept(
    writer: Browser, other: Person
) -> None:
    writer.get(PATH)
    change(rewording(FIRST, en="Looks it up first."), other)
    page = writer.submit_form(FORM, {field(FIRST): "Lo busca.", field(NEW): "Lo anota."}, 409)
    assert "Looks it up first." in page.one("[data-clash]").text
    assert page.one(f"[name={field(NEW)}]").text == "Lo anota."
    assert spanish(NEW) == "", "nothing is half saved"
    writer.submit_form(FORM, {field(FIRST): "Primero lo busca.", field(FIRST, "keep"): "mine"})
    assert (spanish(FIRST), spanish(NEW)) == ("Primero lo busca.", "Lo anota.")
    assert draft().every_behaviour()[FIRST].text.outdated == frozenset()


def test_the_other_translation_may_be_taken(writer: Browser, other: Person) -> None:
    writer.get(PATH)
    change(rewording(FIRST, es="Lo mira."), other)
    writer.submit_form(FORM, {field(FIRST): "Lo busca."}, 409)
    writer.submit_form(FORM, {field(FIRST, "keep"): "theirs"})
    assert spanish(FIRST) == "Lo mira."


def test_a_text_that_went_leaves_its_translation_to_be_copied(
    writer: Browser, other: Person
) -> None:
    writer.get(PATH)
    change(removing(NEW, *HERE), other)
    page = writer.submit_form(FORM, {field(NEW): "Lo anota.", field(FIRST): "Lo busca."}, 409)
    assert page.one(f"[name={field(NEW)}]").text == "Lo anota."
    assert "took this text out" in page.one("[data-clash]").text
    writer.submit_form(FORM, {})
    assert spanish(FIRST) == "Lo busca."


def test_too_much_is_said_beside_the_field(writer: Browser) -> None:
    writer.get(PATH)
    page = writer.submit_form(FORM, {field(NEW): "x" * 2001}, 422)
    assert "Use at most 2,000 characters" in page.one("[role=alert]").text


def test_a_script_saves_while_somebody_translates(writer: Browser, other: Person) -> None:
    form = writer.get(PATH).form(FORM)
    typed = {**form.filled({field(NEW): "Lo anota."}), "do": "save"}
    part = writer.open(form.action, method="POST", data=typed, htmx=True)
    assert part.one("[data-answer]")["data-saved"]
    assert shown(part) == [f"behaviours/{FIRST}", f"behaviours/{NEW}"]
    change(rewording(FIRST, es="Lo mira."), other)
    typed = {**part.form(FORM).filled({field(FIRST): "Lo busca."}), "do": "save"}
    part = writer.open(form.action, method="POST", data=typed, status=409, htmx=True)
    assert "Lo mira." in part.one(f'[data-state="behaviours/{FIRST}"]').text


def test_a_text_written_in_spanish_first_is_translated_into_english(writer: Browser) -> None:
    page = writer.get(f"{EDITOR}/translations/en")
    assert "Nothing is left to do" in page.text
    change(lambda m: behaviours.add(m, *HERE, {"es": "Escucha antes de hablar."}, frozenset()))
    page = writer.get(f"{EDITOR}/translations/en")
    assert shown(page) == ["behaviours/escucha-antes-de-hablar"]
    writer.submit_form(FORM, {field("escucha-antes-de-hablar"): "Listens before speaking."})
    text = draft().every_behaviour()["escucha-antes-de-hablar"].text
    assert text.original == "Listens before speaking."
    assert text.outdated == frozenset()
