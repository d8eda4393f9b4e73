"""Whom a new version of a matrix, or the end of a role, concerns.

Who is in a role is known to everybody. That somebody has a self-assessment open, practises a
behaviour or has written of it is not: of those there are numbers only, and only where a number
gives nobody away.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from portal.db import db
from portal.domain.workflows import GoalState, ViewState
from portal.models import (
    Assessment,
    Behaviour,
    Citation,
    Evidence,
    Goal,
    Matrix,
    MatrixVersion,
    Person,
    Position,
    Role,
    Track,
    View,
    ViewKind,
)

FEWEST_COUNTED = 5
"""In roles held by fewer people a number of drafts would say too much about each of them."""


@dataclass(frozen=True)
class RoleEffect:
    """The people in a role, by name, and how many of them have a private check of it open."""

    holders: tuple[Person, ...] = ()
    open_drafts: int = 0

    @property
    def drafts_told(self) -> int | None:
        """The number of open drafts, where it may be told: none and all speak of each of them."""
        is_safe = len(self.holders) >= FEWEST_COUNTED and 0 < self.open_drafts < len(self.holders)
        return self.open_drafts if is_safe else None


def on_roles(track_key: str, role_keys: Collection[str]) -> dict[str, RoleEffect]:
    """By role key, whom a new version of a track's matrix concerns: two queries, always."""
    holders = _holders(role_keys)
    drafts = _open_drafts(track_key, role_keys)
    return {key: RoleEffect(tuple(holders.get(key, ())), drafts.get(key, 0)) for key in role_keys}


def _holders(role_keys: Collection[str]) -> dict[str, list[Person]]:
    rows = db.session.execute(
        select(Role.key, Person)
        .join(Position, Position.person_id == Person.id)
        .join(Role, Position.role_id == Role.id)
        .where(Role.key.in_(list(role_keys)), Position.ended_on.is_(None), Person.left_on.is_(None))
        .order_by(Person.sort_name, Person.id)
    )
    found: dict[str, list[Person]] = {}
    for role_key, person in rows:
        found.setdefault(role_key, []).append(person)
    return found


def _open_drafts(track_key: str, role_keys: Collection[str]) -> dict[str, int]:
    """How many who are in a role now check themselves against it, by any version of the matrix.

    Views of a round are frozen, so that a new version does not concern them; and whoever looks at
    the role from another one is not among its holders.
    """
    author = aliased(Person)
    rows = db.session.execute(
        select(Role.key, func.count(View.author_id.distinct()))
        .join(Assessment, View.assessment_id == Assessment.id)
        .join(Role, Assessment.role_id == Role.id)
        .join(MatrixVersion, Assessment.matrix_version_id == MatrixVersion.id)
        .join(Matrix, MatrixVersion.matrix_id == Matrix.id)
        .join(Track, Matrix.track_id == Track.id)
        .join(author, View.author_id == author.id)
        .join(Position, (Position.person_id == author.id) & (Position.role_id == Role.id))
        .where(
            Assessment.cycle_id.is_(None),
            Position.ended_on.is_(None),
            Track.key == track_key,
            Role.key.in_(list(role_keys)),
            View.kind == ViewKind.SELF,
            View.state == ViewState.DRAFT,
            author.left_on.is_(None),
        )
        .group_by(Role.key)
    )
    return dict(iter(rows))


@dataclass(frozen=True)
class Count:
    """How many goals or notes there are, and of how many different people."""

    number: int = 0
    people: int = 0

    @property
    def told(self) -> int | None:
        """The number, where it may be told."""
        return self.number if self.people >= FEWEST_COUNTED else None


@dataclass(frozen=True)
class Cited:
    """Active goals in which people practise a behaviour, and evidence notes that cite it."""

    goals: Count = Count()
    notes: Count = Count()

    @property
    def may_tell(self) -> bool:
        return self.goals.told is not None or self.notes.told is not None


def on_behaviours(keys: Collection[str]) -> dict[str, Cited]:
    """By key, in the order given, what cites behaviours, of people who are here: two queries."""
    if not keys:
        return {}
    goals = db.session.execute(
        select(Behaviour.key, func.count(Goal.id), func.count(Goal.person_id.distinct()))
        .join(Goal, Goal.behaviour_id == Behaviour.id)
        .join(Goal.person)
        .where(Behaviour.key.in_(keys), *_ACTIVE)
        .group_by(Behaviour.key)
    )
    notes = db.session.execute(
        select(Behaviour.key, func.count(Evidence.id), func.count(Evidence.person_id.distinct()))
        .join(Citation, Citation.behaviour_id == Behaviour.id)
        .join(Evidence, Citation.evidence_id == Evidence.id)
        .join(Evidence.person)
        .where(Behaviour.key.in_(keys), Person.left_on.is_(None))
        .group_by(Behaviour.key)
    )
    practised = {key: Count(number, people) for key, number, people in goals}
    noted = {key: Count(number, people) for key, number, people in notes}
    return {key: Cited(practised.get(key, Count()), noted.get(key, Count())) for key in keys}


def on_goals_for(role_key: str) -> Count:
    """The active goals in which people practise something for a role."""
    number, people = db.session.execute(
        select(func.count(Goal.id), func.count(Goal.person_id.distinct()))
        .join(Goal.role)
        .join(Goal.person)
        .where(Role.key == role_key, *_ACTIVE)
    ).one()
    return Count(number, people)


_ACTIVE: tuple[ColumnElement[bool], ...] = (
    Goal.state == GoalState.ACTIVE,
    Person.left_on.is_(None),
)
