"""Writing a matrix that is a value into the rows of its draft version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqlalchemy import select

from portal.db import db
from portal.domain import matrices as domain
from portal.domain.matrices import VersionState
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import (
    Behaviour,
    Competency,
    Expectation,
    MatrixVersion,
    Role,
    WrittenBehaviour,
    WrittenCategory,
    WrittenCompetency,
    WrittenRole,
)

Identity = TypeVar("Identity", Competency, Behaviour)

AT_ONCE = 5_000
"""Keys looked up by one query: databases limit how many values a statement may carry."""


def write(version: MatrixVersion, matrix: domain.Matrix) -> None:
    """Make the rows of a draft, loaded with all its content, say what ``matrix`` says.

    Rows whose content stays are left alone. RuleBroken when the version is published, or when the
    matrix brings in a role that the ladder lacks or that is retired.
    """
    if version.state != VersionState.DRAFT:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    _Writer(matrix).write(version)
    version.note = matrix.note
    db.session.flush()


class _Writer:
    """One writing: the ladder's roles and the identities the matrix names, each looked up once."""

    def __init__(self, matrix: domain.Matrix) -> None:
        self.matrix = matrix
        self.roles = {role.key: role for role in db.session.scalars(select(Role))}
        self.competencies = _identities(Competency, [c.key for c in matrix.competencies()])
        self.behaviours = _identities(Behaviour, matrix.every_behaviour())

    def write(self, version: MatrixVersion) -> None:
        columns = {written.role.key: written for written in version.roles}
        version.roles = [
            self._column(columns.get(role.key), role, place)
            for place, role in enumerate(self.matrix.roles)
        ]
        groups = {written.key: written for written in version.categories}
        rows = {r.competency.key: r for g in version.categories for r in g.competencies}
        # Or the rows that move on would be deleted with a category that goes.
        for written in version.categories:
            written.competencies = [
                row for row in written.competencies if row.competency.key not in self.competencies
            ]
        version.categories = [
            self._category(groups.get(group.key), group, place, rows)
            for place, group in enumerate(self.matrix.categories)
        ]

    def _column(
        self, written: WrittenRole | None, role: domain.RoleColumn, place: int
    ) -> WrittenRole:
        stored = self.roles.get(role.key)
        if stored is None or (written is None and stored.retired_on is not None):
            raise RuleBroken(Refusal.ROLE_UNKNOWN)
        written = written or WrittenRole(role=stored)
        written.place = place
        written.title, written.short, written.purpose = role.title, role.short, role.purpose
        return written

    def _category(
        self,
        written: WrittenCategory | None,
        group: domain.Category,
        place: int,
        rows: Mapping[str, WrittenCompetency],
    ) -> WrittenCategory:
        written = written or WrittenCategory(key=group.key, competencies=[])
        written.place, written.title = place, group.title
        written.competencies = [
            self._row(rows.get(row.key), row, place) for place, row in enumerate(group.competencies)
        ]
        return written

    def _row(
        self, written: WrittenCompetency | None, row: domain.Competency, place: int
    ) -> WrittenCompetency:
        written = written or WrittenCompetency(
            competency=self.competencies[row.key], expectations=[]
        )
        written.place, written.came_from = place, row.came_from
        written.title, written.summary = row.title, row.summary
        cells = {cell.role.key: cell for cell in written.expectations}
        written.expectations = [
            self._cell(cells.get(role_key), role_key, cell)
            for role_key, cell in row.expectations.items()
        ]
        return written

    def _cell(
        self, written: Expectation | None, role_key: str, cell: domain.Expectation
    ) -> Expectation:
        written = written or Expectation(role=self.roles[role_key], behaviours=[])
        written.weight = cell.weight
        known = {b.behaviour.key: b for b in written.behaviours}
        written.behaviours = [
            self._behaviour(known.get(behaviour.key), behaviour, place)
            for place, behaviour in enumerate(cell.behaviours)
        ]
        return written

    def _behaviour(
        self, written: WrittenBehaviour | None, behaviour: domain.Behaviour, place: int
    ) -> WrittenBehaviour:
        written = written or WrittenBehaviour(behaviour=self.behaviours[behaviour.key])
        written.place, written.text = place, behaviour.text
        written.came_from, written.waiver = behaviour.came_from, behaviour.waiver
        return written


def _identities(model: type[Identity], keys: Iterable[str]) -> dict[str, Identity]:
    """The identities behind keys, those that are new added."""
    wanted = list(dict.fromkeys(keys))
    found: dict[str, Identity] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found |= {
            row.key: row for row in db.session.scalars(select(model).where(model.key.in_(some)))
        }
    for key in wanted:
        if key not in found:
            found[key] = model(key=key)
            db.session.add(found[key])
    return found
