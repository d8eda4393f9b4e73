"""Suggesting behaviours: by words in common, the rarer the better, in either language."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.languages import LocalizedText
from portal.domain.suggestions import AT_MOST, Suggestion, suggest

BEHAVIOURS = {
    key: LocalizedText({"en": english, "es": spanish} if spanish else {"en": english})
    for key, (english, spanish) in {
        "reproduces": (
            "Reproduces a fault in a test account before passing it on.",
            "Reproduce el fallo en una cuenta de prueba antes de pasarlo.",
        ),
        "article": (
            "Titles each article with the words a customer would type.",
            "Titula cada artículo con las palabras que escribiría un cliente.",
        ),
        "invoice": (
            "Explains an invoice to the customer line by line.",
            "Explica la factura al cliente línea por línea.",
        ),
        "calm": (
            "Stays calm with an angry customer.",
            "Mantiene la calma con un cliente enfadado.",
        ),
        "promise": (
            "Promises the customer only what the team can keep.",
            "Promete al cliente solo lo que el equipo puede cumplir.",
        ),
        "untranslated": ("Retires an outdated macro.", ""),
    }.items()
}


def test_words_are_recognised_in_other_forms_and_said_as_they_were_typed() -> None:
    found = suggest("I was reproducing the Faults in our test accounts.", BEHAVIOURS)
    assert found[0].behaviour == "reproduces"
    assert set(found[0].words) == {"reproducing", "Faults", "test", "accounts"}


def test_a_rare_word_counts_and_one_that_all_share_does_not() -> None:
    assert suggest("The customer liked it.", BEHAVIOURS) == ()
    assert [s.behaviour for s in suggest("I retitled articles", BEHAVIOURS)] == ["article"]
    likeliest, *_others = suggest(
        "An angry customer with an invoice in hand calmed down", BEHAVIOURS
    )
    assert likeliest.behaviour == "calm"
    assert "hand" not in likeliest.words


def test_people_write_in_the_language_they_like() -> None:
    found = suggest("Un cliente enfadado: le expliqué las facturas con calma", BEHAVIOURS)
    assert {s.behaviour for s in found[:2]} == {"calm", "invoice"}
    without_accents = suggest("escribi articulos", BEHAVIOURS)
    assert [s.behaviour for s in without_accents] == ["article"]
    assert [s.behaviour for s in suggest("outdated macros", BEHAVIOURS)] == ["untranslated"]


def test_nothing_is_suggested_for_little_and_words_that_hold_sentences_together() -> None:
    for typed in ("", "  ", "ok", "and then what with the", "y luego para que con", "42 17 99"):
        assert suggest(typed, BEHAVIOURS) == ()
    assert suggest("invoice", {}) == ()


def test_there_are_few_of_them_and_equal_ones_stay_in_reading_order() -> None:
    twins = {f"twin-{n}": LocalizedText({"en": "Explains invoices."}) for n in range(8)}
    found = suggest("I explained an invoice", twins)
    assert [s.behaviour for s in found] == [f"twin-{n}" for n in range(AT_MOST)]


TYPED = ("customer", "angry", "invoice", "article", "calm", "test", "fault", "macro", "team", "zz")
WORDS = st.lists(st.sampled_from(TYPED), max_size=12)


@given(WORDS)
def test_the_same_text_gets_the_same_and_only_words_that_were_typed(words: list[str]) -> None:
    typed = " ".join(words)
    found = suggest(typed, BEHAVIOURS)
    assert found == suggest(typed, BEHAVIOURS)
    assert len(found) <= AT_MOST
    assert all(isinstance(s, Suggestion) and set(s.words) <= set(words) for s in found)
    assert len({s.behaviour for s in found}) == len(found)
