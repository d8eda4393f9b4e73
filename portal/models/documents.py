"""Rendered files, kept under a key that names everything they were made from."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from portal.db import Base, moment, pk


class Document(Base):
    """``key`` (SHA-256, hex) names the content and the renderer, so equal keys are equal bytes."""

    __tablename__ = "documents"

    id: Mapped[pk]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    rendered_at: Mapped[moment]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
