"""The private self-assessments of made-up people: submitted ones, and drafts left half-way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from portal.domain.assessments import ViewKind
from portal.domain.matrices import Matrix
from portal.services.demo.careers import Held
from portal.services.demo.opinions import Opinions, PlannedAssessment, PlannedView, working_day
from portal.services.demo.organigram import LEAD, REP
from portal.services.demo.staff import Planned

ASSESSED = 0.2
LEFT_AS_DRAFT = 0.3
SETTLED_AFTER = 60
"""Days in a role before somebody assesses themselves in it."""
OLDEST = 300
"""Days since the oldest self-assessment."""
REP_STARTED_DAYS_AGO = 131


@dataclass
class Season:
    """Plans who has assessed themselves, when, and with what in their minds."""

    rng: Random
    today: date
    opinions: Opinions
    checks: list[PlannedAssessment] = field(default_factory=list)

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
        day = working_day(self.today - timedelta(days=days_ago))
        sent_day = working_day(day + timedelta(days=self.rng.randint(1, 8)))
        answers = list(self.opinions.of_oneself(person, held, day))
        started, sent = self.opinions.moment(person, day), self.opinions.moment(person, sent_day)
        view = PlannedView(ViewKind.SELF, person, sent, sent, answers)
        self.checks.append(PlannedAssessment(person, held.role_key, started, [view]))

    def _draft(self, person: Planned, held: Held) -> None:
        day = working_day(self.today - timedelta(days=self.rng.randint(7, 14)))
        saved_day = working_day(day + timedelta(days=self.rng.randint(1, 2)))
        answers = list(self.opinions.of_oneself(person, held, day))
        answers = answers[: self.rng.randint(1, len(answers) - 1)] if len(answers) > 1 else []
        started, saved = self.opinions.moment(person, day), self.opinions.moment(person, saved_day)
        view = PlannedView(ViewKind.SELF, person, saved, None, answers)
        self.checks.append(PlannedAssessment(person, held.role_key, started, [view]))


def plan(
    people: Sequence[Planned], *, seed: int, today: date, matrices: Mapping[str, Matrix]
) -> list[PlannedAssessment]:
    """The same self-assessments for the same people, seed and day; ``matrices`` by role key."""
    rng = Random(seed)  # noqa: S311 - made-up opinions
    season = Season(rng, today, Opinions(rng, matrices))
    season.fill(people)
    return season.checks
