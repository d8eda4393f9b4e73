"""Writing the planned organisation to the database, many rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import groupby, islice
from typing import Any, TypeVar, cast

from sqlalchemy import Table, insert, select

from portal.db import Base, db
from portal.domain.assessments import ViewKind
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
)
from portal.models.accounts import Theme
from portal.services.demo.opinions import PlannedAssessment, PlannedView
from portal.services.demo.staff import Planned

ROWS_AT_ONCE = 5_000
ASSESSMENTS_AT_ONCE = 500
FIRST_VERSION = 1
FIRST_EDITION = 1

Row = dict[str, Any]
T = TypeVar("T")


def _chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(rows)
    while chunk := list(islice(rest, size)):
        yield chunk


def _table(model: type[Base]) -> Table:
    """Rows go to the table itself: nothing of them is kept as objects."""
    return cast(Table, model.__table__)


def _write(model: type[Base], rows: Iterable[Row]) -> int:
    """Insert rows; how many there were."""
    count = 0
    for chunk in _chunks(rows, ROWS_AT_ONCE):
        db.session.execute(insert(_table(model)), chunk)
        count += len(chunk)
    return count


def _write_for_ids(model: type[Base], rows: Iterable[Row]) -> list[int]:
    """Insert rows; their ids, in the order of the rows."""
    table = _table(model)
    numbered = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return [
        row_id
        for chunk in _chunks(rows, ROWS_AT_ONCE)
        for row_id in db.session.scalars(numbered, chunk).all()
    ]


def ids_by_key(model: type[Role] | type[Competency] | type[Behaviour]) -> dict[str, int]:
    return {row.key: row.id for row in db.session.execute(select(model.key, model.id))}


def write_people(people: Sequence[Planned]) -> dict[Planned, int]:
    """Insert teams and people, each with the manager they had first; ids by person."""
    teams = list(dict.fromkeys(person.team for person in people))
    team_ids = _write_for_ids(Team, ({"key": t.key, "name": t.name} for t in teams))
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
        ids.update(zip(together, _write_for_ids(Person, rows), strict=True))
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


@dataclass(frozen=True)
class Catalogue:
    """The ids of what assessments are about, by key; ``versions`` are by role key."""

    roles: Mapping[str, int]
    competencies: Mapping[str, int]
    behaviours: Mapping[str, int]
    versions: Mapping[str, int]

    @classmethod
    def read(cls, versions: Mapping[str, int]) -> Catalogue:
        return cls(ids_by_key(Role), ids_by_key(Competency), ids_by_key(Behaviour), versions)


def write_assessments(
    assessments: Iterable[PlannedAssessment],
    ids: Mapping[Planned, int],
    catalogue: Catalogue,
    *,
    cycle_id: int | None = None,
) -> int:
    """Insert assessments with all that is said in them, of a round or outside; how many."""
    return sum(
        _write_some(some, ids, catalogue, cycle_id)
        for some in _chunks(assessments, ASSESSMENTS_AT_ONCE)
    )


def _write_some(
    assessments: Sequence[PlannedAssessment],
    ids: Mapping[Planned, int],
    catalogue: Catalogue,
    cycle_id: int | None,
) -> int:
    assessment_ids = _write_for_ids(
        Assessment,
        (_assessment_row(one, ids, catalogue, cycle_id) for one in assessments),
    )
    together = zip(assessments, assessment_ids, strict=True)
    views = [(view, number) for one, number in together for view in one.views]
    view_ids = _write_for_ids(View, (_view_row(v, number, ids) for v, number in views))
    _write(
        Answer,
        (
            {
                "view_id": view_id,
                "competency_id": catalogue.competencies[answer.competency_key],
                "note": answer.note,
                "link": answer.link,
            }
            for (view, _), view_id in zip(views, view_ids, strict=True)
            for answer in view.answers
        ),
    )
    answer_ids = _ids_of_answers(view_ids)
    _write(
        Observation,
        (
            {
                "answer_id": answer_ids[view_id, catalogue.competencies[answer.competency_key]],
                "behaviour_id": catalogue.behaviours[seen.behaviour_key],
                "mark": seen.mark,
                "reason": seen.reason,
            }
            for (view, _), view_id in zip(views, view_ids, strict=True)
            for answer in view.answers
            for seen in answer.marks
        ),
    )
    return len(assessments)


def _ids_of_answers(view_ids: Sequence[int]) -> dict[tuple[int, int], int]:
    """By view and competency. Asking afterwards is quicker than having each row answer."""
    if not view_ids:
        return {}
    found = select(Answer.view_id, Answer.competency_id, Answer.id).where(
        Answer.view_id.between(min(view_ids), max(view_ids))
    )
    return {(row.view_id, row.competency_id): row.id for row in db.session.execute(found)}


def _assessment_row(
    one: PlannedAssessment,
    ids: Mapping[Planned, int],
    catalogue: Catalogue,
    cycle_id: int | None,
) -> Row:
    agreed = one.view(ViewKind.AGREED)
    return {
        "cycle_id": cycle_id,
        "person_id": ids[one.person],
        "manager_id": ids[one.manager] if one.manager else None,
        "role_id": catalogue.roles[one.role_key],
        "matrix_version_id": catalogue.versions[one.role_key],
        "started_at": one.started_at,
        "self_in_at": one.in_at(ViewKind.SELF),
        "manager_in_at": one.in_at(ViewKind.MANAGER),
        "views_open_at": one.views_open_at,
        "agreed_at": agreed.submitted_at if agreed else None,
        "acknowledged_at": agreed.acknowledged_at if agreed else None,
    }


def _view_row(view: PlannedView, assessment_id: int, ids: Mapping[Planned, int]) -> Row:
    return {
        "assessment_id": assessment_id,
        "kind": view.kind,
        "edition": FIRST_EDITION,
        "author_id": ids[view.author],
        "state": ViewState.SUBMITTED if view.submitted_at else ViewState.DRAFT,
        "submitted_at": view.submitted_at,
        "saved_at": view.saved_at,
        "reopened_reason": "",
        "next_steps": view.next_steps,
        "acknowledged_at": view.acknowledged_at,
        "acknowledgement": view.acknowledgement,
        "version": FIRST_VERSION,
    }
