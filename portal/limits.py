"""What no request may hold: more than fits, or characters that no address has."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from flask import Flask, abort, request, session
from werkzeug.exceptions import RequestEntityTooLarge

from portal.db import SAFE_METHODS

View = TypeVar("View", bound=Callable[..., Any])

AT_ONCE = 64 * 1024
MOST_DRAINED = 10
"""How many times the most a view takes is read to the end, only to be refused politely."""


def takes_up_to(most: int) -> Callable[[View], View]:
    """Let a view take bodies of up to ``most`` bytes: where files are sent."""

    def tag(view: View) -> View:
        view.takes_up_to = most  # type: ignore[attr-defined]
        return view

    return tag


def init_app(app: Flask) -> None:
    @app.before_request
    def take_files() -> None:
        """A body that states its length may be as large as the view takes.

        One that is too large is read to its end all the same, because browsers show no answer while
        they are still sending.
        """
        most = getattr(app.view_functions.get(request.endpoint or ""), "takes_up_to", None)
        if most is None or request.content_length is None:
            return
        request.max_content_length = most
        if most < request.content_length <= MOST_DRAINED * most:
            left = request.content_length
            while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, AT_ONCE))):
                left -= len(piece)

    @app.before_request
    def refuse_too_much() -> None:
        """Werkzeug cuts a body sent in chunks off at the limit; half a form is worse than none.

        Bodies that state their length are refused by it where they are read.
        """
        most = request.max_content_length
        if request.content_length is None and most is not None and len(request.get_data()) >= most:
            abort(413)

    app.before_request(_take_it_in)

    @app.before_request
    def refuse_nul() -> None:
        """No address of ours holds a NUL, and PostgreSQL stores none; SQLite would not mind."""
        if "\0" in request.path or any("\0" in value for value in request.args.values()):
            abort(400)


def _take_it_in() -> None:
    """Read all of it before the database is asked anything, above all who is signed in.

    Over a slow line that takes long, and meanwhile nobody else could save on SQLite; nor may an
    account stay open for as long as its owner goes on sending. Of whoever is not signed in nothing
    is asked; what they send is read only where a view takes it.
    """
    if request.method not in SAFE_METHODS and "_user_id" in session:
        with suppress(RequestEntityTooLarge):  # said where it is read, to those who are let in
            request.get_data()
