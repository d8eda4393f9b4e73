"""Signing in: accounts, the sessions they have open, and links that set a first password."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, choice, moment, pk
from portal.models.people import Person


class Theme(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class EvidenceReminder(StrEnum):
    """How often somebody asks to be reminded of their evidence log."""

    NEVER = "never"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"


class Account(Base):
    """A person's sign-in and portal rights. Being a manager is no right: it follows from reports.

    ``password_hash`` is None until the person has used their set-up link. Without ``gets_mail``
    what the portal has to tell waits in the portal alone.
    """

    __tablename__ = "accounts"

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_people_ops: Mapped[bool] = mapped_column(server_default=false(), default=False)
    is_admin: Mapped[bool] = mapped_column(server_default=false(), default=False)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    theme: Mapped[Theme] = choice(Theme, "theme")
    evidence_reminder: Mapped[EvidenceReminder] = choice(
        EvidenceReminder, "evidence_reminder", default=EvidenceReminder.NEVER
    )
    gets_mail: Mapped[bool] = mapped_column(server_default=true(), default=True)
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(back_populates="account", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom

    @property
    def is_active(self) -> bool:
        return self.deactivated_at is None


class AccountSession(Base):
    """A browser signed in to an account; deleting the row signs it out.

    Only the SHA-256 (hex) of the token in the browser's cookie is stored.
    """

    __tablename__ = "account_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    started_at: Mapped[moment]
    seen_at: Mapped[moment]
    device: Mapped[str] = mapped_column(String(120))

    account: Mapped[Account] = relationship(lazy="raise_on_sql")


class SetUpLink(Base):
    """A one-time link with which a person chooses their password; only its hash is stored."""

    __tablename__ = "set_up_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), unique=True
    )
    expires_at: Mapped[moment]

    account: Mapped[Account] = relationship(lazy="raise_on_sql")


class SignInFailure(Base):
    """A failed sign-in, kept for as long as throttling needs it.

    Both columns hold keyed digests: the table is no list of who tried to sign in from where.
    """

    __tablename__ = "sign_in_failures"
    __table_args__ = (
        Index("ix_sign_in_failures_email_digest_at", "email_digest", "at"),
        Index("ix_sign_in_failures_address_digest_at", "address_digest", "at"),
    )

    id: Mapped[pk]
    email_digest: Mapped[str] = mapped_column(String(64))
    address_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[moment]
