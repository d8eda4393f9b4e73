"""One request, one transaction, settled at the edge: nothing else in the portal commits.

A request that ends below 400 keeps its changes; a rejected form (422), a broken rule (409) or an
error leaves nothing behind.
"""

from __future__ import annotations

from flask import Flask, Response, g

from portal.db import db, is_writing


def writes() -> None:
    """Declare that this GET may write (a document kept once rendered, a session's last use).

    What was read so far is let go: the transaction starts anew, and takes SQLite's write lock
    when it begins.
    """
    db.session.rollback()
    g.writes = True


def keep_changes() -> None:
    """Keep this request's changes although it is refused: a failed sign-in has to be counted."""
    g.keep_changes = True


def settle(response: Response) -> Response:
    if is_writing() and (response.status_code < 400 or g.get("keep_changes", False)):
        db.session.commit()
    else:
        db.session.rollback()
    return response


def init_app(app: Flask) -> None:
    app.after_request(settle)
