"""What people write over the columns of a competency matrix, in English and in Spanish."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.matrices import Weight
from portal.interchange.language_marks import marked_language, plain


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    TRACK = "track"
    ROLE = "role"
    ROLE_KEY = "role_key"
    CATEGORY = "category"
    CATEGORY_KEY = "category_key"
    COMPETENCY = "competency"
    COMPETENCY_KEY = "competency_key"
    SUMMARY = "summary"
    BEHAVIOUR = "behaviour"
    BEHAVIOUR_KEY = "behaviour_key"
    WEIGHT = "weight"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Heading:
    """A column's heading understood; ``is_firm`` unless the word may mean something else too."""

    kind: ColumnKind
    language: str | None = None
    heading_language: str | None = None
    is_firm: bool = True


_FIRM: Mapping[ColumnKind, Mapping[str, str]] = {
    ColumnKind.TRACK: {
        "en": "track|job family|family|ladder",
        "es": "itinerario|familia|trayectoria",
    },
    ColumnKind.ROLE: {
        "en": "role|roles|role title|role name|job|job title|position|level|levels|job level|grade"
        "|band|rung|seniority|career level",
        "es": "rol|roles|puesto|puestos|nivel|niveles|cargo|perfil|posicion|categoria profesional"
        "|funcion",
    },
    ColumnKind.ROLE_KEY: {
        "en": "role key|role id|level id|level key|role code|level code",
        "es": "clave del rol|clave de rol|clave del puesto|id del rol|id de rol|codigo del puesto"
        "|clave rol",
    },
    ColumnKind.CATEGORY: {
        "en": "category|categories|theme|group|pillar|domain|dimension|competency group"
        "|competency area|skill area|cluster|section",
        "es": "categoria|categorias|tema|grupo|pilar|ambito|dominio|dimension|bloque|eje",
    },
    ColumnKind.CATEGORY_KEY: {
        "en": "category key|category id|theme id|theme key|category code",
        "es": "clave de la categoria|clave de categoria|clave categoria|id de categoria",
    },
    ColumnKind.COMPETENCY: {
        "en": "competency|competencies|competence|competences|skill|skills|capability|attribute"
        "|competency name|competency title|skill name|core competency",
        "es": "competencia|competencias|habilidad|habilidades|capacidad|destreza|aptitud"
        "|nombre de la competencia",
    },
    ColumnKind.COMPETENCY_KEY: {
        "en": "competency key|competency id|skill id|skill key|competency code",
        "es": "clave de la competencia|clave de competencia|clave competencia|id de competencia",
    },
    ColumnKind.SUMMARY: {
        "en": "summary|definition|competency summary|competency description|competency definition"
        "|about|what it means",
        "es": "resumen|definicion|descripcion de la competencia|definicion de la competencia"
        "|que significa",
    },
    ColumnKind.BEHAVIOUR: {
        "en": "behaviour|behaviours|behavior|behaviors|expected behaviour|expected behaviours"
        "|expected behavior|expected behaviors|observable behaviour|observable behaviours"
        "|behavioural indicator|behavioural indicators|behavioral indicators|behaviour text",
        "es": "comportamiento|comportamientos|conducta|conductas|comportamiento esperado"
        "|comportamientos esperados|conducta observable|conductas observables",
    },
    ColumnKind.BEHAVIOUR_KEY: {
        "en": "behaviour key|behavior key|behaviour id|behavior id|behaviour code",
        "es": "clave del comportamiento|clave de comportamiento|clave comportamiento"
        "|id del comportamiento|clave de la conducta",
    },
    ColumnKind.WEIGHT: {
        "en": "weight|weighting|importance|priority",
        "es": "peso|ponderacion|importancia|prioridad",
    },
    ColumnKind.IGNORED: {
        "en": "#|no|nr|number|row|notes|note|comments|comment|remarks|owner|link|links|url|status"
        "|last updated|date",
        "es": "n|num|numero|fila|notas|nota|comentarios|comentario|observaciones|enlace|enlaces"
        "|estado|fecha",
    },
}
_LOOSE: Mapping[ColumnKind, Mapping[str, str]] = {
    ColumnKind.CATEGORY: {"en": "area|topic|type", "es": "area|tipo"},
    ColumnKind.BEHAVIOUR: {
        "en": "description|descriptor|criteria|criterion|criterias|expectation|expectations"
        "|statement|indicator|indicators|example|examples|text|what good looks like|evidence",
        "es": "descripcion|descriptor|criterio|criterios|expectativa|expectativas|indicador"
        "|indicadores|ejemplo|ejemplos|texto|enunciado",
    },
}
_WEIGHTS: Mapping[Weight, str] = {
    Weight.MUST_HAVE: "must-have|must have|musthave|must|required|essential|core|imprescindible"
    "|obligatorio|obligatoria|esencial|requerido|requerida|clave",
    Weight.EXPECTED: "expected|should|should-have|should have|important|normal|esperado|esperada"
    "|deseable|importante",
    Weight.LATER: "later|could|nice-to-have|nice to have|optional|mas adelante|despues|opcional"
    "|mas tarde|luego",
}


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ROLE_WORDS = _split(
    "level levels nivel grade band junior jr mid senior sr lead leads manager managers engineer"
    " agent agents rep reps representative specialist associate principal staff director head"
    " apprentice intern trainee expert analyst advisor adviser coach supervisor vp chief officer"
    " coordinator technician assistant consultant leader captain entry executive founding css cse"
    " agente asesor asesora especialista jefe jefa responsable tecnico tecnica gerente directora"
    " supervisora lider becario becaria practicante analista ingeniero ingeniera ingenieria"
    " consultor consultora coordinador coordinadora representante ayudante auxiliar encargado"
    " encargada experto experta principiante aprendiz ii iii iv"
)
_CODE = re.compile(r"(?:l|ic|m|p|t|e|g|n)\d{1,2}|\d{1,2}[a-e]?")


def _listed(
    words: Mapping[ColumnKind, Mapping[str, str]], *, is_firm: bool
) -> dict[str, tuple[ColumnKind, str | None, bool]]:
    listed: dict[str, tuple[ColumnKind, str | None, bool]] = {}
    for kind, by_language in words.items():
        for language, joined in by_language.items():
            for word in joined.split("|"):
                known = listed.get(word)
                is_shared = known is not None and known[1] != language
                listed[word] = (kind, None if is_shared else language, is_firm)
    return listed


_KNOWN = _listed(_LOOSE, is_firm=False) | _listed(_FIRM, is_firm=True)
_WEIGHT_OF = {
    plain(word): weight for weight, joined in _WEIGHTS.items() for word in joined.split("|")
}


def understood(written: str) -> Heading | None:
    """What a heading says its column holds; None for one of the file's own words."""
    words, language = marked_language(written)
    found = _KNOWN.get(plain(words))
    if found is None:
        return None
    kind, heading_language, is_firm = found
    return Heading(kind, language, heading_language, is_firm)


def weight_named(written: str) -> Weight | None:
    return _WEIGHT_OF.get(plain(written))


def names_a_role(written: str) -> bool:
    """Whether a few words read like a role or a level rather than like a competency."""
    words = plain(written).split()
    if not words or len(words) > 8:
        return False
    return any(word in _ROLE_WORDS for word in words) or (
        len(words) == 1 and _CODE.fullmatch(words[0]) is not None
    )
