"""Target numbers and metrics, in sentences as people write them."""

from __future__ import annotations

import pytest

from portal.domain.advice import Finding, Rule, advise_text

NUMBERS = [
    ("en", "Solves 10 conversations per hour during a shift.", "rate", "10 conversations per hour"),
    ("en", "Keeps a CSAT of 95 % or more.", "score", "CSAT of 95 %"),
    ("en", "Keeps CSAT above 4.5.", "score", "CSAT above 4.5"),
    ("en", "Maintains 95 % QA.", "percentage", "95 %"),
    ("en", "Answers forty tickets a day.", "rate", "forty tickets a day"),
    ("en", "Replies within 2 hours.", "deadline", "within 2 hours"),
    ("en", "Replies within two business hours.", "deadline", "within two business hours"),
    ("en", "Sends a first reply in under 15 minutes.", "deadline", "in under 15 minutes"),
    ("en", "Responds to customers within an hour.", "deadline", "within an hour"),
    ("en", "Closes twelve chats an hour.", "rate", "twelve chats an hour"),
    ("en", "Handles 3 chats at once.", "count", "3 chats at once"),
    ("en", "Writes at least three articles a month.", "rate", "three articles a month"),
    ("en", "Writes at least three articles.", "count", "at least three articles"),
    (
        "en",
        "Keeps first contact resolution at 80 percent.",
        "score",
        "first contact resolution at 80 percent",
    ),
    ("en", "Solves 30+ tickets daily.", "rate", "30+ tickets daily"),
    ("en", "Holds an NPS over 50.", "score", "NPS over 50"),
    ("en", "Scores 4.8/5 in reviews.", "score", "4.8/5"),
    ("en", "Earns an average rating of 4.7 stars.", "score", "4.7 stars"),
    ("en", "Answers nine out of ten customers the same day.", "score", "nine out of ten"),
    ("en", "Stays among the top 5 agents.", "ranking", "top 5 agents"),
    ("en", "Closes the week with zero reopened tickets.", "count", "zero reopened tickets"),
    ("en", "Resolves ninety per cent of cases at first contact.", "percentage", "ninety per cent"),
    ("en", "Replies to e-mails in 24h.", "deadline", "in 24h"),
    ("en", "Replies in <24 hours.", "deadline", "<24 hours"),
    ("en", "Works through 12 tickets/hour.", "rate", "12 tickets/hour"),
    ("en", "Handles between 10 and 15 open cases.", "count", "15 open cases"),
    ("en", "Answers 1,200 emails a year.", "rate", "1,200 emails a year"),
    ("en", "Closes a backlog of 50 tickets.", "count", "50 tickets"),
    ("en", "Takes no more than 5 minutes per call.", "deadline", "no more than 5 minutes"),
    ("en", "Greets a caller in 20 seconds or less.", "deadline", "20 seconds or less"),
    ("en", "Reviews two dozen conversations a week.", "rate", "two dozen conversations a week"),
    ("en", "Has a QA score of 9 out of 10.", "score", "QA score of 9 out of 10"),
    ("en", "Answers 90% of chats in 30 seconds.", "percentage", "90%"),
    ("en", "Makes 15 calls per shift.", "rate", "15 calls per shift"),
    ("en", "Answers 20 customers a day.", "rate", "20 customers a day"),
    ("es", "Resuelve 10 conversaciones por hora.", "rate", "10 conversaciones por hora"),
    ("es", "Mantiene un CSAT del 95 %.", "score", "CSAT del 95 %"),
    ("es", "Responde en menos de 2 horas.", "deadline", "en menos de 2 horas"),
    ("es", "Responde en dos horas.", "deadline", "en dos horas"),
    ("es", "Contesta cuarenta tickets al día.", "rate", "cuarenta tickets al día"),
    ("es", "Cierra doce chats a la hora.", "rate", "doce chats a la hora"),
    ("es", "Escribe al menos tres artículos al mes.", "rate", "tres artículos al mes"),
    (
        "es",
        "Resuelve el noventa por ciento de los casos al primer contacto.",
        "percentage",
        "noventa por ciento",
    ),
    ("es", "Atiende 3 chats a la vez.", "count", "3 chats a la vez"),
    ("es", "Obtiene una valoración de 4,5 estrellas.", "score", "4,5 estrellas"),
    (
        "es",
        "Contesta en un plazo de un día laborable.",
        "deadline",
        "en un plazo de un día laborable",
    ),
    ("es", "Responde antes de 24 horas.", "deadline", "antes de 24 horas"),
    ("es", "Satisface a 9 de cada 10 clientes.", "score", "9 de cada 10"),
    ("es", "Cierra la semana con cero quejas.", "count", "cero quejas"),
    ("es", "Atiende unos 30 casos diarios.", "rate", "30 casos diarios"),
    ("es", "Responde en menos de una hora.", "deadline", "en menos de una hora"),
    (
        "es",
        "Cierra treinta y cinco tickets por turno.",
        "rate",
        "treinta y cinco tickets por turno",
    ),
]
METRICS = [
    ("en", "Meets the SLA for urgent cases.", "SLA"),
    ("en", "Lowers AHT month after month.", "AHT"),
    ("en", "Hits the team's targets each month.", "Hits the team's targets"),
    ("en", "Meets ticket targets.", "ticket targets"),
    ("en", "Brings the reopen rate down.", "reopen rate"),
    ("es", "Cumple el SLA en los casos urgentes.", "SLA"),
    ("es", "Reduce el tiempo medio de respuesta.", "tiempo medio de respuesta"),
    ("es", "Alcanza la cuota de ventas.", "Alcanza la cuota"),
]
STRUCTURE = [
    ("en", "Leads a team of 2–4 specialists."),
    ("en", "Leads a team of 2 to 4."),
    ("en", "Pairs two colleagues for a review."),
    ("en", "Holds a one-to-one with each report every two weeks."),
    ("en", "Prepares 1:1 notes."),
    ("en", "Uses the 3-point scale in peer reviews."),
    ("en", "Answers Tier 2 questions from partners."),
    ("en", "Explains what an HTTP 500 error means."),
    ("en", "Works with CSS1 and L2 colleagues."),
    ("en", "Plans the first 90 days of a new starter."),
    ("en", "Covers the 24/7 rota."),
    ("en", "Presents the plan for Q3 2026."),
    ("en", "Supports version 2.1.0 of the app."),
    ("en", "Merges two articles that repeat each other."),
    ("en", "Takes over one case from a colleague."),
    ("en", "Keeps a rota that is open 24 hours a day."),
    ("en", "Manages up to six people."),
    ("en", "Speaks at least two of the team's languages."),
    ("en", "Shows customers the three ways to export."),
    ("en", "Asks one question at a time."),
    ("en", "Gathers 360 reviews."),
    ("en", "Joins the four-day workshop."),
    ("en", "Runs a two-week trial."),
    ("en", "Explains GDPR article 17."),
    ("en", "Compares three vendors before choosing."),
    ("en", "Follows step 3 of the guide."),
    ("en", "Reads the notes of the last 2 weeks."),
    ("en", "Has at least 2 years in support."),
    ("en", "Describes the 1 in the corner."),
    ("en", "Names a backup for two weeks of leave."),
    ("en", "Offers customers two options."),
    ("en", "Waits a day before judging a change."),
    ("en", "Keeps the SLS file tidy."),
    ("en", "Agrees targets of a test with engineering."),
    ("en", "Takes three days off after a launch."),
    ("es", "Lidera un equipo de 2 a 4 personas."),
    ("es", "Trabaja con dos colegas en cada revisión."),
    ("es", "Usa la escala de 3 puntos en las revisiones."),
    ("es", "Atiende consultas de nivel 2."),
    ("es", "Acompaña los primeros 90 días de quien empieza."),
    ("es", "Organiza la cobertura 24/7."),
    ("es", "Fusiona dos artículos que se repiten."),
    ("es", "Explica un error 500 a quien no es técnico."),
    ("es", "Escribe en un día tranquilo el acta de la semana."),
    ("es", "Presenta el plan de 2026."),
    ("es", "Pide ayuda una vez al día si lo necesita."),
    ("es", "Repasa las notas de las últimas 2 semanas."),
    ("es", "Ofrece dos opciones al cliente."),
]


