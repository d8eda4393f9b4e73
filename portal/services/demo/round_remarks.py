"""What made-up people write in rounds: managers' notes, next steps, words on reading them."""

from __future__ import annotations

from portal.services.demo.remarks import Wordings, both

MANAGER_NOTES: tuple[Wordings, ...] = (
    both(
        "I saw this in two conversations that we read together, and in one that I came across.",
        "Lo vi en dos conversaciones que leímos juntos y en otra que encontré por casualidad.",
    ),
    both(
        "On quiet days it is there. When the inbox fills up, a word from me still helps.",
        "En los días tranquilos está. Cuando se llena la bandeja, todavía ayuda que yo lo diga.",
    ),
    both(
        "Newer colleagues ask for these cases to learn from. That is worth saying aloud.",
        "Los más nuevos piden estos casos para aprender. Merece decirse en voz alta.",
    ),
    both(
        "I have seen too little of this to say more. Let us look for an occasion.",
        "He visto demasiado poco para decir más. Busquemos una ocasión.",
    ),
    both(
        "A clear step since last time: the explanations come before anybody asks for them.",
        "Un paso claro desde la última vez: las explicaciones llegan antes de que las pidan.",
    ),
    both(
        "The substance is right; the reason behind it is what I would like to read more often.",
        "El fondo está bien; lo que me gustaría leer más a menudo es el porqué.",
    ),
)

NEXT_STEPS: tuple[Wordings, ...] = (
    both(
        "One hard case a week read together, for six weeks. You choose it, I ask the questions.",
        "Un caso difícil por semana leído entre los dos, durante seis semanas. Tú lo eliges y yo"
        " pregunto.",
    ),
    both(
        "You write down a likely cause before testing; I look at three such cases next month. I"
        " keep Thursday afternoons free of side work for you.",
        "Anotas una causa probable antes de probar; el mes que viene miro tres de esos casos. Te"
        " dejo las tardes del jueves sin otras tareas.",
    ),
    both(
        "You walk a newer colleague through one kind of case. I find the occasion and come along"
        " to the first.",
        "Guías a alguien más nuevo por un tipo de caso. Yo busco la ocasión y te acompaño en la"
        " primera.",
    ),
    both(
        "Two articles for questions that our guides leave out. I ask the owner of the guides to"
        " read them with you.",
        "Dos artículos sobre preguntas que nuestras guías no cubren. Yo pido a quien las mantiene"
        " que los lea contigo.",
    ),
    both(
        "We leave it as it is until summer: you have grown into the role, and now it may settle."
        " Then we look at what a next one asks.",
        "Lo dejamos como está hasta el verano: ya te has hecho al puesto y ahora puede asentarse."
        " Después miramos qué pide el siguiente.",
    ),
)

ACKNOWLEDGEMENTS: tuple[Wordings, ...] = (
    both(
        "Read, and it is what we talked about.",
        "Leído, y es lo que hablamos.",
    ),
    both(
        "I see the part about the full inbox a little differently, as I said. The steps are good.",
        "La parte de la bandeja llena la veo algo distinta, como dije. Los pasos me parecen bien.",
    ),
    both(
        "Thank you for the time you took for this.",
        "Gracias por el tiempo que le has dedicado.",
    ),
)
