"""Reading the examples of what marks look like."""

from __future__ import annotations

from sqlalchemy import select

from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix
from portal.domain.observations import Mark
from portal.models import Competency, MarkExample

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
