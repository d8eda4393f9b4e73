"""A matrix taken apart and put together again, and what differs between two."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix
from portal.domain.matrix_parts import alterations, parts, put_together
from tests.interchange.matrices import matrices

SLOW = [HealthCheck.too_slow]
"""Whole matrices take their time to be made up on a busy machine."""


@given(matrices())
@settings(max_examples=60, suppress_health_check=SLOW)
def test_the_pieces_put_together_are_the_matrix(matrix: Matrix) -> None:
    blank = replace(matrix, note=None, roles=(), categories=())
    assert parts(put_together(blank, parts(matrix))) == parts(matrix)


@given(matrices(), matrices())
@settings(max_examples=40, suppress_health_check=SLOW)
def test_the_alterations_lead_from_one_matrix_to_the_other(before: Matrix, after: Matrix) -> None:
    pieces = parts(before)
    for alteration in alterations(before, after):
        assert pieces.get(alteration.place) == alteration.before
        if alteration.after is None:
            pieces.pop(alteration.place, None)
        else:
            pieces[alteration.place] = alteration.after
    assert {p: v for p, v in pieces.items() if v is not None} == {
        p: v for p, v in parts(after).items() if v is not None
    }


@given(matrices(), st.just(LocalizedText({"en": "Another note"})))
@settings(max_examples=20, suppress_health_check=SLOW)
def test_only_the_place_that_changed_is_an_alteration(matrix: Matrix, note: LocalizedText) -> None:
    changed = alterations(matrix, replace(matrix, note=note))
    assert [alteration.place for alteration in changed] == ["note"] * (matrix.note != note)
