"""A few made-up people on their way through the technical development programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from portal.db import db
from portal.domain.programmes import CompletionState
from portal.domain.workflows import EnrolmentState
from portal.models import Completion, CompletionNote, Enrolment, Mentor, Module, Programme
from portal.services.demo.organigram import REP
from portal.services.demo.staff import Planned

TECHNICAL, ONBOARDING = "technical-development", "onboarding"
MENTORS: Mapping[str, tuple[str, ...]] = {
    TECHNICAL: ("senior-se", "cse"),
    ONBOARDING: ("senior-css", "css2"),
}
"""The roles that mentors come from, by programme: whoever there is of the first."""
MOST_MENTORS = 3
MOST_LEARNERS = 3
BEGAN = timedelta(weeks=12)


@dataclass(frozen=True)
class Said:
    """What somebody says shows a module, some weeks ago; ``note`` is what was still missing."""

    module: str
    state: CompletionState
    weeks_ago: int
    texts: Mapping[str, str]
    note: str = ""


WAY: Sequence[Said] = (
    Said(
        "how-the-parts-fit-together",
        CompletionState.CONFIRMED,
        9,
        {
            "en": "Drew how orders travel from the shop to our billing for a customer who saw them"
            " twice. The drawing is in the case, with the corrections I got.",
            "es": "Dibujé cómo viajan los pedidos de la tienda a nuestra facturación para un"
            " cliente que los veía dos veces. El dibujo está en el caso, con las correcciones.",
        },
    ),
    Said(
        "data-in-safe-hands",
        CompletionState.CONFIRMED,
        6,
        {
            "en": "Cleaned the log of the failing import before it went to engineering, and tried"
            " the new mapping on a copy of the account first.",
            "es": "Limpié el registro de la importación que fallaba antes de enviarlo a ingeniería"
            " y probé primero la nueva correspondencia en una copia de la cuenta.",
        },
        note="The log still has an address in the third block. Take it out, and we are there.",
    ),
    Said(
        "from-symptom-to-cause",
        CompletionState.WAITING,
        1,
        {
            "en": "My notes on the export that stops half-way: four guesses, three tests, and one"
            " row that is enough to make it stop.",
            "es": "Mis notas sobre la exportación que se corta: cuatro conjeturas, tres pruebas y"
            " una fila que basta para que se detenga.",
        },
    ),
)


def write(people: Sequence[Planned], ids: Mapping[Planned, int], *, today: date) -> int:
    """Name mentors, and put a few specialists on the programme; how many there are on it."""
    programmes = {p.key: p.id for p in db.session.scalars(select(Programme))}
    if not programmes.keys() >= MENTORS.keys():
        return 0
    mentors = {key: _some_in(people, roles, MOST_MENTORS) for key, roles in MENTORS.items()}
    db.session.add_all(
        Mentor(programme_id=programmes[key], person_id=ids[mentor])
        for key, found in mentors.items()
        for mentor in found
    )
    modules = {
        module.key: module.id
        for module in db.session.scalars(
            select(Module).where(Module.programme_id == programmes[TECHNICAL])
        )
    }
    learners = _learners(people, today)
    for turn, learner in enumerate(learners):
        mentor = mentors[TECHNICAL][turn % len(mentors[TECHNICAL])]
        said = WAY[: len(WAY) - turn]
        enrolment = Enrolment(
            person_id=ids[learner],
            programme_id=programmes[TECHNICAL],
            mentor_id=ids[mentor],
            state=EnrolmentState.ACTIVE,
            started_on=today - BEGAN,
            completions=[
                _completion(one, learner, ids[mentor], modules[one.module], today)
                for one in said
                if one.module in modules
            ],
        )
        db.session.add(enrolment)
    db.session.flush()
    return len(learners)


def _completion(
    said: Said, learner: Planned, mentor_id: int, module_id: int, today: date
) -> Completion:
    day = today - timedelta(weeks=said.weeks_ago)
    is_confirmed = said.state is CompletionState.CONFIRMED
    notes = [said.note] if said.note else []
    return Completion(
        module_id=module_id,
        state=said.state,
        done_on=day,
        what_shows_it=said.texts[learner.locale],
        confirmed_by_id=mentor_id if is_confirmed else None,
        confirmed_on=day + timedelta(days=3) if is_confirmed else None,
        notes=[
            CompletionNote(author_id=mentor_id, written_on=day - timedelta(days=2), text=text)
            for text in notes
        ],
    )


def _some_in(people: Sequence[Planned], roles: Sequence[str], most: int) -> list[Planned]:
    """Some who hold the first of the roles that anybody holds, in the order they were planned."""
    for role in roles:
        if found := [person for person in people if person.now and person.now.role_key == role]:
            return found[:most]
    return []


def _learners(people: Sequence[Planned], today: date) -> list[Planned]:
    """The rep one signs in as, and a few others who held the same role when they began."""
    found = [
        person
        for person in people
        if person.now and person.now.role_key == "css2" and person.now.started_on <= today - BEGAN
    ]
    found.sort(key=lambda person: person.email != REP.email)
    return found[:MOST_LEARNERS]
