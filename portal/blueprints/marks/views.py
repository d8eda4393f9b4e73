"""What each mark means, how to tell it from the next, and what it looks like in each competency."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.marks.forms import ExamplesForm
from portal.domain.refusals import Missing
from portal.forms import page
from portal.queries import ladders, mark_examples, matrices, people
from portal.services import mark_examples as services

bp = Blueprint("marks", __name__, url_prefix="/assessments/marks")


@bp.get("")
@requires(Permission.ASSESSMENTS_WRITE)
def index() -> ResponseReturnValue:
    """The marks, with examples for the competencies of a role (``?role=``; one's own if none)."""
    ladder = ladders.whole_ladder()
    wanted = request.args.get("role") or people.current_role_key(current_user.person)
    role = ladder.role(wanted) if wanted else None
    if request.args.get("role") and role is None:
        raise Missing
    matrix = matrices.published(role.track_key) if role else None
    return render_template(
        "marks/index.html",
        ladder=ladder,
        role=role,
        matrix=matrix.for_role(role.key) if matrix and role else None,
        examples=mark_examples.for_matrix(matrix) if matrix else {},
        may_edit=current_user.may(Permission.TONE_EDIT),
        may_calibrate=current_user.may(Permission.CALIBRATIONS_TAKE),
    )


@bp.route("/examples/<string:key>", methods=["GET", "POST"])
@requires(Permission.TONE_EDIT)
def edit_examples(key: str) -> ResponseReturnValue:
    """The examples of a competency to be reworded; what somebody else saved is shown beside.

    ``?from=shipped`` fills in the wording that comes with the portal, for whoever wants it back;
    ``?role=`` is where one came from.
    """
    written, shipped = mark_examples.of_competency(key), services.shipped(key)
    fills_shipped = bool(shipped) and request.args.get("from") == "shipped"
    form = ExamplesForm.over(shipped if fills_shipped else written.texts, written.version)
    role = request.args.get("role") or None
    if form.validate_on_submit() and form.obeys(
        services.reword,
        key,
        form.texts(written.texts, shipped),
        version=form.version.data,
        by=current_user.person,
    ):
        flash(_("The examples are saved."), "success")
        return redirect(url_for(".index", role=role, _anchor=f"examples-{key}"), 303)
    is_newer = form.met_newer(written.version)
    return page(
        "marks/examples.html",
        form=form,
        written=written,
        role=role,
        is_newer=is_newer,
        fills_shipped=fills_shipped,
        differs=bool(shipped) and shipped != written.texts,
    )
