"""Calibration exercises: how several readings of one written sample lie beside each other.

A sample is about somebody made up, and nothing here is ever said of a real person: an exercise
shows where a *text* is read in different ways, so that assessors can talk about it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.domain.agreement import krippendorff_alpha, percentage_agreement
from portal.domain.observations import SCALE, Mark

LONGEST_SAMPLE = 6000
LONGEST_BECAUSE = 300
FEWEST_READINGS = 2
"""Below it there is nothing to compare."""
FEWEST_TO_BE_NAMELESS = 5
"""Below it whoever took part can tell from the marks whose they are: all know their own."""
MOST_TO_TALK_ABOUT = 3


@dataclass(frozen=True)
class Said:
    """What one reading says of one behaviour; ``because`` may be empty."""

    mark: Mark
    because: str = ""


Reading = Mapping[str, Said]
"""One assessor's marks, by behaviour key."""


@dataclass(frozen=True)
class Spread:
    """How the readings marked one behaviour.

    ``reasons`` are the words given with each mark, in alphabetical order, so that their order says
    nothing about whose they are.
    """

    behaviour_key: str
    counts: Mapping[Mark, int]
    reasons: Mapping[Mark, tuple[str, ...]]

    @property
    def on_scale(self) -> tuple[Mark, ...]:
        """The marks of the scale that somebody gave, from the least to the most."""
        return tuple(mark for mark in SCALE if self.counts.get(mark))

    @property
    def does_not_apply(self) -> int:
        return self.counts.get(Mark.NOT_APPLICABLE, 0)

    @property
    def distance(self) -> int:
        """Steps of the scale between the lowest and the highest mark; 0 where all say the same."""
        if not self.on_scale:
            return 0
        return SCALE.index(self.on_scale[-1]) - SCALE.index(self.on_scale[0])

    @property
    def is_split(self) -> bool:
        """Whether some say that it does not apply and others mark it."""
        return bool(self.does_not_apply and self.on_scale)

    @property
    def agrees(self) -> bool:
        return self.distance == 0 and not self.is_split


def are_few(readings: int) -> bool:
    """Whether there is something to compare, but so little that it shows who gave which mark."""
    return FEWEST_READINGS <= readings < FEWEST_TO_BE_NAMELESS


@dataclass(frozen=True)
class Comparison:
    """What came of a closed exercise.

    ``percentage`` is the share (0 to 1) of pairs of marks that say the same; ``alpha`` is
    Krippendorff's, on the ordinal scale. Both leave *not applicable* out, as a missing value, and
    are None where they are not defined: with fewer than two readings, or for ``alpha`` where every
    mark is the same.
    """

    readings: int
    spreads: tuple[Spread, ...]
    percentage: float | None
    alpha: float | None

    @property
    def has_enough(self) -> bool:
        return self.readings >= FEWEST_READINGS

    @property
    def is_of_few(self) -> bool:
        return are_few(self.readings)

    @property
    def to_talk_about(self) -> tuple[Spread, ...]:
        """Where readings lie furthest apart, the widest first; in reading order where alike."""
        apart = [spread for spread in self.spreads if not spread.agrees]
        apart.sort(key=lambda spread: (-spread.distance, not spread.is_split))
        return tuple(apart[:MOST_TO_TALK_ABOUT])


def compare(behaviour_keys: Sequence[str], readings: Sequence[Reading]) -> Comparison:
    """Lay readings beside each other, in the order of ``behaviour_keys``."""
    values = [
        [_value(reading.get(key)) for key in behaviour_keys] for reading in readings
    ]  # a row for each reading, a column for each behaviour
    return Comparison(
        readings=len(readings),
        spreads=tuple(_spread(key, readings) for key in behaviour_keys),
        percentage=percentage_agreement(values),
        alpha=krippendorff_alpha(values),
    )


def _value(said: Said | None) -> int | None:
    if said is None or said.mark is Mark.NOT_APPLICABLE:
        return None
    return SCALE.index(said.mark)


def _spread(key: str, readings: Sequence[Reading]) -> Spread:
    said = [reading[key] for reading in readings if key in reading]
    return Spread(
        behaviour_key=key,
        counts=Counter(one.mark for one in said),
        reasons={
            mark: tuple(sorted(one.because for one in said if one.mark is mark and one.because))
            for mark in Mark
        },
    )
