"""One request, one transaction, settled at the edge: nothing else in the portal commits.

A request that ends below 400 keeps its changes; a rejected form (422), a broken rule (409) or an
error leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, g, session
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from portal.db import NO_WAITING, db, is_writing

T = TypeVar("T")


def writes() -> None:
    """Declare that this GET may write (a document kept once rendered).

    What was read so far is let go: the transaction starts anew, and takes SQLite's write lock
    when it begins.
    """
    db.session.rollback()
    g.writes = True


def keep_changes() -> None:
    """Keep this request's changes although it is refused: a failed sign-in has to be counted."""
    g.keep_changes = True


def release() -> None:
    """Let the database go while something slow runs that needs nothing of it.

    Nothing may have been changed yet; what was read is read anew when it is looked at again.
    """
    db.session.rollback()


def settle(response: Response) -> Response:
    if is_writing() and (response.status_code < 400 or g.get("keep_changes", False)):
        try:
            db.session.commit()
        except SQLAlchemyError:
            _promise_nothing()
            raise
    else:
        db.session.rollback()
        if is_writing():
            _promise_nothing()
    return response


def _promise_nothing() -> None:
    """Take back messages about changes that were not kept."""
    session.pop("_flashes", None)


def step(work: Callable[[], T]) -> T:
    """One step of the worker in a transaction of its own: all of it is kept, or nothing."""
    try:
        done = work()
        db.session.commit()
        return done
    except BaseException:
        db.session.rollback()
        raise


def aside(work: Callable[[], None]) -> None:
    """A small write in a transaction of its own, once the request is settled.

    It is not worth waiting for: when the database is busy it is left out.
    """
    writes()
    try:
        db.session.connection(execution_options=NO_WAITING)
        work()
        db.session.commit()
    except OperationalError:
        db.session.rollback()


def init_app(app: Flask) -> None:
    app.after_request(settle)
