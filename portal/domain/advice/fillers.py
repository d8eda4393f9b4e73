"""Words that add nothing one could see, or grade where the marks are for grading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from portal.domain.advice.findings import Hit, Rule
from portal.domain.advice.passages import Passage, Phrases


class Filler(StrEnum):
    """EMPTY words go; OPEN ends hide what is meant; HOW_OFTEN and HOW_WELL belong to the marks."""

    EMPTY = "empty"
    OPEN = "open"
    HOW_OFTEN = "how-often"
    HOW_WELL = "how-well"


_ENGLISH: Mapping[Filler, str] = {
    Filler.EMPTY: (
        "simply|just|basically|really|very|actually|quite|literally|obviously|of course|merely"
        "|easily|naturally|essentially|needless to say|in order to|truly|totally|absolutely"
    ),
    Filler.OPEN: (
        "etc|et cetera|and so on|and so forth|and the like|as needed|when needed"
        "|where needed|if needed|as necessary|when necessary|where necessary|as required"
        "|when required|as appropriate|where appropriate|when appropriate|if applicable"
        "|as applicable|where applicable|a variety of|where possible|when possible"
        "|whenever possible|wherever possible|if possible"
    ),
    Filler.HOW_OFTEN: (
        "always|never|constantly|consistently|regularly|frequently|at all times|every single time"
        "|without exception|on a regular basis|day in day out"
    ),
    Filler.HOW_WELL: (
        "effectively|successfully|efficiently|competently|professionally|appropriately"
        "|excellently|in a timely manner|in a timely fashion|to a high standard|high-quality"
        "|high quality|to the highest standard|in an effective manner|in a professional manner"
    ),
}

_SPANISH: Mapping[Filler, str] = {
    Filler.EMPTY: (
        "simplemente|basicamente|realmente|obviamente|literalmente|por supuesto|meramente"
        "|facilmente|naturalmente|esencialmente|verdaderamente|totalmente|absolutamente|tan solo"
        "|sin mas|de hecho|bastante|a fin de|con el fin de"
    ),
    Filler.OPEN: (
        "etc|etcetera|entre otros|entre otras|y demas|y similares|segun sea necesario"
        "|cuando sea necesario|si es necesario|si fuera necesario|cuando proceda|segun proceda"
        "|segun corresponda|cuando corresponda|si procede|en la medida de lo posible"
        "|siempre que sea posible|cuando sea posible|si es posible|una variedad de"
    ),
    Filler.HOW_OFTEN: (
        "siempre|nunca|jamas|constantemente|consistentemente|regularmente|frecuentemente|a menudo"
        "|en todo momento|con regularidad|sin excepcion|con frecuencia"
    ),
    Filler.HOW_WELL: (
        "eficazmente|eficientemente|exitosamente|con exito|con eficacia|adecuadamente"
        "|profesionalmente|de manera eficaz|de forma eficaz|de manera eficiente"
        "|de forma eficiente|de manera adecuada|de forma adecuada|de alta calidad"
        "|de manera profesional"
    ),
}

_MEANT: Mapping[str, str] = {
    "en": (
        "just before|just after|just as|just in time|just enough|just what|the very|never again"
        "|as appropriate to"
    ),
    "es": "siempre que|como siempre|con el fin de semana",
}
"""Longer phrases in which such a word does say something."""

_PHRASES: Mapping[str, Phrases[Filler | None]] = {
    language: Phrases(
        {
            **{phrase: kind for kind, phrases in lexicon.items() for phrase in phrases.split("|")},
            **dict.fromkeys(_MEANT[language].split("|")),
        }
    )
    for language, lexicon in (("en", _ENGLISH), ("es", _SPANISH))
}


def fillers(passage: Passage) -> Iterator[Hit]:
    """Every filler in a text."""
    for first, end, kind in _PHRASES[passage.language].find(passage):
        if kind is not None:
            start, stop = passage.span(first, end)
            data = {"kind": kind.value, "word": passage.text[start:stop]}
            yield Hit(Rule.FILLER, start, stop, data)
