"""Reading calibration exercises: lists, the matrix they are read against, what came of closed ones.

Marks of others are read here only once an exercise is closed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.db import db
from portal.domain.calibrations import Reading, Said
from portal.domain.matrices import Matrix
from portal.domain.observations import Mark
from portal.domain.workflows import ExerciseState
from portal.models import (
    Account,
    Exercise,
    ExerciseMark,
    ExerciseReading,
    Person,
)
from portal.queries import matrices


@dataclass(frozen=True)
class Listed:
    """An exercise, and one's own reading of it if there is one."""

    exercise: Exercise
    reading: ExerciseReading | None


def all_for(viewer: Person, *, with_drafts: bool) -> list[Listed]:
    """Exercises with the viewer's own readings: open ones first, then the newest."""
    query = select(Exercise).options(joinedload(Exercise.role))
    if not with_drafts:
        query = query.where(Exercise.state != ExerciseState.DRAFT)
    exercises = db.session.scalars(
        query.order_by(Exercise.state != ExerciseState.OPEN, Exercise.id.desc())
    ).all()
    own = {
        reading.exercise_id: reading
        for reading in db.session.scalars(
            select(ExerciseReading).where(ExerciseReading.person_id == viewer.id)
        )
    }
    return [Listed(exercise, own.get(exercise.id)) for exercise in exercises]


def matrix_of(exercise: Exercise) -> Matrix:
    """What an exercise is read against: its role's column, and the competencies it covers."""
    whole = matrices.frozen(exercise.matrix_version_id).for_role(exercise.role.key)
    categories = (
        replace(
            category,
            competencies=tuple(
                row for row in category.competencies if row.key in exercise.competencies
            ),
        )
        for category in whole.categories
    )
    return replace(whole, categories=tuple(c for c in categories if c.competencies))


def own_reading(exercise: Exercise, viewer: Person) -> ExerciseReading | None:
    """The viewer's reading of an exercise, with its marks."""
    return db.session.scalar(
        select(ExerciseReading)
        .where(ExerciseReading.exercise_id == exercise.id, ExerciseReading.person_id == viewer.id)
        .options(selectinload(ExerciseReading.marks).joinedload(ExerciseMark.behaviour))
    )


def as_value(reading: ExerciseReading | None) -> Reading:
    """What a reading says, by behaviour key; nothing where there is none."""
    marks = reading.marks if reading else ()
    return {one.behaviour.key: Said(Mark(one.mark), one.because) for one in marks}


def readings_in(exercise: Exercise) -> int:
    """How many readings were sent."""
    sent = select(func.count()).select_from(ExerciseReading)
    sent = sent.where(
        ExerciseReading.exercise_id == exercise.id, ExerciseReading.sent_at.is_not(None)
    )
    return db.session.scalar(sent) or 0


def sent_readings(exercise: Exercise) -> list[Reading]:
    """What every sent reading of a closed exercise says, nameless; none before it is closed."""
    found = db.session.scalars(
        select(ExerciseReading)
        .join(Exercise, Exercise.id == ExerciseReading.exercise_id)
        .where(
            Exercise.id == exercise.id,
            Exercise.state == ExerciseState.CLOSED,
            ExerciseReading.sent_at.is_not(None),
        )
        .options(selectinload(ExerciseReading.marks).joinedload(ExerciseMark.behaviour))
        .order_by(ExerciseReading.id)
    )
    return [as_value(reading) for reading in found]


def assessors() -> list[Person]:
    """Everybody who may take part: whoever has reports, and people-ops; all of them here now."""
    report = aliased(Person)
    has_reports = exists().where(report.manager_id == Person.id, report.left_on.is_(None))
    is_people_ops = exists().where(
        Account.person_id == Person.id,
        Account.is_people_ops.is_(True),
        Account.deactivated_at.is_(None),
    )
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.left_on.is_(None), or_(has_reports, is_people_ops))
            .order_by(Person.sort_name, Person.id)
        )
    )


def senders(exercise: Exercise) -> list[Person]:
    """Who sent a reading, to be told that it is closed."""
    return list(
        db.session.scalars(
            select(Person)
            .join(ExerciseReading, ExerciseReading.person_id == Person.id)
            .where(ExerciseReading.exercise_id == exercise.id, ExerciseReading.sent_at.is_not(None))
            .order_by(Person.sort_name, Person.id)
        )
    )
