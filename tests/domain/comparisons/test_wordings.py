"""How far a text was reworded."""

from __future__ import annotations

import pytest

from portal.domain.comparisons import Extent, RunKind
from portal.domain.comparisons.wordings import text_change
from portal.domain.languages import LocalizedText
from tests.domain.comparisons.versions import text


def extent(before: str, after: str) -> Extent | None:
    change = text_change(text(before), text(after))
    return change.extent if change else None


def test_the_same_text_has_not_changed() -> None:
    assert extent("Asks first.", "Asks first.") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Asks first, then answers.", "Asks first, then answers"),
        ("asks first.", "Asks first."),
        ("Pide ayuda a su compania.", "Pide ayuda a su compañía."),
        ("Keeps a follow up list.", "Keeps a follow-up list."),
        ("Asks  first.", "Asks first."),
        ("Recieves each case calmly.", "Receives each case calmly."),
        ("Writes down what hapened.", "Writes down what happened."),
        ("Answers evrey customer.", "Answers every customer."),
    ],
)
def test_a_slip(before: str, after: str) -> None:
    assert extent(before, after) is Extent.SLIP


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Asks now, in the thread.", "Asks not, in the thread."),
        ("Leads a team of 2–4 people.", "Leads a team of 24 people."),
        ("Leads a team of 2–4 people.", "Leads a team of 2–6 people."),
        ("Hears what the customer says.", "Wears what the customer says."),
        (
            "Checks the guides before giving an answer.",
            "Checks the guides or the product itself before giving an answer.",
        ),
        ("Promises a date to the customer.", "Never promises a date to the customer."),
        (
            "When a case is stuck, asks a colleague and writes down what came of it.",
            "Asks a colleague when stuck.",
        ),
    ],
)
def test_a_rewording(before: str, after: str) -> None:
    assert extent(before, after) is Extent.REWORDED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Asks before closing a case.", "Coaches newer colleagues through hard conversations."),
        ("Asks for help.", "Asks for help and shows the whole team how to find the way alone."),
    ],
)
def test_mostly_new_words(before: str, after: str) -> None:
    assert extent(before, after) is Extent.RETHOUGHT


def test_turning_a_sentence_round_is_no_new_sentence() -> None:
    turned = extent("Before closing, asks once more.", "Asks once more before closing.")
    assert turned is Extent.REWORDED


def test_translations_alone_ask_nobody_for_anything_else() -> None:
    before = text("Asks first.", "Pregunta primero.")
    change = text_change(before, text("Asks first.", "Antes de nada, consulta a una persona."))
    assert change
    assert (change.extent, change.languages) == (Extent.TRANSLATION, ("es",))
    confirmed = text_change(LocalizedText(before.texts, frozenset({"es"})), before)
    assert confirmed
    assert (confirmed.extent, confirmed.languages) == (Extent.TRANSLATION, ())


def test_a_text_that_gets_an_english_wording_is_translated() -> None:
    """People worked by the Spanish one, which is what it was."""
    change = text_change(
        LocalizedText({"es": "Pregunta primero."}), text("Asks first.", "Pregunta primero.")
    )
    assert change
    assert change.extent is Extent.TRANSLATION


def test_a_text_without_any_language_in_common_is_compared_as_it_is() -> None:
    change = text_change(LocalizedText({"es": "Pregunta primero."}), text("Asks first."))
    assert change
    assert change.extent is Extent.RETHOUGHT


def test_each_language_has_its_runs_and_a_reader_gets_one_that_changed() -> None:
    change = text_change(text("Asks first.", "Pregunta."), text("Asks first.", "Consulta."))
    assert change
    assert [run.kind for run in change.runs("en")] == [RunKind.SAME]
    assert [run.words for run in change.runs("es")] == ["Pregunta", "Consulta", "."]
    assert (change.language_for("es"), change.language_for("en")) == ("es", "es")
    both = text_change(text("Asks.", "Pregunta."), text("Tells.", "Cuenta."))
    assert both
    assert both.language_for("en") == "en"


def test_a_text_given_or_taken_away_is_a_rewording() -> None:
    given, taken = text_change(None, text("Why.")), text_change(text("Why."), None)
    assert given
    assert taken
    assert {given.extent, taken.extent} == {Extent.REWORDED}
    assert [(run.kind, run.words) for run in given.runs("en")] == [(RunKind.ADDED, "Why.")]
