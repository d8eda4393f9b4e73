"""What each mark means, how to tell it from the next, and what it looks like in each competency."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.domain.refusals import Missing
from portal.queries import ladders, mark_examples, matrices, people

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
        may_calibrate=current_user.may(Permission.CALIBRATIONS_TAKE),
    )
