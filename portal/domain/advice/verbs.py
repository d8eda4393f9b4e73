"""The verbs that behaviours are made of, and how far each reaches: from learning to shaping.

English verbs are given in their base form, Spanish ones in the third person, which is how
behaviours are written. All without accents.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from portal.domain.advice.grammar import words


class Band(IntEnum):
    """How far a verb reaches. Only wide differences are worth a remark."""

    LEARNS = 1
    DOES = 2
    LEADS = 3
    SHAPES = 4


_ENGLISH: Mapping[Band, frozenset[str]] = {
    Band.LEARNS: words(
        "ask assist attend follow join learn listen observe participate practise receive",
        "request seek shadow watch welcome",
    ),
    Band.DOES: words(
        "accept acknowledge act adapt add address admit agree alert amend analyse announce",
        "answer apply archive arrange assess assign automate balance brief bring build capture",
        "categorise change check choose clarify classify close collaborate collect comment",
        "communicate compare compile complete compose confirm connect consider contact",
        "contribute correct credit debug decline deescalate defend deliver demonstrate deploy",
        "describe diagnose discuss document draft draw edit encourage end ensure escalate",
        "estimate examine execute explain explore express extract fill find finish fix flag",
        "format forward gather generate give greet group handle help hide highlight identify",
        "implement improve include inform inspect integrate invite investigate isolate keep",
        "label limit link list log maintain make map mark match measure meet merge migrate",
        "modify monitor name narrow note notify offer open optimise order outline own pair",
        "pass perform phrase pick place plan post prepare present prevent",
        "prioritise produce propose protect provide publish put qualify quote raise recommend",
        "reconcile record refer refine reformulate refund register relate relay remind remove",
        "reopen repair rephrase replace reply report represent reproduce resolve respond",
        "restate retire retrace return reuse reveal revisit reword rewrite route run save",
        "schedule search select sell send separate serve share ship show sign simplify solve",
        "sort speak spot start state stop store structure submit suggest summarise support",
        "surface switch tag take talk tell test thank tidy title trace track transfer translate",
        "triage troubleshoot try turn update upload use validate verify visit volunteer walk",
        "warn weigh word work write",
    ),
    Band.LEADS: words(
        "accompany advise coach coordinate delegate develop educate empower facilitate guide",
        "host influence lead manage mediate mentor moderate onboard organise orchestrate",
        "oversee pilot redistribute review steer supervise sponsor teach train",
    ),
    Band.SHAPES: words(
        "abolish architect commission decide define design determine drive establish negotiate",
        "pioneer redesign redefine shape transform",
    ),
}

_SPANISH: Mapping[Band, frozenset[str]] = {
    Band.LEARNS: words(
        "acude aprende asiste escucha observa participa pide pregunta recibe solicita",
    ),
    Band.DOES: words(
        "abre acepta aclara actua actualiza acuerda adapta admite advierte agrega agrupa aisla",
        "ajusta alerta analiza anade anota anticipa anuncia aplica aporta apoya apunta archiva",
        "argumenta arregla asegura asigna asume atiende automatiza avisa ayuda busca cambia",
        "categoriza cierra clasifica colabora comenta compara comparte completa comprueba",
        "comunica confirma configura conecta consigue conserva construye consulta contacta",
        "contesta contrasta contribuye corrige crea cubre cuenta cuestiona cumple da deja",
        "depura deriva descarta describe desenreda despliega detecta diagnostica dibuja dice",
        "distingue documenta edita elabora elige elimina encuentra ensaya entrega envia",
        "equilibra escala escribe espera estima estudia etiqueta evalua",
        "evita examina explica expone expresa filtra formula fusiona garantiza",
        "genera gestiona hace identifica implementa incluye incorpora indica informa inicia",
        "integra investiga justifica lee limita llama lleva localiza mantiene marca mejora",
        "menciona mide migra monitoriza mueve muestra nombra notifica obtiene ofrece ordena",
        "organiza pasa plantea planifica pone prepara presenta prioriza programa promueve",
        "propone proporciona protege prueba publica realiza recaba recoge recomienda reconoce",
        "recopila recorre redacta reduce reformula refuerza registra reitera relaciona remite",
        "reordena repara repasa repite reporta representa reproduce resuelve resume responde",
        "retira reune revela reutiliza rotula saluda selecciona senala separa sigue simplifica",
        "soluciona sugiere testea titula toma trabaja traduce tramita transmite traslada",
        "traspasa traza ubica usa utiliza valida vende verifica vincula vuelve",
    ),
    Band.LEADS: words(
        "acompana aconseja asesora capacita coordina delega desarrolla dirige ensena entrena",
        "forma guia imparte influye lidera media mentoriza modera orienta orquesta",
        "redistribuye revisa supervisa tutela",
    ),
    Band.SHAPES: words(
        "decide define determina disena establece idea impulsa instaura negocia redefine",
        "redisena reestructura transforma",
    ),
}

_ALSO_NOUNS: Mapping[str, frozenset[str]] = {
    "en": words(
        "act address answer balance brief build change check close coach comment contact",
        "correct credit debug design document draft draw drive edit end escalate estimate fix",
        "flag follow forward group guide handle help highlight host label lead limit link list",
        "log map mark match measure mentor merge monitor name note offer open order outline",
        "own pair pass phrase pick pilot place plan post present process produce quote raise",
        "receive record refund register release remind repair reply report request return",
        "review rewrite route run save schedule search seek shadow shape share ship show sign",
        "sort spot sponsor start state stop store structure support surface switch tag take",
        "talk test title trace track train transfer trial try turn update upload use visit",
        "volunteer walk watch weigh welcome word work",
    ),
    "es": words(
        "alerta ayuda busca causa compra consulta critica cuenta entrega escala estima",
        "etiqueta firma forma guia idea marca media mejora muestra pausa planta practica",
        "pregunta programa prueba publica queja reserva toma traza visita",
    ),
}
"""Verbs whose written form may be a noun or an adjective as well."""

NOUNS_WITH_A = words("alerta ayuda consulta entrega visita")
"""Spanish nouns that "a" may follow as it follows a verb ("apoyo y ayuda a clientes")."""


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def _american(verb: str) -> str:
    if verb.endswith("ise"):
        return f"{verb[:-3]}ize"
    return {"analyse": "analyze", "practise": "practice"}.get(verb, verb)


def _english_forms(verb: str) -> frozenset[str]:
    bases = {verb, _american(verb)}
    return frozenset(bases | {_third_person(base) for base in bases})


BANDS: Mapping[str, Mapping[str, Band]] = {
    "en": {
        form: band
        for band, verbs in _ENGLISH.items()
        for verb in verbs
        for form in _english_forms(verb)
    },
    "es": {verb: band for band, verbs in _SPANISH.items() for verb in verbs},
}
"""The band of each verb by its written form."""

ALSO_NOUNS: Mapping[str, frozenset[str]] = {
    "en": frozenset(form for verb in _ALSO_NOUNS["en"] for form in _english_forms(verb)),
    "es": _ALSO_NOUNS["es"],
}
"""Forms that are taken for a verb only where their follower shows it."""

BARE: frozenset[str] = frozenset(
    base for verbs in _ENGLISH.values() for verb in verbs for base in (verb, _american(verb))
)
"""English base forms: verbs after "you", and in sentences that begin as an order does."""
