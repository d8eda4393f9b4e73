"""Small matrices, for rules that need one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from portal.domain.languages import LocalizedText
from portal.domain.matrices import (
    Behaviour,
    Category,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
    VersionNumber,
    VersionState,
    Weight,
)

Cells = Mapping[str, Mapping[str, tuple[str, ...]]]


def title(words: str) -> LocalizedText:
    return LocalizedText({"en": words})


def matrix_of(
    cells: Cells, weights: Mapping[tuple[str, str], Weight] | None = None, track: str = "front"
) -> Matrix:
    """A matrix of one category from behaviour keys, by competency and role."""
    weights = weights or {}
    roles = list(dict.fromkeys(role for row in cells.values() for role in row))
    competencies = tuple(
        Competency(
            key,
            title(key),
            title(f"About {key}."),
            {
                role: Expectation(
                    weights.get((key, role), Weight.EXPECTED),
                    tuple(Behaviour(behaviour, title(f"Does {behaviour}.")) for behaviour in found),
                )
                for role, found in row.items()
            },
        )
        for key, row in cells.items()
    )
    return Matrix(
        track_key=track,
        track_title=title(track),
        number=VersionNumber(1, 0, 0),
        state=VersionState.PUBLISHED,
        published_on=date(2026, 1, 5),
        note=title("First."),
        roles=tuple(RoleColumn(role, title(role), title(role), title("Why.")) for role in roles),
        categories=(Category("all", title("All"), competencies),),
    )
