"""Programmes: modules, mentors, and people on their way through them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, choice, key, localized, pk
from portal.domain.programmes import CompletionState
from portal.domain.workflows import EnrolmentState
from portal.models.evidence import Evidence
from portal.models.ladders import Programme
from portal.models.matrices import Behaviour
from portal.models.people import Person


class Module(Base):
    """One part of a programme: what one does, what shows it was learned, what it teaches.

    It retires rather than going: what people completed stays.
    """

    __tablename__ = "modules"
    __table_args__ = (UniqueConstraint("programme_id", "key"),)

    id: Mapped[pk]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    key: Mapped[key]
    place: Mapped[int]
    title: Mapped[localized]
    text: Mapped[localized]
    shown_by: Mapped[localized]
    is_retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    teaches: Mapped[list[Lesson]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Lesson.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class Lesson(Base):
    """A behaviour that a module teaches."""

    __tablename__ = "lessons"
    __table_args__ = (UniqueConstraint("module_id", "behaviour_id"),)

    id: Mapped[pk]
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"))
    behaviour_id: Mapped[int] = mapped_column(ForeignKey("behaviours.id"), index=True)

    behaviour: Mapped[Behaviour] = relationship(lazy="raise_on_sql")


class Mentor(Base):
    """Somebody who accompanies people through a programme."""

    __tablename__ = "mentors"
    __table_args__ = (UniqueConstraint("programme_id", "person_id"),)

    id: Mapped[pk]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Enrolment(Base):
    """Somebody on a programme, with a mentor; at most one that is active of each programme."""

    __tablename__ = "enrolments"
    __table_args__ = (
        CheckConstraint("(state = 'active') = (ended_on is null)", "ended_has_a_day"),
        CheckConstraint("mentor_id <> person_id", "not_own_mentor"),
        Index(
            "uq_enrolments_one_active",
            "person_id",
            "programme_id",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[EnrolmentState] = choice(EnrolmentState, "state")
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    mentor: Mapped[Person | None] = relationship(foreign_keys=mentor_id, lazy="raise_on_sql")
    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    completions: Mapped[list[Completion]] = relationship(
        back_populates="enrolment",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="Completion.id",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class Completion(Base):
    """A module somebody says they are through with: what shows it, and who confirmed it.

    ``notes`` say what was still missing, each time it was not confirmed, and why a confirmation
    was taken back.
    """

    __tablename__ = "completions"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "module_id"),
        CheckConstraint("what_shows_it <> ''", "says_what_shows_it"),
        CheckConstraint("(confirmed_on is null) = (confirmed_by_id is null)", "confirmed_by_one"),
        CheckConstraint("(state = 'confirmed') = (confirmed_on is not null)", "confirmed_on_a_day"),
    )

    id: Mapped[pk]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"), index=True)
    state: Mapped[CompletionState] = choice(CompletionState, "state")
    done_on: Mapped[date]
    what_shows_it: Mapped[str] = mapped_column(Text)
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), index=True)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    confirmed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    enrolment: Mapped[Enrolment] = relationship(back_populates="completions", lazy="raise_on_sql")
    module: Mapped[Module] = relationship(lazy="raise_on_sql")
    evidence: Mapped[Evidence | None] = relationship(lazy="raise_on_sql")
    confirmed_by: Mapped[Person | None] = relationship(
        foreign_keys=confirmed_by_id, lazy="raise_on_sql"
    )
    notes: Mapped[list[CompletionNote]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="CompletionNote.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class CompletionNote(Base):
    """What is still missing before a module can be confirmed, and who says so.

    Or, where ``takes_back``, why it is confirmed no longer.
    """

    __tablename__ = "completion_notes"
    __table_args__ = (CheckConstraint("text <> ''", "says_something"),)

    id: Mapped[pk]
    completion_id: Mapped[int] = mapped_column(ForeignKey("completions.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    written_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    takes_back: Mapped[bool] = mapped_column(default=False)

    author: Mapped[Person] = relationship(lazy="raise_on_sql")
