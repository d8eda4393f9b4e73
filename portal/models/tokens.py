"""Tokens with which other programs read what the portal publishes for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, moment, pk, short_text
from portal.domain import api_tokens as rules
from portal.models.people import Person


class ApiToken(Base):
    """A token issued to a program; it belongs to the organisation, not to who issued it.

    Only the SHA-256 (hex) of it is stored. ``expires_on`` is the last day on which it works, and
    ``last_used_on`` the last on which it was used, both in UTC.
    """

    __tablename__ = "api_tokens"

    id: Mapped[pk]
    label: Mapped[short_text]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[moment]
    expires_on: Mapped[date]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    last_used_on: Mapped[date | None]

    created_by: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def works(self) -> bool:
        today = datetime.now(UTC).date()
        return rules.works(expires_on=self.expires_on, revoked_at=self.revoked_at, today=today)
