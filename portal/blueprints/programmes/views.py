"""Reading about programmes, and who is on them as far as the reader may see."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.programmes.blueprint import bp
from portal.domain.workflows import EnrolmentState
from portal.models import Programme
from portal.pagination import page_number
from portal.queries import ladder_rows, people
from portal.queries import programmes as queries
from portal.queries.visibility.programmes import load_programme


def sees_all() -> bool:
    """Whether the reader sees how far everybody is: people-ops do."""
    return bool(current_user.may(Permission.PROGRAMMES_EDIT))


def may_enrol() -> bool:
    """Whether there is anybody whom the reader may put on a programme."""
    return sees_all() or bool(current_user.may(Permission.TEAM_VIEW))


@bp.get("")
@requires(Permission.GROWTH_WRITE)
def index() -> ResponseReturnValue:
    """My own ways, what waits for my word, and every programme there is."""
    programmes = ladder_rows.programmes()
    ways = queries.own_ways(current_user.person)
    return render_template(
        "programmes/index.html",
        programmes=programmes,
        parts=queries.parts({programme.id for programme in programmes}),
        moves={programme.id: queries.moves_requiring(programme) for programme in programmes},
        ways=[way for way in ways if way.enrolment.state == EnrolmentState.ACTIVE],
        past=[way for way in ways if way.enrolment.state != EnrolmentState.ACTIVE],
        waiting=queries.waiting_for(current_user.person),
        with_people=queries.has_people_on(current_user.person, sees_all=sees_all()),
        may_edit=sees_all(),
    )


@bp.get("/<string:key>")
@requires(Permission.GROWTH_WRITE)
def show(key: str) -> ResponseReturnValue:
    """A programme as everybody reads it, with the reader's own way through it."""
    programme = load_programme(key)
    modules = [module for module in queries.modules(programme) if not module.is_retired]
    return render_template(
        "programmes/show.html",
        programme=programme,
        modules=modules,
        taught=queries.taught_by(modules),
        moves=queries.moves_requiring(programme),
        mentors=queries.mentors(programme),
        way=queries.own_way(current_user.person, key),
        manager=people.manager_of(current_user.person),
        has_people=programme.id in queries.has_people_on(current_user.person, sees_all=sees_all()),
        may_enrol=may_enrol(),
        may_edit=sees_all(),
    )


@bp.get("/<string:key>/people")
@requires(Permission.GROWTH_WRITE)
def people_on(key: str) -> ResponseReturnValue:
    """Those on a programme whom the reader mentors or leads; for people-ops everybody."""
    programme: Programme = load_programme(key)
    found, progress = queries.people_on(
        programme, current_user.person, sees_all=sees_all(), page=page_number()
    )
    return render_template(
        "programmes/people.html",
        programme=programme,
        found=found,
        progress=progress,
        sees_all=sees_all(),
        may_enrol=may_enrol(),
    )
