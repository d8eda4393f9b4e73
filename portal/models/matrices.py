"""Matrices in versions.

A competency and a behaviour have an identity (their key) that outlives every wording; what a
version says of them is written in rows of that version, which never change once it is published.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, choice, key, keys, localized, pk
from portal.domain.matrices import VersionNumber, VersionState, Weight
from portal.models.ladders import Role, Track


class Competency(Base):
    """An attribute that matters across roles: the identity behind every wording of it."""

    __tablename__ = "competencies"

    id: Mapped[pk]
    key: Mapped[key] = mapped_column(unique=True)


class Behaviour(Base):
    """One observable behaviour: the identity that observations, evidence and goals cite.

    Where it stands is a matter of each version: it may move to another competency.
    """

    __tablename__ = "behaviours"

    id: Mapped[pk]
    key: Mapped[key] = mapped_column(unique=True)


class Matrix(Base):
    """The matrix of one track; its content lives in its versions."""

    __tablename__ = "matrices"

    id: Mapped[pk]
    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"), unique=True)

    track: Mapped[Track] = relationship(lazy="raise_on_sql")


class MatrixVersion(Base):
    """draft → published → superseded; a matrix has at most one draft and one published version.

    ``based_on`` is the version a draft was begun from, None for a first one. The number of a
    draft is provisional. ``track_title`` is what the track was called when it was published.
    """

    __tablename__ = "matrix_versions"
    __table_args__ = (
        UniqueConstraint("matrix_id", "major", "minor", "patch"),
        CheckConstraint("(state = 'draft') = (published_at is null)", "published_has_a_moment"),
        CheckConstraint("state = 'draft' or note is not null", "published_has_a_note"),
        CheckConstraint("state = 'draft' or track_title is not null", "published_names_its_track"),
        Index(
            "uq_matrix_versions_one_draft",
            "matrix_id",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
        Index(
            "uq_matrix_versions_one_published",
            "matrix_id",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
    )

    id: Mapped[pk]
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"))
    major: Mapped[int]
    minor: Mapped[int]
    patch: Mapped[int]
    state: Mapped[VersionState] = choice(VersionState, "state")
    note: Mapped[localized | None]
    track_title: Mapped[localized | None]
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("matrix_versions.id"), index=True)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    content_hash: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column()

    matrix: Mapped[Matrix] = relationship(lazy="raise_on_sql")
    based_on: Mapped[MatrixVersion | None] = relationship(
        lazy="raise_on_sql", remote_side="MatrixVersion.id"
    )
    roles: Mapped[list[WrittenRole]] = relationship(
        lazy="raise_on_sql",
        order_by="WrittenRole.place, WrittenRole.id",
        cascade="all, delete-orphan",
    )
    categories: Mapped[list[WrittenCategory]] = relationship(
        lazy="raise_on_sql",
        order_by="WrittenCategory.place, WrittenCategory.id",
        cascade="all, delete-orphan",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom

    @property
    def number(self) -> VersionNumber:
        return VersionNumber(self.major, self.minor, self.patch)


class WrittenRole(Base):
    """A role as this version names it: a column of the matrix."""

    __tablename__ = "written_roles"
    __table_args__ = (UniqueConstraint("version_id", "role_id"),)

    id: Mapped[pk]
    version_id: Mapped[int] = mapped_column(ForeignKey("matrix_versions.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    place: Mapped[int]
    title: Mapped[localized]
    short: Mapped[localized]
    purpose: Mapped[localized | None]

    role: Mapped[Role] = relationship(lazy="raise_on_sql")


class WrittenCategory(Base):
    """A group of competencies in this version."""

    __tablename__ = "written_categories"
    __table_args__ = (UniqueConstraint("version_id", "key"),)

    id: Mapped[pk]
    version_id: Mapped[int] = mapped_column(ForeignKey("matrix_versions.id"))
    key: Mapped[key]
    place: Mapped[int]
    title: Mapped[localized]

    competencies: Mapped[list[WrittenCompetency]] = relationship(
        lazy="raise_on_sql",
        order_by="WrittenCompetency.place, WrittenCompetency.id",
        cascade="all, delete-orphan",
    )


class WrittenCompetency(Base):
    """A competency as this version words it: a row of the matrix."""

    __tablename__ = "written_competencies"
    __table_args__ = (UniqueConstraint("category_id", "competency_id"),)

    id: Mapped[pk]
    category_id: Mapped[int] = mapped_column(ForeignKey("written_categories.id"))
    competency_id: Mapped[int] = mapped_column(ForeignKey("competencies.id"), index=True)
    place: Mapped[int]
    title: Mapped[localized]
    summary: Mapped[localized | None]
    came_from: Mapped[keys] = mapped_column(default=())

    competency: Mapped[Competency] = relationship(lazy="raise_on_sql")
    expectations: Mapped[list[Expectation]] = relationship(
        lazy="raise_on_sql", order_by="Expectation.id", cascade="all, delete-orphan"
    )


class Expectation(Base):
    """One cell of the matrix: what a role expects of a competency, and how much it matters."""

    __tablename__ = "expectations"
    __table_args__ = (UniqueConstraint("competency_id", "role_id"),)

    id: Mapped[pk]
    competency_id: Mapped[int] = mapped_column(ForeignKey("written_competencies.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    weight: Mapped[Weight] = choice(Weight, "weight")

    role: Mapped[Role] = relationship(lazy="raise_on_sql")
    behaviours: Mapped[list[WrittenBehaviour]] = relationship(
        lazy="raise_on_sql",
        order_by="WrittenBehaviour.place, WrittenBehaviour.id",
        cascade="all, delete-orphan",
    )


class WrittenBehaviour(Base):
    """A behaviour as this version words it, in one cell."""

    __tablename__ = "written_behaviours"
    __table_args__ = (UniqueConstraint("expectation_id", "behaviour_id"),)

    id: Mapped[pk]
    expectation_id: Mapped[int] = mapped_column(ForeignKey("expectations.id"))
    behaviour_id: Mapped[int] = mapped_column(ForeignKey("behaviours.id"), index=True)
    place: Mapped[int]
    text: Mapped[localized]
    came_from: Mapped[keys] = mapped_column(default=())
    waiver: Mapped[localized | None]

    behaviour: Mapped[Behaviour] = relationship(lazy="raise_on_sql")
