"""The rounds of the made-up organisation: closed ones, half a year apart, and one that is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from random import Random

from portal.domain.assessments import ViewKind
from portal.domain.cycle_days import end_of
from portal.domain.matrices import Matrix
from portal.services.demo.careers import Held, monday_of_weeks_ago
from portal.services.demo.opinions import (
    Opinions,
    PlannedAnswer,
    PlannedAssessment,
    PlannedView,
    working_day,
)
from portal.services.demo.organigram import LEAD, REP
from portal.services.demo.round_remarks import ACKNOWLEDGEMENTS, NEXT_STEPS
from portal.services.demo.staff import Planned

TIME_ZONE = "Europe/Madrid"
HALF_A_YEAR = 26
"""Weeks from one round to the next."""
STARTER_DAYS = 60
"""Days somebody has been here, and in the role, before they are in a round."""
VIEWS, TALKS, CLOSING = timedelta(days=11), timedelta(days=25), timedelta(days=28)
LEFT_TO_WRITE, LEFT_TO_TALK = timedelta(days=10), timedelta(days=24)
OPEN_FOR_AT_LEAST = 5
HAS_COMMENT = 0.3


class Course(Enum):
    """How far somebody's assessment has come."""

    NOTHING = "nothing"
    OWN_BEGUN = "own view begun"
    MANAGER_BEGUN = "manager's view begun"
    OWN_IN = "own view in"
    MANAGER_IN = "manager's view in"
    OPEN = "both views open"
    AGREED = "agreed"
    DONE = "acknowledged"


OWN = {Course.OWN_IN, Course.OPEN, Course.AGREED, Course.DONE}
MANAGERS = {Course.MANAGER_IN, Course.OPEN, Course.AGREED, Course.DONE}
TALKED = {Course.AGREED, Course.DONE}

WHEN_CLOSED: Mapping[Course, int] = {
    Course.DONE: 86,
    Course.AGREED: 4,
    Course.OPEN: 3,
    Course.MANAGER_IN: 2,
    Course.OWN_IN: 2,
    Course.NOTHING: 3,
}
WHEN_OPEN: Mapping[Course, int] = {
    Course.NOTHING: 40,
    Course.OWN_BEGUN: 14,
    Course.MANAGER_BEGUN: 6,
    Course.OWN_IN: 16,
    Course.MANAGER_IN: 8,
    Course.OPEN: 8,
    Course.AGREED: 4,
    Course.DONE: 4,
}
"""How common each course is once a round is closed, and in its first days."""

IN_THE_FIRST_TEAM = (
    Course.OPEN,
    Course.AGREED,
    Course.OWN_IN,
    Course.MANAGER_BEGUN,
    Course.NOTHING,
    Course.DONE,
)
"""Of the open round, for the reports of the lead one signs in as, in turn."""


@dataclass(frozen=True)
class PlannedRound:
    """A round to be; days are in ``TIME_ZONE``, and ``today`` is when all of this is looked at."""

    opens_on: date
    views_due_on: date
    talks_due_on: date
    closed_on: date | None
    today: date

    @property
    def name(self) -> str:
        return f"{self.opens_on:%B %Y}"

    @property
    def opened_at(self) -> datetime:
        return datetime.combine(self.opens_on, time(7), UTC)

    @property
    def closed_at(self) -> datetime | None:
        return end_of(self.closed_on, TIME_ZONE) - timedelta(hours=8) if self.closed_on else None

    @property
    def last_view_on(self) -> date:
        """The last day on which a view has come in so far."""
        return self.views_due_on if self.closed_on else self.today - timedelta(days=3)


