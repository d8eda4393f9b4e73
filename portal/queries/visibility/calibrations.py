"""Which calibration exercises one may see: drafts are for those who write them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.refusals import Missing
from portal.domain.workflows import ExerciseState
from portal.models import Exercise


def load_exercise(exercise_id: int, *, with_drafts: bool, lock: bool = False) -> Exercise:
    """An exercise with its role and matrix version; a draft only for those who write exercises.

    ``lock`` holds its row until the transaction ends, so that sending and closing follow each
    other.
    """
    query = (
        select(Exercise)
        .where(Exercise.id == exercise_id)
        .options(joinedload(Exercise.role), joinedload(Exercise.matrix_version))
    )
    if not with_drafts:
        query = query.where(Exercise.state != ExerciseState.DRAFT)
    if lock:
        query = query.with_for_update(of=Exercise).execution_options(populate_existing=True)
    exercise = db.session.scalar(query)
    if exercise is None:
        raise Missing
    return exercise
