"""How far several readers of the same things agree: percentage agreement, Krippendorff's alpha.

The measures are about a set of readings, never about a reader: nobody gets a figure of their own.

Ratings are given as Krippendorff prints them: one row for each reader, one column for each unit
that was read, numbers for values and None where a reader said nothing of a unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

Ratings = Sequence[Sequence[float | None]]
Difference = Callable[[float, float, Mapping[float, float]], float]
"""The squared difference of two values, given how often each value was paired with others."""


def nominal(one: float, other: float, _frequencies: Mapping[float, float]) -> float:
    """Values are names: they are the same or they are not."""
    return float(one != other)


def ordinal(one: float, other: float, frequencies: Mapping[float, float]) -> float:
    """Values are ranks: what counts is how many ranked values lie between them."""
    low, high = sorted((one, other))
    between = sum(n for value, n in frequencies.items() if low <= value <= high)
    return (between - (frequencies[low] + frequencies[high]) / 2) ** 2


def interval(one: float, other: float, _frequencies: Mapping[float, float]) -> float:
    """Values are measured: what counts is how far apart they are."""
    return (one - other) ** 2


def ratio(one: float, other: float, _frequencies: Mapping[float, float]) -> float:
    """Values are measured from a real zero: how far apart they are counts by their size."""
    return ((one - other) / (one + other)) ** 2 if one + other else 0.0


def percentage_agreement(ratings: Ratings) -> float | None:
    """The share of pairs of readers' values, over all units, that are the same (0 to 1).

    None where no unit was read by two. It does not take into account what would agree by chance.
    """
    pairs = [pair for values in _pairable(ratings) for pair in combinations(values, 2)]
    if not pairs:
        return None
    return sum(one == other for one, other in pairs) / len(pairs)


def krippendorff_alpha(ratings: Ratings, metric: Difference = ordinal) -> float | None:
    """Krippendorff's alpha: 1 where readers agree in everything, 0 where it is as by chance.

    It is 1 minus the observed disagreement over the one to be expected by chance, from the table
    of coincidences of values within units; a unit that only one reader read is left out. None where
    it is not defined: nothing was read by two, or all values are the same, so that there is no
    variation in which agreement could show. That is not the same as full agreement.

    Sources: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of
    Pennsylvania, 2011; A. F. Hayes and K. Krippendorff, "Answering the Call for a Standard
    Reliability Measure for Coding Data", Communication Methods and Measures 1(1), 2007.
    """
    units = _pairable(ratings)
    frequencies: Counter[float] = Counter(value for values in units for value in values)
    if len(frequencies) < 2:
        return None
    total = sum(frequencies.values())
    observed = sum(
        2 * metric(one, other, frequencies) / (len(values) - 1)
        for values in units
        for one, other in combinations(values, 2)
    )
    expected = sum(
        2 * frequencies[one] * frequencies[other] * metric(one, other, frequencies)
        for one, other in combinations(frequencies, 2)
    )
    return 1 - (total - 1) * observed / expected


def _pairable(ratings: Ratings) -> list[list[float]]:
    """The values given to each unit that at least two readers read."""
    units = ([value for value in unit if value is not None] for unit in zip(*ratings, strict=True))
    return [values for values in units if len(values) > 1]
