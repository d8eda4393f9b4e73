"""A portal whose worker can be killed from within, at a moment that the sender of a request names.

For gunicorn: ``tests.mortal_portals:create_app()``. A request with the header ``X-Die`` kills the
worker it is in by SIGKILL: so many seconds after it came in, or just after its commit. Each answer
says in ``X-Worker`` which worker gave it.
"""

from __future__ import annotations

import gc
import os
import signal
from threading import Timer

from flask import Flask, Response, has_request_context, request
from sqlalchemy import event, select
from sqlalchemy.orm import Session

import portal
from portal.db import db
from portal.models import Assessment, Person
from tests.browser import Browser

DIE = "X-Die"
WORKER = "X-Worker"
COMMITTED = "committed"


def create_app() -> Flask:
    app = portal.create_app()
    app.before_request_funcs.setdefault(None, []).insert(0, _die_soon)
    app.after_request(_name_worker)
    event.listen(db.session, "after_commit", _die_committed)
    _warm_up(app)
    return app


def _warm_up(app: Flask) -> None:
    """Do before forking what each worker would do slowly when it is first asked to save."""
    with app.app_context():
        assessment, email = db.session.execute(
            select(Assessment.id, Person.email).join(Person, Person.id == Assessment.manager_id)
        ).first() or (0, "")
    browser = Browser(app, base_url=app.config["PORTAL_BASE_URL"])
    browser.sign_in(email)
    part = f"/assessments/{assessment}/manager/answers/product-knowledge"
    browser.send(part, method="POST", data={"csrf_token": browser.token()}, htmx=True)
    with app.app_context():
        db.engine.dispose()  # a connection is not shared with a fork
    gc.freeze()  # and what is there need not be looked through in each


def _die_soon() -> None:
    wish = request.headers.get(DIE, COMMITTED)
    if wish != COMMITTED:
        soon = Timer(float(wish), _die)
        soon.daemon = True
        soon.start()


def _name_worker(response: Response) -> Response:
    response.headers[WORKER] = str(os.getpid())
    return response


def _die_committed(session: Session) -> None:
    if session.in_nested_transaction():  # a savepoint, which keeps nothing yet
        return
    if has_request_context() and request.headers.get(DIE) == COMMITTED:
        _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
