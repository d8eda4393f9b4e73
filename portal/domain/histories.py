"""What was observed of a person over time, behaviour by behaviour.

A behaviour keeps its key when it is reworded, so that its history survives new versions of a
matrix. One that was split or merged goes on from those it came from, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.assessments import ViewKind
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Matrix
from portal.domain.observations import Mark

WORTH = {ViewKind.AGREED: 2, ViewKind.MANAGER: 1, ViewKind.SELF: 0}
"""Which view of one assessment speaks for it: what both agreed on, as soon as there is that."""


@dataclass(frozen=True)
class Sight:
    """One behaviour as one view of one assessment saw it.

    ``cycle`` is the name of the round, None for a private check; ``assessment_id`` orders rounds
    that began on the same day.
    """

    behaviour_key: str
    mark: Mark
    kind: ViewKind
    on: date
    assessment_id: int
    cycle: str | None

    @property
    def is_own_claim(self) -> bool:
        """Whether only the person themselves has seen it so far, in a round or privately."""
        return self.kind is ViewKind.SELF


@dataclass(frozen=True)
class Moment:
    """One assessment in a person's history: the round, when, and what speaks for it."""

    assessment_id: int
    cycle: str
    on: date
    marks: Mapping[str, Mark]


def speaking(sights: Iterable[Sight]) -> list[Sight]:
    """Of each assessment and behaviour the one sight that speaks for it, the oldest first."""
    best: dict[tuple[int, str], Sight] = {}
    for sight in sights:
        at = (sight.assessment_id, sight.behaviour_key)
        if at not in best or WORTH[sight.kind] > WORTH[best[at].kind]:
            best[at] = sight
    return sorted(best.values(), key=lambda s: (s.on, s.assessment_id))


def latest(sights: Iterable[Sight]) -> dict[str, Sight]:
    """How each behaviour was seen last; one's own view speaks only where nobody else's did."""
    found: dict[str, Sight] = {}
    for sight in speaking(sights):
        known = found.get(sight.behaviour_key)
        if known is None or known.is_own_claim or not sight.is_own_claim:
            found[sight.behaviour_key] = sight
    return found


def moments(sights: Iterable[Sight]) -> list[Moment]:
    """A person's rounds, the oldest first, each with what speaks for it."""
    by_round: dict[int, list[Sight]] = {}
    for sight in speaking(sights):
        if sight.cycle is not None:
            by_round.setdefault(sight.assessment_id, []).append(sight)
    return [
        Moment(
            assessment_id,
            found[0].cycle or "",
            max(sight.on for sight in found),
            {sight.behaviour_key: sight.mark for sight in found},
        )
        for assessment_id, found in by_round.items()
    ]


@dataclass(frozen=True)
class Trail:
    """One behaviour over the rounds; ``marks`` has a place for each, None where nothing was said.

    ``came_from`` says that earlier marks are of behaviours this one was split from or merged of.
    """

    behaviour: Behaviour
    marks: tuple[Mark | None, ...]
    came_from: bool


@dataclass(frozen=True)
class CompetencyHistory:
    key: str
    title: LocalizedText
    trails: tuple[Trail, ...]


def histories(
    matrix: Matrix, role_key: str, rounds: Sequence[Moment]
) -> tuple[CompetencyHistory, ...]:
    """What the rounds saw of the behaviours that ``matrix`` expects of a role today.

    Competencies in which nothing was ever seen are left out.
    """
    found = []
    for competency in matrix.for_role(role_key).competencies():
        trails = tuple(
            _trail(behaviour, rounds) for behaviour in competency.expectations[role_key].behaviours
        )
        if any(mark for trail in trails for mark in trail.marks):
            found.append(CompetencyHistory(competency.key, competency.title, trails))
    return tuple(found)


def _trail(behaviour: Behaviour, rounds: Sequence[Moment]) -> Trail:
    marks, inherited = [], False
    for moment in rounds:
        mark = moment.marks.get(behaviour.key)
        if mark is None and behaviour.came_from:
            mark = _of_origins(behaviour, moment)
            inherited = inherited or mark is not None
        marks.append(mark)
    return Trail(behaviour, tuple(marks), inherited)


def _of_origins(behaviour: Behaviour, moment: Moment) -> Mark | None:
    """The mark all known origins share; where they differ, none speaks for what became of them."""
    known = {moment.marks[key] for key in behaviour.came_from if key in moment.marks}
    return known.pop() if len(known) == 1 else None
