"""Tracks, the roles on them, and the moves between roles."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, choice, key, localized, localized_list, pk
from portal.domain.ladders import MoveKind


class Track(Base):
    __tablename__ = "tracks"

    id: Mapped[pk]
    key: Mapped[key] = mapped_column(unique=True)
    place: Mapped[int]
    title: Mapped[localized]
    summary: Mapped[localized | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class Role(Base):
    """A rung. Roles are never deleted, they retire."""

    __tablename__ = "roles"
    __table_args__ = (CheckConstraint("rank between 1 and 9", "rank_range"),)

    id: Mapped[pk]
    key: Mapped[key] = mapped_column(unique=True)
    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"), index=True)
    rank: Mapped[int]
    title: Mapped[localized]
    short: Mapped[localized]
    purpose: Mapped[localized | None]
    owns: Mapped[localized_list]
    ask: Mapped[localized | None]
    retired_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom

    track: Mapped[Track] = relationship(lazy="raise_on_sql")


class Programme(Base):
    """A course of development that a move may require."""

    __tablename__ = "programmes"

    id: Mapped[pk]
    key: Mapped[key] = mapped_column(unique=True)
    title: Mapped[localized]
    summary: Mapped[localized]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom


class Destination(Base):
    """A place outside support that people leave for, or come from."""

    __tablename__ = "destinations"

    id: Mapped[pk]
    key: Mapped[key] = mapped_column(unique=True)
    title: Mapped[localized]


class Move(Base):
    """A way from a role to another (both ids), out of support (no ``target_id``) or back in."""

    __tablename__ = "moves"
    __table_args__ = (
        CheckConstraint("origin_id is not null or target_id is not null", "touches_a_role"),
        CheckConstraint("origin_id <> target_id", "goes_somewhere"),
        CheckConstraint(
            "(destination_id is not null) = (origin_id is null or target_id is null)",
            "outside_has_a_name",
        ),
    )

    id: Mapped[pk]
    key: Mapped[key] = mapped_column(unique=True)
    kind: Mapped[MoveKind] = choice(MoveKind, "kind")
    place: Mapped[int]
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("roles.id"), index=True)
    target_id: Mapped[int | None] = mapped_column(ForeignKey("roles.id"), index=True)
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("destinations.id"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id"))
    takes: Mapped[localized_list]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom

    origin: Mapped[Role | None] = relationship(foreign_keys=origin_id, lazy="raise_on_sql")
    target: Mapped[Role | None] = relationship(foreign_keys=target_id, lazy="raise_on_sql")
    destination: Mapped[Destination | None] = relationship(lazy="raise_on_sql")
    programme: Mapped[Programme | None] = relationship(lazy="raise_on_sql")
