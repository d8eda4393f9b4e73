"""Goals: behaviours that people practise, and how it goes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, choice, moment, pk, short_text
from portal.domain.workflows import GoalState
from portal.models.assessments import Assessment
from portal.models.evidence import Evidence
from portal.models.ladders import Role
from portal.models.matrices import Behaviour
from portal.models.people import Person


class Goal(Base):
    """A behaviour a person practises for a role: how, with whom, until when.

    It is done when somebody else observed it: ``outcome`` says what was seen, ``seen_by`` by whom,
    ``seen_on`` when, ``noted_by`` who wrote that down, and ``evidence`` shows it where there is a
    note of it. One that was let go says why in ``reason``. ``moved_at`` is when anything last
    happened to it; one that has not moved for long is quiet. ``assessment`` is where it was agreed.
    """

    __tablename__ = "goals"
    __table_args__ = (
        CheckConstraint("(state = 'active') = (ended_at is null)", "ended_has_a_moment"),
        CheckConstraint("state <> 'observed' or outcome <> ''", "observed_says_what"),
        CheckConstraint(
            "state <> 'observed' or (seen_by_id is not null and seen_on is not null)",
            "observed_by_somebody",
        ),
        CheckConstraint("seen_by_id <> person_id", "seen_by_somebody_else"),
        CheckConstraint("state <> 'dropped' or reason <> ''", "dropped_says_why"),
        Index(
            "uq_goals_one_active",
            "person_id",
            "behaviour_id",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    behaviour_id: Mapped[int] = mapped_column(ForeignKey("behaviours.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessments.id"), index=True)
    how: Mapped[str] = mapped_column(Text)
    with_whom: Mapped[short_text]
    until_on: Mapped[date]
    state: Mapped[GoalState] = choice(GoalState, "state")
    started_at: Mapped[moment]
    moved_at: Mapped[moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    outcome: Mapped[str] = mapped_column(Text, default="")
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    seen_on: Mapped[date | None]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    behaviour: Mapped[Behaviour] = relationship(lazy="raise_on_sql")
    role: Mapped[Role] = relationship(lazy="raise_on_sql")
    assessment: Mapped[Assessment | None] = relationship(lazy="raise_on_sql")
    seen_by: Mapped[Person | None] = relationship(foreign_keys=seen_by_id, lazy="raise_on_sql")
    noted_by: Mapped[Person | None] = relationship(foreign_keys=noted_by_id, lazy="raise_on_sql")
    evidence: Mapped[Evidence | None] = relationship(lazy="raise_on_sql")
    check_ins: Mapped[list[CheckIn]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="CheckIn.at, CheckIn.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class CheckIn(Base):
    """How it goes with a goal, in a sentence or two, from the person or from their manager."""

    __tablename__ = "check_ins"
    __table_args__ = (CheckConstraint("text <> ''", "says_something"),)

    id: Mapped[pk]
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[moment]
    text: Mapped[str] = mapped_column(Text)

    author: Mapped[Person] = relationship(lazy="raise_on_sql")
