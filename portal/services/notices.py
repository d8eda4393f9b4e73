"""Telling people that something waits for them or has happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import select

from portal.db import db
from portal.domain.notices import NoticeKind
from portal.models import Notice, Person


def tell(
    person: Person,
    kind: NoticeKind,
    *,
    key: str,
    path: str,
    about: Mapping[str, str] | None = None,
) -> Notice | None:
    """Tell ``person`` once, in the same transaction as what it is about; None if told before.

    ``key`` names the occasion, with the person in it (``cycle:3:opened:17``). ``path`` is where
    to look (``/assessments/5``). ``about`` holds names and days for the words, never content.
    """
    if db.session.scalar(select(Notice.id).where(Notice.key == key)) is not None:
        return None
    notice = Notice(
        key=key,
        person_id=person.id,
        kind=kind,
        about=dict(about or {}),
        path=path,
        at=datetime.now(UTC),
    )
    db.session.add(notice)
    db.session.flush()
    return notice
