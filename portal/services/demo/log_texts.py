"""What the people of the first made-up team keep in their logs, and what they practise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.domain.evidence import EvidenceKind
from portal.services.demo.remarks import Wordings, both


@dataclass(frozen=True)
class Jotting:
    """A note to be, so many days old, about one behaviour."""

    behaviour: str
    days_ago: int
    texts: Wordings
    kind: EvidenceKind = EvidenceKind.NOTE
    is_shared: bool = False
    metric: str = ""
    period: str = ""
    is_right_but_unhappy: bool = False


@dataclass(frozen=True)
class Practice:
    """A goal to be: for how many days, when somebody last said how it goes, and what they said.

    With an ``outcome`` it was seen by the manager on the day it last moved.
    """

    behaviour: str
    days: int
    moved_days_ago: int
    how: Wordings
    word: Wordings
    outcome: Wordings | None = None


LOG_OF_THE_REP: Sequence[Jotting] = (
    Jotting(
        "offers-a-tested-workaround",
        16,
        both(
            "A shop could not export orders with more than one currency. I tried two ways in a test"
            " account, sent them the one that keeps the totals, and said what it does not cover.",
            "Una tienda no podía exportar pedidos en varias monedas. Probé dos caminos en una"
            " cuenta de prueba, envié el que conserva los totales y dije qué no cubre.",
        ),
        is_shared=True,
    ),
    Jotting(
        "states-a-likely-cause",
        44,
        both(
            "Wrote “probably the time zone of the account” into the case before I tested anything."
            " It was the daylight saving of the week before, so I was half right.",
            "Anoté en el caso «quizá la zona horaria de la cuenta» antes de probar nada. Era el"
            " cambio de hora de la semana anterior, así que acerté a medias.",
        ),
        is_shared=True,
    ),
    Jotting(
        "gives-a-no-early",
        5,
        both(
            "Said in the first line that we cannot undo the deletion, and why. I had three drafts"
            " that began with a thank-you.",
            "Dije en la primera línea que no podemos deshacer el borrado y por qué. Tuve tres"
            " borradores que empezaban dando las gracias.",
        ),
    ),
    Jotting(
        "walks-a-newer-colleague-through-a-case",
        9,
        both(
            "Thank you for sitting with me through the refund case. I did the next one alone.",
            "Gracias por acompañarme en el caso del reembolso. El siguiente lo hice a solas.",
        ),
        kind=EvidenceKind.THANKS,
    ),
    Jotting(
        "gives-a-no-early",
        20,
        both(
            "The week of the price change: many people got a clear and correct no from me and were"
            " not pleased. I would write the same again, with the reason a line earlier.",
            "La semana del cambio de precios: mucha gente recibió un no claro y correcto y no quedó"
            " contenta. Lo escribiría igual, con el motivo una línea antes.",
        ),
        kind=EvidenceKind.CARD,
        is_shared=True,
        metric="Customer satisfaction",
        period="The week of the price change",
        is_right_but_unhappy=True,
    ),
)

LOG_BY_ROLE: Mapping[str, Jotting] = {
    "css1": Jotting(
        "notes-what-was-tried",
        23,
        both(
            "Left the list of what I had tried in the case about the lost invoices. The night shift"
            " went on from there and did not ask the customer twice.",
            "Dejé en el caso de las facturas perdidas la lista de lo probado. El turno de noche"
            " siguió desde ahí y no preguntó dos veces.",
        ),
        is_shared=True,
    ),
    "css2": Jotting(
        "escalates-with-what-is-ruled-out",
        27,
        both(
            "Escalated the slow report with four things ruled out. Engineering started at the fifth"
            " and found it there.",
            "Escalé el informe lento con cuatro cosas descartadas. Ingeniería empezó por la quinta"
            " y ahí estaba.",
        ),
        is_shared=True,
    ),
    "senior-css": Jotting(
        "points-to-the-words-that-worked",
        25,
        both(
            "Marked the one sentence in a colleague's reply that calmed a landlord with forty"
            " tenants waiting. It is in our examples now.",
            "Marqué en la respuesta de alguien del equipo la frase que calmó a una casera con"
            " cuarenta inquilinos esperando. Ya está entre nuestros ejemplos.",
        ),
        is_shared=True,
    ),
}

GOALS_OF_THE_REP: Sequence[Practice] = (
    Practice(
        "states-a-likely-cause",
        60,
        6,
        both(
            "Before I test, one line in the case: what I think it is. We read three such cases"
            " together.",
            "Antes de probar, una línea en el caso: qué creo que es. Leemos tres juntos.",
        ),
        both(
            "Two of three done. On busy mornings I still catch myself clicking first.",
            "Dos de tres hechos. En mañanas cargadas todavía pruebo antes de escribir.",
        ),
    ),
    Practice(
        "ends-with-the-next-step",
        110,
        48,
        both(
            "Last line of each message: what happens next, and who does it.",
            "Última línea de cada mensaje: qué pasa después y quién lo hace.",
        ),
        both(
            "It has become a habit, I think.",
            "Creo que ya es costumbre.",
        ),
        outcome=both(
            "In all five conversations I read, also in the one that went wrong.",
            "En las cinco conversaciones que leí, también en la que salió mal.",
        ),
    ),
)

GOALS_BY_ROLE: Mapping[str, Practice] = {
    "css1": Practice(
        "asks-a-narrowing-question",
        50,
        4,
        both("One question before any answer.", "Una pregunta antes de cada respuesta."),
        both("Easier in writing than on the phone.", "Por escrito es más fácil que por teléfono."),
    ),
    "css2": Practice(
        "gives-a-no-early",
        70,
        9,
        both("The no in the first two lines.", "El no en las dos primeras líneas."),
        both("Went well with the landlord.", "Salió bien con la casera."),
    ),
    "senior-css": Practice(
        "shows-a-better-phrasing",
        80,
        38,
        both(
            "Once a week, beside somebody who asks for it.",
            "Una vez por semana, junto a quien lo pida.",
        ),
        both("Began with the refund replies.", "Empecé por las respuestas de reembolso."),
    ),
}
"""The last of these has gone quiet."""
