"""How a behaviour was seen: the one scale the portal uses everywhere.

The scale says how often and how freely a behaviour shows, never how good a person is. It has a
real zero (*not yet*) and a way out (*not applicable*, which needs a reason); see the glossary in
``docs/words.md``. Marks are compared one behaviour at a time and are never added up or averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a behaviour was observed, from the least to the most; the value is what is stored."""

    NOT_YET = "not_yet"
    WHEN_PROMPTED = "when_prompted"
    OWN_INITIATIVE = "own_initiative"
    LIFTS_OTHERS = "lifts_others"
    NOT_APPLICABLE = "not_applicable"


SCALE: tuple[Mark, ...] = (
    Mark.NOT_YET,
    Mark.WHEN_PROMPTED,
    Mark.OWN_INITIATIVE,
    Mark.LIFTS_OTHERS,
)
"""The ordered part of the scale."""

EXPECTED = frozenset({Mark.OWN_INITIATIVE, Mark.LIFTS_OTHERS})
"""A role expects its behaviours unprompted; these marks meet that."""


def meets_expectation(mark: Mark | None) -> bool:
    return mark in EXPECTED


@dataclass(frozen=True)
class Tally:
    """The marks of one competency, counted but never scored.

    ``unmarked`` counts the behaviours nothing was said about yet.
    """

    counts: Mapping[Mark, int]
    unmarked: int

    @property
    def met(self) -> int:
        return sum(count for mark, count in self.counts.items() if meets_expectation(mark))

    @property
    def applicable(self) -> int:
        """Behaviours that were marked and do apply."""
        return sum(n for mark, n in self.counts.items() if mark is not Mark.NOT_APPLICABLE)


def tally(marks: Iterable[Mark | None]) -> Tally:
    counts = dict.fromkeys(Mark, 0)
    unmarked = 0
    for mark in marks:
        if mark is None:
            unmarked += 1
        else:
            counts[mark] += 1
    return Tally(counts, unmarked)
