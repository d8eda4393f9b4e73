"""Everything that can be taken out of the portal as a file."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.domain.refusals import Missing
from portal.queries import matrices
from portal.services.exports import FORMATS, PDF
from portal.wording.exports import format_label, format_purpose

bp = Blueprint("exports", __name__, url_prefix="/exports")

USUAL = "xlsx"
"""What is chosen until somebody chooses: PDFs have their own list below."""


@bp.get("")
@requires(Permission.EXPORTS_VIEW)
def index() -> ResponseReturnValue:
    formats = [(name, format_label(name), format_purpose(name)) for name in (PDF, *FORMATS)]
    return render_template(
        "exports/index.html", matrices=matrices.all_published(), formats=formats, usual=USUAL
    )


@bp.get("/file")
@requires(Permission.EXPORTS_VIEW)
def file() -> ResponseReturnValue:
    """From the form to the file's own address; ``?matrix=`` is a track, or track/role."""
    track, _, role = request.args.get("matrix", "").partition("/")
    name = request.args.get("format", USUAL)
    language = request.args.get("lang")
    if not track or name not in {PDF, *FORMATS}:
        raise Missing
    if name != PDF:
        ending = FORMATS[name].ending
        address = url_for(
            "documents.matrix_file", track=track, ending=ending, lang=language, role=role or None
        )
    elif role:
        address = url_for("documents.role_matrix", key=role, lang=language)
    else:
        address = url_for("documents.track_matrix", track=track, lang=language)
    return redirect(address, 303)
