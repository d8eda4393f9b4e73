"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.interchange.inert import freed, inert

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert inert(text) == f"'{text}"
    assert freed(inert(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'quoted'", "• one", "1-2", "''"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert inert(text) == freed(text) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n\0＝a "), max_size=6))
def test_there_is_a_way_back_for_every_text(text: str) -> None:
    assert freed(inert(text)) == text
    assert inert(text).lstrip("'")[:1] not in set("=+-@\t\r\n\0＝") - {""} or inert(text)[0] == "'"