def numbers(text: str, language: str) -> list[Finding]:
    rules = {Rule.TARGET_NUMBER, Rule.METRIC}
    return [finding for finding in advise_text(text, language) if finding.rule in rules]


@pytest.mark.parametrize(("language", "text", "kind", "excerpt"), NUMBERS)
def test_a_target_number_lights_up(language: str, text: str, kind: str, excerpt: str) -> None:
    first = numbers(text, language)[0]
    assert (first.rule, first.data["kind"], first.excerpt) == (Rule.TARGET_NUMBER, kind, excerpt)
    assert first.blocks


@pytest.mark.parametrize(("language", "text", "excerpt"), METRICS)
def test_a_metric_without_a_number_does_not_block(language: str, text: str, excerpt: str) -> None:
    (found,) = numbers(text, language)
    assert (found.rule, found.excerpt, found.blocks) == (Rule.METRIC, excerpt, False)


@pytest.mark.parametrize(("language", "text"), STRUCTURE)
def test_a_number_that_says_how_things_are_built_is_left_alone(language: str, text: str) -> None:
    assert numbers(text, language) == []


def test_each_number_of_a_sentence_is_told() -> None:
    text = "Answers 90 % of chats within 30 seconds and solves 12 cases per shift."
    assert [finding.excerpt for finding in numbers(text, "en")] == [
        "90 %",
        "within 30 seconds",
        "12 cases per shift",
    ]


def test_a_metric_and_its_number_are_one_finding() -> None:
    (found,) = numbers("Holds the team's CSAT above 92 % all year.", "en")
    assert found.excerpt == "CSAT above 92 %"


@pytest.mark.parametrize(
    "text",
    [
        "Works with QA engineers on the test plan.",
        "Prepares the targeted mail to affected accounts.",
        "Explains a rate change on the invoice.",
        "Asks who will score the exercise.",
        "Tells the customer the answer takes a while.",
    ],
)
def test_words_that_look_like_metrics_are_left_alone(text: str) -> None:
    assert numbers(text, "en") == []
