"""Quality reviews and calibration exercises to test with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.calibrations import Said
from portal.domain.languages import LocalizedText
from portal.domain.observations import Mark
from portal.domain.workflows import ExerciseState
from portal.models import Exercise, ExerciseReading, Person, QualityReview
from portal.queries import calibrations as queries
from portal.queries.visibility.calibrations import load_exercise
from portal.services import calibrations, quality
from portal.services.quality import ReviewEntry
from tests.factories import make_member, make_person

WORKED = "Named what the delay cost: kestrel-1180"
TO_TRY = "Put the answer first: plover-7741"


def review_entry(**changes: object) -> ReviewEntry:
    values: dict[str, object] = {
        "conversation": "https://inbox.example/conversations/41",
        "happened_on": date(2026, 2, 2),
        "worked": WORKED,
        "to_try": TO_TRY,
        "remarks": {},
    }
    return ReviewEntry(**{**values, **changes})  # type: ignore[arg-type]


def make_review(
    person: Person, reviewer: Person, *, is_sent: bool = True, **changes: object
) -> QualityReview:
    review = quality.write(person, review_entry(**changes), sends=is_sent, by=reviewer)
    db.session.flush()
    return review


def make_manager(name: str) -> Person:
    """Somebody who may sign in and leads one person."""
    manager = make_member(name)
    make_person(manager=manager)
    return manager


def shipped_exercise() -> Exercise:
    """The exercise that the portal comes with; a draft."""
    return db.session.scalars(
        select(Exercise)
        .order_by(Exercise.id)
        .limit(1)
        .options(joinedload(Exercise.role), joinedload(Exercise.matrix_version))
    ).one()


def make_exercise(
    title: str = "Another sample",
    *,
    state: ExerciseState = ExerciseState.OPEN,
    competencies: tuple[str, ...] = ("ownership",),
) -> Exercise:
    """An exercise about the same role as the shipped one."""
    shipped = shipped_exercise()
    exercise = Exercise(
        key=title.lower().replace(" ", "-"),
        title=LocalizedText({"en": title}),
        sample=LocalizedText({"en": "Noa writes back on the day that was named."}),
        role=shipped.role,
        matrix_version=shipped.matrix_version,
        competencies=competencies,
        state=state,
        closed_at=datetime.now(UTC) if state is ExerciseState.CLOSED else None,
    )
    db.session.add(exercise)
    db.session.flush()
    return exercise


def asked_in(exercise: Exercise) -> list[str]:
    """The keys of the behaviours that are marked in an exercise."""
    loaded = load_exercise(exercise.id, with_drafts=True)
    return list(queries.matrix_of(loaded).every_behaviour())


def said_of(
    exercise: Exercise, mark: Mark, because: str = "", **others: Mark
) -> Mapping[str, Said]:
    """The same mark for every behaviour, except for those named with ``_`` for ``-``."""
    said = {key: Said(mark, because) for key in asked_in(exercise)}
    return said | {key.replace("_", "-"): Said(one, because) for key, one in others.items()}


def make_reading(
    exercise: Exercise,
    person: Person,
    mark: Mark = Mark.OWN_INITIATIVE,
    *,
    because: str = "",
    is_sent: bool = True,
    **others: Mark,
) -> ExerciseReading:
    """Somebody's reading of an open exercise; ``others`` are marked otherwise."""
    locked = load_exercise(exercise.id, with_drafts=False, lock=True)
    said = said_of(exercise, mark, because, **others)
    reading = calibrations.read(locked, said, version=0, sends=is_sent, by=person)
    db.session.flush()
    return reading


def make_closed_exercise(*assessors: Person, title: str = "A sample compared") -> Exercise:
    """An exercise that everybody named read alike, and that is closed."""
    exercise = make_exercise(title)
    for assessor in assessors:
        make_reading(exercise, assessor)
    exercise.state, exercise.closed_at = ExerciseState.CLOSED, datetime.now(UTC)
    db.session.flush()
    return exercise
