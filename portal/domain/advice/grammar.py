"""The small words of each language that the rules lean on. All without accents."""

from __future__ import annotations

from collections.abc import Mapping


def words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


COORDINATORS: Mapping[str, frozenset[str]] = {
    "en": words("and & but then plus"),
    "es": words("y e & pero luego despues ademas"),
}
"""What joins a further thing that the same person does. Not "or": alternatives are one idea."""

MARKERS: Mapping[str, frozenset[str]] = {
    "en": words(
        "who whom whose whoever which that what whatever how why where when whenever while",
        "whilst if unless until because since so whether once as than before after although",
        "though",
    ),
    "es": words(
        "que quien quienes cual cuales cuyo cuya cuyos cuyas cuando donde adonde como si",
        "porque mientras aunque hasta segun pues cuanto cuanta cuantos cuantas",
    ),
}
"""What opens a clause that may be about somebody or something else."""

VOUCHING = words("ensures ensure ensuring sure asegura garantiza")
"""Verbs whose clause needs no opening ("ensures the fix works and …")."""

SUBJECTS: Mapping[str, frozenset[str]] = {
    "en": words("you we they he she i"),
    "es": words("usted tu ella ellos ellas nosotros"),
}

ADVERBS: Mapping[str, frozenset[str]] = {
    "en": words(
        "also always often never already still usually sometimes rarely soon just not may will"
    ),
    "es": words("siempre nunca ya todavia aun no tambien casi bien"),
}
"""Adverbs beside those that end in -ly or -mente."""

NOT_ADVERBS = words(
    "reply replies supply apply rely comply multiply family only early daily weekly",
)
"""Words that end as adverbs do and are none, or that matter."""

FOLLOWERS: Mapping[str, frozenset[str]] = {
    "en": words(
        "the a an their its his her your our my this these those each every any all both some",
        "them it him us others another what how why whether new other people colleagues",
        "customers teammates peers someone somebody anyone everyone themselves",
    ),
    "es": words(
        "el la los las un una unos unas su sus cada al todo toda todos todas este esta estos",
        "estas otro otra otros otras lo a alguien algo nuevas nuevos personas colegas clientes",
    ),
}
"""What follows a verb and not a noun: tells "reports the cause" from "tickets and reports"."""

CLITICS = words("se lo la los las le les me nos")
"""Spanish pronouns that stand before their verb."""

ARTICLES = words("la los las lo")
"""Clitics that may as well be articles."""
