"""Bringing a long table in, comparing two versions, and the queries of the editor's page."""

from __future__ import annotations

import csv
import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Engine

from bench.measuring import counted_queries
from bench.organisations import Organisation
from portal.db import db
from portal.domain.advice import advise
from portal.domain.comparisons import compare
from portal.domain.importing import Target
from portal.domain.languages import LocalizedText
from portal.domain.matrices import (
    Behaviour,
    Category,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
    VersionNumber,
    VersionState,
    Weight,
)
from portal.interchange.formats import Tables, open_file
from portal.interchange.readings import ReadFramework
from portal.services import drafts, imports

T = TypeVar("T")

ROWS = 20_000
ROLES, COMPETENCIES, BEHAVIOURS = 10, 15, 3
TIMES = 9


@dataclass(frozen=True)
class Timed:
    name: str
    seconds: float


def measure_import(organisation: Organisation) -> list[Timed]:
    """Each part of importing a table of ROWS rows once, into a portal of its own."""
    content = _table()
    with organisation.app.app_context():
        read, reading = _timed(lambda: _read(content))
        proposal, matching = _timed(lambda: imports.propose(read, Target(new_title="Long")))
        _, advising = _timed(lambda: advise(proposal.matched.matrix))
        _, importing = _timed(lambda: _import(read))
    return [
        Timed("recognise and read the table", reading),
        Timed("match it, for the preview", matching),
        Timed("advise on its wording", advising),
        Timed("match and import it", importing),
    ]


def measure_comparison() -> Timed:
    """Comparing two versions of a matrix of COMPETENCIES × ROLES, every third text reworded."""
    before = _matrix("Shows")
    after = _matrix("Explains")
    times = [_timed(lambda: compare(before, after))[1] for _ in range(TIMES)]
    return Timed(
        f"compare {COMPETENCIES} × {ROLES} cells of {BEHAVIOURS}", statistics.median(times)
    )


def editor_queries(organisation: Organisation) -> int:
    """How many queries the page of the editor takes for the shipped frontline matrix."""
    with organisation.app.app_context():
        drafts.start("frontline", by=None)
        db.session.commit()
        engine: Engine = db.engine
    client = organisation.signed_in("peopleops@demo.example")
    client.get("/matrices/frontline/draft")
    with counted_queries(engine) as seen:
        answer = client.get("/matrices/frontline/draft")
    if answer.status_code != 200:
        raise RuntimeError(f"The editor answered {answer.status}")
    return len(seen)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    made = work()
    return made, time.perf_counter() - began


def _read(content: bytes) -> ReadFramework:
    opened = open_file("long.csv", content)
    return opened.read() if isinstance(opened, Tables) else opened


def _import(read: ReadFramework) -> None:
    imports.bring_in(read, Target(new_title="Long"), by=None)
    db.session.commit()


def _table() -> bytes:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["role", "category", "competency", "behaviour"])
    for number in range(ROWS):
        table.writerow(
            [
                f"Level {number % 8 + 1}",
                f"Category {number % 20}",
                f"Competency {number % 200}",
                f"Explains case {number} to a colleague who was not there",
            ]
        )
    return written.getvalue().encode()


def _matrix(verb: str) -> Matrix:
    text = LocalizedText
    roles = tuple(
        RoleColumn(f"role-{n}", text({"en": f"Role {n}"}), text({"en": f"R{n}"}), None)
        for n in range(ROLES)
    )
    rows = tuple(
        Competency(
            f"competency-{row}",
            text({"en": f"Competency {row}"}),
            None,
            {
                role.key: Expectation(
                    Weight.EXPECTED,
                    tuple(
                        _behaviour(f"{row}-{column}-{n}", verb if n == 0 else "Names")
                        for n in range(BEHAVIOURS)
                    ),
                )
                for column, role in enumerate(roles)
            },
        )
        for row in range(COMPETENCIES)
    )
    return Matrix(
        "bench",
        text({"en": "Bench"}),
        VersionNumber(1, 0, 0),
        VersionState.DRAFT,
        None,
        None,
        roles,
        (Category("all", text({"en": "All"}), rows),),
    )


def _behaviour(key: str, verb: str) -> Behaviour:
    words = f"{verb} what case {key} taught, to the colleague who takes the next one over."
    return Behaviour(f"behaviour-{key}", LocalizedText({"en": words}))
