"""What people do in the portal while a round is open, in the shares in which they do it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from sqlalchemy import ColumnElement, func, select

from bench.answering import Part, parts_of
from bench.organisations import Organisation
from bench.visitors import Answer, Visitor
from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.goals import Plan
from portal.domain.workflows import CycleState
from portal.models import Assessment, Cycle, Person, Role, View
from portal.queries import goals as goal_queries
from portal.queries import matrices
from portal.services import goals, sealed_views
from portal.services.demo.organigram import PEOPLE_OPS

READ, WRITTEN = 200, 303
SHARES = {
    "autosave": 20,
    "evidence note": 5,
    "check-in": 5,
    "home": 15,
    "answering page": 10,
    "opened assessment": 10,
    "board": 5,
    "growth": 10,
    "notices": 10,
    "matrix": 10,
}
"""Of a hundred requests: thirty write."""
WRITERS, MANAGERS, READERS = 24, 8, 12
PRACTISED_FOR = timedelta(weeks=8)


class WentWrong(Exception):
    """The portal answered something else than it should; the message says what."""


@dataclass(frozen=True)
class Scene:
    """Whom the load is: addresses of people, and the pages they write or read."""

    writing: Sequence[tuple[str, str]]
    """Who has a view begun, and where it is written."""
    goals: Sequence[tuple[str, str]]
    opened: Sequence[tuple[str, str]]
    board: str


def arrange(organisation: Organisation) -> Scene:
    """Begin views and goals, of different people, in the round that is open."""
    with organisation.app.app_context():
        cycle = db.session.scalars(select(Cycle).where(Cycle.state == CycleState.OPEN)).one()
        is_fresh = Assessment.id.not_in(select(View.assessment_id))
        fresh = _assessments(cycle, is_fresh, WRITERS + MANAGERS)
        writing, practised = [], []
        for turn, one in enumerate(fresh):
            kind = ViewKind.SELF if turn < WRITERS else ViewKind.MANAGER
            author = _person(one.person_id if kind is ViewKind.SELF else one.manager_id)
            sealed_views.begin(one, kind, by=author)
            place = "" if kind is ViewKind.SELF else "manager/"
            writing.append((author.email, f"/assessments/{one.id}/{place}answers"))
            person = _person(one.person_id)
            practised.append((person.email, f"/growth/goals/{_goal(person, one)}"))
        opened = [
            (_person(one.person_id).email, f"/assessments/{one.id}")
            for one in _assessments(cycle, Assessment.views_open_at.is_not(None), READERS)
        ]
        db.session.commit()
        return Scene(writing, practised[:WRITERS], opened, f"/assessments/rounds/{cycle.id}")


def _assessments(cycle: Cycle, which: ColumnElement[bool], most: int) -> Sequence[Assessment]:
    return db.session.scalars(
        select(Assessment)
        .where(Assessment.cycle_id == cycle.id, Assessment.manager_id.is_not(None), which)
        .order_by(func.abs(Assessment.id * 7919 % 1009), Assessment.id)  # from all over the place
        .limit(most)
    ).all()


def _person(person_id: int | None) -> Person:
    return db.session.get_one(Person, person_id)


def _goal(person: Person, assessment: Assessment) -> int:
    role = db.session.get_one(Role, assessment.role_id)
    matrix = matrices.frozen(assessment.matrix_version_id)
    _, first = next(iter(matrix.behaviours(role.key)))
    behaviour = first.key
    if there := goal_queries.active_goal(person, behaviour):
        return there.id
    until = datetime.now(UTC).date() + PRACTISED_FOR
    return goals.start(person, behaviour, role.key, Plan("Once a week", "", until), by=person).id


class Visits:
    """Requests by kind, each of another of the people in turn; several may go on at once."""

    def __init__(self, scene: Scene, port: int) -> None:
        pairs = [*scene.writing, *scene.goals, *scene.opened, (PEOPLE_OPS.email, "/")]
        self._visitors = {email: Visitor(port, email) for email in dict(pairs)}
        for visitor in self._visitors.values():
            visitor.sign_in()
        self._scene = scene
        self._numbers = count(1)
        self._idle: deque[tuple[Visitor, Part]] = deque()
        for visitor, path in self._pages(scene.writing):
            self._idle += [(visitor, part) for part in parts_of(_read(visitor, path).text)]
        everybody = list(self._visitors.values())
        desk = self._visitors[PEOPLE_OPS.email]
        self._kinds: dict[str, Callable[[], object]] = {
            "autosave": self._autosave,
            "evidence note": self._note_by(everybody),
            "check-in": self._check_in(self._pages(scene.goals)),
            "home": _reading((one, "/") for one in everybody),
            "answering page": _reading(self._pages(scene.writing)),
            "opened assessment": _reading(self._pages(scene.opened)),
            "board": lambda: _read(desk, scene.board),
            "growth": _reading((one, "/growth") for one in everybody),
            "notices": _reading((one, "/notices") for one in everybody),
            "matrix": _reading((one, "/matrices/frontline") for one in everybody),
        }

    @property
    def people(self) -> int:
        return len(self._visitors)

    def drawn(self, rng: Random, number: int) -> list[tuple[str, Callable[[], object]]]:
        """So many requests in the shares above, in a random order."""
        kinds = rng.choices(list(SHARES), list(SHARES.values()), k=number)
        return [(kind, self._kinds[kind]) for kind in kinds]

    def _pages(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[Visitor, str]]:
        return [(self._visitors[email], path) for email, path in pairs]

    def _autosave(self) -> None:
        """Save the part that was saved longest ago: nobody saves one while it is being saved."""
        visitor, part = self._idle.popleft()
        answer = visitor.post(part.url, part.typed_on())
        _expect(answer, READ, part.url)
        part.saved(answer.text)
        self._idle.append((visitor, part))

    def _note_by(self, visitors: Sequence[Visitor]) -> Callable[[], object]:
        def write() -> None:
            number = next(self._numbers)
            fields = {
                "text": f"Case {number}: rebuilt the filter with the customer on the line.",
                "happened_on": (datetime.now(UTC) - timedelta(days=1)).date().isoformat(),
                "version": "1",
            }
            answer = visitors[number % len(visitors)].post("/evidence/new", fields)
            _expect(answer, WRITTEN, "/evidence/new")

        return write

    def _check_in(self, pages: Sequence[tuple[Visitor, str]]) -> Callable[[], object]:
        def write() -> None:
            number = next(self._numbers)
            visitor, path = pages[number % len(pages)]
            fields = {"text": f"Tried it in case {number}; it took less time than I thought."}
            _expect(visitor.post(f"{path}/check-ins", fields), WRITTEN, path)

        return write


def _reading(pages: Iterable[tuple[Visitor, str]]) -> Callable[[], object]:
    """Read the pages one after the other, over and over."""
    every = list(pages)
    turns: Iterator[int] = count()
    return lambda: _read(*every[next(turns) % len(every)])


def _read(visitor: Visitor, path: str) -> Answer:
    return _expect(visitor.get(path), READ, path)


def _expect(answer: Answer, status: int, path: str) -> Answer:
    if answer.status != status:
        raise WentWrong(f"{path} answered {answer.status}")
    return answer
