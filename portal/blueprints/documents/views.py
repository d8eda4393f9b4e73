"""Matrices as files of every format, and one's own self-assessment as PDF."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, make_response, request
from flask_login import current_user

from portal.access import Permission, Right, requires
from portal.documents.presses import PressBusy
from portal.documents.printing import RenderingFailed
from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Imprint, VersionNumber
from portal.domain.refusals import Missing
from portal.domain.sealing import TAKE_PART
from portal.errors import error_page
from portal.models import Document
from portal.presentation import language_now
from portal.queries import ladders, matrices
from portal.queries.visibility.assessments import (
    load_assessment,
    load_own_view,
    readable_views,
)
from portal.services import documents, exports, opened_sheets, self_assessment_sheets
from portal.services.documents import Edition
from portal.services.exports import Export
from portal.services.readings import note_reading
from portal.transactions import writes

bp = Blueprint("documents", __name__)
log = logging.getLogger(__name__)


@bp.get("/roles/<string:key>/matrix.pdf")
@requires(Permission.MATRICES_VIEW)
def role_matrix(key: str) -> Response:
    track = ladders.track_key_of(key)
    if track is None:
        raise Missing
    edition = _edition(track, role_key=key)
    return _served(edition, name=f"{key}-matrix-{edition.language}.pdf")


@bp.get("/matrices/<string:track>/matrix.pdf")
@requires(Permission.MATRICES_VIEW)
def track_matrix(track: str) -> Response:
    edition = _edition(track)
    return _served(edition, name=f"{track}-matrix-{edition.language}.pdf")


@bp.get("/matrices/<string:track>/matrix.<string:ending>")
@requires(Permission.MATRICES_VIEW)
def matrix_file(track: str, ending: str) -> Response:
    """The matrix in another format; with ``?role=`` that role's column only."""
    role_key = request.args.get("role")
    export = Export(_imprint(track, role_key), exports.format_ending(ending), _language(), role_key)
    if export.key in request.if_none_match:
        response = make_response("", 304)
    else:
        response = make_response(exports.write(export))
        response.content_type = export.format.media_type
        disposition = f'attachment; filename="{export.file_name}"'
        response.headers["Content-Disposition"] = disposition
    return _to_be_asked_for(response, export.key)


@bp.get("/assessments/<int:assessment_id>/assessment.pdf")
@requires(Permission.ASSESSMENTS_WRITE)
def own_assessment(assessment_id: int) -> Response:
    """One's own submitted self-assessment; personal, so it is made anew and kept nowhere."""
    language = _language()
    view = load_own_view(current_user.person, assessment_id)
    content = self_assessment_sheets.pdf(view, current_user.person, language)
    response = make_response(content)
    return _as_file(response, f"self-assessment-{assessment_id}-{language}.pdf")


@bp.get("/assessments/<int:assessment_id>/round.pdf")
@requires(Permission.ASSESSMENTS_WRITE)
def assessment_of_round(assessment_id: int) -> Response:
    """An assessment of a round, both views side by side, once they are open to the reader."""
    language = _language()
    is_people_ops = Right.PEOPLE_OPS in current_user.rights
    seen = load_assessment(current_user.person, assessment_id, is_people_ops=is_people_ops)
    reader_id, is_of_others = current_user.person.id, seen.party not in TAKE_PART
    content = opened_sheets.pdf(seen, readable_views(seen), language)
    if is_of_others:
        note_reading(assessment_id, reader_id)
    return _as_file(make_response(content), f"assessment-{assessment_id}-{language}.pdf")


@bp.errorhandler(PressBusy)
def busy(_error: PressBusy) -> Response:
    return error_page(503)


@bp.errorhandler(RenderingFailed)
def failed(error: RenderingFailed) -> Response:
    log.error("a document could not be made: %s", type(error).__name__)
    return error_page(500)


def _language() -> str:
    """``?lang=``, else the reader's language; a language we do not have is not there."""
    wanted = request.args.get("lang", language_now())
    if wanted not in LANGUAGES:
        raise Missing
    return wanted


def _edition(track: str, role_key: str | None = None) -> Edition:
    return Edition(_imprint(track, role_key), _language(), role_key)


def _imprint(track: str, role_key: str | None) -> Imprint:
    """The published matrix, or the readable version that ``?version=`` names."""
    number = None
    if wanted := request.args.get("version"):
        try:
            number = VersionNumber.parse(wanted)
        except ValueError:
            raise Missing from None
    imprint = matrices.imprint(track, number, role_key)
    if imprint is None:
        raise Missing
    return imprint


def _served(edition: Edition, *, name: str) -> Response:
    """The kept document, or not modified; rendered and kept first if nobody asked for it yet."""
    if edition.key in request.if_none_match:
        response = make_response("", 304)
    else:
        response = make_response(_kept(edition).content)
        _as_file(response, name)
    return _to_be_asked_for(response, edition.key)


def _to_be_asked_for(response: Response, key: str) -> Response:
    """May be kept by the reader's browser, which asks each time whether it still holds."""
    response.set_etag(key)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _kept(edition: Edition) -> Document:
    document = documents.find(edition)
    if document is None:
        content = documents.render(edition)
        writes()
        document = documents.store(edition, content)
    return document


def _as_file(response: Response, name: str) -> Response:
    response.mimetype = documents.PDF
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
