"""Finding rendered documents by their key."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import undefer

from portal.db import db
from portal.models import Document


def kept(key: str) -> Document | None:
    """The document under ``key``, with its content."""
    return db.session.scalar(
        select(Document).where(Document.key == key).options(undefer(Document.content))
    )


def kept_keys(keys: Iterable[str]) -> set[str]:
    """Those of ``keys`` under which a document is kept."""
    return set(db.session.scalars(select(Document.key).where(Document.key.in_(list(keys)))))
