"""Sentences and clauses: where something is said of the person in the role."""

from __future__ import annotations

import pytest

from portal.domain.advice.passages import Passage, Phrases


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Answers customers.", 1),
        ("Answers customers. Writes notes.", 2),
        ("Answers customers; writes notes", 2),
        ("Uses tools, e.g. Slack or Jira.", 1),
        ("Names steps, buttons, etc. The rest stays.", 1),
        ("Meets at 9.30 on version 2.1.", 1),
        ("1. Answers customers.", 1),
        ("1. Answers customers\n2. Writes notes", 2),
        ("Answers customers\nwho wait long", 1),
        ("• Answers customers\n• Writes notes", 2),
        ("¿Responde? ¡Responde!", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(Passage(text, "en").sentences) == count


@pytest.mark.parametrize(
    ("language", "text", "heads"),
    [
        ("en", "Answers customers and writes notes.", ["answers", "writes"]),
        ("en", "You proactively answer customers.", ["answer"]),
        ("en", "When a case stalls, asks for help.", ["asks"]),
        ("en", "Brings in a colleague who asks and listens.", ["brings"]),
        ("en", "Explains the fix (and its cost) early.", ["explains"]),
        ("en", "Explains to those who ask, and then writes.", ["explains", "writes"]),
        ("es", "Responde y luego redacta.", ["responde", "redacta"]),
        ("es", "Llama a quien lleva el área y conoce el caso.", ["llama"]),
        ("es", "Habitualmente redacta guías.", ["redacta"]),
    ],
)
def test_heads(language: str, text: str, heads: list[str]) -> None:
    passage = Passage(text, language)
    assert [passage.word(head) for head in passage.heads] == heads


def test_a_word_keeps_its_place_whatever_becomes_of_its_accents() -> None:
    passage = Passage("Señala límites ﬁnales.", "es")
    assert passage.words == ("senala", "limites", "finales", ".")
    assert passage.written(1, 3) == "límites ﬁnales"


def test_the_longest_phrase_wins_with_hyphens_or_without() -> None:
    phrases = Phrases({"world": 1, "world class": 2})
    for text, found in (("a world of", [1]), ("World class", [2]), ("a world-class one", [2])):
        assert [payload for _, _, payload in phrases.find(Passage(text, "en"))] == found
