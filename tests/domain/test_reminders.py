"""When people are reminded: by the day something is due, by daylight, never of what is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain import reminders as rules
from portal.domain.cycle_days import end_of, start_of
from portal.domain.mails import MOST_ATTEMPTS, Outcome, Trouble, message_id, next_try, settled
from portal.domain.reminders import Occasion
from portal.domain.time_zones import day_in
from portal.domain.workflows import MAIL_MOVES, MailState, allows

DUE = date(2026, 1, 26)


@pytest.mark.parametrize(
    ("today", "since", "expected"),
    [
        (date(2026, 1, 18), date(2026, 1, 5), None),
        (date(2026, 1, 19), date(2026, 1, 5), Occasion.WEEK),
        (date(2026, 1, 23), date(2026, 1, 5), Occasion.WEEK),
        (date(2026, 1, 24), date(2026, 1, 5), Occasion.SOON),
        (date(2026, 1, 26), date(2026, 1, 5), Occasion.SOON),
        (date(2026, 1, 27), date(2026, 1, 5), Occasion.LATE),
        (date(2026, 3, 1), date(2026, 1, 5), Occasion.LATE),
        # What began after an occasion had passed waits for the next one.
        (date(2026, 1, 20), date(2026, 1, 19), None),
        (date(2026, 1, 24), date(2026, 1, 20), Occasion.SOON),
        (date(2026, 1, 25), date(2026, 1, 24), None),
        (date(2026, 1, 27), date(2026, 1, 25), Occasion.LATE),
        (date(2026, 2, 2), date(2026, 2, 2), None),
        (date(2026, 2, 3), date(2026, 2, 2), Occasion.LATE),
    ],
)
def test_occasions_follow_the_due_day(today: date, since: date, expected: Occasion | None) -> None:
    assert rules.occasion(DUE, since=since, today=today) is expected


def test_a_leap_day_is_a_day_like_any_other() -> None:
    """29 February as the due day, and as the day of each reminder: in leap years alone."""
    leap = date(2028, 2, 29)
    since = leap - timedelta(days=30)
    assert rules.occasion(leap, since=since, today=date(2028, 2, 21)) is None
    assert rules.occasion(leap, since=since, today=date(2028, 2, 22)) is Occasion.WEEK
    assert rules.occasion(leap, since=since, today=date(2028, 2, 27)) is Occasion.SOON
    assert rules.occasion(leap, since=since, today=leap) is Occasion.SOON
    assert rules.occasion(leap, since=since, today=date(2028, 3, 1)) is Occasion.LATE
    for due_on, told in (
        (date(2028, 3, 7), Occasion.WEEK),
        (date(2028, 3, 2), Occasion.SOON),
        (date(2028, 2, 28), Occasion.LATE),
    ):
        before = rules.occasion(due_on, since=since, today=date(2028, 2, 28))
        assert rules.occasion(due_on, since=since, today=leap) is told is not before
    # The same days of a year without one lie a day closer to each other.
    assert rules.occasion(date(2027, 3, 7), since=date(2027, 2, 1), today=date(2027, 2, 27)) is None
    assert rules.occasion(date(2027, 3, 2), since=date(2027, 2, 1), today=date(2027, 2, 28)) is (
        Occasion.SOON
    )
    # The whole day counts, wherever a round is; the day after it is the first of March.
    for zone in ("Europe/Madrid", "America/Los_Angeles", "Pacific/Kiritimati"):
        assert end_of(leap, zone) == start_of(date(2028, 3, 1), zone)
        assert end_of(leap, zone) - start_of(leap, zone) == timedelta(hours=24)
        assert day_in(zone, end_of(leap, zone) - timedelta(minutes=1)) == leap


def test_a_later_occasion_makes_earlier_ones_needless() -> None:
    assert rules.and_later(Occasion.WEEK) == tuple(Occasion)
    assert rules.and_later(Occasion.LATE) == (Occasion.LATE,)


def test_it_is_day_where_the_reader_is() -> None:
    """Also when clocks change: at 7 in winter, 6 in summer (UTC) it is 8 in Madrid."""
    for now, zone, expected in (
        (datetime(2026, 1, 15, 6, 59, tzinfo=UTC), "Europe/Madrid", False),
        (datetime(2026, 1, 15, 7, 0, tzinfo=UTC), "Europe/Madrid", True),
        (datetime(2026, 7, 15, 6, 0, tzinfo=UTC), "Europe/Madrid", True),
        (datetime(2026, 1, 15, 17, 0, tzinfo=UTC), "Europe/Madrid", False),
        (datetime(2026, 1, 15, 17, 0, tzinfo=UTC), "America/Los_Angeles", True),
        (datetime(2026, 1, 15, 20, 0, tzinfo=UTC), "Pacific/Kiritimati", True),
    ):
        assert rules.is_daytime(now, zone) is expected
    thursday = datetime(2026, 1, 15, 12, tzinfo=UTC)
    assert rules.is_time_for_evidence(thursday, "Europe/Madrid")
    assert not rules.is_time_for_evidence(thursday - timedelta(days=1), "Europe/Madrid")
    monday, sunday = datetime(2026, 1, 12, tzinfo=UTC), datetime(2026, 1, 18, 23, tzinfo=UTC)
    assert rules.week_of(monday, "UTC") == rules.week_of(sunday, "UTC")
    assert rules.week_of(monday, "UTC") == rules.week_of(monday - timedelta(hours=1), "UTC") + 1


def test_a_mail_goes_only_where_the_table_of_states_lets_it() -> None:
    for before in MailState:
        for after in MailState:
            for attempts in (1, MOST_ATTEMPTS):
                found = settled(before, Outcome(after, Trouble.RECIPIENT, "550"), attempts=attempts)
                assert found.state is before or allows(MAIL_MOVES, before, found.state)
    tired = settled(MailState.SENDING, Outcome(MailState.WAITING), attempts=MOST_ATTEMPTS)
    assert tired.state is MailState.FAILED
    now = datetime(2026, 1, 15, tzinfo=UTC)
    waits = [next_try(now, attempts) - now for attempts in range(1, MOST_ATTEMPTS + 1)]
    assert waits == sorted(waits)
    assert timedelta(days=2) < sum(waits, timedelta()) < timedelta(days=5)


def test_a_message_id_is_the_same_every_time_and_names_nobody() -> None:
    one = message_id("cycle:3:opened:17", "careers.example.com")
    assert one == message_id("cycle:3:opened:17", "careers.example.com")
    assert one != message_id("cycle:3:opened:18", "careers.example.com")
    assert one.endswith("@careers.example.com>")
    assert "opened" not in one
    assert message_id("k", "::1").endswith("@localhost>")
