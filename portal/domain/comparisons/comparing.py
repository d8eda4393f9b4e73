"""Two versions of a matrix side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.comparisons.columns import Column, column
from portal.domain.comparisons.lineages import origins_of
from portal.domain.comparisons.outlines import Outline, outline, row_origins
from portal.domain.comparisons.roles import (
    Presence,
    RoleComparison,
    Whole,
    in_both,
    only_in_one,
)
from portal.domain.comparisons.wordings import text_change
from portal.domain.matrices import Matrix


@dataclass(frozen=True)
class Comparison:
    """What changed from one version to another; notes, numbers and dates are not compared.

    ``roles`` has every role of either version: those of the later one in its order, then those
    that are gone.
    """

    before: Matrix
    after: Matrix
    outline: Outline
    roles: tuple[RoleComparison, ...]

    @property
    def is_changed(self) -> bool:
        return self.outline.is_changed or any(role.is_changed for role in self.roles)

    def role(self, key: str) -> RoleComparison | None:
        return next((role for role in self.roles if role.key == key), None)


def compare(before: Matrix, after: Matrix) -> Comparison:
    """What changed from ``before`` to ``after``; things are the same when their keys are."""
    old, new = before.every_behaviour(), after.every_behaviour()
    rows = row_origins(before, after)
    whole = Whole(
        origins=origins_of(
            {key: behaviour.came_from for key, behaviour in old.items()},
            {key: behaviour.came_from for key, behaviour in new.items()},
        ),
        rewordings={
            key: change
            for key, behaviour in new.items()
            if key in old and (change := text_change(old[key].text, behaviour.text))
        },
        row_origins=rows,
    )
    return Comparison(
        before, after, outline(before, after, rows), tuple(_roles(before, after, whole))
    )


def _roles(before: Matrix, after: Matrix, whole: Whole) -> Iterator[RoleComparison]:
    old = _columns(before)
    new = _columns(after)
    for key, now in new.items():
        was = old.get(key)
        yield in_both(was, now, whole) if was else only_in_one(now, Presence.ADDED)
    for key, was in old.items():
        if key not in new:
            yield only_in_one(was, Presence.REMOVED)


def _columns(matrix: Matrix) -> dict[str, Column]:
    return {role.key: found for role in matrix.roles if (found := column(matrix, role.key))}
