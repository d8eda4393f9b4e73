"""What no request may hold: more than fits, or characters that no address has."""

from __future__ import annotations

from flask import Flask, abort, request


def init_app(app: Flask) -> None:
    @app.before_request
    def refuse_too_much() -> None:
        """Werkzeug cuts a body sent in chunks off at the limit; half a form is worse than none.

        Bodies that state their length are refused by it where they are read.
        """
        most = request.max_content_length
        if request.content_length is None and most is not None and len(request.get_data()) >= most:
            abort(413)

    @app.before_request
    def refuse_nul() -> None:
        """No address of ours holds a NUL, and PostgreSQL stores none; SQLite would not mind."""
        if "\0" in request.path or any("\0" in value for value in request.args.values()):
            abort(400)
