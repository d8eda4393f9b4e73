"""The directory, a person's page, and keeping their record."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from portal.access import Permission, Right, look_again, requires
from portal.blueprints.people.forms import LeaveForm, PositionForm, RecordForm
from portal.domain.ladders import Ladder
from portal.domain.paths import Stay, path_picture
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.time_zones import places_and, today_in
from portal.forms import PortalForm, page
from portal.models import ConcernedPerson, Person
from portal.pagination import page_number
from portal.presentation import words
from portal.queries import ladders, people, role_changes
from portal.queries.absences import absences_of
from portal.queries.people import Sought
from portal.queries.reporting_lines import leads
from portal.queries.visibility.people import load_former_person, load_person
from portal.redirects import way_back
from portal.services import leavers
from portal.services import people as services

bp = Blueprint("people", __name__, url_prefix="/people")


def check_come_from() -> str | None:
    """The readiness check of a round from which the reader came to mend something here."""
    return way_back(request.args.get("back"), to="cycles.readiness")


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
        reasons=_reasons(person),
        reports=people.reports(person),
        leads_them=current_user.may(Permission.TEAM_VIEW) and leads(current_user.person, person),
        may_edit=current_user.may(Permission.PEOPLE_EDIT),
        leaves=absences_of(person) if _sees_leaves(person) else None,
        check=check_come_from(),
    )


def _sees_leaves(person: Person) -> bool:
    """People-ops, and the person themselves."""
    is_self = bool(person.id == current_user.person.id)
    return is_self or Right.PEOPLE_OPS in current_user.rights


def _stays(person: Person, ladder: Ladder) -> list[Stay]:
    """The roles a person held, in order of time."""
    return [
        Stay(role, position.started_on, position.ended_on)
        for position in person.positions
        if (role := ladder.role(position.role.key)) is not None
    ]


def _reasons(person: Person) -> dict[date, list[ConcernedPerson]]:
    """How roles evolved while this person held them, by the day each position began."""
    concerned = role_changes.by_position(person)
    return {p.started_on: concerned[p.id] for p in person.positions if p.id in concerned}


@bp.route("/<int:person_id>/edit", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def edit(person_id: int) -> ResponseReturnValue:
    person = load_person(person_id, including_former=False)
    form = RecordForm(data=_record(person))
    form.time_zone.choices = places_and(person.time_zone)
    if form.validate_on_submit():
        changes = services.Record(
            name=form.name.data or "",
            email=form.email.data or "",
            manager_email=form.manager_email.data or "",
            team=form.team.data or "",
            office=form.office.data or "",
            time_zone=form.time_zone.data,
            version=form.version.data,
        )
        if form.obeys(services.change_record, person, changes, by=current_user.person):
            flash(_("The record is changed."), "success")
            return redirect(check_come_from() or url_for(".show", person_id=person_id), 303)
    return page(
        "people/edit.html",
        form=form,
        person=person,
        managers=_to_choose_from(person),
        teams=people.teams(),
        check=check_come_from(),
    )


@bp.route("/<int:person_id>/position", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def position(person_id: int) -> ResponseReturnValue:
    person = load_person(person_id, including_former=False)
    _refuse_oneself(person)
    ladder = ladders.whole_ladder()
    held = ladder.role(person.position.role.key) if person.position else None
    form = PositionForm(data={"started_on": today_in(person.time_zone)})
    form.role.choices = [SelectChoice("", _("Choose a role"))] + [
        SelectChoice(role.key, words(role.title))
        for role in ladder.roles
        if not role.is_retired and role != held
    ]
    if form.validate_on_submit() and form.obeys(
        services.enter_position,
        person,
        form.role.data,
        from_day=form.started_on.data,
        by=current_user.person,
    ):
        flash(_("The position is entered."), "success")
        return redirect(check_come_from() or url_for(".show", person_id=person_id), 303)
    return page(
        "people/position.html",
        form=form,
        person=person,
        held=held,
        ladder=ladder,
        check=check_come_from(),
    )


@bp.route("/<int:person_id>/leave", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT, holds=False)
def leave(person_id: int) -> ResponseReturnValue:
    person = load_person(person_id, including_former=False)
    _refuse_oneself(person)
    form = LeaveForm(data={"last_day": today_in(person.time_zone)})
    if form.validate_on_submit() and form.obeys(
        leavers.leave, person, last_day=form.last_day.data, by=current_user.person
    ):
        look_again()
        flash(_("It is noted that %(name)s has left.", name=person.name), "success")
        return redirect(url_for(".show", person_id=person_id), 303)
    return page("people/leave.html", form=form, person=person, reports=people.reports(person))


@bp.route("/<int:person_id>/return", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def come_back(person_id: int) -> ResponseReturnValue:
    """For somebody who left; next comes the position they have from now on."""
    person = load_former_person(person_id)
    form = PortalForm()
    if form.validate_on_submit() and form.obeys(leavers.come_back, person, by=current_user.person):
        flash(_("%(name)s is back. Enter the position they have now.", name=person.name), "success")
        return redirect(url_for(".position", person_id=person_id), 303)
    return page("people/come-back.html", form=form, person=person)


def _to_choose_from(person: Person) -> list[Person]:
    """Who may be a person's manager; the reader only of somebody they lead already."""
    out = {person.id}
    if not leads(current_user.person, person):
        out.add(current_user.person.id)
    return [one for one in people.who_lead() if one.id not in out]


def _record(person: Person) -> dict[str, str | int]:
    """A person's record as the form has it."""
    return {
        "name": person.name,
        "email": person.email,
        "manager_email": person.manager.email if person.manager else "",
        "team": person.team.name if person.team else "",
        "office": person.office,
        "time_zone": person.time_zone,
        "version": person.version,
    }


def _refuse_oneself(person: Person) -> None:
    """What nobody does for themselves is refused before they fill in anything."""
    if person.id == current_user.person.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)
