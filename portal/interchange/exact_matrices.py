"""From what was read of a lossless document to the matrix itself, and that as a new one."""

from __future__ import annotations

from collections.abc import Container
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
from portal.interchange.new_keys import NewKeys
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


def with_free_keys(matrix: Matrix, taken: Container[str]) -> Matrix:
    """The matrix with new keys for the behaviours whose keys are ``taken`` by other matrices.

    What came from such a behaviour comes from it under its new key. The very same matrix where no
    key is taken. Competencies keep their keys: matrices may share them.
    """
    behaviours = matrix.every_behaviour()
    keys = NewKeys(behaviours, taken, "behaviour")
    renamed = {
        key: keys.take(None, behaviour.text.original)
        for key, behaviour in behaviours.items()
        if key in taken
    }
    if not renamed:
        return matrix

    def under(behaviour: Behaviour) -> Behaviour:
        return replace(
            behaviour,
            key=renamed.get(behaviour.key, behaviour.key),
            came_from=tuple(renamed.get(key, key) for key in behaviour.came_from),
        )

    def rekeyed(row: Competency) -> Competency:
        cells = {
            role: replace(cell, behaviours=tuple(map(under, cell.behaviours)))
            for role, cell in row.expectations.items()
        }
        return replace(row, expectations=cells)

    categories = (
        replace(group, competencies=tuple(map(rekeyed, group.competencies)))
        for group in matrix.categories
    )
    return replace(matrix, categories=tuple(categories))


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
