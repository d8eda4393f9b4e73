"""Small drafts with sentences of our own, by competency and role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from portal.domain.languages import LocalizedText
from portal.domain.matrices import (
    Behaviour,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
    VersionState,
    Weight,
)
from tests.domain.samples import matrix_of, title

Rows = Mapping[str, Mapping[str, tuple[str, ...]]]


def draft_of(rows: Rows, language: str = "en", roles: tuple[str, ...] = ()) -> Matrix:
    """A draft from sentences; the same sentence within a competency is the same behaviour."""
    empty = matrix_of({})
    names = roles or tuple(dict.fromkeys(role for row in rows.values() for role in row))
    competencies = tuple(_row(key, cells, language) for key, cells in rows.items())
    return replace(
        empty,
        state=VersionState.DRAFT,
        published_on=None,
        note=None,
        roles=tuple(RoleColumn(name, title(name), title(name), None) for name in names),
        categories=(replace(empty.categories[0], competencies=competencies),),
    )


def _row(key: str, cells: Mapping[str, tuple[str, ...]], language: str) -> Competency:
    keys: dict[str, str] = {}
    expectations = {
        role: Expectation(
            Weight.EXPECTED,
            tuple(
                Behaviour(
                    keys.setdefault(text, f"{key}-{len(keys)}"), LocalizedText({language: text})
                )
                for text in texts
            ),
        )
        for role, texts in cells.items()
    }
    return Competency(key, title(key), None, expectations)
