"""When people are reminded: once for each occasion, in the days of the round, by daylight.

An occasion is named after the day that something is due on, not after the day of the reminder, so
that a clock that jumps makes nobody hear of it twice.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY_BEGINS, DAY_ENDS = time(8), time(18)
THURSDAY, FRIDAY = 3, 4


class Occasion(StrEnum):
    """When somebody is reminded of something that is due, in order."""

    WEEK = "week"
    SOON = "soon"
    LATE = "late"


OFFSETS = {
    Occasion.WEEK: timedelta(days=-7),
    Occasion.SOON: timedelta(days=-2),
    Occasion.LATE: timedelta(days=1),
}
"""A week before, two days before, a day after."""


def occasion(due_on: date, *, since: date, today: date) -> Occasion | None:
    """The latest occasion that has come for what is due on a day; None before the first.

    ``since`` is the day from which on it could be done. Who was told that it begins is not
    reminded on the same day, nor of an occasion that had passed by then.
    """
    for one in reversed(Occasion):
        day = due_on + OFFSETS[one]
        if today >= day:
            is_news = since < day or (one is Occasion.LATE and since < today)
            return one if is_news else None
    return None


def and_later(one: Occasion) -> tuple[Occasion, ...]:
    """An occasion and those after it: who was told of a later one needs no earlier one."""
    return tuple(Occasion)[tuple(Occasion).index(one) :]


def is_daytime(now: datetime, time_zone: str) -> bool:
    """Whether it is between 8 and 18 o'clock where somebody lives."""
    return DAY_BEGINS <= now.astimezone(ZoneInfo(time_zone)).time() < DAY_ENDS


def is_time_for_evidence(now: datetime, time_zone: str) -> bool:
    """Whether a working week nears its end there: Thursday or Friday, by day."""
    there = now.astimezone(ZoneInfo(time_zone))
    return there.weekday() in {THURSDAY, FRIDAY} and is_daytime(now, time_zone)


def week_of(now: datetime, time_zone: str) -> int:
    """The number of the week it is there, counted without end; two in a row make a fortnight."""
    return (now.astimezone(ZoneInfo(time_zone)).date().toordinal() - 1) // 7
