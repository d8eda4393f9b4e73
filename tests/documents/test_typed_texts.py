"""What people type reaches paper unharmed, and harms no paper."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.documents.typed_texts import BREAK_HERE, LONGEST_RUN, printable


def test_ordinary_text_stays_as_it_was_typed() -> None:
    typed = "«¿Qué tal?» – she asked; it cost €5.\nSecond line.\n\nNext paragraph."
    assert printable(typed) == typed


@pytest.mark.parametrize("typed", ["a\r\nb", "a\rb", "a\x0bb", "a\u2028b", "a\x85b"])
def test_every_kind_of_line_end_is_a_line_end(typed: str) -> None:
    assert printable(typed) == "a\nb"


def test_many_empty_lines_become_one() -> None:
    assert printable("a" + "\n \n" * 500 + "b") == "a\n\nb"


def test_lines_beyond_a_page_run_on() -> None:
    printed = printable("a\n" * 1000 + "end")
    assert printed.count("\n") == 59
    assert printed.endswith("a / end")


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\ufeff", "\ud800"])
def test_signs_that_cannot_be_seen_are_left_out(sign: str) -> None:
    assert printable(f"be{sign}fore") == "before"


def test_joiners_stay_because_words_are_spelled_with_them() -> None:
    assert printable("می\u200cخواهم") == "می\u200cخواهم"


def test_marks_do_not_pile_up() -> None:
    piled = printable("a" + "\u0301" * 2000)
    assert piled == "a" + "\u0301" * 4


def test_a_long_run_can_be_broken_without_changing_its_letters() -> None:
    address = "https://example.com/" + "a" * 100
    broken = printable(address)
    assert max(map(len, broken.split(BREAK_HERE))) == LONGEST_RUN
    assert broken.replace(BREAK_HERE, "") == address


@given(st.text(max_size=400))
def test_nothing_is_left_that_a_line_cannot_break(typed: str) -> None:
    printed = printable(typed)
    printed.encode()
    for run in printed.replace(BREAK_HERE, " ").split():
        marks = sum(
            unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf") for character in run
        )
        assert len(run) - marks <= LONGEST_RUN
