"""Reading one's own draft where nobody writes: the round rests, or somebody else took over."""

from __future__ import annotations

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.blueprints.assessments.blueprint import bp
from portal.blueprints.assessments.desks import Desk, withdrawn_desk
from portal.domain.standing import standing
from portal.queries import assessments as queries


@bp.get("/<int:assessment_id>/withdrawn")
@requires(Permission.ASSESSMENTS_WRITE)
def withdrawn(assessment_id: int) -> ResponseReturnValue:
    """What a former manager wrote and nobody else reads: to be read, and copied from."""
    return draft_page(withdrawn_desk(assessment_id))


def draft_page(desk: Desk) -> ResponseReturnValue:
    said = queries.answers(desk.view)
    return make_response(
        render_template(
            "assessments/draft.html",
            desk=desk,
            view=desk.view,
            matrix=desk.whole_matrix,
            role=desk.whole_matrix.role(desk.role_key),
            standing=standing(desk.whole_matrix, desk.role_key, said, None),
        )
    )
