"""Evidence: a person's own log of what happened, private until shared or attached."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, choice, moment, pk, short_text
from portal.domain.evidence import EvidenceKind
from portal.models.matrices import Behaviour
from portal.models.people import Person
from portal.models.quality import QualityReview


class Evidence(Base):
    """A dated note in the log of ``person``, citing behaviours.

    ``author`` is the person, or the colleague whose thank-you it is. ``shared_at`` is set while
    the person's manager may read it. A context card names a ``metric`` and its ``period`` and
    tells in ``text`` the story that explains them; ``is_right_but_unhappy`` says that the customer
    got the right answer and did not like it.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(kind = 'card') = (metric <> '')", "only_cards_name_a_metric"),
        CheckConstraint("(metric <> '') = (period <> '')", "metric_has_a_period"),
        CheckConstraint("(kind = 'thanks') = (author_id <> person_id)", "thanks_come_from_others"),
        CheckConstraint("(kind = 'review') = (review_id is not null)", "review_is_named"),
        CheckConstraint("text <> ''", "says_something"),
        UniqueConstraint("review_id"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[EvidenceKind] = choice(EvidenceKind, "kind")
    happened_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(500), default="")
    metric: Mapped[short_text] = mapped_column(default="")
    period: Mapped[short_text] = mapped_column(default="")
    is_right_but_unhappy: Mapped[bool] = mapped_column(default=False)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("quality_reviews.id"))
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    written_at: Mapped[moment]
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    author: Mapped[Person] = relationship(foreign_keys=author_id, lazy="raise_on_sql")
    review: Mapped[QualityReview | None] = relationship(lazy="raise_on_sql")
    citations: Mapped[list[Citation]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Citation.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class Citation(Base):
    """A behaviour that a note shows."""

    __tablename__ = "citations"
    __table_args__ = (UniqueConstraint("evidence_id", "behaviour_id"),)

    id: Mapped[pk]
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    behaviour_id: Mapped[int] = mapped_column(ForeignKey("behaviours.id"), index=True)

    behaviour: Mapped[Behaviour] = relationship(lazy="raise_on_sql")
