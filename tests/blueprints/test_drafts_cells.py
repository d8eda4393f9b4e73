"""The form of a cell: every button saves what is typed first, and two editors are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.drafting import behaviours, outlines
from portal.domain.drafting.texts import Typed, seen_print
from portal.domain.matrices import Weight
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
    kinds,
    press,
    words,
)
from tests.browser import Browser
from tests.drafting import adding, begin, change, draft, removing, rewording
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


# Writing


def test_all_texts_stand_side_by_side_in_every_language(writer: Browser) -> None:
    page = writer.page
    assert page is not None
    assert page.heading == "Product knowledge, Customer Support Specialist 1"
    assert [line["data-line"] for line in page.all(".line[data-line]")] == [FIRST, SECOND, THIRD]
    assert page.one(f"[name={field(FIRST, 'es')}]").text.startswith("Consulta las guías")
    assert page.one(f"[name={field(FIRST, 'es')}]")["lang"] == "es"
    assert page.one("input[name=weight]:checked")["value"] == "must-have"


def test_saving_rewords_weighs_and_leads_back_to_the_cell(writer: Browser) -> None:
    page = press(writer, **{field(FIRST): MINE, "weight": "expected"})
    assert page.location == BACK
    page = writer.follow(page)
    assert MINE in page.one("#cell--product-knowledge--css1").text
    assert "1 older than its original" in " ".join(page.text.split())
    assert kinds() == ["reword", "weigh"]
    assert writer.get(BACK.partition("#")[0]).one("td.is-shown#cell--product-knowledge--css1")


def test_saving_what_was_not_changed_is_no_step(writer: Browser) -> None:
    press(writer)
    assert kinds() == []


def test_a_new_behaviour_is_added_once_however_often_it_is_sent(writer: Browser) -> None:
    page = press(writer, "add", behaviours__new__en="Writes it down.")
    assert page.location == f"{CELL}#behaviours"
    writer.page, stale = None, writer.page
    writer.page = stale
    press(writer, "add", behaviours__new__en="Writes it down.")
    assert keys() == [FIRST, SECOND, THIRD, "writes-it-down"]
    assert kinds() == ["add"]
    page = writer.follow(page)
    assert page.one("[name=behaviours-new-en]").text == ""


def test_a_behaviour_goes_up_down_and_away_and_what_was_typed_is_kept(writer: Browser) -> None:
    page = press(writer, f"down/{FIRST}", **{field(SECOND): "Says so."})
    assert page.location == f"{CELL}#behaviour-{FIRST}"
    assert keys() == [SECOND, FIRST, THIRD]
    assert words(SECOND) == "Says so."
    writer.follow(page)
    press(writer, f"up/{THIRD}")
    assert keys() == [SECOND, THIRD, FIRST]
    writer.get(CELL)
    press(writer, f"remove/{THIRD}")
    assert keys() == [SECOND, FIRST]
    assert kinds() == ["reword", "move", "move", "remove"]


def test_a_behaviour_moves_to_another_cell_or_is_expected_there_too(writer: Browser) -> None:
    page = writer.page
    assert page is not None
    suggested = page.one(f"#to-{FIRST}-role option[selected]")
    assert suggested["value"] == "css2", "the next role"
    there = {f"to-{FIRST}-competency": "problem-solving", f"to-{FIRST}-role": "css2"}
    press(writer, f"move/{FIRST}", **there)
    assert FIRST not in keys()
    assert FIRST in keys(None, "problem-solving", "css2")
    writer.get(CELL)
    press(writer, f"repeat/{SECOND}", **{f"to-{SECOND}-role": "senior-css"})
    assert SECOND in keys()
    assert SECOND in keys(None, HERE[0], "senior-css")
    page = writer.get(CELL)
    assert "Also expected of: Senior Customer Support Specialist" in page.text
    page = press(writer, f"repeat/{SECOND}", status=409, **{f"to-{SECOND}-role": "senior-css"})
    assert "This is there already." in page.one(f"#behaviours-{SECOND}-seen-state").text


def test_a_cell_is_written_for_a_role_that_did_not_have_the_competency(writer: Browser) -> None:
    page = writer.get(f"{EDITOR}/cells/areas-of-responsibility/css1")
    assert "The first behaviour" in page.text
    press(writer)
    row = draft().competency("areas-of-responsibility")
    assert row is not None
    assert "css1" not in row.expectations, "looking is not writing"
    press(writer, weight="later", behaviours__new__es="Cuida lo que se le confía.")
    cell = draft().competency("areas-of-responsibility").expectations["css1"]  # type: ignore[union-attr]
    assert cell.weight is Weight.LATER
    assert [b.text.texts for b in cell.behaviours] == [{"es": "Cuida lo que se le confía."}]


def test_a_translation_is_said_to_be_right_still(writer: Browser, other: Person) -> None:
    change(rewording(FIRST, en=THEIRS), other)
    page = writer.get(CELL)
    assert "original was reworded since" in page.one(f"#behaviours-{FIRST}-seen-state").text
    press(writer, **{field(FIRST, "still-es"): "y"})
    assert draft().every_behaviour()[FIRST].text.outdated == frozenset()


def test_advice_stands_beside_what_it_is_about(writer: Browser, editor: Person) -> None:
    change(adding("Answers 95 % of all tickets.", *HERE), editor)
    page = writer.get(CELL)
    (line,) = [one for one in page.all(".line[data-line]") if "95" in one.text]
    advice = line.select_one(".findings-here")
    assert advice is not None
    assert "Must be settled before publishing" in advice.text
    assert advice.select_one("a")["href"].startswith(f"{EDITOR}/advice#advice-")  # type: ignore[index, union-attr]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({field(FIRST): "", field(FIRST, "es"): " "}, "Write it in at least one language"),
        ({field(SECOND): "x" * 2001}, "Use at most 2,000 characters"),
        ({"behaviours-new-en": "x" * 2001}, "Use at most 2,000 characters"),
    ],
)
def test_what_cannot_be_is_said_and_everything_typed_stays(
    writer: Browser, fields: dict[str, str], told: str
) -> None:
    page = press(writer, status=422, **{**fields, field(THIRD): MINE})
    assert told in page.one("[role=alert]").text
    assert page.one(f"[name={field(THIRD)}]").text == MINE
    for name, value in fields.items():
        assert page.one(f"[name={name}]").text == value.strip()
    assert kinds() == []
    link = page.all(".error-summary a")[0]["href"]
    assert page.one(f"{link}")["aria-invalid"] == "true"


# Two editors


def test_the_second_sees_both_texts_and_chooses_their_own(writer: Browser, other: Person) -> None:
    change(rewording(FIRST, en=THEIRS, es="Lee las guías."), other)
    page = press(writer, status=409, **{field(FIRST): MINE, field(SECOND): "Says so."})
    assert words(FIRST) == THEIRS
    assert words(SECOND) != "Says so.", "nothing is half saved"
    clash = page.one("[data-clash]")
    assert THEIRS in clash.text
    assert MINE in clash.text
    assert "Lee las guías." in clash.text
    assert page.one(f"[name={field(FIRST)}]").text == MINE
    assert page.one(f"[name={field(SECOND)}]").text == "Says so."
    press(writer, **{field(FIRST, "keep"): "mine"})
    assert words(FIRST) == MINE
    assert words(SECOND) == "Says so."


def test_the_second_may_take_the_others_text(writer: Browser, other: Person) -> None:
    change(rewording(FIRST, en=THEIRS), other)
    press(writer, status=409, **{field(FIRST): MINE, field(SECOND): "Says so."})
    press(writer, **{field(FIRST, "keep"): "theirs"})
    assert words(FIRST) == THEIRS
    assert words(SECOND) == "Says so."


def test_the_second_may_keep_something_made_of_both(writer: Browser, other: Person) -> None:
    change(rewording(FIRST, en=THEIRS), other)
    press(writer, status=409, **{field(FIRST): MINE})
    press(writer, **{field(FIRST): "Reads, then looks up.", field(FIRST, "keep"): "mine"})
    assert words(FIRST) == "Reads, then looks up."


def test_without_a_choice_the_question_stays(writer: Browser, other: Person) -> None:
    change(rewording(FIRST, en=THEIRS), other)
    press(writer, status=409, **{field(FIRST): MINE})
    page = press(writer, status=409)
    assert MINE in page.one("[data-clash]").text
    assert words(FIRST) == THEIRS


def test_a_choice_holds_for_the_text_it_was_made_over(writer: Browser, other: Person) -> None:
    """A third wording, written while the second editor chose, is shown as well."""
    change(rewording(FIRST, en=THEIRS), other)
    press(writer, status=409, **{field(FIRST): MINE})
    change(rewording(FIRST, en="Reads everything."), other)
    page = press(writer, status=409, **{field(FIRST, "keep"): "mine"})
    assert "Reads everything." in page.one("[data-clash]").text
    assert words(FIRST) == "Reads everything."


def test_different_texts_are_both_kept_without_a_question(writer: Browser, other: Person) -> None:
    change(rewording(SECOND, en="Says so at once."), other)
    press(writer, **{field(FIRST): MINE})
    assert (words(FIRST), words(SECOND)) == (MINE, "Says so at once.")


def test_what_was_typed_into_a_behaviour_that_went_is_put_in_again_or_let_go(
    writer: Browser, other: Person
) -> None:
    change(removing(FIRST, *HERE), other)
    page = press(writer, status=409, **{field(FIRST): MINE})
    assert "Somebody took this out" in page.one("[data-clash]").text
    assert page.one(f"[name={field(FIRST)}]").text == MINE
    press(writer, **{field(FIRST, "keep"): "theirs"})
    assert keys() == [SECOND, THIRD]
    press(writer, status=303, **{field(FIRST, "keep"): "mine"})
    assert keys() == [SECOND, THIRD, FIRST]
    assert words(FIRST) == MINE


def test_what_is_put_in_again_has_its_past(writer: Browser, other: Person) -> None:
    reason = Typed({"en": "The law names it.", "es": ""}, seen_print(None))
    change(lambda m: behaviours.waive(m, FIRST, reason), other)
    change(removing(FIRST, *HERE), other)
    press(writer, status=409, **{field(FIRST): MINE})
    press(writer, **{field(FIRST, "keep"): "mine"})
    waiver = draft().every_behaviour()[FIRST].waiver
    assert waiver is not None
    assert waiver.original == "The law names it."


def test_a_behaviour_that_went_untouched_is_no_matter(writer: Browser, other: Person) -> None:
    change(removing(FIRST, *HERE), other)
    press(writer, **{field(SECOND): "Says so."})
    assert keys() == [SECOND, THIRD]


def test_removing_what_somebody_reworded_asks_again(writer: Browser, other: Person) -> None:
    change(rewording(FIRST, en=THEIRS), other)
    page = press(writer, f"remove/{FIRST}", status=409)
    assert "reworded this meanwhile" in page.one("[role=alert]").text
    assert page.one(f"[name={field(FIRST)}]").text == THEIRS
    assert FIRST in keys()
    press(writer, f"remove/{FIRST}")
    assert FIRST not in keys()


def test_two_weights_are_not_decided_by_who_was_last(writer: Browser, other: Person) -> None:
    change(lambda m: behaviours.set_weight(m, *HERE, Weight.LATER), other)
    page = press(writer, status=409, weight="expected")
    assert "another weight meanwhile" in page.one("[role=alert]").text
    assert page.one("input[name=weight]:checked")["value"] == "later"
    press(writer, weight="expected")
    row = draft().competency(HERE[0])
    assert row is not None
    assert row.expectations["css1"].weight is Weight.EXPECTED


def test_the_whole_column_gone_leaves_what_was_typed_to_be_copied(
    writer: Browser, other: Person
) -> None:
    change(lambda m: outlines.remove_role(m, "css1"), other)
    page = press(writer, status=409, **{field(FIRST): MINE})
    assert page.heading == "This is no longer in the draft"
    assert MINE in [area.text for area in page.all("textarea[readonly]")]
    writer.get(CELL, status=404)


# A script's part


def test_a_script_gets_the_form_alone_and_what_else_changed(writer: Browser) -> None:
    part = writer.get(CELL, htmx=True)
    form = part.form("[data-answer] form[data-draft-form]")
    assert not part.all("[data-fresh]")
    typed = form.filled({field(FIRST): MINE})
    part = writer.open(CELL, method="POST", data={**typed, "do": "save"}, htmx=True)
    assert part.one("[data-answer]")["data-saved"].startswith("Saved ")  # type: ignore[union-attr]
    assert MINE in part.one("#cell--product-knowledge--css1").text
    assert part.one("#cell--product-knowledge--css2")
    assert not part.all("#cell--problem-solving--css1")
    assert not part.one("#edit-steps [data-undo] button").has_attr("disabled")
    seen = part.one(f"[name={field(FIRST, 'seen')}]")["value"]
    assert seen != typed[field(FIRST, "seen")][0]


def test_a_script_is_told_of_a_clash_and_of_mistakes(writer: Browser, other: Person) -> None:
    form = writer.get(CELL, htmx=True).form("form[data-draft-form]")
    change(rewording(FIRST, en=THEIRS), other)
    typed = {**form.filled({field(FIRST): MINE}), "do": "save"}
    part = writer.open(CELL, method="POST", data=typed, status=409, htmx=True)
    assert THEIRS in part.one(f'[data-state="behaviours/{FIRST}"] [data-clash]').text
    assert not part.all("[data-fresh]")
    typed = {**form.filled({field(SECOND): "", field(SECOND, "es"): ""}), "do": "save"}
    part = writer.open(CELL, method="POST", data=typed, status=422, htmx=True)
    assert "at least one language" in part.one(f'[data-state="behaviours/{SECOND}"]').text


def test_a_script_is_told_where_a_button_leads(writer: Browser) -> None:
    form = writer.get(CELL, htmx=True).form("form[data-draft-form]")
    answer = writer.send(
        CELL, method="POST", htmx=True, data={**form.values, "do": f"split/{FIRST}"}
    )
    assert answer.status_code == 200
    assert answer.headers["X-Portal-Next"].startswith(f"{EDITOR}/behaviours/{FIRST}/split")


def test_a_move_renews_the_cell_it_went_to(writer: Browser) -> None:
    form = writer.get(CELL, htmx=True).form("form[data-draft-form]")
    there = form.filled({f"to-{FIRST}-competency": "problem-solving"})
    part = writer.open(CELL, method="POST", data={**there, "do": f"move/{FIRST}"}, htmx=True)
    assert "Checks the guides" in part.one("#cell--problem-solving--css2").text
    assert "Checks the guides" not in part.one("#cell--product-knowledge--css1").text


def test_there_is_no_form_for_a_cell_that_is_not_there(
    writer: Browser, new_browser: Callable[[], Browser]
) -> None:
    writer.get(f"{EDITOR}/cells/gone/css1", status=404)
    writer.get(f"{EDITOR}/cells/product-knowledge/gone", status=404)
    rep = new_browser()
    rep.sign_in(make_member().email)
    rep.get(CELL, status=403)
