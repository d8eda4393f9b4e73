"""What goes on in a head, as against what one sees."""

from __future__ import annotations

import pytest

from portal.domain.advice import Finding, Rule, advise_text

LIGHT_UP = [
    ("en", "Can explain the invoice.", "ability"),
    ("en", "Is able to calm an angry customer.", "ability"),
    ("en", "Understands the product well.", "knowledge"),
    ("en", "Knows when to ask for help.", "knowledge"),
    ("en", "Is aware of the escalation route.", "awareness"),
    ("en", "Thinks about the customer first.", "opinion"),
    ("en", "Believes in clear writing.", "opinion"),
    ("en", "Clearly understands what the customer wants.", "knowledge"),
    ("en", "Has a good knowledge of the API.", "knowledge"),
    ("en", "Knowledge of the billing system.", "knowledge"),
    ("en", "You know who the experts are.", "knowledge"),
    ("en", "Listens to customers and understands their goals.", "knowledge"),
    ("en", "Is comfortable with hard conversations.", "feeling"),
    ("en", "Shows an understanding of privacy rules.", "knowledge"),
    ("en", "Is passionate about support.", "feeling"),
    ("en", "Aware of the team's limits.", "awareness"),
    ("en", "Writes clear notes, and knows the tools.", "knowledge"),
    ("en", "Feels responsible for the inbox.", "feeling"),
    ("es", "Puede explicar la factura.", "ability"),
    ("es", "Es capaz de calmar a un cliente enfadado.", "ability"),
    ("es", "Entiende el producto.", "knowledge"),
    ("es", "Sabe cuándo pedir ayuda.", "knowledge"),
    ("es", "Conoce la vía de escalado.", "knowledge"),
    ("es", "Es consciente de los límites del equipo.", "awareness"),
    ("es", "Piensa primero en el cliente.", "opinion"),
    ("es", "Tiene un buen conocimiento de la API.", "knowledge"),
    ("es", "Capacidad de trabajar en equipo.", "ability"),
    ("es", "Escucha al cliente y entiende sus objetivos.", "knowledge"),
    ("es", "Se preocupa por la calidad.", "feeling"),
    ("es", "Domina la herramienta de tickets.", "knowledge"),
    ("es", "Conocer el producto.", "knowledge"),
]
LEFT_ALONE = [
    ("en", "Helps customers understand their invoice."),
    ("en", "Explains what the customer can do next."),
    ("en", "Thinks aloud through an escalation."),
    ("en", "Asks who knows the answer."),
    ("en", "Writes guides that anyone can follow."),
    ("en", "Checks that the customer understands the next step."),
    ("en", "Brings in a colleague who knows the area."),
    ("en", "Tells the team what is known so far."),
    ("en", "Names what the customer believes went wrong."),
    ("en", "Writes down the values of each setting."),
    ("en", "Reads the code of conduct and values aloud."),
    ("en", "Asks until they know the goal behind the request."),
    ("es", "Ayuda a los clientes a entender su factura."),
    ("es", "Explica lo que el cliente puede hacer después."),
    ("es", "Razona en voz alta un escalado."),
    ("es", "Piensa en voz alta durante un escalado."),
    ("es", "Pregunta quién sabe la respuesta."),
    ("es", "Reconoce un error propio."),
    ("es", "Llama a alguien que conoce el área."),
    ("es", "Comprueba que el cliente entiende el paso siguiente."),
]


def found_in(text: str, language: str) -> list[Finding]:
    return [one for one in advise_text(text, language) if one.rule is Rule.UNOBSERVABLE_VERB]


@pytest.mark.parametrize(("language", "text", "kind"), LIGHT_UP)
def test_it_lights_up(language: str, text: str, kind: str) -> None:
    assert [one.data["kind"] for one in found_in(text, language)] == [kind]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_it_is_left_alone(language: str, text: str) -> None:
    assert found_in(text, language) == []


def test_each_inner_verb_is_told_with_its_words() -> None:
    text = "Knows the product; is able to explain it and understands customers."
    assert [one.excerpt for one in found_in(text, "en")] == ["Knows", "is able to", "understands"]


def test_an_object_after_and_is_no_verb() -> None:
    assert found_in("Asks about the customer's habits and knowledge of the product.", "en") == []
