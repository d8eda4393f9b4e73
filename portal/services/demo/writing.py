"""Writing the planned organisation to the database, many rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from itertools import chain, groupby
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.db import Base, db
from portal.domain.names import folded
from portal.domain.workflows import ViewState
from portal.models import (
    Account,
    Answer,
    Assessment,
    Behaviour,
    Competency,
    Observation,
    Person,
    Position,
    Role,
    Team,
    View,
    ViewKind,
)
from portal.models.accounts import Theme
from portal.services.demo.self_views import PlannedView
from portal.services.demo.staff import Planned

ROWS_AT_ONCE = 5_000
FIRST_VERSION = 1

Row = dict[str, Any]
T = TypeVar("T")


def _chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    chunk: list[T] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == ROWS_AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _write(model: type[Base], rows: Iterable[Row]) -> int:
    """Insert rows; how many there were."""
    count = 0
    for chunk in _chunks(rows):
        db.session.execute(insert(model), chunk)
        count += len(chunk)
    return count


def _write_for_ids(
    model: type[Base], id_column: InstrumentedAttribute[int], rows: Iterable[Row]
) -> list[int]:
    """Insert rows; their ids, in the order of the rows."""
    numbered = insert(model).returning(id_column, sort_by_parameter_order=True)
    return [
        row_id for chunk in _chunks(rows) for row_id in db.session.scalars(numbered, chunk).all()
    ]


def ids_by_key(model: type[Role] | type[Competency] | type[Behaviour]) -> dict[str, int]:
    return {row.key: row.id for row in db.session.execute(select(model.key, model.id))}


def write_people(people: Sequence[Planned]) -> dict[Planned, int]:
    """Insert teams and people, each with the manager they had first; ids by person."""
    teams = list(dict.fromkeys(person.team for person in people))
    team_ids = _write_for_ids(Team, Team.id, ({"key": t.key, "name": t.name} for t in teams))
    team_id = dict(zip(teams, team_ids, strict=True))
    ids: dict[Planned, int] = {}
    by_level = sorted(people, key=lambda person: person.level)
    for _, level in groupby(by_level, key=lambda person: person.level):
        together = list(level)
        rows = []
        for person in together:
            above = person.first_manager or person.manager
            rows.append(
                {
                    "name": person.name,
                    "sort_name": folded(person.name),
                    "email": person.email,
                    "manager_id": ids[above] if above else None,
                    "team_id": team_id[person.team],
                    "office": person.office.name,
                    "time_zone": person.office.time_zone,
                    "locale": person.locale,
                    "started_on": person.started_on,
                    "left_on": person.left_on,
                    "version": FIRST_VERSION,
                }
            )
        ids.update(zip(together, _write_for_ids(Person, Person.id, rows), strict=True))
    return ids


def write_positions(people: Sequence[Planned], ids: Mapping[Planned, int]) -> int:
    roles = ids_by_key(Role)
    return _write(
        Position,
        (
            {
                "person_id": ids[person],
                "role_id": roles[held.role_key],
                "started_on": held.started_on,
                "ended_on": held.ended_on,
            }
            for person in people
            for held in person.held
        ),
    )


def write_accounts(
    people: Sequence[Planned], ids: Mapping[Planned, int], password_hash: str
) -> None:
    """An account for everybody; those of former people are deactivated since they left."""
    _write(
        Account,
        (
            {
                "person_id": ids[person],
                "password_hash": password_hash,
                "is_people_ops": person.is_people_ops,
                "is_admin": person.is_admin,
                "deactivated_at": datetime.combine(person.left_on, time(), UTC)
                if person.left_on
                else None,
                "theme": Theme.AUTO,
                "version": FIRST_VERSION,
            }
            for person in people
        ),
    )


def write_views(
    views: Sequence[PlannedView], ids: Mapping[Planned, int], versions: Mapping[str, int]
) -> None:
    """Insert self views with all they say; ``versions`` are matrix version ids by role key."""
    roles, competencies = ids_by_key(Role), ids_by_key(Competency)
    assessment_ids = _write_for_ids(
        Assessment,
        Assessment.id,
        (
            {
                "person_id": ids[view.author],
                "role_id": roles[view.role_key],
                "matrix_version_id": versions[view.role_key],
                "started_at": view.started_at,
                "self_in_at": view.submitted_at,
            }
            for view in views
        ),
    )
    view_ids = _write_for_ids(
        View,
        View.id,
        (
            {
                "assessment_id": assessment_id,
                "kind": ViewKind.SELF,
                "author_id": ids[view.author],
                "state": ViewState.SUBMITTED if view.submitted_at else ViewState.DRAFT,
                "submitted_at": view.submitted_at,
                "saved_at": view.saved_at,
                "version": FIRST_VERSION,
            }
            for view, assessment_id in zip(views, assessment_ids, strict=True)
        ),
    )
    answer_ids = _write_for_ids(
        Answer,
        Answer.id,
        (
            {
                "view_id": view_id,
                "competency_id": competencies[answer.competency_key],
                "note": answer.note,
                "link": answer.link,
            }
            for view, view_id in zip(views, view_ids, strict=True)
            for answer in view.answers
        ),
    )
    _write_observations(views, answer_ids)


def _write_observations(views: Sequence[PlannedView], answer_ids: Sequence[int]) -> None:
    behaviours = ids_by_key(Behaviour)
    answers = chain.from_iterable(view.answers for view in views)
    _write(
        Observation,
        (
            {
                "answer_id": answer_id,
                "behaviour_id": behaviours[seen.behaviour_key],
                "mark": seen.mark,
                "reason": seen.reason,
            }
            for answer, answer_id in zip(answers, answer_ids, strict=True)
            for seen in answer.marks
        ),
    )
