"""Target numbers and metrics: how many, how fast, how high, instead of how.

A number that says how things are built is left alone: a team of 2–4, two colleagues, a one-to-one,
a 3-point scale, tier 2, version 2.1, 2026. What counts as a target is a percentage, a rate, a
deadline, a counted amount of work, a score or a place in a ranking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from portal.domain.advice import measures
from portal.domain.advice.findings import Hit, Rule
from portal.domain.advice.grammar import words
from portal.domain.advice.metrics import metrics
from portal.domain.advice.passages import Passage
from portal.domain.advice.quantities import Quantity, begins_with_number, quantities


class Target(StrEnum):
    """How the number sets its target; each asks for another way to rewrite."""

    PERCENTAGE = "percentage"
    RATE = "rate"
    DEADLINE = "deadline"
    COUNT = "count"
    SCORE = "score"
    RANKING = "ranking"


class _Stretch(NamedTuple):
    first: int
    end: int
    kind: Target


_MANY = 5
"""From here on a bare count of work is a target; below, "merges two articles" is a description."""

_NEAR = 3
"""How many words may stand between a number and what it counts."""

_BREAKS = words(", . ; : ( ) [ ] and or y e o u but pero who which that que before after antes")
_PREPOSITIONS = words(
    "of in to with from for into on at by about between without de en a con para desde sobre",
    "por",
)
_OF = words("of de")
_TENURE = words(
    "first last next past coming previous primer primera primeros primeras ultimo ultima",
    "ultimos ultimas proximo proxima proximos proximas",
)
_OUT_OF = frozenset({("out", "of"), ("de", "cada"), ("in", "every")})
_SCALES = frozenset({"5", "10", "100"})


def target_numbers(passage: Passage) -> Iterator[Hit]:
    """Every target number in a text, and every metric named without one; none within another."""
    numbers = tuple(quantities(passage))
    targets = [stretch for found in numbers if (stretch := _read(passage, found))]
    targets += _single_deadlines(passage)
    begins = {found.first: found for found in numbers if found.value != 1}
    ends = {found.end: found for found in begins.values()}
    bare: list[tuple[int, int]] = []
    for first, end in metrics(passage):
        if number := _number_of(passage, begins, ends, range(first, end)):
            targets.append(_Stretch(min(first, number.first), max(end, number.end), Target.SCORE))
        else:
            bare.append((first, end))
    kept = _merged(targets)
    for first, end, kind in kept:
        yield _hit(passage, Rule.TARGET_NUMBER, first, end, kind.value)
    taken = {place for first, end, _ in kept for place in range(first, end)}
    for first, end in bare:
        if taken.isdisjoint(range(first, end)):
            yield _hit(passage, Rule.METRIC, first, end, "metric")
            taken.update(range(first, end))


def _hit(passage: Passage, rule: Rule, first: int, end: int, kind: str) -> Hit:
    start, stop = passage.span(first, end)
    return Hit(rule, start, stop, {"kind": kind, "words": passage.text[start:stop]})


def _merged(stretches: list[_Stretch]) -> list[_Stretch]:
    """Stretches without overlaps; the one that begins first names the kind."""
    merged: list[_Stretch] = []
    for one in sorted(stretches):
        if merged and one.first < merged[-1].end:
            last = merged.pop()
            one = _Stretch(last.first, max(last.end, one.end), last.kind)  # noqa: PLW2901
        merged.append(one)
    return merged


def _read(passage: Passage, found: Quantity) -> _Stretch | None:
    """What kind of target a quantity sets, if any."""
    for read in (_percentage, _rate, _deadline, _score, _ranking, _none_at_all, _amount):
        if stretch := read(passage, found):
            return stretch
    return None


def _percentage(passage: Passage, found: Quantity) -> _Stretch | None:
    after = passage.word(found.end)
    if after in {"%", "percent", "pct", "percentage"}:
        return _Stretch(found.first, found.end + 1, Target.PERCENTAGE)
    if (after, passage.word(found.end + 1)) in {("per", "cent"), ("por", "ciento")}:
        return _Stretch(found.first, found.end + 2, Target.PERCENTAGE)
    return None


def _rate(passage: Passage, found: Quantity) -> _Stretch | None:
    per, language = measures.PER, passage.language
    if passage.word(found.first) in measures.A_SINGLE["es"]:
        return None
    counted: list[str] = []
    for place in range(found.end, min(found.end + _NEAR + 2, len(passage.words))):
        word = passage.words[place]
        if word in per[language] or (word, passage.word(place + 1)) == ("a", "la"):
            skip = 2 if word == "a" and language == "es" else 1
            if _is_rate(passage.word(place + skip), counted):
                return _Stretch(found.first, place + skip + 1, Target.RATE)
        if word in measures.DAILY and any(one in measures.WORK for one in counted):
            return _Stretch(found.first, place + 1, Target.RATE)
        if word in _BREAKS:
            return None
        counted.append(word)
    return None


def _is_rate(span: str, counted: list[str]) -> bool:
    """Whether so much of what was counted, in such a span, is an output."""
    if any(word in measures.RHYTHMS for word in counted):
        return False
    if span in measures.RATE_SPANS:
        return True
    is_work = any(word in measures.WORK or word in measures.PEOPLE_SERVED for word in counted)
    return span in measures.LONG_RATE_SPANS and is_work


def _deadline(passage: Passage, found: Quantity) -> _Stretch | None:
    end = _end_of_span(passage, found)
    if end is None:
        return None
    if (passage.word(end), passage.word(end + 1)) in {
        ("or", "less"), ("or", "fewer"), ("or", "sooner"), ("at", "most"), ("o", "menos"),
        ("como", "maximo"),
    }:  # fmt: skip
        return _Stretch(found.first, end + 2, Target.DEADLINE)
    first = _opening(passage, found.first, is_one=found.value == 1)
    if first is None:
        first = _limit_before(passage, found.first)
    return None if first is None else _Stretch(first, end, Target.DEADLINE)


def _end_of_span(passage: Passage, found: Quantity) -> int | None:
    """Where a quantity of time ends; None where it is not one of minutes to weeks."""
    if found.unit:
        return found.end if found.unit in measures.SHORT_SPANS else None
    place = found.end
    if passage.word(place) in measures.DAY_KINDS:
        place += 1
    if passage.word(place) not in measures.SHORT_SPANS:
        return None
    place += 1
    return place + 1 if passage.word(place) in measures.DAY_KINDS else place


def _opening(passage: Passage, place: int, *, is_one: bool) -> int | None:
    """Where "within", "in under" and the like begin, right before a place."""
    for first in range(max(place - 4, 0), place):
        found = measures.WITHIN[passage.language].at(passage, first)
        if found is None or found[0] != place:
            continue
        is_weak = not found[1]
        if is_weak and is_one:
            continue
        if not any(passage.word(one) in _TENURE for one in range(first, place)):
            return first
    return None


def _single_deadlines(passage: Passage) -> Iterator[_Stretch]:
    """ "Within an hour", "en menos de una hora": one span, without a number."""
    for first, end, is_strong in measures.WITHIN[passage.language].find(passage):
        is_single = passage.word(end) in measures.A_SINGLE[passage.language]
        if not is_strong or not is_single:
            continue
        after = end + 1
        if passage.word(after) in measures.DAY_KINDS:
            after += 1
        if passage.word(after) in measures.SHORT_SPANS:
            yield _Stretch(first, after + 1, Target.DEADLINE)


def _limit_before(passage: Passage, place: int) -> int | None:
    """Where "at least", "over" and the like begin, right before a place."""
    for first in range(max(place - 3, 0), place):
        found = measures.LIMITS[passage.language].at(passage, first)
        if found is not None and found[0] == place:
            return first
    return None


def _counted(passage: Passage, found: Quantity, what: frozenset[str]) -> int | None:
    """The place of what a quantity counts, a few describing words further on at most."""
    for place in range(found.end, min(found.end + _NEAR + 1, len(passage.words))):
        word = passage.words[place]
        if word in what:
            return place
        if word in _BREAKS or (word in _PREPOSITIONS and (word not in _OF or place != found.end)):
            return None
    return None


def _amount(passage: Passage, found: Quantity) -> _Stretch | None:
    if found.value <= 1:
        return None
    counted = _counted(passage, found, measures.WORK)
    if counted is None:
        return None
    limit = _limit_before(passage, found.first)
    if limit is not None:
        return _Stretch(limit, counted + 1, Target.COUNT)
    for place in (counted + 1, counted + 2):
        if at_once := measures.AT_ONCE[passage.language].at(passage, place):
            return _Stretch(found.first, at_once[0], Target.COUNT)
    return _Stretch(found.first, counted + 1, Target.COUNT) if found.value >= _MANY else None


def _none_at_all(passage: Passage, found: Quantity) -> _Stretch | None:
    if found.value != 0:
        return None
    counted = _counted(passage, found, measures.LAPSES | measures.WORK)
    return None if counted is None else _Stretch(found.first, counted + 1, Target.COUNT)


def _score(passage: Passage, found: Quantity) -> _Stretch | None:
    after, then = passage.word(found.end), passage.word(found.end + 1)
    if after in measures.STARS:
        return _Stretch(found.first, found.end + 1, Target.SCORE)
    if (after, then) in _OUT_OF and begins_with_number(passage, found.end + 2):
        return _Stretch(found.first, found.end + 3, Target.SCORE)
    if after == "/" and then in _SCALES and found.value <= float(then):
        return _Stretch(found.first, found.end + 2, Target.SCORE)
    place = found.first - 1
    while place >= 0 and passage.word(place) in measures.TOWARDS_A_SCORE:
        place -= 1
    if place < found.first - 1 and passage.word(place) in measures.SCORES:
        return _Stretch(place, found.end, Target.SCORE)
    return None


def _ranking(passage: Passage, found: Quantity) -> _Stretch | None:
    after = passage.word(found.end)
    if passage.word(found.first - 1) == "top" and (
        after in measures.PERFORMERS or (after, passage.word(found.end + 1)) == ("of", "the")
    ):
        return _Stretch(found.first - 1, found.end + 1, Target.RANKING)
    if after == "mejores" and passage.word(found.end + 1) in measures.PERFORMERS:
        return _Stretch(found.first, found.end + 2, Target.RANKING)
    return None


def _number_of(
    passage: Passage, begins: Mapping[int, Quantity], ends: Mapping[int, Quantity], metric: range
) -> Quantity | None:
    """The number that a metric is given, behind it or right before it."""
    place = metric.stop
    while passage.word(place) in measures.TOWARDS_A_SCORE:
        place += 1
    return begins.get(place) or ends.get(metric.start) or ends.get(metric.start - 1)
