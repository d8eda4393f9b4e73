"""Calibration: what marks mean, with examples, and exercises in reading them alike."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, choice, key, keys, localized, moment, pk
from portal.domain.observations import Mark
from portal.domain.workflows import ExerciseState
from portal.models.ladders import Role
from portal.models.matrices import Behaviour, Competency, MatrixVersion
from portal.models.people import Person


class MarkExample(Base):
    """What one mark looks like in one competency: an example to hold behaviours against."""

    __tablename__ = "mark_examples"
    __table_args__ = (UniqueConstraint("competency_id", "mark"),)

    id: Mapped[pk]
    competency_id: Mapped[int] = mapped_column(ForeignKey("competencies.id"))
    mark: Mapped[Mark] = choice(Mark, "mark")
    text: Mapped[localized]
    version: Mapped[int] = mapped_column()

    competency: Mapped[Competency] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class Exercise(Base):
    """Several assessors mark the same written sample about somebody made up, each alone.

    ``competencies`` are the keys of those the sample says enough about. ``key`` names a shipped
    exercise, so that it is loaded once.
    """

    __tablename__ = "exercises"
    __table_args__ = (
        CheckConstraint("(state = 'closed') = (closed_at is not null)", "closed_has_a_moment"),
    )

    id: Mapped[pk]
    key: Mapped[key] = mapped_column(unique=True)
    title: Mapped[localized]
    sample: Mapped[localized]
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    matrix_version_id: Mapped[int] = mapped_column(ForeignKey("matrix_versions.id"), index=True)
    competencies: Mapped[keys]
    state: Mapped[ExerciseState] = choice(ExerciseState, "state")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    version: Mapped[int] = mapped_column()

    role: Mapped[Role] = relationship(lazy="raise_on_sql")
    matrix_version: Mapped[MatrixVersion] = relationship(lazy="raise_on_sql")
    readings: Mapped[list[ExerciseReading]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ExerciseReading.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class ExerciseReading(Base):
    """One assessor's marks in an exercise: theirs alone until they send them."""

    __tablename__ = "exercise_readings"
    __table_args__ = (UniqueConstraint("exercise_id", "person_id"),)

    id: Mapped[pk]
    exercise_id: Mapped[int] = mapped_column(ForeignKey("exercises.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    saved_at: Mapped[moment]
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    marks: Mapped[list[ExerciseMark]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ExerciseMark.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class ExerciseMark(Base):
    """How one assessor marked one behaviour of the sample."""

    __tablename__ = "exercise_marks"
    __table_args__ = (UniqueConstraint("reading_id", "behaviour_id"),)

    id: Mapped[pk]
    reading_id: Mapped[int] = mapped_column(ForeignKey("exercise_readings.id"))
    behaviour_id: Mapped[int] = mapped_column(ForeignKey("behaviours.id"), index=True)
    mark: Mapped[Mark] = choice(Mark, "mark")
    because: Mapped[str] = mapped_column(String(300), default="")

    behaviour: Mapped[Behaviour] = relationship(lazy="raise_on_sql")
