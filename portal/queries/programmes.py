"""Reading programmes: their modules, what these teach, their mentors, and how far people are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionState
from portal.domain.programmes import (
    CompletionState,
    ModulePart,
    Progress,
    progress,
)
from portal.domain.workflows import EnrolmentState
from portal.models import (
    Behaviour,
    Completion,
    Enrolment,
    Expectation,
    Lesson,
    MatrixVersion,
    Mentor,
    Module,
    Move,
    Person,
    Position,
    Programme,
    Role,
    WrittenBehaviour,
    WrittenCategory,
    WrittenCompetency,
)
from portal.queries.matrices import IN_ORDER, READABLE
from portal.queries.visibility.programmes import visible_enrolments

PER_PAGE = 50


@dataclass(frozen=True)
class Taught:
    """A behaviour that a module teaches, as it is worded now, and where it is expected."""

    key: str
    text: LocalizedText
    competency: LocalizedText
    role: LocalizedText
    is_current: bool


@dataclass(frozen=True)
class Way:
    """An enrolment of somebody's, and how far they are."""

    enrolment: Enrolment
    progress: Progress


def keys() -> set[str]:
    return set(db.session.scalars(select(Programme.key)))


def modules(programme: Programme) -> list[Module]:
    """All modules of a programme in order, retired ones too, with what they teach."""
    return list(
        db.session.scalars(
            select(Module)
            .where(Module.programme_id == programme.id)
            .options(selectinload(Module.teaches).joinedload(Lesson.behaviour))
            .order_by(Module.place, Module.id)
            .execution_options(populate_existing=True)
        )
    )


def parts(programme_ids: Collection[int]) -> dict[int, list[ModulePart]]:
    """The modules of several programmes by programme id, in order, as far as progress goes."""
    found: dict[int, list[ModulePart]] = {programme_id: [] for programme_id in programme_ids}
    rows = db.session.execute(
        select(Module.programme_id, Module.key, Module.title, Module.is_retired)
        .where(Module.programme_id.in_(programme_ids))
        .order_by(Module.place, Module.id)
    )
    for programme_id, key, title, is_retired in rows:
        found[programme_id].append(ModulePart(key, title, is_retired))
    return found


def taught(behaviour_keys: Collection[str]) -> dict[str, Taught]:
    """By key, behaviours as published now; or where none is any more, as they were last."""
    rows = db.session.execute(
        select(
            Behaviour.key,
            WrittenBehaviour.text,
            WrittenCompetency.title,
            Role.short,
            MatrixVersion.state,
        )
        .join(WrittenBehaviour, WrittenBehaviour.behaviour_id == Behaviour.id)
        .join(Expectation, WrittenBehaviour.expectation_id == Expectation.id)
        .join(Role, Expectation.role_id == Role.id)
        .join(WrittenCompetency, Expectation.competency_id == WrittenCompetency.id)
        .join(WrittenCategory, WrittenCompetency.category_id == WrittenCategory.id)
        .join(MatrixVersion, WrittenCategory.version_id == MatrixVersion.id)
        .where(Behaviour.key.in_(behaviour_keys), READABLE)
        .order_by(
            MatrixVersion.state, *(part.desc() for part in IN_ORDER), Role.rank, Expectation.id
        )
    )
    found: dict[str, Taught] = {}
    for key, text, competency, role, state in rows:  # published ones come before superseded ones
        found.setdefault(key, Taught(key, text, competency, role, state == VersionState.PUBLISHED))
    return found


def taught_by(of: Sequence[Module]) -> dict[str, list[Taught]]:
    """What modules teach, by module key; nothing of what was never published."""
    by_module = {module.key: taught_by_key(module) for module in of}
    worded = taught({key for lessons in by_module.values() for key in lessons})
    return {
        module: [worded[key] for key in lessons if key in worded]
        for module, lessons in by_module.items()
    }


def taught_by_key(module: Module) -> list[str]:
    """The keys of the behaviours a module teaches; needs its lessons loaded."""
    return [lesson.behaviour.key for lesson in module.teaches]


def mentors(programme: Programme) -> list[Person]:
    """Who accompanies people through a programme and is here, by name, with their role."""
    return list(
        db.session.scalars(
            select(Person)
            .join(Mentor, Mentor.person_id == Person.id)
            .where(Mentor.programme_id == programme.id, Person.left_on.is_(None))
            .options(selectinload(Person.positions).joinedload(Position.role))
            .order_by(Person.sort_name, Person.id)
        )
    )


def moves_requiring(programme: Programme) -> list[Move]:
    return list(
        db.session.scalars(
            select(Move)
            .where(Move.programme_id == programme.id)
            .options(joinedload(Move.origin), joinedload(Move.target), joinedload(Move.destination))
            .order_by(Move.place, Move.id)
        )
    )


