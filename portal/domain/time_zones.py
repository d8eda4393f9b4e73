"""The time zones people live in."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones


@cache
def places() -> list[str]:
    """Zones named after places; no abbreviations, no fixed offsets."""
    aside = ("Etc/", "posix/", "right/", "US/", "SystemV/")
    return sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(aside)
    )


def places_and(zone: str) -> list[str]:
    """The places to choose from, and ``zone`` itself where it is none of them: it can be kept."""
    return places() if zone in places() else [zone, *places()]
