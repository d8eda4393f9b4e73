"""Texts in several languages: English always, other languages as far as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.languages import LANGUAGES, LocalizedText, Reading

WORDS = st.text(min_size=1).filter(str.strip)


@pytest.mark.parametrize("texts", [{}, {"es": "Hola"}, {"en": ""}, {"en": "  "}])
def test_a_text_needs_its_english_wording(texts: dict[str, str]) -> None:
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
