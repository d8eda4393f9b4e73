"""Recording what happened, in the same transaction as the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import g, has_request_context

from portal.db import Base, db
from portal.models import AuditEvent, Person


def record(
    by: Person | None, action: str, thing: Base | type[Base], fields: Sequence[str] = ()
) -> None:
    """Record that ``by`` (None: a command) did ``action`` to ``thing``, changing ``fields``.

    ``thing`` is a table where it happened to many of its rows at once: the entry then names none.
    Fields are named, their values are not kept: the trace holds no free text.
    """
    db.session.flush()  # so that a new thing has its id
    db.session.add(
        AuditEvent(
            at=datetime.now(UTC),
            actor_id=by.id if by else None,
            action=action,
            object_kind=thing.__tablename__,
            object_id=None if isinstance(thing, type) else getattr(thing, "id", None),
            fields=list(fields),
            request_id=g.request_id if has_request_context() else None,
        )
    )
