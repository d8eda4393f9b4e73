"""Words that everybody fills with something else."""

from __future__ import annotations

import pytest

from portal.domain.advice import Finding, Rule, advise_text

LIGHT_UP = [
    ("en", "Is an ambassador for the team.", "hero"),
    ("en", "Acts as a product ninja.", "hero"),
    ("en", "Delivers world-class support.", "praise"),
    ("en", "Delivers world class support.", "praise"),
    ("en", "Goes the extra mile for customers.", "character"),
    ("en", "Strives for excellence in every reply.", "praise"),
    ("en", "Is a support rock star.", "hero"),
    ("en", "Is a team player.", "character"),
    ("en", "Delights customers.", "fashion"),
    ("en", "Leverages the guide.", "fashion"),
    ("es", "Es embajadora de la marca.", "hero"),
    ("es", "Da un servicio de clase mundial.", "praise"),
    ("es", "Busca la excelencia en cada respuesta.", "praise"),
    ("es", "Recorre la milla extra por el cliente.", "character"),
    ("es", "Es un referente para el equipo.", "hero"),
    ("es", "Fomenta sinergias entre equipos.", "fashion"),
    ("es", "Actúa como gurú del producto.", "hero"),
]
LEFT_ALONE = [
    ("en", "Explains what customers can do themselves."),
    ("en", "Sets up the import wizard with the customer."),
    ("en", "Passes a case on with its notes."),
    ("en", "Sends a magic link to the customer."),
    ("es", "Pide lo referente al caso por escrito."),
    ("es", "Consulta el documento de referencia."),
    ("es", "Explica con calma el valor de la factura."),
]


def found_in(text: str, language: str) -> list[Finding]:
    return [one for one in advise_text(text, language) if one.rule is Rule.LOADED_WORD]


@pytest.mark.parametrize(("language", "text", "kind"), LIGHT_UP)
def test_it_lights_up(language: str, text: str, kind: str) -> None:
    assert [one.data["kind"] for one in found_in(text, language)] == [kind]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_it_is_left_alone(language: str, text: str) -> None:
    assert found_in(text, language) == []


def test_a_word_in_the_glossary_passes_in_all_its_forms() -> None:
    text = "Trains ambassadors of the product."
    assert found_in(text, "en")
    for entry in ("ambassador", "Ambassadors", "AMBASSADOR"):
        assert advise_text(text, "en", glossary={entry}) == ()


def test_accents_and_hyphens_do_not_hide_a_word_from_the_glossary() -> None:
    assert advise_text("Actúa como gurú del producto.", "es", glossary={"guru"}) == ()
    assert advise_text("Gives world-class answers.", "en", glossary={"world class"}) == ()
    assert advise_text("Gives world class answers.", "en", glossary={"World-Class"}) == ()


def test_another_word_in_the_glossary_does_not_help() -> None:
    assert advise_text("Acts as a product ninja.", "en", glossary={"ambassador"})
