"""Writing an exercise, opening it to assessors and closing it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.calibrations.blueprint import bp
from portal.blueprints.calibrations.forms import ExerciseForm, data_of
from portal.domain.calibrations import are_few
from portal.domain.matrices import Matrix
from portal.domain.refusals import Missing
from portal.domain.workflows import ExerciseState
from portal.forms import PortalForm, page
from portal.queries import calibrations as queries
from portal.queries import ladders, matrices
from portal.queries.visibility.calibrations import load_exercise
from portal.services import calibrations


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.CALIBRATIONS_EDIT)
def write() -> ResponseReturnValue:
    """Which role it is about (``?role=``), then the exercise itself."""
    role_key = request.args.get("role", "")
    if not role_key:
        ladder = ladders.whole_ladder()
        published = {
            role.key: matrix for matrix in matrices.all_published() for role in matrix.roles
        }
        return render_template("calibrations/role.html", ladder=ladder, published=published)
    matrix = _published(role_key)
    form = ExerciseForm()
    form.offer(matrix)
    if form.validate_on_submit():
        exercise = form.outcome_of(
            calibrations.write, role_key, form.entry(), by=current_user.person
        )
        if exercise is not None:
            flash(_("The exercise is saved as a draft. Open it when it is ready."), "success")
            return redirect(url_for(".show", exercise_id=exercise.id), 303)
    return page("calibrations/write.html", form=form, exercise=None, matrix=matrix)


def _published(role_key: str) -> Matrix:
    """The published matrix of a role, with its column alone."""
    role = ladders.whole_ladder().role(role_key)
    matrix = matrices.published(role.track_key) if role else None
    if matrix is None or not any(True for _behaviour in matrix.behaviours(role_key)):
        raise Missing
    return matrix.for_role(role_key)


@bp.route("/<int:exercise_id>/edit", methods=["GET", "POST"])
@requires(Permission.CALIBRATIONS_EDIT)
def edit(exercise_id: int) -> ResponseReturnValue:
    """A draft; what somebody else saved meanwhile is shown beside what is typed here."""
    is_post = request.method == "POST"
    exercise = load_exercise(exercise_id, with_drafts=True, lock=is_post)
    if exercise.state != ExerciseState.DRAFT and not is_post:
        return redirect(url_for(".show", exercise_id=exercise_id), 303)
    matrix = matrices.frozen(exercise.matrix_version_id).for_role(exercise.role.key)
    form = ExerciseForm(data=data_of(exercise))
    form.offer(matrix)
    if form.validate_on_submit() and form.obeys(
        calibrations.change,
        exercise,
        form.entry(exercise),
        version=form.version.data,
        by=current_user.person,
    ):
        flash(_("The exercise is changed."), "success")
        return redirect(url_for(".show", exercise_id=exercise_id), 303)
    is_newer = form.met_newer(exercise.version)
    return page(
        "calibrations/write.html", form=form, exercise=exercise, matrix=matrix, is_newer=is_newer
    )


@bp.route("/<int:exercise_id>/discard", methods=["GET", "POST"])
@requires(Permission.CALIBRATIONS_EDIT)
def discard(exercise_id: int) -> ResponseReturnValue:
    is_post = request.method == "POST"
    exercise = load_exercise(exercise_id, with_drafts=True, lock=is_post)
    if exercise.state != ExerciseState.DRAFT and not is_post:
        return redirect(url_for(".show", exercise_id=exercise_id), 303)
    form = PortalForm()
    if form.validate_on_submit() and form.obeys(
        calibrations.discard, exercise, by=current_user.person
    ):
        flash(_("The exercise is gone."), "success")
        return redirect(url_for(".index"), 303)
    return page("calibrations/discard.html", form=form, exercise=exercise)


@bp.post("/<int:exercise_id>/open")
@requires(Permission.CALIBRATIONS_EDIT)
def open_to_assessors(exercise_id: int) -> ResponseReturnValue:
    exercise = load_exercise(exercise_id, with_drafts=True, lock=True)
    calibrations.open_to_assessors(exercise, by=current_user.person)
    flash(_("The exercise is open. Managers and people-ops are told."), "success")
    return redirect(url_for(".show", exercise_id=exercise_id), 303)


@bp.route("/<int:exercise_id>/close", methods=["GET", "POST"])
@requires(Permission.CALIBRATIONS_EDIT)
def close(exercise_id: int) -> ResponseReturnValue:
    """Ask first: it cannot be opened again, and marks that were not sent stay their author's."""
    exercise = load_exercise(exercise_id, with_drafts=True, lock=request.method == "POST")
    if exercise.state != ExerciseState.OPEN and request.method != "POST":
        return redirect(url_for(".show", exercise_id=exercise_id), 303)
    form = PortalForm()
    if form.validate_on_submit() and form.obeys(
        calibrations.close, exercise, by=current_user.person
    ):
        flash(
            _("The exercise is closed. Here is how the readings lie beside each other."), "success"
        )
        return redirect(url_for(".show", exercise_id=exercise_id), 303)
    count = queries.readings_in(exercise)
    told = ngettext("%(num)s reading is in.", "%(num)s readings are in.", count)
    return page(
        "calibrations/close.html",
        form=form,
        exercise=exercise,
        told=told,
        count=count,
        is_of_few=are_few(count),
    )
