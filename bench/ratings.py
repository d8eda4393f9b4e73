"""The pages of a round while people write: answering and its autosave, beside a long history.

Also the pages of people-ops that are about everybody in a round: its board, and the readiness
check of one that is being prepared.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from bench.answering import Part, parts_of
from bench.measuring import counted_queries
from bench.organisations import Organisation
from portal.db import db
from portal.domain.workflows import CycleState
from portal.models import Assessment, Cycle, CycleVersion, Person
from portal.services.demo.organigram import LEAD, PEOPLE_OPS, REP
from portal.services.demo.rounds import TIME_ZONE

TIMES = 40
TIMES_FOR_EVERYBODY = 10

Asked = Callable[[], object]


@dataclass(frozen=True)
class Answered:
    """Seconds of one page or save, and its queries, in one organisation."""

    p50: float
    p95: float
    queries: int


@dataclass(frozen=True)
class Compared:
    """The same in organisations of different sizes, in their order."""

    name: str
    answered: tuple[Answered, ...]

    @property
    def has_grown(self) -> bool:
        return len({one.queries for one in self.answered}) > 1


def measure(organisations: Sequence[Organisation]) -> list[Compared]:
    """Each page of writing, in every organisation."""
    found = [_writing(one) for one in organisations]
    return [Compared(name, tuple(one[name] for one in found)) for name in found[0]]


def measure_everybody(organisations: Sequence[Organisation]) -> list[Compared]:
    """Each page about everybody in a round, in every organisation."""
    found = [_for_everybody(one) for one in organisations]
    return [Compared(name, tuple(one[name] for one in found)) for name in found[0]]


def _writing(organisation: Organisation) -> dict[str, Answered]:
    engine = _engine(organisation)
    rep, lead = organisation.signed_in(REP.email), organisation.signed_in(LEAD.email)
    assessment_id = _assessment_of_the_rep(organisation)
    measured = {}
    for name, client, place in (
        ("self view", rep, ""),
        ("manager view", lead, "manager/"),
    ):
        path = f"/assessments/{assessment_id}/{place}answers"
        parts = _begun(client, path, f"/assessments/{assessment_id}/{place}begin")
        measured[f"{name}: page"] = _answered(lambda c=client, p=path: got(c, p), engine)
        measured[f"{name}: autosave"] = _answered(lambda c=client, p=parts: _save(c, p[0]), engine)
    for name, client, path in (
        ("assessments, the rep's", rep, "/assessments"),
        ("assessments, the lead's", lead, "/assessments"),
        ("home, the lead's", lead, "/"),
        ("history of the rep", rep, "/growth/history"),
        ("team of the lead", lead, "/growth/team"),
    ):
        measured[name] = _answered(lambda c=client, p=path: got(c, p), engine)
    return measured


def _begun(client: FlaskClient, path: str, begin: str) -> list[Part]:
    """Begin a view and save every part of it once, so that the page is full."""
    token = token_of(client)
    answer = client.post(begin, data={"csrf_token": token})
    if answer.status_code != 303:
        raise RuntimeError(f"{begin} answered {answer.status}")
    parts = parts_of(got(client, path))
    for part in parts:
        _save(client, part)
    return parts


def _save(client: FlaskClient, part: Part) -> None:
    answer = client.post(part.url, data=part.typed_on())
    if answer.status_code != 200:
        raise RuntimeError(f"{part.url} answered {answer.status}")
    part.saved(answer.text)


def _for_everybody(organisation: Organisation) -> dict[str, Answered]:
    engine = _engine(organisation)
    desk = organisation.signed_in(PEOPLE_OPS.email)
    with organisation.app.app_context():
        opened = db.session.scalars(select(Cycle).where(Cycle.state == CycleState.OPEN)).one().id
        draft = _draft().id
        db.session.commit()
    board, readiness = f"/assessments/rounds/{opened}", f"/assessments/rounds/{draft}/readiness"
    return {
        name: _answered(lambda p=path: got(desk, p), engine, times=TIMES_FOR_EVERYBODY)
        for name, path in (
            ("board of the open round", board),
            ("board, nothing in yet", f"{board}?stage=nothing_in"),
            ("readiness check of the next", readiness),
        )
    }


def _draft() -> Cycle:
    """The next round, for everybody, against the versions of the one that is open."""
    now = db.session.scalars(select(Cycle).where(Cycle.state == CycleState.OPEN)).one()
    opens_on = now.talks_due_on + timedelta(weeks=20)
    versions = db.session.scalars(select(CycleVersion).where(CycleVersion.cycle_id == now.id))
    cycle = Cycle(
        name="The next one",
        note="",
        state=CycleState.DRAFT,
        time_zone=TIME_ZONE,
        opens_on=opens_on,
        views_due_on=opens_on + timedelta(days=14),
        talks_due_on=opens_on + timedelta(days=28),
        versions=[
            CycleVersion(track_id=one.track_id, matrix_version_id=one.matrix_version_id)
            for one in versions
        ],
    )
    db.session.add(cycle)
    db.session.flush()
    return cycle


def _assessment_of_the_rep(organisation: Organisation) -> int:
    with organisation.app.app_context():
        return db.session.scalars(
            select(Assessment.id)
            .join(Assessment.cycle)
            .join(Person, Person.id == Assessment.person_id)
            .where(Person.email == REP.email, Cycle.state == CycleState.OPEN)
        ).one()


def _answered(ask: Asked, engine: Engine, *, times: int = TIMES) -> Answered:
    """Ask twice unmeasured, count the queries of the third, then take times."""
    ask()
    ask()
    with counted_queries(engine) as seen:
        ask()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - began)
    return Answered(statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1], len(seen))


def got(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return answer.text


def token_of(client: FlaskClient) -> str:
    """The form token of a session, as the home page carries it."""
    page = BeautifulSoup(got(client, "/"), "html5lib")
    found = page.select_one("input[name=csrf_token]")
    return str(found["value"]) if found else ""


def _engine(organisation: Organisation) -> Engine:
    with organisation.app.app_context():
        return db.engine
