"""Noting when somebody is on leave, so that rounds leave them out and nobody reminds them."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.people.absence_forms import AbsenceForm
from portal.blueprints.people.views import bp, check_come_from
from portal.domain.time_zones import today_in
from portal.forms import PortalForm, page
from portal.models import Absence, Person
from portal.queries.visibility.cycles import load_absence
from portal.queries.visibility.people import load_person
from portal.services import absences as services
from portal.services.absences import Leave


@bp.route("/<int:person_id>/leaves/new", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def new_absence(person_id: int) -> ResponseReturnValue:
    person = load_person(person_id, including_former=False)
    form = AbsenceForm(data={"from_on": today_in(person.time_zone)})
    if form.validate_on_submit() and form.obeys(
        services.enter, person, form.leave(), by=current_user.person
    ):
        flash(_("The leave is noted."), "success")
        return _to_person(person_id)
    return _page(form, person, None)


@bp.route("/<int:person_id>/leaves/<int:absence_id>", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def absence(person_id: int, absence_id: int) -> ResponseReturnValue:
    """Other days of a leave, unless somebody else changed them meanwhile."""
    found = load_absence(person_id, absence_id, lock=request.method == "POST")
    person, saved = found.person, None
    form = AbsenceForm(data=_data(found))
    if form.validate_on_submit():
        if form.obeys(
            services.change, found, form.leave(), seen=form.seen(), by=current_user.person
        ):
            flash(_("The leave is changed."), "success")
            return _to_person(person_id)
        stored = services.as_leave(found)
        if form.seen() != stored:
            saved = stored
            form.see(stored)
    return _page(form, person, found, saved=saved)


@bp.route("/<int:person_id>/leaves/<int:absence_id>/remove", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def remove_absence(person_id: int, absence_id: int) -> ResponseReturnValue:
    """Take a leave out of the record, after asking."""
    found = load_absence(person_id, absence_id, lock=request.method == "POST")
    form = PortalForm()
    if form.validate_on_submit() and form.obeys(services.remove, found, by=current_user.person):
        flash(_("The leave is removed."), "success")
        return _to_person(person_id)
    return page(
        "people/remove-absence.html",
        form=form,
        person=found.person,
        absence=found,
        check=check_come_from(),
    )


def _page(
    form: AbsenceForm, person: Person, absence: Absence | None, saved: Leave | None = None
) -> ResponseReturnValue:
    return page(
        "people/absence.html",
        form=form,
        person=person,
        absence=absence,
        saved=saved,
        check=check_come_from(),
    )


def _to_person(person_id: int) -> ResponseReturnValue:
    person = url_for(".show", person_id=person_id, back=check_come_from(), _anchor="leave")
    return redirect(person, 303)


def _data(absence: Absence) -> dict[str, object]:
    """A leave as the form has it, with the days as this editor saw them."""
    return {
        "from_on": absence.from_on,
        "until_on": absence.until_on,
        "seen_from": absence.from_on,
        "seen_until": absence.until_on,
    }
