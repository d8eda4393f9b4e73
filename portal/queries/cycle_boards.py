"""Reading how far a round is: counts by stage, team and office, and the people looked for.

Dates and moments only, never what anybody wrote: no view and no answer is read here. However many
people a round has, a board asks the same number of questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.db import db
from portal.domain.cycle_boards import Tally
from portal.domain.sealing import Stage
from portal.models import Assessment, Cycle, Person, Team

PER_PAGE = 50
NO_TEAM = "-"
"""Stands for people without a team; no team has this key."""
LEFT = "left"
"""Beside the stages: people who have left since the round opened."""


@dataclass(frozen=True)
class Sought:
    """Whom to list; empty strings are everybody with something left to do."""

    team: str = ""
    office: str = ""
    stage: str = ""

    @property
    def is_narrow(self) -> bool:
        return any((self.team, self.office, self.stage))


@dataclass(frozen=True)
class Group:
    """A team or an office, and how far its people are."""

    key: str
    name: str
    tally: Tally


@dataclass(frozen=True)
class Progress:
    """How far a round is. Whoever has left is counted apart: nothing is expected of them."""

    overall: Tally
    by_team: tuple[Group, ...]
    by_office: tuple[Group, ...]
    left: int


def stage_at(now: datetime) -> ColumnElement[str]:
    """``Moments.stage`` in SQL."""
    self_in, manager_in = Assessment.self_in_at, Assessment.manager_in_at
    return case(
        (and_(self_in.is_(None), manager_in.is_(None)), Stage.NOTHING_IN.value),
        (or_(self_in.is_(None), manager_in.is_(None)), Stage.ONE_IN.value),
        (Assessment.acknowledged_at.is_not(None), Stage.DONE.value),
        (Assessment.agreed_at.is_not(None), Stage.AGREED.value),
        (Assessment.views_open_at <= now, Stage.OPEN.value),
        else_=Stage.BOTH_IN.value,
    )


def progress(cycle: Cycle, now: datetime) -> Progress:
    """How many assessments of a round are at which stage: one query."""
    parts = (
        select(
            Team.key.label("team"),
            Team.name.label("team_name"),
            Person.office.label("office"),
            Person.left_on.is_not(None).label("has_left"),
            stage_at(now).label("stage"),
        )
        .select_from(Assessment)
        .join(Person, Person.id == Assessment.person_id)
        .outerjoin(Team, Team.id == Person.team_id)
        .where(Assessment.cycle_id == cycle.id)
        .subquery()
    )
    columns: list[ColumnElement[Any]] = [*parts.c, func.count()]
    rows = db.session.execute(select(*columns).group_by(*parts.c))
    overall: Counter[Stage] = Counter()
    teams: dict[tuple[str, str], Counter[Stage]] = {}
    offices: dict[tuple[str, str], Counter[Stage]] = {}
    left = 0
    for row in rows:
        team, team_name, office, has_left, stage, number = row
        if has_left:
            left += number
            continue
        overall[Stage(stage)] += number
        teams.setdefault((team or NO_TEAM, team_name or ""), Counter())[Stage(stage)] += number
        offices.setdefault((office, office), Counter())[Stage(stage)] += number
    return Progress(Tally(overall), _groups(teams), _groups(offices), left)


def _groups(counted: Mapping[tuple[str, str], Mapping[Stage, int]]) -> tuple[Group, ...]:
    """By name; who has no team comes last."""
    groups = [Group(key, name, Tally(counts)) for (key, name), counts in counted.items()]
    return tuple(sorted(groups, key=lambda g: (not g.name, g.name.casefold(), g.key)))


def matching(cycle: Cycle, sought: Sought, now: datetime) -> Select[Any]:
    """The assessments of a round that are looked for, joined with their people."""
    found = select(Assessment).join(Assessment.person).where(Assessment.cycle_id == cycle.id)
    if sought.team == NO_TEAM:
        found = found.where(Person.team_id.is_(None))
    elif sought.team:
        found = found.where(Person.team.has(Team.key == sought.team))
    if sought.office:
        found = found.where(Person.office == sought.office)
    if sought.stage == LEFT:
        return found.where(Person.left_on.is_not(None))
    found = found.where(Person.left_on.is_(None))
    if sought.stage:
        return found.where(stage_at(now) == sought.stage)
    return found.where(stage_at(now) != Stage.DONE.value)


def listed(cycle: Cycle, sought: Sought, *, page: int, now: datetime) -> Pagination:
    """One page of the assessments looked for, by the person's name."""
    found = (
        matching(cycle, sought, now)
        .options(
            contains_eager(Assessment.person).joinedload(Person.team),
            joinedload(Assessment.manager),
        )
        .order_by(Person.sort_name, Assessment.id)
    )
    return db.paginate(found, page=page, per_page=PER_PAGE, error_out=False)
