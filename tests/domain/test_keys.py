"""Keys: made of what they name, never given twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.keys import LONGEST_KEY, AnyOf, is_key, key_for


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Names the limits, early.", "names-the-limits-early"),
        ("Señala los límites", "senala-los-limites"),
        ("产品知识", "behaviour"),
        ("  --  ", "behaviour"),
    ],
)
def test_a_key_says_what_its_words_say(words: str, key: str) -> None:
    assert key_for(words, (), "behaviour") == key


def test_a_long_wording_is_cut_between_words() -> None:
    key = key_for("explains " * 20, (), "behaviour")
    assert key == "-".join(["explains"] * 6)


def test_a_taken_key_gets_a_number() -> None:
    assert key_for("Same words", {"same-words", "same-words-2"}, "behaviour") == "same-words-3"


@given(st.text(max_size=200), st.sets(st.text(alphabet="ab-2", max_size=4)))
def test_a_key_is_well_formed_and_free(words: str, taken: set[str]) -> None:
    first = key_for(words, taken, "behaviour")
    second = key_for(words, AnyOf(taken, {first}), "behaviour")
    assert is_key(first)
    assert is_key(second)
    assert first != second
    assert not {first, second} & taken


@pytest.mark.parametrize("written", ["", "-a", "a--b", "A", "ñ", "a_b", "a" * (LONGEST_KEY + 1)])
def test_what_is_not_a_key(written: str) -> None:
    assert not is_key(written)
