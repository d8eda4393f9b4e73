"""How long a sign-in lasts and when attempts have to wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.sign_in import (
    FAILURES_PER_ADDRESS,
    FAILURES_PER_EMAIL,
    FAILURES_PER_EMAIL_AND_ADDRESS,
    IDLE,
    IDLE_PRIVILEGED,
    LONGEST_SESSION,
    must_wait,
    session_has_ended,
)

START = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
SPANS = st.timedeltas(min_value=timedelta(days=-2), max_value=timedelta(days=2))


def ended(seen: timedelta, now: timedelta, *, is_privileged: bool = False) -> bool:
    return session_has_ended(
        started_at=START, seen_at=START + seen, now=START + now, is_privileged=is_privileged
    )


def test_the_limits_are_exact() -> None:
    second = timedelta(seconds=1)
    assert not ended(timedelta(), IDLE - second)
    assert ended(timedelta(), IDLE)
    assert not ended(timedelta(), IDLE_PRIVILEGED - second, is_privileged=True)
    assert ended(timedelta(), IDLE_PRIVILEGED, is_privileged=True)
    assert not ended(LONGEST_SESSION - 2 * second, LONGEST_SESSION - second)
    assert ended(LONGEST_SESSION - second, LONGEST_SESSION)
    assert ended(timedelta(), -second)


@given(SPANS, SPANS)
def test_no_session_outlives_its_length_and_none_begins_early(
    seen: timedelta, now: timedelta
) -> None:
    if now >= LONGEST_SESSION or now < timedelta():
        assert ended(seen, now)


@given(SPANS, SPANS)
def test_more_rights_never_last_longer(seen: timedelta, now: timedelta) -> None:
    if ended(seen, now):
        assert ended(seen, now, is_privileged=True)


@pytest.mark.parametrize(
    ("both", "email", "address", "waits"),
    [
        (0, 0, 0, False),
        (FAILURES_PER_EMAIL_AND_ADDRESS - 1, 4, 4, False),
        (FAILURES_PER_EMAIL_AND_ADDRESS, 5, 5, True),
        (0, FAILURES_PER_EMAIL - 1, FAILURES_PER_ADDRESS - 1, False),
        (0, FAILURES_PER_EMAIL, 0, True),
        (0, 0, FAILURES_PER_ADDRESS, True),
    ],
)
def test_who_has_to_wait(both: int, email: int, address: int, waits: bool) -> None:
    assert must_wait(email_and_address=both, email=email, address=address) is waits
