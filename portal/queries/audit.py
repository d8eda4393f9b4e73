"""Reading the trace."""

from __future__ import annotations

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.models import Account, ApiToken, AuditEvent, Mail, Person

PER_PAGE = 50


TECHNICAL = (Account.__tablename__, ApiToken.__tablename__, Mail.__tablename__)
"""The kinds of things that running the portal is about; the rest is about people's careers."""

PRIVATE = frozenset(
    {
        # drafts of a round, and checks outside rounds
        "started self view",
        "started manager view",
        "started agreed view",
        "started self-assessment",
        "brought self-assessment over",
        "submitted self-assessment",
        "discarded self-assessment",
        # the evidence log; that a note was shared or taken back changes what others read
        "wrote evidence",
        "changed evidence",
        "deleted evidence",
        "said thank you",
        "added quality review to evidence",
        # drafts of quality reviews and of readings of an exercise
        "started quality review",
        "discarded quality review",
        "started exercise reading",
        # goals
        "started goal",
        "changed goal",
        "checked in on goal",
        "dropped goal",
        "brought goal back",
        "noted goal as seen",
    }
)
"""What only tells of something private: whoever did it finds it in the trace, nobody else."""


def events(*, viewer: Person, page: int, technical_only: bool) -> Pagination:
    """One page of the trace as ``viewer`` may read it, the newest first.

    By id, because clocks can jump. What others did that is PRIVATE is kept, and not shown.
    """
    trace = select(AuditEvent).options(joinedload(AuditEvent.actor))
    trace = trace.where(or_(AuditEvent.action.not_in(PRIVATE), AuditEvent.actor_id == viewer.id))
    if technical_only:
        trace = trace.where(AuditEvent.object_kind.in_(TECHNICAL))
    return db.paginate(
        trace.order_by(AuditEvent.id.desc()),
        page=page,
        per_page=PER_PAGE,
        error_out=False,
    )
