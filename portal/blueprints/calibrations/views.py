"""The list of exercises, and one of them as it stands: to open, to read, to compare."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, format_percent
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.calibrations.blueprint import bp
from portal.domain.calibrations import compare
from portal.domain.workflows import ExerciseState
from portal.models import Exercise
from portal.queries import calibrations as queries
from portal.queries.visibility.calibrations import load_exercise
from portal.wording import calibrations as wording


def writes_exercises() -> bool:
    return bool(current_user.may(Permission.CALIBRATIONS_EDIT))


@bp.get("")
@requires(Permission.CALIBRATIONS_TAKE)
def index() -> ResponseReturnValue:
    return render_template(
        "calibrations/index.html",
        exercises=queries.all_for(current_user.person, with_drafts=writes_exercises()),
        may_write=writes_exercises(),
    )


@bp.get("/<int:exercise_id>")
@requires(Permission.CALIBRATIONS_TAKE)
def show(exercise_id: int) -> ResponseReturnValue:
    """A draft to look through, one's own reading once it is sent, or what came of it."""
    exercise = load_exercise(exercise_id, with_drafts=writes_exercises())
    if exercise.state == ExerciseState.CLOSED:
        return _comparison(exercise)
    reading = queries.own_reading(exercise, current_user.person)
    is_sent = reading is not None and reading.sent_at is not None
    if exercise.state == ExerciseState.OPEN and not is_sent and not writes_exercises():
        return redirect(url_for(".read", exercise_id=exercise_id), 303)
    return render_template(
        "calibrations/show.html",
        exercise=exercise,
        matrix=queries.matrix_of(exercise),
        reading=reading,
        said=queries.as_value(reading),
        may_write=writes_exercises(),
    )


def _comparison(exercise: Exercise) -> ResponseReturnValue:
    matrix = queries.matrix_of(exercise)
    behaviours = matrix.every_behaviour()
    comparison = compare(list(behaviours), queries.sent_readings(exercise))
    own = queries.own_reading(exercise, current_user.person)
    return render_template(
        "calibrations/comparison.html",
        exercise=exercise,
        matrix=matrix,
        behaviours=behaviours,
        comparison=comparison,
        spreads={spread.behaviour_key: spread for spread in comparison.spreads},
        headline=wording.headline(comparison),
        percentage=format_percent(comparison.percentage or 0.0),
        alpha="" if comparison.alpha is None else format_decimal(comparison.alpha, "0.00"),
        alpha_meaning=wording.alpha_meaning(comparison.alpha),
        own=queries.as_value(own) if own and own.sent_at else {},
    )
