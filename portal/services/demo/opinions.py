"""What made-up people think of behaviours: their own, and those of the people they lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from portal.domain.assessments import ViewKind
from portal.domain.matrices import Matrix, Weight
from portal.domain.observations import SCALE, Mark
from portal.services.demo.careers import Held
from portal.services.demo.remarks import LINKS, NOTES, REASONS
from portal.services.demo.round_remarks import MANAGER_NOTES
from portal.services.demo.staff import Planned

HAS_NOTE = 0.4
HAS_LINK = 0.15
DOES_NOT_APPLY = 0.015
STEPS = (0.22, 0.46, 0.9)
"""Where one mark of the scale ends and the next begins, on a leaning from 0 to 1."""
EASE = {Weight.MUST_HAVE: 0.12, Weight.EXPECTED: 0.0, Weight.LATER: -0.2}

SEES_THE_SAME = 0.72
SEES_MORE = 0.45
"""How often a manager sees a behaviour as the person does, and, where not, how often further on."""
MANAGER_HAS_NOTE = 0.25


@dataclass(frozen=True)
class PlannedMark:
    behaviour_key: str
    mark: Mark
    reason: str = ""


@dataclass(frozen=True)
class PlannedAnswer:
    competency_key: str
    note: str
    link: str
    marks: Sequence[PlannedMark]


@dataclass(frozen=True)
class PlannedView:
    """A view to be; a draft while ``submitted_at`` is None. Only the agreed one has next steps."""

    kind: ViewKind
    author: Planned
    saved_at: datetime
    submitted_at: datetime | None
    answers: Sequence[PlannedAnswer]
    next_steps: str = ""
    acknowledged_at: datetime | None = None
    acknowledgement: str = ""


@dataclass(frozen=True)
class PlannedAssessment:
    """Somebody beside a role: alone, or in a round with a manager, and with what came of it."""

    person: Planned
    role_key: str
    started_at: datetime
    views: Sequence[PlannedView]
    manager: Planned | None = None
    views_open_at: datetime | None = None

    def view(self, kind: ViewKind) -> PlannedView | None:
        """The sealed view of a kind, if there is one."""
        sealed = (v for v in self.views if v.kind is kind and v.submitted_at)
        return next(sealed, None)

    def in_at(self, kind: ViewKind) -> datetime | None:
        view = self.view(kind)
        return view.submitted_at if view else None


@dataclass(frozen=True)
class Opinions:
    """Draws what people think; ``matrices`` by role key."""

    rng: Random
    matrices: Mapping[str, Matrix]

    def of_oneself(self, person: Planned, held: Held, day: date) -> Iterator[PlannedAnswer]:
        """Marks that lean higher the longer somebody holds the role, and differ by competency."""
        time_in_role = min((day - held.started_on).days / 720, 1.0)
        leaning = 0.35 + 0.35 * time_in_role + self.rng.gauss(0, 0.1)
        matrix = self.matrices[held.role_key]
        for competency in matrix.competencies():
            cell = competency.expectations.get(held.role_key)
            if cell is None:
                continue
            here = leaning + EASE[cell.weight] + self.rng.gauss(0, 0.15)
            yield PlannedAnswer(
                competency_key=competency.key,
                note=self._note(competency.key, person.locale, here),
                link=self._link(),
                marks=[self._mark(b.key, person.locale, here) for b in cell.behaviours],
            )

    def of_report(self, manager: Planned, own: Sequence[PlannedAnswer]) -> Iterator[PlannedAnswer]:
        """How a manager sees the same: mostly alike, now and then a step less or more."""
        for answer in own:
            note = ""
            if self.rng.random() < MANAGER_HAS_NOTE:
                note = self.rng.choice(MANAGER_NOTES)[manager.locale]
            marks = [PlannedMark(one.behaviour_key, self._beside(one.mark)) for one in answer.marks]
            yield PlannedAnswer(answer.competency_key, note, "", marks)

    def in_common(
        self, own: Sequence[PlannedAnswer], manager: Sequence[PlannedAnswer]
    ) -> Iterator[PlannedAnswer]:
        """What two people agree on: where they differ, one of the two marks."""
        for one, other in zip(own, manager, strict=True):
            marks = [self._agreed(*pair) for pair in zip(one.marks, other.marks, strict=True)]
            yield replace(one, note="", link="", marks=marks)

    def moment(self, person: Planned, day: date) -> datetime:
        """Some minute of a working day where the person lives."""
        at = time(self.rng.randint(9, 16), self.rng.randint(0, 59), self.rng.randint(0, 59))
        return datetime.combine(day, at, ZoneInfo(person.office.time_zone)).astimezone(UTC)

    def _agreed(self, one: PlannedMark, other: PlannedMark) -> PlannedMark:
        return one if one.mark is other.mark else self.rng.choice((one, other))

    def _beside(self, mark: Mark) -> Mark:
        if mark is Mark.NOT_APPLICABLE:
            return Mark.WHEN_PROMPTED
        if self.rng.random() < SEES_THE_SAME:
            return mark
        at = SCALE.index(mark) + (1 if self.rng.random() < SEES_MORE else -1)
        return SCALE[min(max(at, 0), len(SCALE) - 1)]

    def _mark(self, behaviour_key: str, language: str, leaning: float) -> PlannedMark:
        if self.rng.random() < DOES_NOT_APPLY:
            reason = self.rng.choice(REASONS)[language]
            return PlannedMark(behaviour_key, Mark.NOT_APPLICABLE, reason)
        here = leaning + self.rng.gauss(0, 0.12)
        return PlannedMark(behaviour_key, SCALE[sum(here > step for step in STEPS)])

    def _note(self, competency_key: str, language: str, leaning: float) -> str:
        """Of a competency's notes, the confident or the doubtful one, to go with the marks."""
        if self.rng.random() >= HAS_NOTE or competency_key not in NOTES:
            return ""
        confident, doubtful = NOTES[competency_key]
        return (confident if leaning > STEPS[1] else doubtful)[language]

    def _link(self) -> str:
        if self.rng.random() >= HAS_LINK:
            return ""
        return self.rng.choice(LINKS).format(number=self.rng.randint(10_000, 99_999))


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
