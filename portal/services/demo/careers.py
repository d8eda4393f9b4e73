"""How made-up people came to where they are: along the moves of the shipped ladder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

AWAY = None
"""A time outside support, between leaving it and coming back."""

Path = tuple[str | None, ...]


@dataclass(frozen=True)
class Held:
    """A role held from a date up to, and without, another; open while ``ended_on`` is None."""

    role_key: str
    started_on: date
    ended_on: date | None


WAYS: Mapping[str, Mapping[Path, int]] = {
    "css1": {("css1",): 1},
    "css2": {("css1", "css2"): 16, ("css2",): 4, ("css1", "css2", AWAY, "css2"): 1},
    "senior-css": {
        ("css1", "css2", "senior-css"): 10,
        ("css2", "senior-css"): 3,
        ("css2", "senior-css", "pse", "senior-css"): 1,
        ("css1", "css2", "senior-css", "team-lead", "senior-css"): 1,
    },
    "cse": {
        ("css1", "css2", "cse"): 6,
        ("css1", "css2", "senior-css", "cse"): 3,
        ("cse",): 2,
        ("css2", "cse", "pse", "cse"): 1,
    },
    "senior-se": {
        ("css1", "css2", "cse", "senior-se"): 4,
        ("cse", "senior-se"): 2,
        ("css2", "cse", "pse", "senior-se"): 1,
    },
    "ops-specialist": {
        ("css1", "css2", "ops-specialist"): 4,
        ("css1", "css2", "senior-css", "ops-specialist"): 3,
        ("css2", "cse", "ops-specialist"): 1,
        ("ops-specialist",): 1,
    },
    "senior-ops": {
        ("css1", "css2", "ops-specialist", "senior-ops"): 4,
        ("css2", "senior-css", "ops-specialist", "senior-ops"): 2,
        ("css2", "senior-css", "team-lead", "support-manager", "senior-ops"): 1,
    },
    "pse": {
        ("css1", "css2", "cse", "pse"): 4,
        ("css1", "css2", "senior-css", "pse"): 3,
        ("cse", "pse"): 1,
    },
    "team-lead": {
        ("css1", "css2", "senior-css", "team-lead"): 5,
        ("css2", "cse", "senior-se", "team-lead"): 2,
        ("css1", "css2", "ops-specialist", "team-lead"): 2,
        ("ops-specialist", "senior-ops", "team-lead"): 1,
    },
    "support-manager": {
        ("css1", "css2", "senior-css", "team-lead", "support-manager"): 4,
        ("css2", "cse", "senior-se", "team-lead", "support-manager"): 2,
        ("team-lead", "support-manager"): 1,
    },
}
"""By role: the ways somebody may have come to it, and how common each is."""

FAREWELLS = ("css2", "cse", "senior-se", "pse", "senior-ops")
"""The roles from which the ladder has a move out of support."""

STAYS: Mapping[str | None, tuple[int, int]] = {
    "css1": (8, 15),
    "css2": (10, 24),
    "senior-css": (13, 28),
    "cse": (13, 28),
    "senior-se": (16, 30),
    "ops-specialist": (13, 28),
    "senior-ops": (16, 30),
    "pse": (8, 18),
    "team-lead": (14, 32),
    "support-manager": (18, 32),
    AWAY: (9, 16),
}
"""How many months a stay that is over lasted, from and to."""


def way_to(role_key: str, rng: Random) -> Path:
    ways = WAYS[role_key]
    return rng.choices(list(ways), list(ways.values()))[0]


def stays(path: Path, rng: Random) -> list[int]:
    """Months for each stop of a path; the last one may have begun only lately."""
    months = [rng.randint(*STAYS[stop]) for stop in path]
    months[-1] = rng.randint(1, STAYS[path[-1]][1])
    return months


def history(path: Path, months: Sequence[int], *, until: date, is_over: bool) -> tuple[Held, ...]:
    """The positions of a path whose last stop lasts until a day (or, unless over, goes on).

    People change roles on the first of a month, and join on the first Monday of one.
    """
    held: list[Held] = []
    edge, ended = until, until if is_over else None
    for stop, stay in zip(reversed(path), reversed(months), strict=True):
        began = first_of_months_ago(edge, stay)
        if stop is not AWAY:
            held.append(Held(stop, began, ended))
        edge = ended = began
    first = held.pop()
    held.append(Held(first.role_key, _first_monday(first.started_on), first.ended_on))
    return tuple(reversed(held))


def first_of_months_ago(day: date, months: int) -> date:
    """The first day of the month that lies so many months before the day's own."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)


def _first_monday(first_of_month: date) -> date:
    return first_of_month + timedelta(days=-first_of_month.weekday() % 7)


def monday_of_weeks_ago(day: date, weeks: int) -> date:
    return day - timedelta(days=day.weekday(), weeks=weeks)
