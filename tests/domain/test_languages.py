"""Texts in several languages: one original, the others as far as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.languages import LANGUAGES, LocalizedText, Reading

WORDS = st.text(min_size=1).filter(str.strip)


@pytest.mark.parametrize("texts", [{}, {"fr": "Bonjour"}, {"en": ""}, {"en": "  "}])
def test_a_text_needs_a_wording_in_a_language_of_the_portal(texts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="wording"):
        LocalizedText(texts)


def test_a_missing_translation_reads_in_english_and_says_so() -> None:
    text = LocalizedText({"en": "Hello"})
    assert text.read("es") == Reading("Hello", "en", True, False)
    assert text.missing() == ["es"]


def test_an_outdated_translation_reads_and_says_so() -> None:
    text = LocalizedText({"en": "Hello", "es": "Hola"}, frozenset({"es"}))
    assert text.read("es") == Reading("Hola", "es", False, True)
    assert text.read("en") == Reading("Hello", "en", False, False)


@given(st.dictionaries(st.sampled_from(sorted(LANGUAGES)), WORDS), WORDS, st.booleans())
def test_what_is_stored_reads_back(texts: dict[str, str], english: str, outdated: bool) -> None:
    stale = frozenset({"es"}) if outdated and "es" in texts else frozenset()
    text = LocalizedText({**texts, "en": english}, stale)
    assert LocalizedText.from_json(text.to_json()) == text
    for language in LANGUAGES:
        assert text.words(language)


def test_english_is_the_original_where_it_is_written() -> None:
    assert LocalizedText({"es": "Hola", "en": "Hello"}).original == "Hello"


def test_without_english_the_text_is_read_in_the_language_it_has() -> None:
    text = LocalizedText({"es": "Hola"})
    assert text.original == "Hola"
    assert text.read("en") == Reading("Hola", "es", True, False)


def test_rewording_the_original_makes_its_translation_outdated() -> None:
    text = LocalizedText({"en": "Hello", "es": "Hola"}).reworded({"en": "Good day"})
    assert text == LocalizedText({"en": "Good day", "es": "Hola"}, frozenset({"es"}))


def test_rewording_both_at_once_leaves_nothing_outdated() -> None:
    text = LocalizedText({"en": "Hello", "es": "Hola"}, frozenset({"es"}))
    assert text.reworded({"en": "Good day", "es": "Buenas"}).outdated == frozenset()


def test_an_outdated_translation_is_current_again_once_reworded_or_confirmed() -> None:
    text = LocalizedText({"en": "Hello", "es": "Hola"}, frozenset({"es"}))
    assert text.reworded({"es": "Buenos días"}).outdated == frozenset()
    assert text.confirmed("es").outdated == frozenset()


def test_an_empty_wording_takes_its_language_away() -> None:
    text = LocalizedText({"en": "Hello", "es": "Hola"}, frozenset({"es"})).reworded({"es": " "})
    assert text == LocalizedText({"en": "Hello"})


def test_a_spanish_text_stays_when_its_english_is_written_later() -> None:
    text = LocalizedText({"es": "Hola"}).reworded({"en": "Hello", "es": "Hola"})
    assert text.original == "Hello"
    assert text.words("es") == "Hola"


def test_a_spanish_original_is_no_outdated_translation_of_english_written_later() -> None:
    text = LocalizedText({"es": "Hola"}).reworded({"en": "Hello"})
    assert text.outdated == frozenset()
    assert text.reworded({"en": "Good day"}).outdated == {"es"}
