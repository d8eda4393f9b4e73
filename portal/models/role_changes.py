"""What became of roles: split, merged, retired, brought back; and whom it concerned."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, choice, localized, moment, pk
from portal.domain.role_changes import ChangeKind
from portal.models.ladders import Role
from portal.models.people import Person, Position


class RoleChange(Base):
    """One change of a role, from a day on. It is kept for good; ``note`` says why, to everybody."""

    __tablename__ = "role_changes"

    id: Mapped[pk]
    kind: Mapped[ChangeKind] = choice(ChangeKind, "kind")
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    note: Mapped[localized]
    effective_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[moment]

    role: Mapped[Role] = relationship(lazy="raise_on_sql")
    successions: Mapped[list[Succession]] = relationship(
        lazy="raise_on_sql", order_by="Succession.place", back_populates="change"
    )

    @property
    def successors(self) -> list[Role]:
        """The roles that took work over; needs ``successions`` with their roles loaded."""
        return [succession.role for succession in self.successions]


class Succession(Base):
    """A role that took work over in a change; ``is_new`` if it came to the ladder with it."""

    __tablename__ = "successions"
    __table_args__ = (UniqueConstraint("change_id", "role_id"),)

    id: Mapped[pk]
    change_id: Mapped[int] = mapped_column(ForeignKey("role_changes.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    place: Mapped[int]
    is_new: Mapped[bool]

    change: Mapped[RoleChange] = relationship(lazy="raise_on_sql", back_populates="successions")
    role: Mapped[Role] = relationship(lazy="raise_on_sql")


class ConcernedPerson(Base):
    """Somebody who was in the role, and the position they have held since the change.

    ``has_moved`` if the change gave them that position, or another role in it.
    """

    __tablename__ = "concerned_people"
    __table_args__ = (UniqueConstraint("change_id", "person_id"),)

    id: Mapped[pk]
    change_id: Mapped[int] = mapped_column(ForeignKey("role_changes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    position_id: Mapped[int] = mapped_column(ForeignKey("positions.id"), index=True)
    has_moved: Mapped[bool]

    change: Mapped[RoleChange] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    position: Mapped[Position] = relationship(lazy="raise_on_sql")
