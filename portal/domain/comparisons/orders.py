"""What changed its place in a list, beside what only made room for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def out_of_order(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The fewest keys that were taken elsewhere among those in both lists, in their order now.

    Each list holds a key at most once. What came and went moves nothing.
    """
    was_at = {key: place for place, key in enumerate(before)}
    kept = [key for key in after if key in was_at]
    stayed = _longest_rising([was_at[key] for key in kept])
    return tuple(key for place, key in enumerate(kept) if place not in stayed)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising run of numbers, not necessarily neighbours."""
    ends: list[int] = []
    places: list[int] = []
    earlier: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        earlier.append(places[length - 1] if length else None)
        if length == len(ends):
            ends.append(number)
            places.append(place)
        else:
            ends[length], places[length] = number, place
    found: set[int] = set()
    last = places[-1] if places else None
    while last is not None:
        found.add(last)
        last = earlier[last]
    return found
