"""Finding rendered documents by their key."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import undefer

from portal.db import db
from portal.models import Document


def kept(key: str) -> Document | None:
    """The document under ``key``, with its content."""
    return db.session.scalar(
        select(Document).where(Document.key == key).options(undefer(Document.content))
    )


def is_kept(key: str) -> bool:
    return db.session.scalar(select(Document.id).where(Document.key == key)) is not None
