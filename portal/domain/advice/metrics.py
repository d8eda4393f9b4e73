"""Names of support metrics, in the ways they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portal.domain.advice.grammar import words
from portal.domain.advice.passages import Passage, Phrases, any_of

_ENGLISH = (
    "csat|nps|sla|slas|aht|fcr|frt|kpi|kpis|dsat|asa|tph|handle time|handle times|handling time"
    "|handling times|response time|response times|reply time|reply times|resolution time"
    "|resolution times|first response|first contact resolution|resolution rate|resolution rates"
    "|reopen rate|reopening rate|contact rate|deflection rate|escalation rate|completion rate"
    "|satisfaction score|satisfaction scores|satisfaction rating|satisfaction ratings"
    "|customer satisfaction|net promoter score|net promoter|customer effort score|effort score"
    "|qa score|qa scores|quality score|quality scores|churn rate|retention rate|conversion rate"
    "|utilisation rate|utilization rate|occupancy|occupancy rate|schedule adherence|service level"
    "|service levels|service level agreement|service level agreements|ticket count|solve rate"
    "|close rate|productivity|throughput"
)
_SPANISH = (
    "csat|nps|sla|slas|ans|aht|tmo|fcr|kpi|kpis|indice de satisfaccion|nivel de satisfaccion"
    "|tasa de resolucion|tasa de reapertura|tasa de satisfaccion|tasa de respuesta"
    "|tasa de abandono|tasa de retencion|tasa de conversion|tasa de escalado|tiempo de respuesta"
    "|tiempos de respuesta|tiempo de resolucion|tiempos de resolucion|tiempo medio de respuesta"
    "|tiempo de gestion|tiempo medio de resolucion|tiempo medio de gestion"
    "|tiempo medio de atencion|tiempo medio operativo|tiempo de primera respuesta"
    "|tiempo de atencion|nivel de servicio|niveles de servicio|acuerdo de nivel de servicio"
    "|acuerdos de nivel de servicio|puntuacion de calidad|puntuacion de satisfaccion"
    "|satisfaccion del cliente|productividad|satisfaccion de los clientes"
    "|resolucion en el primer contacto|adherencia"
)
_NAMES: Mapping[str, Phrases[None]] = {
    "en": any_of(_ENGLISH),
    "es": any_of(_SPANISH),
}

_IN_CAPITALS = words("ans asa tmo frt tph")
"""Abbreviations that in small letters are, or look like, something else."""

_TARGETS = words("target targets quota quotas cuota cuotas")
_SINGLE = words("target")
_REACHED: Mapping[str, frozenset[str]] = {
    "en": words(
        "meet meets meeting hit hits hitting achieve achieves achieving exceed exceeds",
        "exceeding reach reaches reaching maintain maintains maintaining perform performs beat",
        "beats against towards toward expected surpass surpasses on below above",
    ),
    "es": words("cumple alcanza supera logra cumplir alcanzar superar lograr cumpliendo mantiene"),
}
_SORTS_OF_TARGETS = words(
    "performance sales task team volume productivity quality probation core ticket response",
    "service activity output individual personal monthly weekly daily annual quarterly",
)
_REACH = 5


def metrics(passage: Passage) -> Iterator[tuple[int, int]]:
    """Every metric named in a text as [first, end) of its words, targets without a number too."""
    for first, end, _ in _NAMES[passage.language].find(passage):
        if passage.word(first) not in _IN_CAPITALS or passage.written(first, end).isupper():
            yield first, end
    if passage.vocabulary.isdisjoint(_TARGETS):
        return
    for place, word in enumerate(passage.words):
        if word in _TARGETS:
            begins = _reached_from(passage, place)
            if begins is not None:
                yield begins, place + 1


def _reached_from(passage: Passage, place: int) -> int | None:
    """Where a target somebody has to reach begins to be named; None for any other target."""
    if passage.word(place - 1) in _SORTS_OF_TARGETS:
        return place - 1
    if passage.word(place) in _SINGLE:
        return None
    for before in range(place - 1, max(place - 1 - _REACH, -1), -1):
        word = passage.word(before)
        if word in {",", ".", ";"}:
            return None
        if word in _REACHED[passage.language]:
            return before
    return None
