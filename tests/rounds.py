"""Rounds to test with: opened, with an assessment in them, and views with something to tell."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import Answer, ViewKind
from portal.domain.observations import Mark
from portal.domain.workflows import CycleState
from portal.models import Assessment, Cycle, CycleVersion, Matrix, MatrixVersion, Person, Role, View
from portal.queries import assessments as queries
from portal.queries import matrices, people
from portal.queries.visibility.assessments import load_assessment, load_own_view
from portal.services import answers, conversations, sealed_views
from portal.services.answers import Typed

_numbers = count(1)

DUE_IN_DAYS = 14


def make_round(
    name: str = "",
    *,
    state: CycleState = CycleState.OPEN,
    opens_on: date | None = None,
    views_open_on: date | None = None,
    time_zone: str = "Europe/Madrid",
) -> Cycle:
    """A round that opened today, unless told otherwise, with the published versions."""
    day = opens_on or datetime.now(UTC).date()
    now = datetime.now(UTC)
    cycle = Cycle(
        name=name or f"Round {next(_numbers)}",
        note="",
        state=state,
        time_zone=time_zone,
        opens_on=day,
        views_due_on=day + timedelta(days=DUE_IN_DAYS),
        talks_due_on=day + timedelta(days=2 * DUE_IN_DAYS),
        views_open_on=views_open_on,
        opened_at=None if state is CycleState.DRAFT else now,
        paused_at=now if state is CycleState.PAUSED else None,
        closed_at=now if state is CycleState.CLOSED else None,
        versions=[
            CycleVersion(track_id=track_id, matrix_version_id=version_id)
            for version_id, track_id in db.session.execute(
                select(MatrixVersion.id, Matrix.track_id)
                .join(MatrixVersion.matrix)
                .where(MatrixVersion.state == "published")
            )
        ],
        choices=[],
    )
    db.session.add(cycle)
    db.session.flush()
    return cycle


def make_assessment(cycle: Cycle, person: Person, *, manager: Person | None = None) -> Assessment:
    """``person`` in a round, assessed by ``manager`` or else by the manager they have."""
    position = people.current_position(person)
    assert position is not None
    version = matrices.assessable_version(db.session.get_one(Role, position.role_id))
    assert version is not None
    assessment = Assessment(
        cycle=cycle,
        person_id=person.id,
        manager_id=manager.id if manager else person.manager_id,
        role_id=position.role_id,
        matrix_version=version,
        started_at=datetime.now(UTC),
    )
    db.session.add(assessment)
    db.session.flush()
    return assessment


def write_view(
    assessment: Assessment,
    kind: ViewKind,
    author: Person,
    *,
    marks: Mark = Mark.OWN_INITIATIVE,
    note: str = "",
) -> View:
    """A draft of a view by its author, with every behaviour marked and a note beside the first."""
    seen = load_assessment(author, assessment.id, is_people_ops=False, lock=True)
    if kind is ViewKind.AGREED:
        conversations.begin(seen.assessment, by=author)
    else:
        sealed_views.begin(seen.assessment, kind, by=author)
    view = load_own_view(author, assessment.id, kind=kind, lock=True)
    role_key = view.assessment.role.key
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    stored = queries.answers(view)
    typed = {}
    for place, competency in enumerate(matrix.for_role(role_key).competencies()):
        behaviours = competency.expectations[role_key].behaviours
        answer = Answer({b.key: marks for b in behaviours}, {}, note if place == 0 else "")
        typed[competency.key] = Typed(answer, stored.get(competency.key, Answer()).fingerprint)
    assert not answers.save(view, typed).conflicts
    return view


def submit_view(
    assessment: Assessment,
    kind: ViewKind,
    author: Person,
    *,
    marks: Mark = Mark.OWN_INITIATIVE,
    note: str = "",
) -> View:
    """A view of its author's, sealed; the agreed one is closed by the manager."""
    view = write_view(assessment, kind, author, marks=marks, note=note)
    matrix = matrices.frozen(assessment.matrix_version_id)
    if kind is ViewKind.AGREED:
        view.next_steps = f"{note} and what comes next"
        seen = load_assessment(author, assessment.id, is_people_ops=False)
        db.session.flush()
        seen_version = str(view.version)
        conversations.agree(view, matrix, seen=seen_version, by=author, party=seen.party)
    else:
        sealed_views.submit(view, matrix, by=author)
    db.session.flush()
    return view


def open_views(
    assessment: Assessment, *, self_note: str = "", manager_note: str = ""
) -> Assessment:
    """Both views in, and open as far as the round lets them."""
    person = db.session.get_one(Person, assessment.person_id)
    manager = db.session.get_one(Person, assessment.manager_id)
    submit_view(assessment, ViewKind.SELF, person, note=self_note)
    submit_view(assessment, ViewKind.MANAGER, manager, marks=Mark.WHEN_PROMPTED, note=manager_note)
    return assessment
