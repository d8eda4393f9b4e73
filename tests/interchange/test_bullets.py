"""Cells taken apart into behaviours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.interchange.bullets import split


@pytest.mark.parametrize(
    ("cell", "behaviours"),
    [
        ("- Listens\n- Answers", ["Listens", "Answers"]),
        ("* Listens first\n  then answers\n* Thanks", ["Listens first then answers", "Thanks"]),
        ("• Listens\n• Answers", ["Listens", "Answers"]),
        ("•Listens\n•Answers", ["Listens", "Answers"]),
        ("1. Listens\n2) Answers", ["Listens", "Answers"]),
        ("Always:\n- Listens\n- Answers", ["Always:", "Listens", "Answers"]),
        ("• Listens • Answers", ["Listens", "Answers"]),
        ("Listens.\nAnswers.", ["Listens.", "Answers."]),
        ("Listens to the customer\nand answers", ["Listens to the customer and answers"]),
        ("Listens; answers; thanks.", ["Listens", "answers", "thanks"]),
        ("Listens; answers", ["Listens; answers"]),
        ("- Listens; answers; thanks", ["Listens; answers; thanks"]),
        ("Listens. Then answers. Then thanks.", ["Listens. Then answers. Then thanks."]),
        ("Replies in 2. Or 3; it depends; always.", ["Replies in 2. Or 3; it depends; always."]),
        ("-5 degrees", ["-5 degrees"]),
        ("2 weeks of practice", ["2 weeks of practice"]),
        ("  Listens \u00a0 well  ", ["Listens well"]),
        ("- \n-\n- Listens", ["Listens"]),
        ("", []),
        (" \n ", []),
    ],
)  # fmt: skip
def test_lists_are_split_and_sentences_are_not(cell: str, behaviours: list[str]) -> None:
    assert list(split(cell)) == behaviours


@given(st.text(st.sampled_from("AB .;-*•1)\n\t")))
def test_nothing_is_empty_and_nothing_is_lost(cell: str) -> None:
    found = split(cell)
    assert all(text == text.strip() != "" for text in found)
    assert "".join(found).count("A") == cell.count("A")


def test_a_cell_beyond_all_measure_stays_whole() -> None:
    cell = "- a\n" * 50_000
    assert split(cell) == (cell,)
