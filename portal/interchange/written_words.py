"""The words that tables, workbooks and Markdown are written with, in each language of the portal.

They belong to the formats, not to the pages: the readers know the same words
(``portal.interchange.column_words``), whatever language the portal is used in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Weight


@dataclass(frozen=True)
class Words:
    """How one language heads columns and names what stands in them."""

    category: str
    competency: str
    weight: str
    behaviour: str
    role: str
    category_key: str
    competency_key: str
    role_key: str
    behaviour_key: str
    weights: Mapping[Weight, str]
    version: str
    draft: str
    waiver: str
    roles: str
    scale: tuple[str, str, str, str]

    def behaviour_in(self, language: str) -> str:
        return f"{self.behaviour} ({LANGUAGES[language]})"


WORDS: Mapping[str, Words] = {
    "en": Words(
        category="Category",
        competency="Competency",
        weight="Weight",
        behaviour="Behaviour",
        role="Role",
        category_key="Category key",
        competency_key="Competency key",
        role_key="Role key",
        behaviour_key="Behaviour key",
        weights={
            Weight.MUST_HAVE: "Must-have",
            Weight.EXPECTED: "Expected",
            Weight.LATER: "Later",
        },
        version="Version",
        draft="Draft",
        waiver="Names a number because",
        roles="Roles",
        scale=("Not yet", "When prompted", "On own initiative", "Lifts others"),
    ),
    "es": Words(
        category="Categoría",
        competency="Competencia",
        weight="Peso",
        behaviour="Conducta",
        role="Puesto",
        category_key="Clave de la categoría",
        competency_key="Clave de la competencia",
        role_key="Clave del puesto",
        behaviour_key="Clave de la conducta",
        weights={
            Weight.MUST_HAVE: "Imprescindible",
            Weight.EXPECTED: "Esperado",
            Weight.LATER: "Más adelante",
        },
        version="Versión",
        draft="Borrador",
        waiver="Nombra un número porque",
        roles="Puestos",
        scale=("Aún no", "A petición", "Por iniciativa propia", "Impulsa al resto"),
    ),
}
