"""Reading the sample of an exercise, alone."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.calibrations.blueprint import bp
from portal.blueprints.calibrations.forms import reading_data, reading_form_class
from portal.blueprints.calibrations.views import writes_exercises
from portal.domain.refusals import Missing
from portal.domain.workflows import ExerciseState
from portal.forms import page
from portal.queries import calibrations as queries
from portal.queries import mark_examples
from portal.queries.visibility.calibrations import load_exercise
from portal.services import calibrations


@bp.route("/<int:exercise_id>/reading", methods=["GET", "POST"])
@requires(Permission.CALIBRATIONS_TAKE)
def read(exercise_id: int) -> ResponseReturnValue:
    """One's own marks; both buttons save them, one of them sends them too."""
    is_post = request.method == "POST"
    exercise = load_exercise(exercise_id, with_drafts=writes_exercises(), lock=is_post)
    if exercise.state == ExerciseState.DRAFT:
        raise Missing
    viewer = current_user.person
    reading = queries.own_reading(exercise, viewer)
    is_over = exercise.state == ExerciseState.CLOSED or bool(reading and reading.sent_at)
    if is_over and not is_post:
        return redirect(url_for(".show", exercise_id=exercise_id), 303)
    matrix = queries.matrix_of(exercise)
    stored = queries.as_value(reading)
    version = reading.version if reading else 0
    form = reading_form_class(matrix.every_behaviour())(
        data={"version": version, **reading_data(stored)}
    )
    if form.validate_on_submit() and form.obeys(
        calibrations.read,
        exercise,
        form.said(),
        version=form.version.data,
        sends=form.sends,
        by=viewer,
    ):
        if form.sends:
            flash(
                _("Your reading is sent. You see the others’ once the exercise is closed."),
                "success",
            )
            return redirect(url_for(".show", exercise_id=exercise_id), 303)
        flash(_("Your draft is saved. Only you can see it."), "success")
        return redirect(url_for(".read", exercise_id=exercise_id), 303)
    is_newer = form.met_newer(version)
    return page(
        "calibrations/reading.html",
        form=form,
        exercise=exercise,
        matrix=matrix,
        stored=stored,
        is_newer=is_newer,
        examples=mark_examples.for_matrix(matrix),
    )
