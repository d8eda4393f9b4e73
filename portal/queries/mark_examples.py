"""Reading the examples of what marks look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, VersionState
from portal.domain.observations import Mark
from portal.domain.refusals import Missing
from portal.models import (
    Competency,
    MarkExample,
    MatrixVersion,
    WrittenCategory,
    WrittenCompetency,
)

Examples = dict[str, dict[Mark, LocalizedText]]
"""An example for each mark, by competency key; one that has none is left out."""


def for_matrix(matrix: Matrix) -> Examples:
    """The examples for the competencies of a matrix, in one query."""
    keys = [competency.key for competency in matrix.competencies()]
    found: Examples = {}
    for key, mark, text in db.session.execute(
        select(Competency.key, MarkExample.mark, MarkExample.text)
        .join(MarkExample.competency)
        .where(Competency.key.in_(keys))
        .order_by(MarkExample.id)
    ):
        found.setdefault(key, {})[Mark(mark)] = text
    return found


@dataclass(frozen=True)
class Written:
    """The examples of one competency as they stand; ``version`` grows with every change of any."""

    key: str
    title: LocalizedText
    texts: Mapping[Mark, LocalizedText]
    version: int


def of_competency(key: str) -> Written:
    """The examples of a competency that a published matrix has; Missing otherwise."""
    title = db.session.scalar(
        select(WrittenCompetency.title)
        .join(WrittenCompetency.competency)
        .join(WrittenCategory, WrittenCompetency.category_id == WrittenCategory.id)
        .join(MatrixVersion, WrittenCategory.version_id == MatrixVersion.id)
        .where(Competency.key == key, MatrixVersion.state == VersionState.PUBLISHED)
        .order_by(MatrixVersion.id.desc())
        .limit(1)
    )
    if title is None:
        raise Missing
    found = rows(key)
    return Written(key, title, {m: row.text for m, row in found.items()}, version_of(found))


def rows(key: str) -> dict[Mark, MarkExample]:
    """What is stored of a competency, by mark, as it is now."""
    found = (
        select(MarkExample)
        .join(MarkExample.competency)
        .where(Competency.key == key)
        .order_by(MarkExample.id)
        .execution_options(populate_existing=True)
    )
    return {Mark(row.mark): row for row in db.session.scalars(found)}


def version_of(stored: Mapping[Mark, MarkExample]) -> int:
    """The version of a competency's examples together; 0 where there are none.

    No example goes once it is written, so that the sum of theirs grows with every change.
    """
    return sum(row.version for row in stored.values())
