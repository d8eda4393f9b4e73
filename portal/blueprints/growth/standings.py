"""Where somebody stands: readiness for a role, and their history over the rounds."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.growth.blueprint import bp
from portal.domain import histories, trail_pictures
from portal.domain.ladders import Ladder, Role
from portal.domain.readiness import by_competency
from portal.domain.refusals import Missing
from portal.domain.time_zones import today_in
from portal.models import Person, Position
from portal.queries import ladders, mark_examples, people
from portal.queries import readiness as queries
from portal.queries.reporting_lines import leads
from portal.queries.visibility.people import load_person


@dataclass(frozen=True)
class Subject:
    """The person a page is about, and what they hold now."""

    person: Person
    position: Position | None
    ladder: Ladder

    @property
    def role(self) -> Role | None:
        return self.ladder.role(self.position.role.key) if self.position else None

    def wanted(self) -> Role | None:
        """The role that ``?role=`` looks at, or else the one they hold."""
        key = request.args.get("role")
        if key is None:
            return self.role
        role = self.ladder.role(key)
        if role is None or role.is_retired:
            raise Missing
        return role


@bp.get("/readiness")
@requires(Permission.GROWTH_WRITE)
def readiness() -> ResponseReturnValue:
    """What my role, or one I look at, expects, and what of it is there."""
    return _readiness_page(_subject(current_user.person))


@bp.get("/people/<int:person_id>/readiness")
@requires(Permission.TEAM_VIEW)
def readiness_of(person_id: int) -> ResponseReturnValue:
    """The same of somebody I lead, from views that are open and notes they shared."""
    return _readiness_page(_subject(_led(person_id)))


@bp.get("/history")
@requires(Permission.GROWTH_WRITE)
def history() -> ResponseReturnValue:
    """How each behaviour of my role was seen, round after round."""
    return _history_page(_subject(current_user.person))


@bp.get("/people/<int:person_id>/history")
@requires(Permission.TEAM_VIEW)
def history_of(person_id: int) -> ResponseReturnValue:
    return _history_page(_subject(_led(person_id)))


def _led(person_id: int) -> Person:
    person = load_person(person_id, including_former=False)
    if not leads(current_user.person, person):
        raise Missing
    return person


def _subject(person: Person) -> Subject:
    return Subject(person, people.current_position(person), ladders.whole_ladder())


def _readiness_page(subject: Subject) -> ResponseReturnValue:
    person, viewer = subject.person, current_user.person
    role = subject.wanted()
    matrix = queries.matrix_of(role) if role else None
    found = None
    if role and matrix:
        found = queries.towards(
            person,
            role,
            matrix,
            sights=queries.sights_of(person, viewer),
            viewer=viewer,
            position=subject.position,
            today=today_in(person.time_zone),
        )
    return render_template(
        "growth/readiness.html",
        person=person,
        is_oneself=person.id == viewer.id,
        role=role,
        holds=role == subject.role,
        position=subject.position,
        readiness=found,
        by_competency=by_competency,
        examples=mark_examples.for_matrix(matrix) if matrix else {},
        roles=[one for one in subject.ladder.roles if not one.is_retired],
    )


def _history_page(subject: Subject) -> ResponseReturnValue:
    person, viewer = subject.person, current_user.person
    role = subject.wanted()
    matrix = queries.matrix_of(role) if role else None
    rounds = histories.moments(queries.sights_of(person, viewer))
    return render_template(
        "growth/history.html",
        person=person,
        is_oneself=person.id == viewer.id,
        role=role,
        rounds=rounds,
        picture_of=trail_pictures.draw,
        words_of=trail_pictures.words,
        competencies=(
            histories.histories(matrix, role.key, rounds) if matrix and role and rounds else ()
        ),
    )
