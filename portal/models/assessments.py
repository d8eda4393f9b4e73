"""Assessments: a person against a frozen version of a role's matrix, and views of that."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, choice, moment, pk
from portal.domain.observations import Mark
from portal.domain.workflows import ViewState
from portal.models.ladders import Role
from portal.models.matrices import Behaviour, Competency, MatrixVersion
from portal.models.people import Person


class ViewKind(StrEnum):
    SELF = "self"
    MANAGER = "manager"
    AGREED = "agreed"


class Assessment(Base):
    """One person, one role, one frozen matrix version; what is thought of it is in its views."""

    __tablename__ = "assessments"

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    matrix_version_id: Mapped[int] = mapped_column(ForeignKey("matrix_versions.id"), index=True)
    started_at: Mapped[moment]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    role: Mapped[Role] = relationship(lazy="raise_on_sql")
    matrix_version: Mapped[MatrixVersion] = relationship(lazy="raise_on_sql")
    views: Mapped[list[View]] = relationship(back_populates="assessment", lazy="raise_on_sql")


class View(Base):
    """One author's view of an assessment: private while a draft, sealed once submitted.

    Nobody has two self drafts open at once.
    """

    __tablename__ = "views"
    __table_args__ = (
        UniqueConstraint("assessment_id", "kind"),
        CheckConstraint("(state = 'submitted') = (submitted_at is not null)", "submitted_moment"),
        Index(
            "uq_views_one_self_draft",
            "author_id",
            unique=True,
            sqlite_where=text("kind = 'self' and state = 'draft'"),
            postgresql_where=text("kind = 'self' and state = 'draft'"),
        ),
    )

    id: Mapped[pk]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id"))
    kind: Mapped[ViewKind] = choice(ViewKind, "kind")
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[ViewState] = choice(ViewState, "state")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    saved_at: Mapped[moment]
    version: Mapped[int] = mapped_column()

    assessment: Mapped[Assessment] = relationship(back_populates="views", lazy="raise_on_sql")
    answers: Mapped[list[Answer]] = relationship(
        back_populates="view", lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class Answer(Base):
    """What a view says of one competency: its observations, a note, a link."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("view_id", "competency_id"),)

    id: Mapped[pk]
    view_id: Mapped[int] = mapped_column(ForeignKey("views.id"))
    competency_id: Mapped[int] = mapped_column(ForeignKey("competencies.id"), index=True)
    note: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(500))

    view: Mapped[View] = relationship(back_populates="answers", lazy="raise_on_sql")
    competency: Mapped[Competency] = relationship(lazy="raise_on_sql")
    observations: Mapped[list[Observation]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan"
    )


class Observation(Base):
    """How one behaviour was seen; ``reason`` says why it does not apply, where it does not."""

    __tablename__ = "observations"
    __table_args__ = (UniqueConstraint("answer_id", "behaviour_id"),)

    id: Mapped[pk]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    behaviour_id: Mapped[int] = mapped_column(ForeignKey("behaviours.id"), index=True)
    mark: Mapped[Mark] = choice(Mark, "mark")
    reason: Mapped[str] = mapped_column(String(300))

    behaviour: Mapped[Behaviour] = relationship(lazy="raise_on_sql")
