"""The time zones people live in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


@cache
def zones() -> frozenset[str]:
    """Every zone there is; finding them walks through files, so it is done once."""
    return frozenset(available_timezones())


@cache
def places() -> list[str]:
    """Zones named after places; no abbreviations, no fixed offsets."""
    aside = ("Etc/", "posix/", "right/", "US/", "SystemV/")
    return sorted(zone for zone in zones() if "/" in zone and not zone.startswith(aside))


def places_and(zone: str) -> list[str]:
    """The places to choose from, and ``zone`` itself where it is none of them: it can be kept."""
    return places() if zone in places() else [zone, *places()]


def day_in(zone: str, moment: datetime) -> date:
    """Which day it is in a time zone at an aware instant."""
    return moment.astimezone(ZoneInfo(zone)).date()


def today_in(zone: str) -> date:
    """The day it is now where people live by this zone."""
    return day_in(zone, datetime.now(UTC))
