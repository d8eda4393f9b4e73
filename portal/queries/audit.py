"""Reading the trace."""

from __future__ import annotations

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.models import Account, ApiToken, AuditEvent, Mail

PER_PAGE = 50


TECHNICAL = (Account.__tablename__, ApiToken.__tablename__, Mail.__tablename__)
"""The kinds of things that running the portal is about; the rest is about people's careers."""


def events(*, page: int, technical_only: bool) -> Pagination:
    """One page of the trace, the newest first; by id, because clocks can jump."""
    trace = select(AuditEvent).options(joinedload(AuditEvent.actor))
    if technical_only:
        trace = trace.where(AuditEvent.object_kind.in_(TECHNICAL))
    return db.paginate(
        trace.order_by(AuditEvent.id.desc()),
        page=page,
        per_page=PER_PAGE,
        error_out=False,
    )
