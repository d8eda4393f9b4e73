"""Private checks: somebody beside a role, outside rounds and for nobody else's eyes."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.assessments.blueprint import bp
from portal.blueprints.assessments.desks import Desk, own_check
from portal.blueprints.assessments.opened import round_page
from portal.domain.gaps import between_roles
from portal.domain.refusals import Missing
from portal.domain.standing import standing
from portal.forms import PortalForm, page
from portal.queries import assessments as queries
from portal.queries import ladders, matrices
from portal.queries.keepsakes import kept_aside
from portal.services import assessments


@bp.post("/start")
@requires(Permission.ASSESSMENTS_WRITE)
def start() -> ResponseReturnValue:
    """Start, or go on with the draft there already is: a double click starts one.

    ``role`` names any role with a published matrix; without it, it is the one the person holds.
    """
    role = None
    if wanted := request.form.get("role"):
        role = next((one for one in matrices.assessable_roles() if one.key == wanted), None)
        if role is None:
            raise Missing
    view = assessments.start_or_go_on(current_user.person, role)
    return redirect(url_for(".answer", assessment_id=view.assessment_id), 303)


@bp.get("/<int:assessment_id>")
@requires(Permission.ASSESSMENTS_WRITE)
def show(assessment_id: int) -> ResponseReturnValue:
    """A private check, or an assessment of a round: as far as one may read it."""
    try:
        desk = own_check(assessment_id)
    except Missing:
        return round_page(assessment_id)
    if desk.is_draft:
        return redirect(desk.url("answer"), 303)
    return _standing_page(desk)


def _standing_page(desk: Desk) -> ResponseReturnValue:
    """Where I stand: a submitted check beside its role and a next one (``?next=``)."""
    matrix, role_key = desk.whole_matrix, desk.role_key
    choices = ladders.whole_ladder().next_roles(role_key)
    wanted = request.args.get("next", choices[0].key if choices else "")
    next_role = next((role for role in choices if role.key == wanted), None)
    if wanted and next_role is None:
        raise Missing
    change = None
    if next_role is not None:
        ahead = matrix if next_role.track_key == matrix.track_key else None
        ahead = ahead or matrices.published(next_role.track_key)
        if ahead and ahead.role(next_role.key):
            change = between_roles(matrix, role_key, ahead, next_role.key)
    said = queries.answers(desk.view)
    return render_template(
        "assessments/show.html",
        view=desk.view,
        matrix=matrix,
        role=matrix.role(role_key),
        standing=standing(matrix, role_key, said, change),
        attached=desk.attached,
        kept_aside=kept_aside(desk.view.assessment, said, matrix),
        change=change,
        next_role=next_role,
        choices=choices,
    )


@bp.route("/<int:assessment_id>/discard", methods=["GET", "POST"])
@requires(Permission.ASSESSMENTS_WRITE)
def discard(assessment_id: int) -> ResponseReturnValue:
    """Throw a private draft away; a view of a round is only ever left unfinished."""
    desk = own_check(assessment_id, lock=request.method == "POST")
    if not desk.is_draft and request.method != "POST":
        return redirect(url_for(".show", assessment_id=assessment_id), 303)
    form = PortalForm()
    by = current_user.person
    if form.validate_on_submit() and form.obeys(assessments.discard, desk.view, by=by):
        flash(_("The draft is gone."), "success")
        return redirect(url_for(".index"), 303)
    return page("assessments/discard.html", form=form, view=desk.view)
