"""The trace of every change: who did what to which object, when, in which request."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, moment, pk
from portal.models.people import Person


class AuditEvent(Base):
    """``actor_id`` is None for commands. ``fields`` names what changed, never the free text."""

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_object", "object_kind", "object_id"),)

    id: Mapped[pk]
    at: Mapped[moment]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    action: Mapped[str] = mapped_column(String(60))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int | None]
    fields: Mapped[list[Any]] = mapped_column(JSON)
    request_id: Mapped[str | None] = mapped_column(String(32))

    actor: Mapped[Person | None] = relationship(lazy="raise_on_sql")
