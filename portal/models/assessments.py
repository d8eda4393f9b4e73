"""Assessments: a person against a frozen version of a role's matrix, and views of that."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, choice, moment, pk
from portal.domain.assessments import ViewKind
from portal.domain.observations import Mark
from portal.domain.workflows import ViewState
from portal.models.cycles import Cycle
from portal.models.evidence import Evidence
from portal.models.ladders import Role
from portal.models.matrices import Behaviour, Competency, MatrixVersion
from portal.models.people import Person


class Assessment(Base):
    """One person, one role, one frozen matrix version; what is thought of it is in its views.

    In a cycle (``cycle_id``) there is one per person, with a manager who writes the other view.
    Outside cycles it is a private check: a self view that stays its author's alone, one open at
    a time for each role.

    ``self_in_at`` and ``manager_in_at`` are set while the newest edition of that view is sealed;
    ``views_open_at`` is the moment both are open to both, fixed when the second one comes in.
    ``extended_to`` is a later day for this one's views and conversation than the cycle's.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        UniqueConstraint("cycle_id", "person_id"),
        CheckConstraint("manager_id <> person_id", "not_own_manager"),
        CheckConstraint(
            "cycle_id is not null or (manager_id is null and manager_in_at is null"
            " and views_open_at is null and agreed_at is null and extended_to is null)",
            "private_has_one_view",
        ),
        CheckConstraint("agreed_at is null or views_open_at is not null", "agreed_after_opening"),
        CheckConstraint("acknowledged_at is null or agreed_at is not null", "read_after_agreeing"),
        Index(
            "uq_assessments_one_open_check",
            "person_id",
            "role_id",
            unique=True,
            sqlite_where=text("cycle_id is null and self_in_at is null"),
            postgresql_where=text("cycle_id is null and self_in_at is null"),
        ),
    )

    id: Mapped[pk]
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycles.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    matrix_version_id: Mapped[int] = mapped_column(ForeignKey("matrix_versions.id"), index=True)
    started_at: Mapped[moment]
    self_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    manager_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    views_open_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    extended_to: Mapped[date | None]

    cycle: Mapped[Cycle | None] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    manager: Mapped[Person | None] = relationship(foreign_keys=manager_id, lazy="raise_on_sql")
    role: Mapped[Role] = relationship(lazy="raise_on_sql")
    matrix_version: Mapped[MatrixVersion] = relationship(lazy="raise_on_sql")
    views: Mapped[list[View]] = relationship(
        back_populates="assessment",
        lazy="raise_on_sql",
        order_by="View.kind, View.edition",
    )


class View(Base):
    """One edition of one author's view: private while a draft, sealed for good once submitted.

    Reopening leaves a sealed edition as it is and starts the next one from a copy of it;
    ``reopened_reason`` says why. A draft whose author no longer assesses this person is withdrawn:
    it stays readable to its author alone. The agreed view is written by both; its author is the
    manager who led the conversation, ``next_steps`` are what both will do, and the person
    acknowledges having read it.
    """

    __tablename__ = "views"
    __table_args__ = (
        CheckConstraint("(state = 'submitted') = (submitted_at is not null)", "submitted_moment"),
        CheckConstraint("edition > 0", "edition_range"),
        CheckConstraint(
            "acknowledged_at is null or (kind = 'agreed' and state = 'submitted')",
            "only_agreed_is_acknowledged",
        ),
        UniqueConstraint("assessment_id", "kind", "edition"),
        Index(
            "uq_views_one_draft",
            "assessment_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
    )

    id: Mapped[pk]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id"))
    kind: Mapped[ViewKind] = choice(ViewKind, "kind")
    edition: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[ViewState] = choice(ViewState, "state")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    saved_at: Mapped[moment]
    reopened_reason: Mapped[str] = mapped_column(Text, default="")
    next_steps: Mapped[str] = mapped_column(Text, default="")
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    acknowledgement: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    assessment: Mapped[Assessment] = relationship(back_populates="views", lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    answers: Mapped[list[Answer]] = relationship(
        back_populates="view", lazy="raise_on_sql", cascade="all, delete-orphan"
    )
    attachments: Mapped[list[Attachment]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Attachment.id"
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


class Attachment(Base):
    """A note from the evidence log that a view shows beside one competency.

    Whoever may read the view may read the note; once the view is sealed, the note stays as it is.
    """

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("view_id", "competency_id", "evidence_id"),)

    id: Mapped[pk]
    view_id: Mapped[int] = mapped_column(ForeignKey("views.id"))
    competency_id: Mapped[int] = mapped_column(ForeignKey("competencies.id"), index=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)

    competency: Mapped[Competency] = relationship(lazy="raise_on_sql")
    evidence: Mapped[Evidence] = relationship(lazy="raise_on_sql")
