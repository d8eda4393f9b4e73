"""Words that add nothing one could see."""

from __future__ import annotations

import pytest

from portal.domain.advice import Finding, Rule, advise_text

LIGHT_UP = [
    ("en", "Simply answers the question.", "empty"),
    ("en", "Just follows the script.", "empty"),
    ("en", "Basically keeps notes.", "empty"),
    ("en", "Always greets the customer.", "how-often"),
    ("en", "Communicates effectively with customers.", "how-well"),
    ("en", "Keeps notes, tags, etc.", "open"),
    ("en", "Asks for help when needed.", "open"),
    ("en", "Replies in a timely manner.", "how-well"),
    ("en", "Writes high-quality articles.", "how-well"),
    ("en", "Consistently closes cases.", "how-often"),
    ("es", "Simplemente responde a la pregunta.", "empty"),
    ("es", "Siempre saluda al cliente.", "how-often"),
    ("es", "Se comunica eficazmente con los clientes.", "how-well"),
    ("es", "Anota pasos, etiquetas, etc.", "open"),
    ("es", "Pide ayuda cuando sea necesario.", "open"),
    ("es", "Redacta artículos de alta calidad.", "how-well"),
]
LEFT_ALONE = [
    ("en", "Asks for help just before a stalled case hurts."),
    ("en", "Reads the very conversation that went wrong."),
    ("en", "Names what worries the customer."),
    ("en", "Says what justifies the exception."),
    ("en", "Makes the guide simple to follow."),
    ("en", "Keeps data as appropriate to its purpose."),
    ("es", "Pide ayuda siempre que un caso se atasca."),
    ("es", "Escribe una guía sencilla."),
    ("es", "Explica la causa más y más tarde la corrige el equipo."),
]


def found_in(text: str, language: str) -> list[Finding]:
    return [one for one in advise_text(text, language) if one.rule is Rule.FILLER]


@pytest.mark.parametrize(("language", "text", "kind"), LIGHT_UP)
def test_it_lights_up(language: str, text: str, kind: str) -> None:
    assert [one.data["kind"] for one in found_in(text, language)] == [kind]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_it_is_left_alone(language: str, text: str) -> None:
    assert found_in(text, language) == []
