"""The shipped calibration exercises in the made-up organisation: open, with some readings sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.observations import SCALE, Mark
from portal.domain.workflows import ExerciseState
from portal.models import Behaviour, Exercise, ExerciseMark, ExerciseReading
from portal.queries import calibrations as queries
from portal.services.demo.organigram import LEAD
from portal.services.demo.staff import Planned

READERS = 4
"""So many leads have sent theirs; the lead whom one signs in as has not begun."""
SENT_DAYS_AGO = 3
SEES_THE_SAME = 0.55


def open_exercises(people: Sequence[Planned], ids: Mapping[Planned, int], *, seed: int) -> None:
    """Open what the portal came with, and let a few leads have read it, the same for a seed."""
    exercises = db.session.scalars(
        select(Exercise)
        .where(Exercise.state == ExerciseState.DRAFT)
        .options(joinedload(Exercise.role))
        .order_by(Exercise.id)
    ).all()
    behaviours = {row.key: row for row in db.session.scalars(select(Behaviour))}
    leading = {person.manager for person in people if person.manager and not person.left_on}
    leads = [p for p in people if p in leading and not p.left_on and p.email != LEAD.email]
    for exercise in exercises:
        exercise.state = ExerciseState.OPEN
        chance = Random(f"{seed} {exercise.key}")  # noqa: S311 - made-up readings
        asked = {
            key: chance.choice(SCALE[:3]) for key in queries.matrix_of(exercise).every_behaviour()
        }
        for lead in leads[:READERS]:
            db.session.add(
                ExerciseReading(
                    exercise_id=exercise.id,
                    person_id=ids[lead],
                    saved_at=_lately(),
                    sent_at=_lately(),
                    marks=[
                        ExerciseMark(behaviour=behaviours[key], mark=_read(mark, chance))
                        for key, mark in asked.items()
                    ],
                )
            )
    db.session.flush()


def _lately() -> datetime:
    day = datetime.now(UTC).date() - timedelta(days=SENT_DAYS_AGO)
    return datetime.combine(day, time(10), UTC)


def _read(mark: Mark, chance: Random) -> Mark:
    """The mark itself, or now and then one beside it."""
    if chance.random() < SEES_THE_SAME:
        return mark
    at = SCALE.index(mark) + chance.choice((-1, 1))
    return SCALE[min(max(at, 0), len(SCALE) - 1)]
