"""Somebody's way through a programme: getting on it, its mentor, leaving it, going on."""

from __future__ import annotations

from collections.abc import Set

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.programmes.blueprint import bp
from portal.blueprints.programmes.forms import EnrolForm, EnrolReportForm, MentorChoice
from portal.blueprints.programmes.views import may_enrol, sees_all
from portal.domain.programmes import LEAVE, PLACE, READ_TEXTS, Seat, may
from portal.domain.workflows import ENROLMENT_MOVES, EnrolmentState, allows
from portal.forms import PortalForm, page
from portal.queries import people
from portal.queries import programmes as queries
from portal.queries.visibility.programmes import Seen, load_enrolment, load_programme
from portal.services import enrolments as services


def seen_enrolment(
    enrolment_id: int, doing: Set[Seat] | None = None, *, lock: bool = False
) -> Seen:
    """An enrolment that the reader may see; 403 where they may see it and not do this to it."""
    seen = load_enrolment(current_user.person, enrolment_id, sees_all=sees_all(), lock=lock)
    if doing is not None and not may(seen.seats, doing):
        abort(403)
    return seen


@bp.route("/<string:key>/enrol", methods=["GET", "POST"])
@requires(Permission.GROWTH_WRITE)
def enrol(key: str) -> ResponseReturnValue:
    """For people-ops, and for managers: somebody they lead."""
    if not may_enrol():
        abort(403)
    programme = load_programme(key)
    form = _form_to_enrol()
    form.offer(queries.mentors(programme))
    if form.validate_on_submit():
        enrolment = form.outcome_of(
            services.enrol,
            programme,
            form.email.data or "",
            form.chosen,
            is_people_ops=sees_all(),
            by=current_user.person,
        )
        if enrolment is not None:
            flash(_("%(name)s is on the programme, and told so.", name=enrolment.person.name),
                  "success")  # fmt: skip
            return redirect(url_for(".enrolment", enrolment_id=enrolment.id), 303)
        programme = load_programme(key)
    return page(
        "programmes/enrol.html",
        form=form,
        programme=programme,
        offered=people.everybody_here() if sees_all() else [],
        sees_all=sees_all(),
    )


def _form_to_enrol() -> EnrolForm | EnrolReportForm:
    """People-ops name anybody; a manager chooses among those they lead."""
    if sees_all():
        return EnrolForm()
    form = EnrolReportForm()
    form.offer_reports(people.everybody_below(current_user.person))
    return form


@bp.get("/enrolments/<int:enrolment_id>")
@requires(Permission.GROWTH_WRITE)
def enrolment(enrolment_id: int) -> ResponseReturnValue:
    """How far somebody is: for them, their mentor, those they report to, and people-ops."""
    seen = seen_enrolment(enrolment_id)
    shown = seen.enrolment
    return render_template(
        "programmes/enrolment.html",
        enrolment=shown,
        progress=queries.progress_of(shown),
        said={done.module.key: done for done in shown.completions},
        is_own=Seat.PERSON in seen.seats,
        reads_texts=may(seen.seats, READ_TEXTS),
        manager=people.manager_of(shown.person),
        may_place=may(seen.seats, PLACE),
        may_leave=may(seen.seats, LEAVE) and _goes(shown.state, EnrolmentState.LEFT),
        may_return=may(seen.seats, PLACE) and shown.state == EnrolmentState.LEFT,
    )


def _goes(before: str, after: EnrolmentState) -> bool:
    return allows(ENROLMENT_MOVES, EnrolmentState(before), after)


@bp.route("/enrolments/<int:enrolment_id>/mentor", methods=["GET", "POST"])
@requires(Permission.GROWTH_WRITE)
def choose_mentor(enrolment_id: int) -> ResponseReturnValue:
    seen = seen_enrolment(enrolment_id, PLACE, lock=True)
    current = seen.enrolment.mentor
    form = MentorChoice(data={"mentor": str(current.id) if current else ""})
    form.offer(queries.mentors(seen.enrolment.programme), besides=seen.enrolment.person)
    if form.validate_on_submit() and form.obeys(
        services.choose_mentor, seen.enrolment, form.chosen, by=current_user.person
    ):
        flash(_("The mentor is chosen."), "success")
        return redirect(url_for(".enrolment", enrolment_id=enrolment_id), 303)
    return page(
        "programmes/mentor.html", form=form, enrolment=seen_enrolment(enrolment_id).enrolment
    )


@bp.route("/enrolments/<int:enrolment_id>/leave", methods=["GET", "POST"])
@requires(Permission.GROWTH_WRITE)
def leave(enrolment_id: int) -> ResponseReturnValue:
    seen = seen_enrolment(enrolment_id, LEAVE, lock=True)
    form = PortalForm()
    if form.validate_on_submit() and form.obeys(
        services.leave, seen.enrolment, by=current_user.person
    ):
        flash(_("Noted. Everything confirmed so far is kept."), "success")
        return redirect(url_for(".enrolment", enrolment_id=enrolment_id), 303)
    return page(
        "programmes/leave.html",
        form=form,
        enrolment=seen_enrolment(enrolment_id).enrolment,
        is_own=Seat.PERSON in seen.seats,
    )


@bp.post("/enrolments/<int:enrolment_id>/return")
@requires(Permission.GROWTH_WRITE)
def come_back(enrolment_id: int) -> ResponseReturnValue:
    """They go on where they were; sent twice, they are back once."""
    seen = seen_enrolment(enrolment_id, PLACE, lock=True)
    services.come_back(seen.enrolment, by=current_user.person)
    flash(_("%(name)s is on the programme again.", name=seen.enrolment.person.name), "success")
    return redirect(url_for(".enrolment", enrolment_id=enrolment_id), 303)
