"""Readiness, explained: what a role expects, what of it is there, and what would count.

There is no percentage and no total: a must-have that is missing is missing, however much else is
there. Whether somebody moves is another question: it takes a place to move to, and people who
decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from portal.domain.histories import Sight
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Matrix, Weight
from portal.domain.observations import Mark, meets_expectation

FRESH_FOR = timedelta(days=365)
"""What was seen longer ago is worth seeing again."""

FIRST_MONTHS = timedelta(days=90)
"""In the first three months in a role only its must-haves are expected: the product and the
conversation come first (design principle 9)."""

SETTLING = timedelta(days=180)
"""In the first half-year what grows later is not expected yet."""


class Standing(StrEnum):
    """How one behaviour stands towards what a role expects."""

    THERE = "there"
    LONG_AGO = "long_ago"
    PROMPTED = "prompted"
    MISSING = "missing"
    UNSEEN = "unseen"
    ONLY_ME = "only_me"
    NOT_EXPECTED_YET = "not_expected_yet"
    NOT_APPLICABLE = "not_applicable"


IS_THERE = frozenset({Standing.THERE, Standing.NOT_APPLICABLE})
IS_OPEN = frozenset(
    {Standing.LONG_AGO, Standing.PROMPTED, Standing.MISSING, Standing.UNSEEN, Standing.ONLY_ME}
)
"""Of these something would still have to be seen."""


class Verdict(StrEnum):
    """What can be said of the whole, in one sentence."""

    NOTHING_SEEN = "nothing_seen"
    MUST_HAVES_MISSING = "must_haves_missing"
    MUST_HAVES_THERE = "must_haves_there"
    ALL_THERE = "all_there"


@dataclass(frozen=True)
class Expected:
    """One behaviour a role expects, how it stands, and since when there is evidence of it.

    ``sight`` is how it was seen last; ``evidence_on`` the day of the newest note that cites it.
    """

    behaviour: Behaviour
    competency_key: str
    competency_title: LocalizedText
    weight: Weight
    standing: Standing
    sight: Sight | None
    evidence_on: date | None

    @property
    def is_open(self) -> bool:
        return self.standing in IS_OPEN


@dataclass(frozen=True)
class Part:
    """Some of the behaviours a role expects in one competency."""

    key: str
    title: LocalizedText
    expected: tuple[Expected, ...]


def by_competency(expected: Iterable[Expected]) -> tuple[Part, ...]:
    """Behaviours in reading order, gathered competency by competency."""
    gathered = [list(found) for _, found in groupby(expected, key=lambda one: one.competency_key)]
    return tuple(
        Part(found[0].competency_key, found[0].competency_title, tuple(found)) for found in gathered
    )


@dataclass(frozen=True)
class Readiness:
    """``expected`` in reading order, what matters most first."""

    role_key: str
    expected: tuple[Expected, ...]

    def of(self, weight: Weight) -> tuple[Expected, ...]:
        return tuple(one for one in self.expected if one.weight == weight)

    def open(self, weight: Weight) -> tuple[Expected, ...]:
        return tuple(one for one in self.of(weight) if one.is_open)

    def there(self, weight: Weight) -> tuple[Expected, ...]:
        return tuple(one for one in self.of(weight) if one.standing in IS_THERE)

    def later(self) -> tuple[Expected, ...]:
        return tuple(one for one in self.expected if one.standing is Standing.NOT_EXPECTED_YET)

    @property
    def open_standings(self) -> tuple[Standing, ...]:
        """The standings from which something would still have to be seen, each once."""
        found = {one.standing for one in self.expected if one.is_open}
        return tuple(standing for standing in Standing if standing in found)

    @property
    def verdict(self) -> Verdict:
        if not any(one.sight for one in self.expected):
            return Verdict.NOTHING_SEEN
        if self.open(Weight.MUST_HAVE):
            return Verdict.MUST_HAVES_MISSING
        if any(one.is_open for one in self.expected):
            return Verdict.MUST_HAVES_THERE
        return Verdict.ALL_THERE


def readiness(
    matrix: Matrix,
    role_key: str,
    *,
    seen: Mapping[str, Sight],
    evidence: Mapping[str, date],
    today: date,
    in_role_since: date | None,
) -> Readiness:
    """How a person stands towards a role of ``matrix``.

    ``seen`` is how each behaviour was seen last, ``evidence`` the newest day of notes by behaviour
    key. ``in_role_since`` is set for the role they hold: what it does not expect in the first
    months is then said to come later. For a role somebody looks at there is no such grace.
    """
    found = [
        Expected(
            behaviour=behaviour,
            competency_key=competency.key,
            competency_title=competency.title,
            weight=weight,
            standing=_standing(behaviour, weight, seen.get(behaviour.key), today, in_role_since),
            sight=seen.get(behaviour.key),
            evidence_on=evidence.get(behaviour.key),
        )
        for competency, behaviour, weight in _expectations(matrix, role_key)
    ]
    order = list(Weight)
    return Readiness(role_key, tuple(sorted(found, key=lambda one: order.index(one.weight))))


def _expectations(matrix: Matrix, role_key: str) -> Iterator[tuple[_Row, Behaviour, Weight]]:
    for competency in matrix.for_role(role_key).competencies():
        cell = competency.expectations[role_key]
        for behaviour in cell.behaviours:
            yield _Row(competency.key, competency.title), behaviour, cell.weight


@dataclass(frozen=True)
class _Row:
    key: str
    title: LocalizedText


def _standing(
    behaviour: Behaviour, weight: Weight, sight: Sight | None, today: date, since: date | None
) -> Standing:
    if sight is not None and sight.mark is Mark.NOT_APPLICABLE:
        return Standing.NOT_APPLICABLE
    if sight is not None and meets_expectation(sight.mark):
        if sight.is_own_claim:
            return Standing.ONLY_ME
        return Standing.THERE if today - sight.on <= FRESH_FOR else Standing.LONG_AGO
    if since is not None and not _is_expected_yet(weight, today - since):
        return Standing.NOT_EXPECTED_YET
    if sight is None:
        return Standing.UNSEEN
    return Standing.PROMPTED if sight.mark is Mark.WHEN_PROMPTED else Standing.MISSING


def _is_expected_yet(weight: Weight, so_long: timedelta) -> bool:
    if weight is Weight.MUST_HAVE:
        return True
    return so_long >= (FIRST_MONTHS if weight is Weight.EXPECTED else SETTLING)
