"""One order out of several that overlap, such as the competencies of each role in turn."""

from __future__ import annotations

from collections.abc import Iterable


def merged(sequences: Iterable[Iterable[int]]) -> list[int]:
    """Every number once: what is new in a sequence comes after what it follows there.

    What begins a sequence comes before the first number in it that is known already, or at the
    end when none is. Takes time in proportion to the numbers.
    """
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    end, start = -1, -2  # the ends of a chain in which every number is linked to its neighbours
    before[end], after[start] = start, end

    def insert(number: int, following: int) -> None:
        ahead = before[following]
        before[number], after[number] = ahead, following
        after[ahead], before[following] = number, number

    for sequence in sequences:
        waiting: dict[int, None] = {}
        last: int | None = None
        for number in sequence:
            if number in after and number != start:
                for one in waiting:
                    insert(one, number)
                waiting = {}
                last = number
            elif last is None:
                waiting[number] = None
            else:
                insert(number, after[last])
                last = number
        for one in waiting:
            insert(one, end)
    order: list[int] = []
    at = after[start]
    while at != end:
        order.append(at)
        at = after[at]
    return order
