"""Every text beside its translation, written by one who may not be alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.domain.drafting import behaviours, outlines
from portal.domain.drafting.texts import TextsClash, seen_print, words_print
from portal.domain.drafting.translations import (
    Standing,
    TextKind,
    Translation,
    entries,
    standing,
    to_do,
    translate,
    with_text,
)
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix
from portal.domain.refusals import Refusal, RuleBroken
from tests.domain.drafting.samples import draft, row, typed, words


def spanish(over: LocalizedText, said: str, *, confirmed: bool = False) -> Translation:
    """Spanish as typed by somebody who has ``over`` before them."""
    was = words_print("es", over.texts.get("es", ""))
    return Translation(said, seen_print(over), was, confirmed)


def text(matrix: Matrix, key: str = "asks") -> LocalizedText:
    return matrix.every_behaviour()[key].text


def translated() -> Matrix:
    before = draft()
    return translate(before, "es", {"behaviours/asks": spanish(text(before), "Pregunta.")})


def outdated() -> Matrix:
    before = translated()
    return behaviours.reword(before, "asks", typed(text(before), en="Asks first."))


def test_every_text_is_listed_once_in_reading_order() -> None:
    matrix = behaviours.waive(draft(), "checks", typed(None, en="The law."))
    found = list(entries(matrix))
    assert [entry.place for entry in found] == [
        "note",
        "categories/all",
        "competencies/knowing/title",
        "competencies/knowing/summary",
        "behaviours/asks",
        "behaviours/checks",
        "waivers/checks",
        "behaviours/explains",
        "competencies/caring/title",
        "competencies/caring/summary",
        "behaviours/listens",
        "behaviours/calms",
    ]
    assert [entry.kind for entry in found][5:7] == [TextKind.BEHAVIOUR, TextKind.WAIVER]
    assert (found[7].competency, found[7].role) == ("knowing", "two")
    assert len({entry.place for entry in found}) == len(found)


def test_a_draft_without_a_note_or_summaries_lists_what_it_has() -> None:
    bare = replace(draft(), note=None, categories=())
    assert list(entries(bare)) == []


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        (LocalizedText({"en": "Asks."}), Standing.MISSING),
        (LocalizedText({"en": "Asks.", "es": "Pregunta."}), Standing.CURRENT),
        (LocalizedText({"en": "A.", "es": "B."}, frozenset({"es"})), Standing.OUTDATED),
        (LocalizedText({"es": "Pregunta."}), Standing.ORIGINAL),
    ],
)
def test_how_a_text_stands_in_spanish(text: LocalizedText, stands: Standing) -> None:
    assert standing(text, "es") is stands


def test_what_is_to_do_is_counted() -> None:
    assert to_do(outdated(), "es") == {
        Standing.ORIGINAL: 0,
        Standing.CURRENT: 0,
        Standing.OUTDATED: 1,
        Standing.MISSING: 10,
    }
    assert to_do(outdated(), "en")[Standing.ORIGINAL] == 11


def test_a_translation_is_written_and_the_original_stays() -> None:
    after = translated()
    assert (words(after, "asks"), words(after, "asks", "es")) == ("Does asks.", "Pregunta.")
    assert text(after).outdated == frozenset()


def test_every_kind_of_text_is_translated_where_it_stands() -> None:
    before = behaviours.waive(draft(), "checks", typed(None, en="The law."))
    said = {
        entry.place: spanish(entry.text, f"ES {number}")
        for number, entry in enumerate(entries(before))
    }
    after = translate(before, "es", said)
    assert [entry.text.texts["es"] for entry in entries(after)] == [
        f"ES {number}" for number in range(len(said))
    ]
    assert [entry.text.original for entry in entries(after)] == [
        entry.text.original for entry in entries(before)
    ]


def test_what_was_not_typed_in_stays() -> None:
    before = outdated()
    said = {entry.place: spanish(entry.text, entry.text.texts.get("es", ""))
            for entry in entries(before)}  # fmt: skip
    assert translate(before, "es", said) == before


def test_writing_or_confirming_a_translation_makes_it_current() -> None:
    before = outdated()
    for typed_now in (
        spanish(text(before), "Pregunta primero."),
        spanish(text(before), "Pregunta.", confirmed=True),
    ):
        after = translate(before, "es", {"behaviours/asks": typed_now})
        assert text(after).outdated == frozenset()


def test_a_translation_is_taken_away_but_never_the_last_words() -> None:
    before = translated()
    after = translate(before, "es", {"behaviours/asks": spanish(text(before), "")})
    assert text(after) == LocalizedText({"en": "Does asks."})
    alone = with_text(draft(), "behaviours/asks", LocalizedText({"es": "Pregunta."}))
    with pytest.raises(RuleBroken) as broken:
        translate(alone, "es", {"behaviours/asks": spanish(text(alone), "")})
    assert broken.value.refusal is Refusal.TEXT_MISSING


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_translation_of_an_original_that_changed_is_shown_beside_the_new_one(
    confirmed: bool,
) -> None:
    before = outdated()
    said = spanish(text(before), "Pregunta." if confirmed else "Primero pregunta.",
                   confirmed=confirmed)  # fmt: skip
    newer = behaviours.reword(before, "asks", typed(text(before), en="Asks, then waits."))
    with pytest.raises(TextsClash) as clash:
        translate(newer, "es", {"behaviours/asks": said})
    assert clash.value.clashes[0].theirs == text(newer)


def test_a_text_that_is_gone_clashes_only_where_it_was_typed_in() -> None:
    before = draft()
    without = behaviours.remove(before, "knowing", "one", "asks")
    untouched = {"behaviours/asks": spanish(text(before), "")}
    assert translate(without, "es", untouched) == without
    with pytest.raises(TextsClash) as clash:
        translate(without, "es", {"behaviours/asks": spanish(text(before), "Pregunta.")})
    assert clash.value.clashes[0].theirs is None


def test_english_written_later_becomes_the_original_and_the_spanish_stays_current() -> None:
    matrix = outlines.add_category(draft(), {"en": "", "es": "Más"})
    place = f"categories/{matrix.categories[1].key}"
    said = Translation("More", seen_print(matrix.categories[1].title), words_print("en", ""))
    title = translate(matrix, "en", {place: said}).categories[1].title
    assert (title.original, title.outdated) == ("More", frozenset())


def test_a_competency_keeps_the_rest_when_one_of_its_texts_is_put_in() -> None:
    after = with_text(draft(), "competencies/knowing/summary", LocalizedText({"en": "New."}))
    assert row(after, "knowing").summary == LocalizedText({"en": "New."})
    assert row(after, "knowing").title == row(draft(), "knowing").title
