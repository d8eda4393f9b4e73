"""Days of a cycle: whole days in the time zone it states, wherever a server or a person is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def start_of(day: date, time_zone: str) -> datetime:
    """The instant a day begins there, in UTC. Where clocks skip midnight, the first moment after.

    Going through UTC and back moves a time of day that does not exist to one that does.
    """
    midnight = datetime.combine(day, time(), ZoneInfo(time_zone)).astimezone(UTC)
    there = midnight.astimezone(ZoneInfo(time_zone))
    return midnight if there.date() >= day else midnight + timedelta(hours=1)


def end_of(day: date, time_zone: str) -> datetime:
    """The instant a day is over there, in UTC: what is due on it is late from then on."""
    return start_of(day + timedelta(days=1), time_zone)
