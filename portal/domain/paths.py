"""A person's path through the roles: how long each was held, and how the path is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from portal.domain.ladders import Role

LANE = 34
BAR = 22
TIME_ENDS_AT = 90.0
"""Percent of the width that time takes; what begins today still has room for its letter."""

MOST_YEARS_NAMED = 5


@dataclass(frozen=True)
class Stay:
    """A role held from a day up to, and without, another; still held while ``ended_on`` is None."""

    role: Role
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Bar:
    """A stay as drawn: ``x`` and ``width`` in percent, ``y`` in pixels.

    ``name_leads`` says that the role's name stands before the bar: after it is no room. A role
    held again is in its lane again, so its name need not be repeated.
    """

    stay: Stay
    x: float
    width: float
    y: int
    is_named: bool
    name_leads: bool


@dataclass(frozen=True)
class Riser:
    """The step from one stay to the next, up, down or across tracks."""

    x: float
    top: int
    bottom: int


@dataclass(frozen=True)
class NamedYear:
    year: int
    x: float


@dataclass(frozen=True)
class PathPicture:
    """Time goes from left to right, the rank of the roles upwards; one lane for each role held."""

    bars: tuple[Bar, ...]
    risers: tuple[Riser, ...]
    years: tuple[NamedYear, ...]
    height: int


def whole_months(start: date, end: date) -> int:
    """Completed months between two days; none when ``end`` comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(months, 0)


def path_picture(stays: Sequence[Stay], until: date) -> PathPicture | None:
    """``stays`` in order of time, drawn up to the day ``until``; None when there are none."""
    if not stays:
        return None
    first = stays[0].started_on
    last = max([until, *(stay.ended_on or stay.started_on for stay in stays)])
    days = max((last - first).days, 1)

    def at(day: date) -> float:
        return round((day - first).days / days * TIME_ENDS_AT, 2)

    lanes = _lanes(stays)
    bars: list[Bar] = []
    for stay in stays:
        x = at(stay.started_on)
        end = at(max(stay.ended_on or until, stay.started_on))
        is_named = all(bar.stay.role.key != stay.role.key for bar in bars)
        y = lanes[stay.role.key] * LANE
        bars.append(Bar(stay, x, round(end - x, 2), y, is_named, name_leads=x > 50))
    risers = [
        Riser(after.x, min(before.y, after.y) + BAR, max(before.y, after.y))
        for before, after in pairwise(bars)
        if before.y != after.y
    ]
    years = _years(first, last)
    return PathPicture(
        bars=tuple(bars),
        risers=tuple(risers),
        years=tuple(NamedYear(year, at(date(year, 1, 1))) for year in years),
        height=len(lanes) * LANE,
    )


def _lanes(stays: Sequence[Stay]) -> dict[str, int]:
    """A lane for each role held, the highest rank on top; of equal ranks, the later role."""
    roles = {stay.role.key: stay.role for stay in stays}
    rising = sorted(roles.values(), key=lambda role: role.rank)
    return {role.key: lane for lane, role in enumerate(reversed(rising))}


def _years(first: date, last: date) -> list[int]:
    begun = list(range(first.year + 1, last.year + 1))
    every = -(-len(begun) // MOST_YEARS_NAMED) or 1
    return begun[::every]
