"""The directory, and a person's page."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, Right, requires
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
        page=request.args.get("page", 1, type=int),
        including_former=_sees_former(),
    )
    return render_template(
        "people/index.html",
        found=found,
        sought=sought,
        roles=ladders.whole_ladder().roles,
        teams=people.teams(),
        offices=people.offices(),
    )


@bp.get("/<int:person_id>")
@requires(Permission.PEOPLE_VIEW)
def show(person_id: int) -> ResponseReturnValue:
    person = load_person(person_id, including_former=_sees_former())
    return render_template("people/show.html", person=person, reports=people.reports(person))