def own_ways(person: Person, programme_keys: Collection[str] | None = None) -> list[Way]:
    """A person's own enrolments, the active ones first and then the newest."""
    found = (
        select(Enrolment)
        .join(Enrolment.programme)
        .where(Enrolment.person_id == person.id)
        .options(joinedload(Enrolment.programme), joinedload(Enrolment.mentor))
        .order_by(Enrolment.state, Enrolment.started_on.desc(), Enrolment.id.desc())
    )
    if programme_keys is not None:
        found = found.where(Programme.key.in_(programme_keys))
    return _with_progress(db.session.scalars(found).all())


def own_way(person: Person, programme_key: str) -> Way | None:
    """How a person stands with a programme: on it or, if they are not, how it was last."""
    return next(iter(own_ways(person, {programme_key})), None)


def ways_by_programme(person: Person, programme_keys: Collection[str]) -> dict[str, Way]:
    """By key of programme, how a person stands with it; without a query where none is asked for."""
    found: dict[str, Way] = {}
    for way in own_ways(person, programme_keys) if programme_keys else ():
        found.setdefault(way.enrolment.programme.key, way)
    return found


def people_on(
    programme: Programme, viewer: Person, *, sees_all: bool, page: int
) -> tuple[Pagination, dict[int, Progress]]:
    """One page of those on a programme whom the viewer may see, and by enrolment how far they are.

    By name, those who are on it now before those who were.
    """
    found = (
        visible_enrolments(viewer, sees_all=sees_all)
        .where(Enrolment.programme_id == programme.id, Enrolment.person_id != viewer.id)
        .options(joinedload(Enrolment.person), joinedload(Enrolment.mentor))
        .order_by(Enrolment.state, Person.sort_name, Enrolment.id)
    )
    on_page = db.paginate(found, page=page, per_page=PER_PAGE, error_out=False)
    return on_page, {way.enrolment.id: way.progress for way in _with_progress(on_page.items)}


def has_people_on(viewer: Person, *, sees_all: bool) -> set[int]:
    """The ids of the programmes on which the viewer may see somebody besides themselves."""
    seen = visible_enrolments(viewer, sees_all=sees_all).where(Enrolment.person_id != viewer.id)
    return set(db.session.scalars(seen.with_only_columns(Enrolment.programme_id).distinct()))


def waiting_for(viewer: Person) -> list[Completion]:
    """What waits for the viewer to confirm it: as a mentor, or as manager where there is none."""
    mentor = aliased(Person)
    return list(
        db.session.scalars(
            select(Completion)
            .join(Completion.enrolment)
            .join(Enrolment.person)
            .join(Completion.module)
            .outerjoin(mentor, Enrolment.mentor_id == mentor.id)
            .where(
                Completion.state == CompletionState.WAITING,
                Enrolment.state == EnrolmentState.ACTIVE,
                Module.is_retired.is_(False),
                Person.left_on.is_(None),
                or_(
                    Enrolment.mentor_id == viewer.id,
                    (Person.manager_id == viewer.id)
                    & (mentor.id.is_(None) | mentor.left_on.is_not(None)),
                ),
            )
            .options(
                joinedload(Completion.module),
                joinedload(Completion.enrolment).joinedload(Enrolment.person),
                joinedload(Completion.enrolment).joinedload(Enrolment.programme),
            )
            .order_by(Completion.done_on, Completion.id)
        )
    )


def through(enrolments: Sequence[Enrolment]) -> list[tuple[Enrolment, bool]]:
    """Enrolments, and of each whether everything in it is confirmed."""
    return [(way.enrolment, way.progress.is_through) for way in _with_progress(enrolments)]


def progress_of(enrolment: Enrolment) -> Progress:
    return _with_progress([enrolment])[0].progress


def _with_progress(enrolments: Sequence[Enrolment]) -> list[Way]:
    """Enrolments with how far each is: two queries, however many there are."""
    of_programmes = parts({enrolment.programme_id for enrolment in enrolments})
    said = _said([enrolment.id for enrolment in enrolments])
    return [
        Way(one, progress(of_programmes[one.programme_id], said.get(one.id, {})))
        for one in enrolments
    ]


def _said(enrolment_ids: Iterable[int]) -> dict[int, Mapping[str, CompletionState]]:
    rows = db.session.execute(
        select(Completion.enrolment_id, Module.key, Completion.state)
        .join(Completion.module)
        .where(Completion.enrolment_id.in_(list(enrolment_ids)))
    )
    found: dict[int, dict[str, CompletionState]] = {}
    for enrolment_id, key, state in rows:
        found.setdefault(enrolment_id, {})[key] = CompletionState(state)
    return dict(found)
