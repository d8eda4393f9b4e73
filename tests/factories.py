"""Things to test with, made by plain functions. They are stored when the function returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import NOTHING
from portal.domain.assessments import Answer as AnswerValue
from portal.domain.evidence import Entry
from portal.domain.goals import Plan
from portal.domain.matrices import VersionState
from portal.domain.observations import Mark
from portal.models import (
    Account,
    Enrolment,
    Evidence,
    Goal,
    Matrix,
    MatrixVersion,
    Person,
    Position,
    Role,
    Team,
    Track,
    View,
)
from portal.models.accounts import Theme
from portal.queries import matrices
from portal.queries.visibility.assessments import load_own_view
from portal.queries.visibility.programmes import load_enrolment, load_module, load_programme
from portal.services import (
    answers,
    assessments,
    completions,
    enrolments,
    evidence,
    goals,
    programmes,
)
from portal.services.answers import Typed
from portal.services.passwords import hash_password
from tests.browser import PASSWORD

_numbers = count(1)
_hashes: dict[str, str] = {}


def make_person(
    name: str = "",
    *,
    email: str = "",
    manager: Person | None = None,
    team: Team | None = None,
    role: str | None = None,
    office: str = "Lisbon",
    time_zone: str = "Europe/Lisbon",
    locale: str = "en",
    started_on: date = date(2024, 1, 8),
    left_on: date | None = None,
) -> Person:
    """Somebody in the organisation, in a position when ``role`` names one."""
    number = next(_numbers)
    person = Person(
        name=name or f"Person {number}",
        email=email or f"person{number}@example.com",
        manager_id=manager.id if manager else None,
        team_id=team.id if team else None,
        office=office,
        time_zone=time_zone,
        locale=locale,
        started_on=started_on,
        left_on=left_on,
    )
    db.session.add(person)
    db.session.flush()
    if role is not None:
        make_position(person, role, started_on=started_on)
    return person


def make_team(name: str = "") -> Team:
    number = next(_numbers)
    team = Team(key=f"team-{number}", name=name or f"Team {number}")
    db.session.add(team)
    db.session.flush()
    return team


def make_position(
    person: Person,
    role: str,
    *,
    started_on: date = date(2024, 1, 8),
    ended_on: date | None = None,
) -> Position:
    role_id = db.session.scalars(select(Role.id).where(Role.key == role)).one()
    position = Position(
        person_id=person.id, role_id=role_id, started_on=started_on, ended_on=ended_on
    )
    db.session.add(position)
    db.session.flush()
    return position


def make_account(
    person: Person | None = None,
    *,
    password: str | None = PASSWORD,
    is_people_ops: bool = False,
    is_admin: bool = False,
    is_active: bool = True,
    theme: Theme = Theme.AUTO,
) -> Account:
    """A sign-in; with ``password`` None one that still waits for its set-up link to be used."""
    account = Account(
        person=person or make_person(),
        password_hash=_hash(password) if password else None,
        is_people_ops=is_people_ops,
        is_admin=is_admin,
        deactivated_at=None if is_active else datetime.now(UTC),
        theme=theme,
    )
    db.session.add(account)
    db.session.flush()
    return account


def make_member(name: str = "", *, role: str | None = "css2", **account: bool) -> Person:
    """Somebody with a position and an account, who can sign in."""
    person = make_person(name, role=role)
    make_account(person, **account)  # type: ignore[arg-type]
    return person


def _hash(password: str) -> str:
    if password not in _hashes:
        _hashes[password] = hash_password(password)
    return _hashes[password]


def make_view(person: Person, *, marks: Mark | None = None, note: str = "") -> View:
    """A self-assessment of a person's, still a draft, with every behaviour marked ``marks``.

    ``note`` is written beside the first competency.
    """
    view = assessments.start(person)
    view = load_own_view(person, view.assessment_id, lock=True)
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    role_key = view.assessment.role.key
    said: dict[str, AnswerValue] = {}
    for at, competency in enumerate(matrix.for_role(role_key).competencies()):
        behaviours = competency.expectations[role_key].behaviours
        said[competency.key] = AnswerValue(
            marks={b.key: marks for b in behaviours} if marks else {},
            reasons={b.key: "No occasion" for b in behaviours}
            if marks is Mark.NOT_APPLICABLE
            else {},
            note=note if at == 0 else "",
        )
    typed = typed_over(said, {})
    answers.save(view, typed)
    return view


def make_submitted_view(
    person: Person, *, marks: Mark = Mark.OWN_INITIATIVE, note: str = ""
) -> View:
    view = make_view(person, marks=marks, note=note)
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    assessments.submit(view, matrix, by=person)
    db.session.flush()
    return view


def typed_over(
    answers: Mapping[str, AnswerValue], seen: Mapping[str, AnswerValue]
) -> dict[str, Typed]:
    """Answers as typed by somebody who saw ``seen`` when they began."""
    return {
        key: Typed(answer, seen.get(key, NOTHING).fingerprint) for key, answer in answers.items()
    }


def published_version(track: str) -> MatrixVersion:
    version = db.session.scalar(
        select(MatrixVersion)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
        .where(Track.key == track, MatrixVersion.state == VersionState.PUBLISHED)
    )
    assert version is not None
    return version


PRACTISED = "checks-before-answering"
"""A behaviour that the shipped frontline matrix asks of its first role."""


def make_goal(
    person: Person,
    behaviour: str = PRACTISED,
    *,
    role: str = "css1",
    how: str = "Looks it up before each answer.",
    until_on: date | None = None,
    quiet_for: timedelta = timedelta(),
) -> Goal:
    """An active goal of a person's, to which nothing has happened for ``quiet_for``."""
    day = until_on or datetime.now(UTC).date() + timedelta(days=30)
    goal = goals.start(person, behaviour, role, Plan(how, "", day), by=person)
    goal.moved_at -= quiet_for
    db.session.flush()
    return goal


def make_evidence(
    person: Person,
    text: str = "Found a way around the export.",
    *,
    happened_on: date = date(2026, 2, 2),
    behaviours: tuple[str, ...] = (),
    is_shared: bool = False,
) -> Evidence:
    """A note in a person's log."""
    entry = Entry(happened_on, text, behaviours=behaviours)
    note = evidence.write(entry, by=person)
    if is_shared:
        evidence.share(note, by=person)
    db.session.flush()
    return note


def make_enrolment(
    person: Person,
    programme: str = "technical-development",
    *,
    mentor: Person | None = None,
    done: Mapping[str, str] | None = None,
    confirmed: Iterable[str] = (),
) -> Enrolment:
    """Somebody on a programme.

    ``done`` are modules they say they are through with, by key, and what shows it; ``confirmed``
    are those that their mentor has confirmed.
    """
    ops = make_person()
    course = load_programme(programme)
    if mentor is not None:
        programmes.add_mentor(course, mentor.email, by=ops)
    made = enrolments.enrol(course, person.email, mentor, is_people_ops=True, by=ops)
    said = {**dict.fromkeys(confirmed, "The case shows it."), **(done or {})}
    for key, what in said.items():
        way = load_enrolment(person, made.id, sees_all=False, lock=True).enrolment
        completion = completions.say_done(way, load_module(course, key), what, None, version=0)
        if key in confirmed:
            completions.confirm(completion, version=completion.version, by=mentor or ops)
    return load_enrolment(person, made.id, sees_all=False, lock=True).enrolment
