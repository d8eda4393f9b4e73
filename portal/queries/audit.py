"""Reading the trace."""

from __future__ import annotations

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.models import AuditEvent

PER_PAGE = 50


def events(*, page: int) -> Pagination:
    """One page of the trace, the newest first; by id, because clocks can jump."""
    return db.paginate(
        select(AuditEvent).options(joinedload(AuditEvent.actor)).order_by(AuditEvent.id.desc()),
        page=page,
        per_page=PER_PAGE,
        error_out=False,
    )
