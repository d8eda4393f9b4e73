"""Reading people: the directory, a role's holders, a person's reports."""

from __future__ import annotations

from dataclasses import dataclass

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.names import folded
from portal.models import Account, Person, Position, Role, Team
from portal.queries.reporting_lines import led_by
from portal.queries.visibility.people import visible_people

PER_PAGE = 50


@dataclass(frozen=True)
class Named:
    """Somebody as they are told apart: by name, and by address where two have one name."""

    name: str
    email: str


@dataclass(frozen=True)
class Sought:
    """What a reader of the directory looks for; empty strings look for everything."""

    words: str = ""
    role: str = ""
    team: str = ""
    office: str = ""

    @property
    def is_narrow(self) -> bool:
        return any((self.words, self.role, self.team, self.office))


def directory(sought: Sought, *, page: int, including_former: bool) -> Pagination:
    """One page of people by name, with their team and current role loaded."""
    people = matching(visible_people(including_former=including_former), sought.words)
    if sought.role:
        people = people.where(
            Person.positions.any(
                Position.ended_on.is_(None) & Position.role.has(Role.key == sought.role)
            )
        )
    if sought.team:
        people = people.where(Person.team.has(Team.key == sought.team))
    if sought.office:
        people = people.where(Person.office == sought.office)
    people = people.options(
        joinedload(Person.team), selectinload(Person.positions).joinedload(Position.role)
    ).order_by(Person.sort_name, Person.id)
    return db.paginate(people, page=page, per_page=PER_PAGE, error_out=False)


def matching(people: Select[Person], words: str) -> Select[Person]:
    """Those of ``people`` whose name or address holds every one of the words."""
    for word in words.split()[:8]:
        pattern = f"%{_escaped(folded(word))}%"
        people = people.where(
            or_(
                Person.sort_name.like(pattern, escape="\\"),
                Person.email.like(pattern, escape="\\"),
            )
        )
    return people


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def teams() -> list[Team]:
    return list(db.session.scalars(select(Team).order_by(Team.name, Team.id)))


def offices() -> list[str]:
    here = select(Person.office).where(Person.left_on.is_(None))
    return list(db.session.scalars(here.distinct().order_by(Person.office)))


def current_position(person: Person) -> Position | None:
    """The position a person holds now, with its role and track."""
    return db.session.scalar(
        select(Position)
        .where(Position.person_id == person.id, Position.ended_on.is_(None))
        .options(joinedload(Position.role).joinedload(Role.track))
    )


def current_role_key(person: Person) -> str | None:
    return db.session.scalar(
        select(Role.key)
        .join(Position, Position.role_id == Role.id)
        .where(Position.person_id == person.id, Position.ended_on.is_(None))
    )


SHOWN_IN_ROLE = 12


def in_role(role_key: str) -> list[Person]:
    """Some of the people who hold a role now, by name: whom one might ask about it."""
    return list(
        db.session.scalars(
            select(Person)
            .join(Person.positions)
            .join(Position.role)
            .where(Role.key == role_key, Position.ended_on.is_(None), Person.left_on.is_(None))
            .order_by(Person.sort_name, Person.id)
            .limit(SHOWN_IN_ROLE)
        )
    )


def reports(person: Person) -> list[Person]:
    """The people who report to a person directly, with their current role loaded."""
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.manager_id == person.id, Person.left_on.is_(None))
            .options(selectinload(Person.positions).joinedload(Position.role))
            .order_by(Person.sort_name, Person.id)
        )
    )


def everybody_below(manager: Person) -> list[Person]:
    """Whoever is here and reports to a person, directly or through others, by name."""
    return list(
        db.session.scalars(
            visible_people(including_former=False)
            .where(Person.id.in_(led_by(manager)))
            .order_by(Person.sort_name, Person.id)
        )
    )


def everybody_here() -> list[Named]:
    """Whoever is here, by name, to be offered where somebody is named."""
    here = visible_people(including_former=False).with_only_columns(Person.name, Person.email)
    return [
        Named(name, email)
        for name, email in db.session.execute(here.order_by(Person.sort_name, Person.id))
    ]


def who_lead() -> list[Person]:
    """Whoever is here, can sign in and is somebody's manager, by name."""
    managers = select(Person.manager_id).where(
        Person.manager_id.is_not(None), Person.left_on.is_(None)
    )
    return list(
        db.session.scalars(
            visible_people(including_former=False)
            .join(Person.account)
            .where(Person.id.in_(managers), Account.deactivated_at.is_(None))
            .order_by(Person.sort_name, Person.id)
        )
    )


def manager_of(person: Person) -> Person | None:
    if person.manager_id is None:
        return None
    return db.session.get(Person, person.manager_id)


def by_email(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))
