"""How much a request may send, also where it does not say how much that is."""

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
