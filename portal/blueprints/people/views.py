"""The directory, and a person's page."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, Right, requires
from portal.domain.ladders import Ladder
from portal.domain.paths import Stay, path_picture
from portal.models import Person
from portal.pagination import page_number
from portal.queries import ladders, people
from portal.queries.people import Sought
from portal.queries.visibility import load_person

bp = Blueprint("people", __name__, url_prefix="/people")


def _sees_former() -> bool:
    return Right.PEOPLE_OPS in current_user.rights


@bp.get("")
@requires(Permission.PEOPLE_VIEW)
def index() -> ResponseReturnValue:
    sought = Sought(
        words=request.args.get("q", "").strip()[:100],
        role=request.args.get("role", ""),
        team=request.args.get("team", ""),
        office=request.args.get("office", ""),
    )
    found = people.directory(
        sought,
        page=page_number(),
        including_former=_sees_former(),
    )
    return render_template(
        "people/index.html",
        found=found,
        sought=sought,
        ladder=ladders.whole_ladder(),
        teams=people.teams(),
        offices=people.offices(),
    )


@bp.get("/<int:person_id>")
@requires(Permission.PEOPLE_VIEW)
def show(person_id: int) -> ResponseReturnValue:
    person = load_person(person_id, including_former=_sees_former())
    ladder = ladders.whole_ladder()
    until = person.left_on or datetime.now(UTC).date()
    stays = _stays(person, ladder)
    return render_template(
        "people/show.html",
        person=person,
        ladder=ladder,
        stays=stays,
        until=until,
        picture=path_picture(stays, until),
        reports=people.reports(person),
    )


def _stays(person: Person, ladder: Ladder) -> list[Stay]:
    """The roles a person held, in order of time."""
    return [
        Stay(role, position.started_on, position.ended_on)
        for position in person.positions
        if (role := ladder.role(position.role.key)) is not None
    ]
