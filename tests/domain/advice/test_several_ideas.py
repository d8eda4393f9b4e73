"""Two ideas in one behaviour, as against two objects of one."""

from __future__ import annotations

import pytest

from portal.domain.advice import Finding, Rule, advise_text

LIGHT_UP = [
    ("en", "Reviews tickets and coaches new starters.", "verb"),
    ("en", "Answers customers; writes articles for the guide.", "sentences"),
    ("en", "Answers the customer. Tells the team what went wrong.", "sentences"),
    ("en", "Writes the guide and then trains the team on it.", "verb"),
    ("en", "Closes the case, tags it and thanks the customer.", "verb"),
    ("en", "Reproduces the fault & reports it to engineering.", "verb"),
    ("en", "Explains the fix but also documents the cause.", "verb"),
    ("en", "You review conversations and share what you learned.", "verb"),
    ("en", "Plans, runs and reviews team sessions.", "one-thing"),
    ("es", "Revisa tickets y forma a quienes llegan.", "verb"),
    ("es", "Atiende al cliente; redacta artículos para la guía.", "sentences"),
    ("es", "Responde al cliente. Avisa al equipo de lo que falló.", "sentences"),
    ("es", "Redacta la guía y luego la explica al equipo.", "verb"),
    ("es", "Cierra el caso y se asegura del resultado.", "verb"),
    ("es", "Reproduce el fallo y lo comunica a ingeniería.", "verb"),
    ("es", "Escucha al cliente y propone una solución.", "verb"),
]
LEFT_ALONE = [
    ("en", "Writes guides and notes for the front line."),
    ("en", "Reads conversations and reports before the meeting."),
    ("en", "Asks the customer and the engineer for logs."),
    ("en", "Brings in a colleague who asks and listens."),
    ("en", "Collects questions and answers in the register."),
    ("en", "Tells the customer what happens and when."),
    ("en", "Says what was tried, e.g. a restart or a new browser."),
    ("en", "Explains limits clearly. For example, names what export leaves out."),
    ("en", "Works with sales and marketing on launch notes."),
    ("en", "Names the risks and limits of a change."),
    ("en", "Checks the fix before telling the customer and the team."),
    ("en", "Helps colleagues learn and grow."),
    ("en", "Keeps the tone warm and plain."),
    ("en", "Escalates with logs (asks for consent and removes names)."),
    ("en", "Mentors a colleague between watching and leading."),
    ("en", "Shares drafts early and openly."),
    ("es", "Redacta guías y notas para la primera línea."),
    ("es", "Lee conversaciones e informes antes de la reunión."),
    ("es", "Recoge preguntas y respuestas en el registro."),
    ("es", "Ofrece apoyo y ayuda a clientes nuevos."),
    (
        "es",
        "Explica los límites con claridad. Por ejemplo, nombra lo que la exportación deja fuera.",
    ),
    ("es", "Llama a quien lleva el área y conoce el caso."),
    ("es", "Señala los riesgos y límites de un cambio."),
    ("es", "Explica al cliente qué ocurre y cuándo."),
    ("es", "Mantiene un tono cercano y sencillo."),
]


def found_in(text: str, language: str) -> list[Finding]:
    return [one for one in advise_text(text, language) if one.rule is Rule.SEVERAL_IDEAS]


@pytest.mark.parametrize(("language", "text", "kind"), LIGHT_UP)
def test_it_lights_up(language: str, text: str, kind: str) -> None:
    assert [one.data["kind"] for one in found_in(text, language)] == [kind]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_it_is_left_alone(language: str, text: str) -> None:
    assert found_in(text, language) == []


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Reviews conversations and coaches new starters.",
            "Reviews conversations",
            "Coaches new starters",
        ),
        ("Answers the customer. Tells the team.", "Answers the customer", "Tells the team"),
        ("- Answers questions\n- Writes notes", "Answers questions", "Writes notes"),
        ("1. Answers questions.\n2. Writes notes.", "1. Answers questions", "Writes notes"),
    ],
)
def test_both_halves_are_offered(text: str, first: str, second: str) -> None:
    (found,) = found_in(text, "en")
    assert (found.data["first"], found.data["second"]) == (first, second)


def test_a_very_long_half_is_cut_at_a_word() -> None:
    (found,) = found_in("Answers customers. Writes " + "words " * 60, "en")
    second = str(found.data["second"])
    assert second.endswith("words…")
    assert len(second) <= 161


def test_one_finding_a_wording_is_enough() -> None:
    assert len(found_in("Reads logs. Writes notes. Asks for help and closes the case.", "en")) == 1
