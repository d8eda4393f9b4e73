"""Passwords: long, hard to guess, not about their owner; any characters, none cut off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.passwords import LONGEST, SHORTEST, refusal
from portal.domain.refusals import Refusal

ABOUT = ["Marguerite Lindqvist", "marguerite@example.com", "Support careers"]


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "unlikely violet teapot orbit",
        "ñandú salta, ¿verdad? sí",
        "🐙🦑🪼 abyssal tea party",
        "   spaces at both ends matter   ",
        "x7" * 3 + "unlikely violet teapot" * 9,
    ],
)
def test_any_long_password_will_do(password: str) -> None:
    assert refusal(password, ABOUT) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", Refusal.PASSWORD_SHORT),
        ("Tr0ub4dor&3", Refusal.PASSWORD_SHORT),
        ("fourteen chars", Refusal.PASSWORD_SHORT),
        ("x" * (LONGEST + 1), Refusal.PASSWORD_LONG),
        ("passwordpassword", Refusal.PASSWORD_COMMON),
        ("aaaaaaaaaaaaaaaaaaaaaa", Refusal.PASSWORD_COMMON),
        ("123456789012345678", Refusal.PASSWORD_COMMON),
        ("qwertyuiopqwertyuiop", Refusal.PASSWORD_COMMON),
        ("marguerite lindqvist", Refusal.PASSWORD_PERSONAL),
        ("MARGUERITE@example.com", Refusal.PASSWORD_PERSONAL),
        ("support careers 1!", Refusal.PASSWORD_PERSONAL),
    ],
)
def test_a_password_that_will_not_do_says_why(password: str, why: Refusal) -> None:
    assert refusal(password, ABOUT) is why


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=LONGEST + 20))
def test_every_password_gets_an_answer(password: str) -> None:
    found = refusal(password, ABOUT)
    if len(password) < SHORTEST:
        assert found is Refusal.PASSWORD_SHORT
    if len(password) > LONGEST:
        assert found is Refusal.PASSWORD_LONG
