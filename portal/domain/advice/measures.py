"""What support teams count, time and score: the words that make a number a target."""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.advice.grammar import words
from portal.domain.advice.passages import Phrases, any_of

WORK = words(
    "ticket tickets conversation conversations case cases chat chats call calls email emails",
    "e-mail e-mails mail mails message messages reply replies response responses contact",
    "contacts query queries question questions request requests issue issues escalation",
    "escalations article articles review reviews survey surveys task tasks lead sale sales",
    "upsell upsells demo demos bug bugs touch touches interaction interactions solve solves",
    "resolution resolutions macro macros enquiry enquiries inquiry inquiries thread threads",
    "submission submissions point points signup signups renewal renewals story stories pr prs",
    "commit commits revenue incidents reopens tique tiques tiquete tiquetes conversacion",
    "conversaciones caso casos llamada llamadas correo correos mensaje mensajes respuesta",
    "respuestas contacto contactos consulta consultas pregunta preguntas peticion peticiones",
    "incidencia incidencias escalado escalados articulo articulos revision revisiones encuesta",
    "encuestas tarea tareas venta ventas interaccion interacciones resolucion resoluciones",
    "solicitud solicitudes punto puntos ingresos renovaciones",
)
"""What is counted as work."""

LAPSES = words(
    "error errors mistake mistakes complaint complaints defect defects fault faults reopen",
    "reopens breach breaches miss misses detractor detractors errores fallos fallo queja",
    "quejas defectos reapertura reaperturas incumplimiento incumplimientos detractores",
)
"""What a target of none is set for."""

PEOPLE_SERVED = words(
    "customer customers client clients user users account accounts person people cliente",
    "clientes usuario usuarios cuenta cuentas persona personas",
)
"""Counted only where there is a rate: "20 customers a day"."""

PERFORMERS = words(
    "performer performers agent agents rep reps specialist specialists agente agentes",
)

SHORT_SPANS = words(
    "second seconds sec secs s minute minutes min mins hour hours hr hrs h day days week weeks",
    "d w segundo segundos minuto minutos hora horas dia dias semana semanas",
)
"""Spans of time that answers are timed in; months and years are tenures and plans."""

RATE_SPANS = words(
    "minute hour hr h day shift minuto hora dia turno jornada",
)
"""Spans that make any count beside them a rate of output."""

LONG_RATE_SPANS = words(
    "week month quarter year sprint semana mes trimestre ano",
)
"""Spans that make a count of work a rate."""

RHYTHMS = words(
    "second seconds minute minutes hour hours day days week weeks month months time times",
    "shift shifts break breaks meeting meetings stand-up stand-ups vez veces hora horas dia",
    "dias semana semanas minuto minutos turno turnos pausa pausas reunion reuniones",
)
"""How a day or a week is arranged: "24 hours a day", "three times a week"."""

PER: Mapping[str, frozenset[str]] = {
    "en": words("per / a an each every"),
    "es": words("por / al cada"),
}

DAILY = words("daily weekly monthly hourly diarios diarias semanales mensuales diario diaria")

DAY_KINDS = words(
    "business working calendar work clock habil habiles laborable laborables naturales",
)

_STRONG: Mapping[str, str] = {
    "en": (
        "within|in under|in less than|in fewer than|under|less than|inside|no later than"
        "|not later than|in no more than|in at most|in a maximum of|in max|sooner than|faster than"
    ),
    "es": (
        "dentro de|en menos de|menos de|en un plazo de|en el plazo de|en plazo de|plazo de"
        "|en un plazo maximo de|plazo maximo de|en un maximo de|en no mas de|en como maximo"
        "|como maximo en|antes de que pasen"
    ),
}
_WEAK: Mapping[str, str] = {"en": "in", "es": "en|antes de"}
WITHIN: Mapping[str, Phrases[bool]] = {
    language: Phrases(
        {
            **dict.fromkeys(_STRONG[language].split("|"), True),
            **dict.fromkeys(_WEAK[language].split("|"), False),
        }
    )
    for language in ("en", "es")
}
"""Openings of a deadline. True: also before a single span ("within an hour")."""

A_SINGLE: Mapping[str, frozenset[str]] = {"en": words("a an one the"), "es": words("un una")}

LIMITS: Mapping[str, Phrases[None]] = {
    "en": any_of(
        "at least|at most|a minimum of|minimum of|a maximum of|maximum of|minimum|maximum|up to"
        "|no more than|not more than|more than|no fewer than|fewer than|no less than|less than|over"
        "|above|under|below|exceeding|exceeds|upwards of|a total of|averages|an average of"
        "|> =|< =|>|<|≥|≤"
    ),
    "es": any_of(
        "al menos|por lo menos|como minimo|un minimo de|minimo de|minimo|como maximo|un maximo de"
        "|maximo de|maximo|hasta|mas de|menos de|no mas de|por encima de|por debajo de|superior a"
        "|inferior a|una media de|un promedio de|un total de|> =|< =|>|<|≥|≤"
    ),
}
"""What sets a bound to the number behind it."""

AT_ONCE: Mapping[str, Phrases[None]] = {
    "en": any_of("at once|at a time|at the same time|simultaneously|concurrently|in parallel"),
    "es": any_of("a la vez|al mismo tiempo|simultaneamente|simultaneas|simultaneos|en paralelo"),
}

SCORES = words(
    "score scores scoring rating ratings rated puntuacion puntuaciones nota notas valoracion",
    "valoraciones calificacion calificaciones",
)

TOWARDS_A_SCORE = words(
    "of above over under below at least than is stays averages > < ≥ ≤ : = between or higher a",
    "an average better greater de del superior inferior por encima debajo igual mayor menor",
    "minima minimo al menos que media entre",
)
"""What may stand between a score or a metric and its number."""

STARS = words("star stars estrella estrellas")
"""What a score is given in."""
