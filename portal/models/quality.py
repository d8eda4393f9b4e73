"""Quality reviews: one conversation read along the tone guide, and the guide itself."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, key, localized, moment, pk
from portal.models.people import Person


class TonePrinciple(Base):
    """One principle of the team's tone guide. It retires rather than going: reviews name it."""

    __tablename__ = "tone_principles"

    id: Mapped[pk]
    key: Mapped[key] = mapped_column(unique=True)
    place: Mapped[int]
    title: Mapped[localized]
    text: Mapped[localized]
    is_retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class QualityReview(Base):
    """What a reviewer wrote of one conversation: what worked, and one thing to try.

    Until it is sent it is the reviewer's draft; then the person it is for reads it, nobody else.
    ``conversation`` is a link to it or how the team's tool names it.
    """

    __tablename__ = "quality_reviews"
    __table_args__ = (CheckConstraint("reviewer_id <> person_id", "not_of_oneself"),)

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    conversation: Mapped[str] = mapped_column(String(500))
    happened_on: Mapped[date]
    worked: Mapped[str] = mapped_column(Text)
    to_try: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[moment]
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    reviewer: Mapped[Person] = relationship(foreign_keys=reviewer_id, lazy="raise_on_sql")
    remarks: Mapped[list[QualityRemark]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="QualityRemark.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class QualityRemark(Base):
    """What a review says along one principle of the tone guide."""

    __tablename__ = "quality_remarks"
    __table_args__ = (UniqueConstraint("review_id", "principle_id"),)

    id: Mapped[pk]
    review_id: Mapped[int] = mapped_column(ForeignKey("quality_reviews.id"))
    principle_id: Mapped[int] = mapped_column(ForeignKey("tone_principles.id"), index=True)
    text: Mapped[str] = mapped_column(Text)

    principle: Mapped[TonePrinciple] = relationship(lazy="raise_on_sql")
