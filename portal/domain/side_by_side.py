"""Two views of one assessment beside each other: behaviour by behaviour, differences first.

Alignment is told, never scored: nothing is averaged, and nothing is added up across competencies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.assessments import NOTHING, Answer, ViewKind
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Competency, Matrix, Weight
from portal.domain.observations import SCALE, Mark, Tally, tally

Answers = Mapping[str, Answer]
"""What a view says, by competency key."""


@dataclass(frozen=True)
class Sighting:
    """How one view saw one behaviour; ``reason`` says why it does not apply."""

    mark: Mark | None = None
    reason: str = ""

    @property
    def place(self) -> int | None:
        """The place on the scale, from 0; None where the mark has none."""
        return SCALE.index(self.mark) if self.mark in SCALE else None


@dataclass(frozen=True)
class Pair:
    """One behaviour as both saw it, and what they agreed on, once they have."""

    behaviour: Behaviour
    own: Sighting
    manager: Sighting
    agreed: Sighting | None

    @property
    def differs(self) -> bool:
        return self.own.mark is not self.manager.mark

    @property
    def steps(self) -> int | None:
        """How many steps of the scale lie between the two; None where one of them has no place."""
        if self.own.place is None or self.manager.place is None:
            return None
        return abs(self.own.place - self.manager.place)

    @property
    def distance(self) -> int:
        """For sorting: what applies to one and not to the other is the furthest apart."""
        if not self.differs:
            return 0
        return len(SCALE) if self.steps is None else self.steps


@dataclass(frozen=True)
class Words:
    """What a view wrote of a competency."""

    note: str
    link: str


@dataclass(frozen=True)
class CompetencySides:
    """One competency: its behaviours, what differs most first, and what each view wrote."""

    key: str
    title: LocalizedText
    weight: Weight
    pairs: tuple[Pair, ...]
    words: Mapping[ViewKind, Words]

    @property
    def expected(self) -> int:
        """How many behaviours the role expects, each of them unasked."""
        return len(self.pairs)

    @property
    def own(self) -> Tally:
        """How the person saw themselves; ``met`` of it is what they saw unasked."""
        return tally(pair.own.mark for pair in self.pairs)

    @property
    def manager(self) -> Tally:
        return tally(pair.manager.mark for pair in self.pairs)

    @property
    def differing(self) -> int:
        return sum(1 for pair in self.pairs if pair.differs)

    @property
    def alike(self) -> int:
        return len(self.pairs) - self.differing

    @property
    def is_agreed(self) -> bool:
        return all(pair.agreed is not None and pair.agreed.mark for pair in self.pairs)


@dataclass(frozen=True)
class SideBySide:
    """``different`` are the competencies in which the views differ somewhere, ``alike`` the rest.

    The first with those seen differently in most behaviours first, in reading order where that is
    the same; the others in reading order.
    """

    different: tuple[CompetencySides, ...]
    alike: tuple[CompetencySides, ...]

    @property
    def competencies(self) -> tuple[CompetencySides, ...]:
        return (*self.different, *self.alike)


def side_by_side(
    matrix: Matrix, role_key: str, *, own: Answers, manager: Answers, agreed: Answers | None = None
) -> SideBySide:
    """The two views of a role's behaviours in ``matrix``; ``agreed`` once there is such a view."""
    views = {ViewKind.SELF: own, ViewKind.MANAGER: manager}
    if agreed is not None:
        views[ViewKind.AGREED] = agreed
    rows = [
        _competency(competency, role_key, views)
        for competency in matrix.for_role(role_key).competencies()
    ]
    return SideBySide(
        tuple(sorted((row for row in rows if row.differing), key=lambda row: -row.differing)),
        tuple(row for row in rows if not row.differing),
    )


def _competency(
    competency: Competency, role_key: str, views: Mapping[ViewKind, Answers]
) -> CompetencySides:
    said = {kind: answers.get(competency.key, NOTHING) for kind, answers in views.items()}
    cell = competency.expectations[role_key]
    pairs = [
        Pair(
            behaviour,
            own=_sighting(said[ViewKind.SELF], behaviour),
            manager=_sighting(said[ViewKind.MANAGER], behaviour),
            agreed=(
                _sighting(said[ViewKind.AGREED], behaviour) if ViewKind.AGREED in said else None
            ),
        )
        for behaviour in cell.behaviours
    ]
    return CompetencySides(
        key=competency.key,
        title=competency.title,
        weight=cell.weight,
        pairs=tuple(sorted(pairs, key=lambda pair: -pair.distance)),
        words={kind: Words(answer.note, answer.link) for kind, answer in said.items()},
    )


def _sighting(answer: Answer, behaviour: Behaviour) -> Sighting:
    return Sighting(answer.marks.get(behaviour.key), answer.reasons.get(behaviour.key, ""))
