"""How long tokens work."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.api_tokens import LONGEST_LIFE, may_expire_on, works

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "may"),
    [(-1, False), (0, True), (30, True), (LONGEST_LIFE.days, True), (LONGEST_LIFE.days + 1, False)],
)
def test_a_token_runs_out_within_two_years(days: int, may: bool) -> None:
    assert may_expire_on(TODAY + timedelta(days=days), today=TODAY) is may


def test_a_token_works_through_its_last_day_unless_it_is_revoked() -> None:
    assert works(expires_on=TODAY, revoked_at=None, today=TODAY)
    assert not works(expires_on=TODAY, revoked_at=None, today=TODAY + timedelta(days=1))
    assert not works(expires_on=TODAY, revoked_at=datetime(2026, 3, 1, tzinfo=UTC), today=TODAY)
