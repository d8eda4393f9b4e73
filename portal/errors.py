"""Saying no: broken rules, and every error as a page of ours with a request id."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask.sansio.app import App
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from portal.db import db
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.wording.refusals import refusal_text

log = logging.getLogger(__name__)

FOR_PROGRAMS = "errors_for_programs"
"""Where the app keeps how errors are told below which addresses (``tell_programs``)."""


def tell_programs(app: App, below: str, answer: Callable[[int], Response]) -> None:
    """Have every error below an address told by ``answer``: programs read no pages of ours."""
    app.extensions.setdefault(FOR_PROGRAMS, {})[below] = answer


def _texts(code: int) -> tuple[str, str]:
    texts = {
        400: (
            _("That did not arrive as expected"),
            _("The page may have been open for a long time. Go back, reload it and try again."),
        ),
        401: (_("Please sign in"), _("Your sign-in has ended. Sign in to go on.")),
        403: (
            _("This is not yours to open"),
            _("You are signed in, but this page is for other roles. Nothing was changed."),
        ),
        404: (
            _("There is nothing here"),
            _("The address may be mistyped, or the page may have moved or be private."),
        ),
        405: (
            _("That cannot be done here"),
            _("The address exists, but not for what was tried. Go back and try again."),
        ),
        409: (
            _("That is not possible as things stand"),
            _("Something else changed, or a rule stands against it. Nothing was saved."),
        ),
        413: (
            _("That is too large"),
            _("What was sent is larger than the portal takes. Nothing was saved."),
        ),
        422: (
            _("Some of that needs another look"),
            _("Go back and check what you entered. Nothing was saved."),
        ),
        429: (
            _("Too many attempts"),
            _("Wait a quarter of an hour, then try again."),
        ),
        503: (
            _("The portal is busy"),
            _("Nothing was saved just now. Wait a few seconds and try again."),
        ),
    }
    broken = (
        _("Something went wrong on our side"),
        _("Nothing was saved. Try again; if it stays, tell an admin the request number below."),
    )
    return texts.get(code, broken if code >= 500 else texts[400])


def error_page(code: int, message: str | None = None) -> Response:
    """The error page for ``code``; it needs neither the database nor a signed-in person."""
    for below, answer in current_app.extensions.get(FOR_PROGRAMS, {}).items():
        if request.path.startswith(below):
            return _with_patience(answer(code), code)
    if code >= 500:
        # nothing here may ask the database who is reading: it may be what broke
        g._login_user = AnonymousUserMixin()
    title, usual_message = _texts(code)
    page = render_template(
        "errors/error.html",
        code=code,
        title=title,
        message=message or usual_message,
        request_id=g.get("request_id", ""),
    )
    return _with_patience(make_response(page, code), code)


def _with_patience(response: Response, code: int) -> Response:
    """When to come back, where that would help."""
    if code in {429, 503}:
        response.headers["Retry-After"] = "900" if code == 429 else "5"
    return response


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(Missing, lambda _error: error_page(404))
    app.register_error_handler(RuleBroken, _on_rule_broken)
    for kind, handler in ON_DATABASE.items():
        app.register_error_handler(kind, handler)


def _on_http(error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response):
        return error.response
    if error.code is not None and error.code < 400:  # a redirect of the router's
        return make_response(error.get_response())
    original = getattr(error, "original_exception", None)
    for kind, handler in ON_DATABASE.items():  # raised when the request was settled
        if isinstance(original, kind):
            return handler(original)
    if isinstance(error, InternalServerError):
        log.error("unexpected error", exc_info=original)
    response = error_page(error.code or 500)
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _on_rule_broken(error: RuleBroken) -> Response:
    return error_page(409, str(refusal_text(error.refusal)))


def _on_stale(_error: Exception) -> Response:
    db.session.rollback()
    return error_page(409, str(refusal_text(Refusal.CHANGED_MEANWHILE)))


def _on_clash(error: Exception) -> Response:
    """Rules are checked first; what only the database refuses met somebody else's change."""
    db.session.rollback()
    log.warning("refused by the database: %s", type(getattr(error, "orig", error)).__name__)
    return error_page(409, str(refusal_text(Refusal.CHANGED_MEANWHILE)))


def _on_unfit(_error: Exception) -> Response:
    """Characters and numbers that the database cannot hold: no form of ours sends them."""
    db.session.rollback()
    return error_page(400)


def _on_unavailable(error: Exception) -> Response:
    log.error("database unavailable: %s", type(getattr(error, "orig", error)).__name__)
    return error_page(503)


ON_DATABASE: Mapping[type[Exception], Callable[[Exception], Response]] = {
    StaleDataError: _on_stale,
    IntegrityError: _on_clash,
    DataError: _on_unfit,
    OperationalError: _on_unavailable,
    PoolTimeout: _on_unavailable,
}
