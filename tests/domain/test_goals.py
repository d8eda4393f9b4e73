"""Goals: when one has gone quiet, what makes one done, and what became of its behaviour."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.evidence import EvidenceKind
from portal.domain.goal_wordings import Written, descendants, in_force
from portal.domain.goals import (
    QUIET_AFTER,
    Observation,
    Pace,
    Plan,
    pace,
    quiet_key,
    quiet_since,
    unfit_day,
    unfit_observation,
)
from portal.domain.refusals import Refusal
from tests.domain.samples import title

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LISBON, AUCKLAND = "Europe/Lisbon", "Pacific/Auckland"
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
DAYS = st.dates(date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("days_unmoved", "until_on", "zone", "expected"),
    [
        (0, date(2026, 3, 2), LISBON, Pace.MOVING),
        (20, date(2026, 4, 1), LISBON, Pace.MOVING),
        (21, date(2026, 4, 1), LISBON, Pace.QUIET),
        (0, date(2026, 3, 1), LISBON, Pace.OVERDUE),
        (30, date(2026, 3, 1), LISBON, Pace.OVERDUE),
        (0, date(2026, 3, 2), AUCKLAND, Pace.OVERDUE),  # there it is the next day already
    ],
)
def test_the_pace_of_a_goal(days_unmoved: int, until_on: date, zone: str, expected: Pace) -> None:
    moved_at = NOON - timedelta(days=days_unmoved)
    assert pace(moved_at=moved_at, until_on=until_on, time_zone=zone, now=NOON) is expected


@given(INSTANTS, DAYS, st.sampled_from([LISBON, AUCKLAND, "America/New_York"]))
def test_nobody_is_reminded_of_what_they_just_wrote(
    moved_at: datetime, until_on: date, zone: str
) -> None:
    """A spell begins later than what happened last, and at most three weeks later."""
    since = quiet_since(moved_at=moved_at, until_on=until_on, time_zone=zone)
    assert moved_at < since <= moved_at + QUIET_AFTER
    at_that_moment = pace(moved_at=moved_at, until_on=until_on, time_zone=zone, now=since)
    assert at_that_moment is not Pace.MOVING


def test_each_quiet_spell_has_a_name_of_its_own() -> None:
    keys = {quiet_key(1, 7, NOON), quiet_key(1, 7, NOON), quiet_key(1, 7, NOON + QUIET_AFTER)}
    assert len(keys) == 2
    assert len(quiet_key(2**31, 2**31, NOON)) <= 120


def test_a_day_is_today_or_within_a_year() -> None:
    today = date(2026, 3, 2)
    fits = {
        days: unfit_day(today + timedelta(days=days), today=today) for days in (-1, 0, 366, 367)
    }
    unfit = Refusal.GOAL_DAY_UNFIT
    assert fits == {-1: unfit, 0: None, 366: None, 367: unfit}


def test_done_is_what_somebody_else_saw() -> None:
    today = date(2026, 3, 2)
    assert unfit_observation(Observation(1, 2, today, EvidenceKind.THANKS), today=today) == {}
    alone = Observation(1, 1, today + timedelta(days=1), EvidenceKind.CARD)
    assert unfit_observation(alone, today=today) == {
        "seen_by": Refusal.SEEN_BY_ONESELF,
        "seen_on": Refusal.SEEN_AHEAD,
        "evidence": Refusal.CARD_ALONE,
    }


def test_plans_are_told_apart_by_what_they_say() -> None:
    plan = Plan("Asks first.", "", date(2026, 4, 1))
    other = Plan("Asks first.", "Ana", date(2026, 5, 1))
    assert plan.fingerprint == Plan("Asks first.", "", date(2026, 4, 1)).fingerprint
    assert plan.fingerprint != other.fingerprint
    assert plan.changes(other) == {"with_whom": "Ana", "until_on": date(2026, 5, 1)}


def cell(key: str, role: str, words: str = "") -> Written:
    return Written(key, title(words or f"Does {key}."), title("Care"), role, "front")


def test_a_goal_says_what_its_own_role_is_told() -> None:
    cells = [cell("a", "first"), cell("a", "second"), cell("b", "second")]
    own = in_force(cells, key="a", role_key="second")
    other = in_force(cells, key="b", role_key="first")
    assert own is not None
    assert own.is_asked
    assert other is not None
    assert not other.is_asked
    assert not other.is_gone
    assert in_force(cells, key="gone", role_key="first") is None


def test_what_came_of_a_behaviour_is_named_once() -> None:
    cells = [cell("x", "first"), cell("x", "second"), cell("y", "first"), cell("z", "first")]
    came_from = {"x": ("gone", "older"), "y": ("gone",), "z": ()}
    found = descendants(cells, came_from, key="gone", role_key="second")
    assert [(one.key, one.role_key) for one in found] == [("x", "second"), ("y", "first")]
