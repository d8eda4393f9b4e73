"""Which notices one may see: one's own."""

from __future__ import annotations

from sqlalchemy import select

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import Notice, Person


def load_own_notice(viewer: Person, notice_id: int) -> Notice:
    """Something the viewer was told; nobody else's."""
    notice = db.session.scalar(
        select(Notice).where(Notice.id == notice_id, Notice.person_id == viewer.id)
    )
    if notice is None:
        raise Missing
    return notice
