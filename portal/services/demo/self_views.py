"""The self-assessments of made-up people: submitted ones, and drafts left half-way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from portal.domain.matrices import Matrix, Weight
from portal.domain.observations import SCALE, Mark
from portal.services.demo.careers import Held
from portal.services.demo.organigram import LEAD, REP
from portal.services.demo.remarks import LINKS, NOTES, REASONS
from portal.services.demo.staff import Planned

ASSESSED = 0.3
LEFT_AS_DRAFT = 0.3
SETTLED_AFTER = 60
"""Days in a role before somebody assesses themselves in it."""
OLDEST = 300
"""Days since the oldest self-assessment."""
REP_STARTED_DAYS_AGO = 131

HAS_NOTE = 0.4
HAS_LINK = 0.15
DOES_NOT_APPLY = 0.015
STEPS = (0.22, 0.46, 0.9)
"""Where one mark of the scale ends and the next begins, on a leaning from 0 to 1."""
EASE = {Weight.MUST_HAVE: 0.12, Weight.EXPECTED: 0.0, Weight.LATER: -0.2}


@dataclass(frozen=True)
class PlannedMark:
    behaviour_key: str
    mark: Mark
    reason: str


@dataclass(frozen=True)
class PlannedAnswer:
    competency_key: str
    note: str
    link: str
    marks: Sequence[PlannedMark]


@dataclass(frozen=True)
class PlannedView:
    """A self view to be; a draft while ``submitted_at`` is None."""

    author: Planned
    role_key: str
    started_at: datetime
    saved_at: datetime
    submitted_at: datetime | None
    answers: Sequence[PlannedAnswer]


@dataclass
class Season:
    """Plans who has assessed themselves, when, and with what in their minds."""

    rng: Random
    today: date
    matrices: Mapping[str, Matrix]
    views: list[PlannedView] = field(default_factory=list)

    def fill(self, people: Sequence[Planned]) -> None:
        settled = [
            (person, person.now)
            for person in people
            if person.now and self._days_in(person.now) >= SETTLED_AFTER
        ]
        for person, held in settled:
            if person.email == REP.email:
                self._submitted(person, held, days_ago=REP_STARTED_DAYS_AGO)
        others = [them for them in settled if them[0].email not in {REP.email, LEAD.email}]
        chosen = self.rng.sample(others, min(len(others), round(len(people) * ASSESSED)))
        drafts = round(len(chosen) * LEFT_AS_DRAFT)
        for turn, (person, held) in enumerate(chosen):
            is_draft = turn < drafts
            if not is_draft or (turn % 2 and self._days_in(held) > 2 * SETTLED_AFTER):
                self._submitted(person, held, days_ago=self._some_time_ago(held))
            if is_draft:
                self._draft(person, held)

    def _days_in(self, held: Held) -> int:
        return (self.today - held.started_on).days

    def _some_time_ago(self, held: Held) -> int:
        """Days since somebody started to assess themselves, settled in their role already."""
        return self.rng.randint(25, min(OLDEST, self._days_in(held) - 30))

    def _submitted(self, person: Planned, held: Held, *, days_ago: int) -> None:
        day = _working_day(self.today - timedelta(days=days_ago))
        sent_day = _working_day(day + timedelta(days=self.rng.randint(1, 8)))
        answers = list(self._answers(person, held, day))
        started, sent = self._moment(person, day), self._moment(person, sent_day)
        self.views.append(PlannedView(person, held.role_key, started, sent, sent, answers))

    def _draft(self, person: Planned, held: Held) -> None:
        day = _working_day(self.today - timedelta(days=self.rng.randint(7, 14)))
        saved_day = _working_day(day + timedelta(days=self.rng.randint(1, 2)))
        answers = list(self._answers(person, held, day))
        answers = answers[: self.rng.randint(1, len(answers) - 1)] if len(answers) > 1 else []
        started, saved = self._moment(person, day), self._moment(person, saved_day)
        self.views.append(PlannedView(person, held.role_key, started, saved, None, answers))

    def _moment(self, person: Planned, day: date) -> datetime:
        """Some minute of a working day where the person lives."""
        at = time(self.rng.randint(9, 16), self.rng.randint(0, 59), self.rng.randint(0, 59))
        return datetime.combine(day, at, ZoneInfo(person.office.time_zone)).astimezone(UTC)

    def _answers(self, person: Planned, held: Held, day: date) -> Iterator[PlannedAnswer]:
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

    def _mark(self, behaviour_key: str, language: str, leaning: float) -> PlannedMark:
        if self.rng.random() < DOES_NOT_APPLY:
            reason = self.rng.choice(REASONS)[language]
            return PlannedMark(behaviour_key, Mark.NOT_APPLICABLE, reason)
        here = leaning + self.rng.gauss(0, 0.12)
        return PlannedMark(behaviour_key, SCALE[sum(here > step for step in STEPS)], "")

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


def _working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def plan(
    people: Sequence[Planned], *, seed: int, today: date, matrices: Mapping[str, Matrix]
) -> list[PlannedView]:
    """The same self-assessments for the same people, seed and day; ``matrices`` by role key."""
    season = Season(Random(seed), today, matrices)  # noqa: S311 - made-up opinions
    season.fill(people)
    return season.views
