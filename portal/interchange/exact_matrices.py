"""From what was read of a lossless document to the matrix itself."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.matrices import (
    Behaviour,
    Category,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
)
from portal.interchange.lossless_shapes import VersionShape
from portal.interchange.readings import ReadCategory, ReadCell, ReadCompetency, ReadFramework


class _Incomplete(Exception):
    """Something has no key yet: whoever imports it looks for it by its wording."""


def exact_matrix(framework: ReadFramework, version: VersionShape) -> ReadFramework:
    """``framework`` with its matrix as ``exact``, unless a problem stops it or a key is missing."""
    if framework.stops:
        return framework
    try:
        return replace(framework, exact=_matrix(framework, version))
    except _Incomplete:
        return framework


def _matrix(framework: ReadFramework, version: VersionShape) -> Matrix:
    if framework.title is None:
        raise _Incomplete
    return Matrix(
        track_key=_key(framework.track_key),
        track_title=framework.title,
        number=version.number,
        state=version.state,
        published_on=version.published_on,
        note=framework.note,
        roles=tuple(
            RoleColumn(_key(role.key), role.title, role.short or role.title, role.purpose)
            for role in framework.roles
        ),
        categories=tuple(_category(category) for category in framework.categories),
    )


def _category(read: ReadCategory) -> Category:
    if read.title is None:
        raise _Incomplete
    rows = tuple(_competency(row) for row in read.competencies)
    return Category(_key(read.key), read.title, rows)


def _competency(read: ReadCompetency) -> Competency:
    return Competency(
        key=_key(read.key),
        title=read.title,
        summary=read.summary,
        expectations={cell.role: _expectation(cell) for cell in read.cells},
        came_from=read.came_from,
    )


def _expectation(read: ReadCell) -> Expectation:
    if read.weight is None:
        raise _Incomplete
    return Expectation(
        read.weight,
        tuple(Behaviour(_key(b.key), b.text, b.came_from, b.waiver) for b in read.behaviours),
    )


def _key(key: str | None) -> str:
    if key is None:
        raise _Incomplete
    return key
