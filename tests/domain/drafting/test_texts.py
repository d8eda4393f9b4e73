"""What becomes of a text when one editor, or two, type into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.drafting.texts import (
    LONGEST_TEXT,
    TextsClash,
    Typed,
    is_untouched,
    new_text,
    required,
    seen_print,
    settled,
    words_print,
)
from portal.domain.languages import LocalizedText
from portal.domain.refusals import Refusal, RuleBroken
from tests.domain.drafting.samples import typed

TEXT = LocalizedText({"en": "Asks first.", "es": "Pregunta antes."})
WORDS = st.text(max_size=30)


def test_what_is_typed_over_the_text_as_it_is_takes_its_place() -> None:
    found = settled("here", TEXT, typed(TEXT, en="Asks before acting.", es="Pregunta primero."))
    assert found == LocalizedText({"en": "Asks before acting.", "es": "Pregunta primero."})


def test_rewording_the_original_alone_makes_the_translation_outdated() -> None:
    found = required("here", TEXT, typed(TEXT, en="Asks before acting."))
    assert found.outdated == {"es"}


def test_blank_edges_are_no_change() -> None:
    assert settled("here", TEXT, typed(TEXT, en="  Asks first.\n")) == TEXT


def test_two_who_type_the_same_do_not_clash() -> None:
    mine = typed(TEXT, en="Asks before acting.")
    theirs = required("here", TEXT, mine)
    assert settled("here", theirs, mine) == theirs


def test_what_was_left_alone_stays_as_the_other_wrote_it() -> None:
    untouched = typed(TEXT)
    theirs = required("here", TEXT, typed(TEXT, en="Asks before acting."))
    assert is_untouched(untouched)
    assert settled("here", theirs, untouched) == theirs


def test_two_who_type_differently_clash_and_nothing_is_lost() -> None:
    theirs = required("here", TEXT, typed(TEXT, en="Asks before acting."))
    mine = typed(TEXT, en="Asks whoever knows.")
    with pytest.raises(TextsClash) as clash:
        settled("here", theirs, mine)
    (one,) = clash.value.clashes
    assert (one.place, one.theirs, one.mine) == ("here", theirs, mine)


def test_the_second_may_insist_once_they_have_read_the_other() -> None:
    theirs = required("here", TEXT, typed(TEXT, en="Asks before acting."))
    mine = Typed({**TEXT.texts, "en": "Asks whoever knows."}, seen_print(theirs))
    assert required("here", theirs, mine).texts["en"] == "Asks whoever knows."


def test_a_text_that_appeared_meanwhile_clashes_with_one_typed_into_nothing() -> None:
    with pytest.raises(TextsClash):
        settled("note", TEXT, typed(None, en="Something else."))


def test_a_translation_is_confirmed_for_the_original_that_was_read() -> None:
    stale = required("here", TEXT, typed(TEXT, en="Asks before acting."))
    assert required("here", stale, typed(stale, confirmed="es")).outdated == frozenset()


def test_a_translation_is_not_confirmed_for_an_original_nobody_has_read() -> None:
    """The original was reworded once more since the editor looked."""
    stale = required("here", TEXT, typed(TEXT, en="Asks before acting."))
    newer = required("here", stale, typed(stale, en="Asks, then waits."))
    with pytest.raises(TextsClash):
        settled("here", newer, typed(stale, confirmed="es"))


def test_everything_emptied_is_no_text_any_more() -> None:
    assert settled("note", TEXT, typed(TEXT, en="", es=" ")) is None


@pytest.mark.parametrize(
    ("words", "refusal"),
    [("", Refusal.TEXT_MISSING), ("x" * (LONGEST_TEXT + 1), Refusal.TEXT_LONG)],
)
def test_a_text_that_must_be_there_is_neither_empty_nor_endless(
    words: str, refusal: Refusal
) -> None:
    with pytest.raises(RuleBroken) as broken:
        new_text("here", {"en": words})
    assert (broken.value.refusal, broken.value.field) == (refusal, "here")


def test_one_language_can_be_told_apart_from_the_whole() -> None:
    assert words_print("es", "Hola ") == words_print("es", "Hola")
    assert words_print("es", "Hola") != words_print("en", "Hola")


@given(WORDS.filter(str.strip), WORDS, WORDS)
def test_whatever_two_type_one_of_them_is_kept_or_both_are_shown(
    before: str, first: str, second: str
) -> None:
    """Nobody's words disappear without the second editor being told."""
    text = new_text("here", {"en": before})
    theirs = settled("here", text, typed(text, en=first))
    mine = typed(text, en=second)
    is_alike = second.strip() in {first.strip(), before.strip()}
    if first.strip() in {before.strip(), second.strip()} or is_alike:
        found = settled("here", theirs, mine)
        said = found.texts.get("en", "") if found else ""
        assert said == (first.strip() if second.strip() == before.strip() else second.strip())
    else:
        with pytest.raises(TextsClash) as clash:
            settled("here", theirs, mine)
        assert clash.value.clashes[0].theirs == theirs
