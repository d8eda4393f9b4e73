"""Everything that can be taken out of the portal as a file."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.queries import matrices

bp = Blueprint("exports", __name__, url_prefix="/exports")


@bp.get("")
@requires(Permission.EXPORTS_VIEW)
def index() -> ResponseReturnValue:
    return render_template("exports/index.html", matrices=matrices.all_published())