@dataclass(frozen=True)
class Participation:
    """Plans how it went for everybody in a round."""

    of: PlannedRound
    opinions: Opinions

    def fill(self, people: Sequence[Planned]) -> Iterator[PlannedAssessment]:
        """Who had settled by the day the round opened, managers before their reports."""
        turns = iter(IN_THE_FIRST_TEAM)
        for person in people:
            held = held_on(person, self.of.opens_on)
            manager = _manager_on(person, self.of.opens_on)
            if held is None or manager is None or not self._has_settled(person, held):
                continue
            course = self._course(person)
            if not self.of.closed_on and manager.email == LEAD.email and person.email != REP.email:
                course = next(turns, course)
            yield self._assessment(person, manager, held, course)

    def _has_settled(self, person: Planned, held: Held) -> bool:
        day = self.of.opens_on - timedelta(days=STARTER_DAYS)
        return person.started_on <= day and held.started_on <= day

    def _course(self, person: Planned) -> Course:
        if person.email in {REP.email, LEAD.email}:
            return Course.DONE if self.of.closed_on else Course.NOTHING
        common = WHEN_CLOSED if self.of.closed_on else WHEN_OPEN
        return self.opinions.rng.choices(list(common), list(common.values()))[0]

    def _assessment(
        self, person: Planned, manager: Planned, held: Held, course: Course
    ) -> PlannedAssessment:
        started = self.of.opened_at
        if course is Course.NOTHING:
            return PlannedAssessment(person, held.role_key, started, [], manager)
        own = list(self.opinions.of_oneself(person, held, self.of.opens_on))
        if course is Course.OWN_BEGUN:
            draft = self._view(ViewKind.SELF, person, own[: len(own) // 2], is_in=False)
            return PlannedAssessment(person, held.role_key, started, [draft], manager)
        seen = list(self.opinions.of_report(manager, own))
        if course is Course.MANAGER_BEGUN:
            draft = self._view(ViewKind.MANAGER, manager, seen[: len(seen) // 2], is_in=False)
            return PlannedAssessment(person, held.role_key, started, [draft], manager)
        views = []
        if course in OWN:
            views.append(self._view(ViewKind.SELF, person, own))
        if course in MANAGERS:
            views.append(self._view(ViewKind.MANAGER, manager, seen))
        opened = max(view.saved_at for view in views) if len(views) > 1 else None
        if opened and course in TALKED:
            agreed = list(self.opinions.in_common(own, seen))
            is_read = course is Course.DONE
            views.append(self._agreed(person, manager, agreed, opened, is_read=is_read))
        return PlannedAssessment(person, held.role_key, started, views, manager, opened)

    def _view(
        self,
        kind: ViewKind,
        author: Planned,
        answers: Sequence[PlannedAnswer],
        *,
        is_in: bool = True,
    ) -> PlannedView:
        days = max((self.of.last_view_on - self.of.opens_on).days, 1)
        day = self.of.opens_on + timedelta(days=self.opinions.rng.randint(1, days))
        if day.weekday() > 4:
            day -= timedelta(days=3)  # the Wednesday or Thursday before, still in the round
        saved = self.opinions.moment(author, max(day, self.of.opens_on + timedelta(days=1)))
        return PlannedView(kind, author, saved, saved if is_in else None, answers)

    def _agreed(
        self,
        person: Planned,
        manager: Planned,
        answers: Sequence[PlannedAnswer],
        opened: datetime,
        *,
        is_read: bool,
    ) -> PlannedView:
        """The conversation, some days after both views opened; the person reads it soon after."""
        rng = self.opinions.rng
        if self.of.closed_on:
            day = working_day(opened.date() + timedelta(days=rng.randint(1, 9)))
            agreed = self.opinions.moment(manager, day)
            read = agreed + timedelta(hours=rng.randint(1, 60))
        else:
            agreed = opened + timedelta(hours=rng.randint(18, 24))
            read = agreed + timedelta(hours=rng.randint(1, 12))
        comment = ""
        if is_read and (person.email == REP.email or rng.random() < HAS_COMMENT):
            comment = rng.choice(ACKNOWLEDGEMENTS)[person.locale]
        return PlannedView(
            ViewKind.AGREED,
            manager,
            agreed,
            agreed,
            answers,
            next_steps=rng.choice(NEXT_STEPS)[person.locale],
            acknowledged_at=read if is_read else None,
            acknowledgement=comment,
        )


def held_on(person: Planned, day: date) -> Held | None:
    """The position somebody held on a day, if any."""
    if person.left_on and person.left_on <= day:
        return None
    return next(
        (
            held
            for held in person.held
            if held.started_on <= day and (held.ended_on is None or held.ended_on > day)
        ),
        None,
    )


def _manager_on(person: Planned, day: date) -> Planned | None:
    """Their manager, or whoever was above them before that manager came."""
    manager = person.first_manager or person.manager
    while manager and manager.started_on > day:
        manager = manager.manager
    return manager


def calendar(today: date, closed: int) -> list[PlannedRound]:
    """So many closed rounds, the oldest first, and the open one at the end."""
    rounds = []
    for turn in range(closed, 0, -1):
        monday = monday_of_weeks_ago(today, HALF_A_YEAR * turn)
        ends = monday + VIEWS, monday + TALKS, monday + CLOSING
        rounds.append(PlannedRound(monday, *ends, today))
    monday = monday_of_weeks_ago(today - timedelta(days=OPEN_FOR_AT_LEAST), 0)
    views, talks = working_day(today + LEFT_TO_WRITE), working_day(today + LEFT_TO_TALK)
    return [*rounds, PlannedRound(monday, views, talks, None, today)]


def plan(
    people: Sequence[Planned], held: PlannedRound, *, seed: int, matrices: Mapping[str, Matrix]
) -> Iterator[PlannedAssessment]:
    """The same assessments of a round for the same people, seed and day, one after the other."""
    rng = Random(f"{seed} {held.name}")  # noqa: S311 - made-up opinions
    return Participation(held, Opinions(rng, matrices)).fill(people)
