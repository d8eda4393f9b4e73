"""People, their teams, and the roles they held from a date to a date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from portal.db import Base, key, pk, short_text
from portal.domain.names import folded
from portal.models.ladders import Role

if TYPE_CHECKING:
    from portal.models.accounts import Account


class Team(Base):
    __tablename__ = "teams"

    id: Mapped[pk]
    key: Mapped[key] = mapped_column(unique=True)
    name: Mapped[short_text]


class Person(Base):
    """Somebody in the organisation. ``left_on`` is the first day they are no longer there.

    ``email`` is kept in lower case; ``sort_name`` follows ``name``, for sorting and searching.
    ``version`` grows with every change, so that two editors cannot overwrite each other unseen.
    """

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("manager_id <> id", "not_own_manager"),
        CheckConstraint("email = lower(email)", "email_lower_case"),
        CheckConstraint("left_on is null or left_on >= started_on", "leaves_after_start"),
        Index("ix_people_sort_name_id", "sort_name", "id"),
    )

    id: Mapped[pk]
    name: Mapped[short_text]
    sort_name: Mapped[str] = mapped_column(String(400))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    office: Mapped[short_text]
    time_zone: Mapped[str] = mapped_column(String(60))
    locale: Mapped[str] = mapped_column(String(10), default="en")
    started_on: Mapped[date]
    left_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    account: Mapped[Account | None] = relationship(back_populates="person", lazy="raise_on_sql")
    manager: Mapped[Person | None] = relationship(remote_side="Person.id", lazy="raise_on_sql")
    team: Mapped[Team | None] = relationship(lazy="raise_on_sql")
    positions: Mapped[list[Position]] = relationship(
        back_populates="person", lazy="raise_on_sql", order_by="Position.started_on"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom

    @validates("name")
    def _sort_by(self, _field: str, name: str) -> str:
        self.sort_name = folded(name)
        return name

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def last_day(self) -> date | None:
        """The last day they were here, as people say it; None while they are."""
        return self.left_on - timedelta(days=1) if self.left_on else None

    @property
    def position(self) -> Position | None:
        """The position held now, if any; needs ``positions`` loaded."""
        return next((p for p in self.positions if p.ended_on is None), None)


class Position(Base):
    """A person in a role from a date up to, but without, another; None while it lasts."""

    __tablename__ = "positions"
    __table_args__ = (
        CheckConstraint("ended_on is null or ended_on > started_on", "ends_after_start"),
        UniqueConstraint("person_id", "started_on"),
        Index(
            "uq_positions_one_open",
            "person_id",
            unique=True,
            sqlite_where=text("ended_on is null"),
            postgresql_where=text("ended_on is null"),
        ),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="positions", lazy="raise_on_sql")
    role: Mapped[Role] = relationship(lazy="raise_on_sql")
