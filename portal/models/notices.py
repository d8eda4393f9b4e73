"""Notices in the portal, and the outbox of mails that say the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, choice, moment, pk
from portal.domain.notices import NoticeKind
from portal.domain.workflows import MailState
from portal.models.people import Person


class Notice(Base):
    """Something a person was told: of which kind, about what, and where to look at it.

    ``about`` holds what its words need: names of people and rounds and days, never anything that
    somebody wrote in a view, a note or a goal. ``key`` names the occasion, so that nobody is told
    of one twice.
    """

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_person_id_seen_at", "person_id", "seen_at"),)

    id: Mapped[pk]
    key: Mapped[str] = mapped_column(String(120), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[NoticeKind] = choice(NoticeKind, "kind")
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    path: Mapped[str] = mapped_column(String(200))
    at: Mapped[moment]
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime())

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Mail(Base):
    """A mail in the outbox, written in the same transaction as what it tells of.

    ``due_at`` is when it is next tried. ``message_id`` stays the same however often that is.
    ``problem`` is what the mail server last said, without what was in the mail.
    """

    __tablename__ = "mails"
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (sent_at is not null)", "sent_has_a_moment"),
        Index("ix_mails_state_due_at", "state", "due_at"),
    )

    id: Mapped[pk]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[MailState] = choice(MailState, "state")
    written_at: Mapped[moment]
    due_at: Mapped[moment]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    problem: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column()

    notice: Mapped[Notice] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom
