"""CASE's read-only addresses: published matrices for other programs, which bring a token.

Whoever is signed in is nobody here: only the token counts. Answers and errors are JSON in the
standard's shapes. Texts come in English, or in the language that ``Accept-Language`` prefers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, make_response, request
from flask.blueprints import BlueprintSetupState

from portal.access import Permission, requires
from portal.domain.languages import BASE_LANGUAGE, LANGUAGES
from portal.errors import tell_programs
from portal.interchange.case.identifiers import ROOT, Collection, is_uuid
from portal.interchange.case.selections import Page, SelectionRefused, select
from portal.interchange.case.shapes import CFDocument, CFDocumentSet, CFItemTypeSet, Shape
from portal.interchange.case.statuses import Minor, failure
from portal.services import case_frameworks
from portal.services.case_frameworks import Framework

bp = Blueprint("case", __name__, url_prefix=ROOT)
Found = TypeVar("Found", bound=Shape)


@bp.record_once
def _tell_errors_as_the_standard_does(state: BlueprintSetupState) -> None:
    tell_programs(state.app, ROOT.removesuffix("v1p1"), _failed)


@bp.get("/CFDocuments")
@requires(Permission.CASE_READ)
def documents() -> Response:
    found = [framework.document for framework in _published()]
    everything = CFDocumentSet(CFDocuments=found).written()["CFDocuments"]
    page = select(everything, request.args, CFDocument.model_fields)
    response = _answered({"CFDocuments": page.entries})
    response.headers["X-Total-Count"] = str(page.total)
    response.headers["Link"] = _links(page)
    return response


@bp.get("/CFDocuments/<string:sourced_id>")
@requires(Permission.CASE_READ)
def document(sourced_id: str) -> Response:
    return _one(sourced_id, lambda f: f.document if f.identifier == sourced_id else None)


@bp.get("/CFPackages/<string:sourced_id>")
@requires(Permission.CASE_READ)
def package(sourced_id: str) -> Response:
    """A package is called as its document is."""
    return _one(sourced_id, lambda f: f.package if f.identifier == sourced_id else None)


@bp.get("/CFItems/<string:sourced_id>")
@requires(Permission.CASE_READ)
def item(sourced_id: str) -> Response:
    return _one(sourced_id, lambda f: f.item(sourced_id))


@bp.get("/CFItemAssociations/<string:sourced_id>")
@requires(Permission.CASE_READ)
def item_associations(sourced_id: str) -> Response:
    return _one(sourced_id, lambda f: f.item_associations(sourced_id))


@bp.get("/CFAssociations/<string:sourced_id>")
@requires(Permission.CASE_READ)
def association(sourced_id: str) -> Response:
    return _one(sourced_id, lambda f: f.association(sourced_id))


@bp.get("/CFItemTypes/<string:sourced_id>")
@requires(Permission.CASE_READ)
def item_type(sourced_id: str) -> Response:
    """The standard answers with a set, for types that have others below them; ours have none."""

    def found(framework: Framework) -> CFItemTypeSet | None:
        kind = framework.item_types.get(sourced_id)
        return CFItemTypeSet(CFItemTypes=[kind]) if kind else None

    return _one(sourced_id, found)


@bp.get("/CFRubrics/<string:sourced_id>")
@requires(Permission.CASE_READ)
def rubric(sourced_id: str) -> Response:
    return _one(sourced_id, lambda f: f.rubrics.get(sourced_id))


def _base_url() -> str:
    return str(current_app.config["PORTAL_BASE_URL"])


def _published() -> list[Framework]:
    language = request.accept_languages.best_match(list(LANGUAGES)) or BASE_LANGUAGE
    return case_frameworks.published(_base_url(), language)


def _one(sourced_id: str, find: Callable[[Framework], Shape | None]) -> Response:
    """What one of the published frameworks has under this identifier."""
    if not is_uuid(sourced_id):
        return _told(404, Minor.INVALID_UUID, "sourcedId", "This is no identifier of CASE's.")
    for framework in _published():
        if (found := find(framework)) is not None:
            return _answered(found.written())
    return _failed(404)


def _answered(body: object) -> Response:
    """An answer that may be kept, if whoever keeps it asks each time whether it still holds."""
    response = make_response(json.dumps(body, ensure_ascii=False))
    response.mimetype = "application/json"
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(["Accept-Language", "Authorization"])
    response.add_etag()
    response.make_conditional(request)
    return response


def _links(page: Page) -> str:
    """The pages around this one, with what else was asked for."""
    address = f"{_base_url()}{ROOT}/{Collection.DOCUMENTS}"
    asked = {name: value for name, value in request.args.items() if name != "offset"}
    return ", ".join(
        f'<{address}?{urlencode({**asked, "limit": page.limit, "offset": offset})}>; rel="{name}"'
        for name, offset in page.links().items()
    )


@bp.errorhandler(SelectionRefused)
def _not_selected(refused: SelectionRefused) -> Response:
    return _told(400, refused.minor, refused.parameter, refused.why)


FAILURES = {
    400: (Minor.INVALID_SELECTION_FIELD, "request", "The request was not understood."),
    401: (Minor.UNAUTHORISED_REQUEST, "Authorization", "Send a token that works as a bearer."),
    403: (Minor.FORBIDDEN, "request", "This is refused."),
    404: (Minor.UNKNOWN_OBJECT, "sourcedId", "There is no such thing among what is published."),
    405: (Minor.FORBIDDEN, "method", "These addresses can only be read."),
    503: (Minor.SERVER_BUSY, "server", "The portal is busy. Try again in a few seconds."),
}
BROKEN = (Minor.INTERNAL_SERVER_ERROR, "server", "Something went wrong on the portal's side.")


def _failed(code: int) -> Response:
    """Any error below these addresses, those of the router and of the gate included."""
    usual = BROKEN if code >= 500 else FAILURES[400]
    response = _told(code, *FAILURES.get(code, usual))
    if code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="CASE"'
    return response


def _told(code: int, minor: Minor, field: str, why: str) -> Response:
    status = failure(minor, field, why, unsupported=code == 405)
    response = make_response(json.dumps(status.written()), code)
    response.mimetype = "application/json"
    return response
