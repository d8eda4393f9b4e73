"""A small draft in two languages, and what editors typed."""

from __future__ import annotations

from portal.domain.drafting.texts import Typed, seen_print
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Competency, Expectation, Matrix, VersionState
from tests.domain.samples import matrix_of

NOTHING_TAKEN: frozenset[str] = frozenset()

CELLS = {
    "knowing": {"one": ("asks", "checks"), "two": ("checks", "explains")},
    "caring": {"one": ("listens",), "two": ("calms", "listens")},
}
"""Behaviours by competency and role; two of them stand in two cells."""


def draft() -> Matrix:
    matrix = matrix_of(CELLS)
    return type(matrix)(**{**vars(matrix), "state": VersionState.DRAFT, "published_on": None})


def typed(over: LocalizedText | None, confirmed: str = "", **words: str) -> Typed:
    """Words typed by somebody who has ``over`` before them; the other languages stay."""
    stays = dict(over.texts) if over else {}
    return Typed({**stays, **words}, seen_print(over), frozenset(confirmed.split()))


def row(matrix: Matrix, key: str) -> Competency:
    found = matrix.competency(key)
    assert found is not None
    return found


def cell(matrix: Matrix, competency: str, role: str) -> Expectation:
    return row(matrix, competency).expectations[role]


def keys(matrix: Matrix, competency: str, role: str) -> list[str]:
    return [behaviour.key for behaviour in cell(matrix, competency, role).behaviours]


def words(matrix: Matrix, key: str, language: str = "en") -> str:
    return matrix.every_behaviour()[key].text.texts.get(language, "")
