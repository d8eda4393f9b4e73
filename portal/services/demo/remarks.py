"""What made-up people write beside their marks, in the language they write in."""

from __future__ import annotations

from collections.abc import Mapping

Wordings = Mapping[str, str]
"""One remark by language."""


def both(en: str, es: str) -> Wordings:
    """A remark in English and in Spanish."""
    return {"en": en, "es": es}


NOTES: Mapping[str, tuple[Wordings, ...]] = {
    "product-knowledge": (
        both(
            "I went through the new invoice settings in a test account before anybody asked. Next"
            " I want to know the permissions screens as well as I know billing.",
            "Repasé los nuevos ajustes de facturas en una cuenta de prueba antes de que nadie"
            " preguntara. Ahora quiero dominar los permisos tan bien como la facturación.",
        ),
        both(
            "Imports are still my weak spot: I look things up and it goes well, but slowly.",
            "Las importaciones siguen siendo mi punto flojo: lo busco y sale bien, pero despacio.",
        ),
    ),
    "problem-solving": (
        both(
            "The case of the missing calendar events: I listed what I had ruled out and it turned"
            " out to be a time zone in the customer's own system.",
            "El caso de los eventos que faltaban en el calendario: anoté lo descartado y resultó"
            " ser una zona horaria en el sistema del propio cliente.",
        ),
        both(
            "When it is busy I sometimes change two things at once and no longer know which one"
            " helped. My lead pointed it out and I agree.",
            "Con mucho trabajo a veces cambio dos cosas a la vez y ya no sé cuál ayudó. Me lo"
            " comentó mi responsable y tiene razón.",
        ),
    ),
    "technical-depth": (
        both(
            "I traced the failing webhook from the request log to an expired certificate, and the"
            " customer could mend it the same day.",
            "Seguí el webhook que fallaba desde el registro de peticiones hasta un certificado"
            " caducado, y el cliente pudo arreglarlo ese mismo día.",
        ),
        both(
            "I read logs with ease now; queries against the data I still have checked by somebody.",
            "Leer registros ya me resulta fácil; las consultas a los datos aún pido que me las"
            " revisen.",
        ),
    ),
    "conversation-and-tone": (
        both(
            "A customer wrote back that it was the first reply they understood. I kept the wording"
            " for similar cases.",
            "Una clienta respondió que era la primera explicación que entendía. Guardé esa"
            " redacción para casos parecidos.",
        ),
        both(
            "My messages get long when I am unsure. I am practising one idea a paragraph.",
            "Cuando dudo, mis mensajes se alargan. Estoy practicando una idea por párrafo.",
        ),
    ),
    "empathy-and-boundaries": (
        both(
            "The family who lost access to their photos: I named the worry first and told them when"
            " they would hear from me again.",
            "La familia que perdió el acceso a sus fotos: primero reconocí su preocupación y les"
            " dije cuándo volverían a saber de mí.",
        ),
        both(
            "After the refund week I took breaks only when somebody told me to. I want to notice it"
            " earlier myself.",
            "Después de la semana de los reembolsos solo descansaba cuando me lo decían. Quiero"
            " darme cuenta antes.",
        ),
    ),
    "voice-of-the-customer": (
        both(
            "I collected the conversations about the export limit and took them to the product"
            " team; the limit was explained on the page afterwards.",
            "Reuní las conversaciones sobre el límite de exportación y las llevé al equipo de"
            " producto; después el límite quedó explicado en la página.",
        ),
        both(
            "I tag what customers ask for, but I rarely go back to tell them what became of it.",
            "Etiqueto lo que piden los clientes, pero rara vez vuelvo a contarles en qué quedó.",
        ),
    ),
    "ownership": (
        both(
            "I promised too early a date for the migration case, said so the next morning, and kept"
            " the customer informed until it was done.",
            "Prometí una fecha demasiado pronto en el caso de la migración, lo reconocí a la"
            " mañana siguiente y mantuve al cliente al corriente hasta el final.",
        ),
        both(
            "Since I keep a list of what I promised and to whom, nothing has slipped over a"
            " weekend.",
            "Desde que apunto qué prometí y a quién, no se me ha escapado nada en un fin de"
            " semana.",
        ),
    ),
    "inbox-stewardship": (
        both(
            "On the Monday after the release I asked two colleagues to leave side work for the"
            " afternoon, and said why in the channel.",
            "El lunes después del lanzamiento pedí a dos colegas que dejaran otras tareas por la"
            " tarde y expliqué el porqué en el canal.",
        ),
        both(
            "I still reach for the short conversations first when the day is full.",
            "En los días cargados todavía empiezo por las conversaciones cortas.",
        ),
    ),
    "areas-of-responsibility": (
        both(
            "The saved replies are mine since spring. I removed those nobody used and named a"
            " backup before my holidays.",
            "Las respuestas guardadas son mi área desde primavera. Quité las que nadie usaba y"
            " dejé a alguien de respaldo antes de las vacaciones.",
        ),
        both(
            "I could decide more in my area by myself; I tend to ask first.",
            "Podría decidir más por mi cuenta en mi área; suelo preguntar antes.",
        ),
    ),
    "judgement-and-composure": (
        both(
            "Somebody who claimed to be the owner pressed for the account. I stayed with the check"
            " and explained it; it was not the owner.",
            "Alguien que decía ser titular insistía en entrar a la cuenta. Mantuve la"
            " comprobación y la expliqué; no era titular.",
        ),
        both(
            "During the outage I stayed calm with customers, less so in our own channel.",
            "Durante la caída mantuve la calma con los clientes; en nuestro canal, no tanto.",
        ),
    ),
    "knowledge-sharing": (
        both(
            "I wrote the guide on shared mailboxes after the third question about it; newer"
            " colleagues link to it now.",
            "Escribí la guía de buzones compartidos tras la tercera pregunta; ahora la enlazan"
            " quienes llevan menos tiempo.",
        ),
        both(
            "I tell people what I find out, but mostly in chat, where it gets lost.",
            "Cuento lo que averiguo, pero casi siempre en el chat, donde se pierde.",
        ),
    ),
    "mentoring-and-leading": (
        both(
            "Sitting beside our newest colleague for two mornings taught me as much as them: I now"
            " ask before I explain.",
            "Pasar dos mañanas junto a la persona más nueva me enseñó tanto como a ella: ahora"
            " pregunto antes de explicar.",
        ),
        both(
            "I like helping when asked. Offering it without being asked is what I practise.",
            "Me gusta ayudar cuando me lo piden. Ofrecerme sin que lo pidan es lo que practico.",
        ),
    ),
    "learning-and-feedback": (
        both(
            "I asked for a review of my hardest conversation this quarter and changed how I open a"
            " refusal.",
            "Pedí que revisaran mi conversación más difícil del trimestre y cambié la forma de"
            " empezar una negativa.",
        ),
        both(
            "Giving praise comes easily. Telling a peer what did not work I put off.",
            "Elogiar me sale solo. Decirle a un colega lo que no funcionó lo voy dejando.",
        ),
    ),
    "process-and-tooling": (
        both(
            "The routing rule for refunds was mine; I watched it for two weeks and undid half of"
            " it, with the reasons written down.",
            "La regla para enrutar reembolsos fue mía; la observé dos semanas y deshice la mitad,"
            " con los motivos por escrito.",
        ),
        both(
            "I report what is cumbersome. I have not yet proposed a change with an example.",
            "Aviso de lo que resulta engorroso. Aún no he propuesto un cambio con un ejemplo.",
        ),
    ),
    "people-management": (
        both(
            "I write down what I expect before a review, so that nobody hears it there for the"
            " first time.",
            "Escribo lo que espero antes de cada evaluación para que nadie lo oiga allí por"
            " primera vez.",
        ),
        both(
            "One-to-ones fell out twice when the inbox was full. I have moved them to mornings.",
            "Dos veces cayeron las reuniones individuales por exceso de trabajo. Las he pasado a"
            " la mañana.",
        ),
    ),
}
"""Notes by competency."""

REASONS: tuple[Wordings, ...] = (
    both(
        "My shift has not met this kind of case so far.",
        "En mi turno no se ha dado este tipo de caso hasta ahora.",
    ),
    both(
        "Another team takes these cases in our office.",
        "En nuestra oficina estos casos los lleva otro equipo.",
    ),
    both(
        "I joined after the last occasion for it.",
        "Me incorporé después de la última ocasión para ello.",
    ),
)
"""Why a behaviour does not apply to somebody's work."""

LINKS = (
    "https://conversations.example/c/{number}",
    "https://conversations.example/c/{number}#reply",
    "https://guides.example/articles/{number}",
)
