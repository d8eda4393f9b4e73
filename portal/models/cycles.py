"""Cycles: rounds of assessments with dates in a stated time zone, and who is away meanwhile."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, choice, keys, pk, short_text
from portal.domain.workflows import CycleState
from portal.models.ladders import Track
from portal.models.matrices import MatrixVersion
from portal.models.people import Person


class Cycle(Base):
    """A round: whom it is for, until when what is due, and which versions it assesses against.

    Days are whole days in ``time_zone``: something due on a day may be done until that day ends
    there. ``tracks`` and ``teams`` are keys; both empty means everybody. Views open when both are
    in, but not before ``views_open_on``, where that is set. ``unmended_reason`` says why it was
    opened although the readiness check still listed somebody.
    """

    __tablename__ = "cycles"
    __table_args__ = (
        CheckConstraint("views_due_on >= opens_on", "views_due_after_opening"),
        CheckConstraint("talks_due_on >= views_due_on", "talks_due_after_views"),
        CheckConstraint("(state = 'draft') = (opened_at is null)", "opened_has_a_moment"),
        CheckConstraint("(state = 'closed') = (closed_at is not null)", "closed_has_a_moment"),
        CheckConstraint("(state = 'paused') = (paused_at is not null)", "paused_has_a_moment"),
        CheckConstraint("new_starter_days >= 0", "new_starter_days_range"),
    )

    id: Mapped[pk]
    name: Mapped[short_text] = mapped_column(unique=True)
    note: Mapped[str] = mapped_column(Text)
    state: Mapped[CycleState] = choice(CycleState, "state")
    time_zone: Mapped[str] = mapped_column(String(60))
    opens_on: Mapped[date]
    views_due_on: Mapped[date]
    talks_due_on: Mapped[date]
    views_open_on: Mapped[date | None]
    tracks: Mapped[keys] = mapped_column(default=())
    teams: Mapped[keys] = mapped_column(default=())
    new_starter_days: Mapped[int] = mapped_column(default=0)
    leaves_out_absent: Mapped[bool] = mapped_column(default=True)
    unmended_reason: Mapped[str] = mapped_column(Text, default="")
    paused_reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    version: Mapped[int] = mapped_column()

    versions: Mapped[list[CycleVersion]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="CycleVersion.id"
    )
    choices: Mapped[list[CycleChoice]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="CycleChoice.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class CycleVersion(Base):
    """The version of a track's matrix that a cycle assesses against: it freezes with the cycle."""

    __tablename__ = "cycle_versions"
    __table_args__ = (UniqueConstraint("cycle_id", "track_id"),)

    id: Mapped[pk]
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycles.id"))
    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"), index=True)
    matrix_version_id: Mapped[int] = mapped_column(ForeignKey("matrix_versions.id"), index=True)

    track: Mapped[Track] = relationship(lazy="raise_on_sql")
    matrix_version: Mapped[MatrixVersion] = relationship(lazy="raise_on_sql")


class CycleChoice(Base):
    """Somebody taken into a cycle, or left out of it, whatever its audience says, and why."""

    __tablename__ = "cycle_choices"
    __table_args__ = (UniqueConstraint("cycle_id", "person_id"),)

    id: Mapped[pk]
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycles.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    is_in: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(300))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Absence(Base):
    """Somebody on leave from a day up to, but without, another (None: not known yet).

    Why is nobody's business here: no reason is kept.
    """

    __tablename__ = "absences"
    __table_args__ = (
        CheckConstraint("until_on is null or until_on > from_on", "ends_after_start"),
        UniqueConstraint("person_id", "from_on"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
