"""A draft as its readers will see it: as a page and as a PDF."""

from __future__ import annotations

import logging

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from portal.access import Permission, requires
from portal.blueprints.drafts.blueprint import bp
from portal.blueprints.drafts.opening import load_draft
from portal.documents.presses import PressBusy
from portal.documents.printing import RenderingFailed
from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Matrix
from portal.domain.refusals import Missing
from portal.errors import error_page
from portal.presentation import language_now
from portal.services import documents, draft_previews

log = logging.getLogger(__name__)


@bp.get("/preview")
@requires(Permission.MATRICES_EDIT)
def preview(track: str) -> ResponseReturnValue:
    """The draft as a reader of ``?lang=`` sees it; with ``?role=`` that role's column alone."""
    draft = load_draft(track)
    language, role = _language(), request.args.get("role")
    with force_locale(language):
        return render_template(
            "drafts/preview.html",
            draft=draft,
            matrix=_of_role(draft.matrix, role),
            all_roles=draft.matrix.roles,
            track_key=track,
            language=language,
            role=role,
        )


@bp.get("/preview.pdf")
@requires(Permission.MATRICES_EDIT)
def preview_pdf(track: str) -> Response:
    """The same as a document, made anew each time and kept nowhere."""
    language, role = _language(), request.args.get("role")
    matrix = _of_role(load_draft(track).matrix, role)
    response = make_response(draft_previews.pdf(matrix, language))
    response.mimetype = documents.PDF
    name = f"{role or track}-draft-{language}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _of_role(matrix: Matrix, role: str | None) -> Matrix:
    if role is None:
        return matrix
    if matrix.role(role) is None:
        raise Missing
    return matrix.for_role(role)


def _language() -> str:
    wanted = request.args.get("lang", language_now())
    if wanted not in LANGUAGES:
        raise Missing
    return wanted


@bp.errorhandler(PressBusy)
def busy(_error: PressBusy) -> Response:
    return error_page(503)


@bp.errorhandler(RenderingFailed)
def failed(error: RenderingFailed) -> Response:
    log.error("a document could not be made: %s", type(error).__name__)
    return error_page(500)
