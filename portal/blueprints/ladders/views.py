"""The whole ladder, as a picture and as a list."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.domain.ladder_picture import draw
from portal.presentation import language_now
from portal.queries import ladders, people

bp = Blueprint("ladders", __name__)


@bp.get("/ladders")
@requires(Permission.LADDERS_VIEW)
def index() -> ResponseReturnValue:
    """The ladder from the reader's own role, or with ``?from=<role key>`` from another one."""
    ladder = ladders.whole_ladder()
    own = ladder.role(people.current_role_key(current_user.person) or "")
    viewpoint = own
    if asked := request.args.get("from"):
        viewpoint = ladder.role(asked)
        if viewpoint is None:
            abort(404)
    return render_template(
        "ladders/index.html",
        ladder=ladder,
        picture=draw(ladder, language_now()),
        own=own,
        viewpoint=viewpoint,
        may_edit=current_user.may(Permission.LADDERS_EDIT),
    )
