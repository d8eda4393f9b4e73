"""Columns: how much a role asks altogether, and how far it is from the one before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from portal.domain.advice.findings import SEVERITIES, Finding, Rule, Spot
from portal.domain.matrices import Matrix

MOST_COMPETENCIES = 10
"""More than these nobody keeps in mind, nor talks through in one conversation."""

_TIMES = 2
_AT_LEAST_MORE = 5
"""A jump stands out with twice the new behaviours of its neighbours, and five more."""


def columns(matrix: Matrix) -> Iterator[Finding]:
    """Everything about the roles of a matrix as wholes."""
    for role in matrix.roles:
        count = sum(role.key in row.expectations for row in matrix.competencies())
        if count == 0:
            yield Finding(Rule.EMPTY_ROLE, SEVERITIES[Rule.EMPTY_ROLE], Spot(role=role.key))
        if count > MOST_COMPETENCIES:
            yield Finding(
                Rule.TOO_MANY_COMPETENCIES,
                SEVERITIES[Rule.TOO_MANY_COMPETENCIES],
                Spot(role=role.key),
                data={"count": count, "most": MOST_COMPETENCIES},
            )
    yield from _unequal_jumps(matrix)


def _unequal_jumps(matrix: Matrix) -> Iterator[Finding]:
    """Steps from a role to the next with many more new behaviours than the steps beside them."""
    asked = [{behaviour.key for _, behaviour in matrix.behaviours(r.key)} for r in matrix.roles]
    new = [len(after - before) for before, after in pairwise(asked)]
    for place, count in enumerate(new):
        beside = [new[one] for one in (place - 1, place + 1) if 0 <= one < len(new)]
        if not beside:
            continue
        most = max(beside)
        if count >= _TIMES * most and count - most >= _AT_LEAST_MORE:
            yield Finding(
                Rule.UNEQUAL_JUMP,
                SEVERITIES[Rule.UNEQUAL_JUMP],
                Spot(role=matrix.roles[place + 1].key),
                data={"count": count, "beside": most, "other_role": matrix.roles[place].key},
            )
