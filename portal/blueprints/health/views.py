"""Whether the process lives, and whether it is ready to serve."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from portal.access import Permission, requires
from portal.services import checks

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@requires(Permission.PUBLIC)
def process() -> ResponseReturnValue:
    return {"status": "ok"}


@bp.get("/readyz")
@requires(Permission.PUBLIC)
def ready() -> ResponseReturnValue:
    """Ready when the database answers and carries the migrations this code was written for."""
    try:
        found = checks.database_migration()
    except SQLAlchemyError:
        return {"status": "database unavailable"}, 503
    if found != checks.newest_migration():
        return {"status": "migrations pending"}, 503
    return {"status": "ok"}
