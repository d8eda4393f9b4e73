"""What people-ops do with a round that runs, and with one assessment in it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from portal.access import Permission, requires
from portal.blueprints.cycles.blueprint import bp
from portal.blueprints.cycles.running_forms import (
    ExtendForm,
    ManagerForm,
    MoreTimeForm,
    PauseForm,
    ReopenForm,
    VersionForm,
)
from portal.domain.cycle_boards import STEPS, Step, may_become, refuse_unless, sealed_kinds
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.workflows import CycleState
from portal.forms import page
from portal.models import Assessment, Person
from portal.queries import cycle_parts, people
from portal.queries.assessments import moments
from portal.queries.visibility.running_cycles import load_opened_cycle, load_part
from portal.services import running_cycles as services
from portal.services import sealed_views
from portal.wording.cycle_boards import REOPENED


@bp.route("/<int:cycle_id>/extend", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def extend(cycle_id: int) -> ResponseReturnValue:
    cycle = load_opened_cycle(cycle_id)
    refuse_unless(cycle.state, Step.EXTEND in STEPS[cycle.state])
    form = ExtendForm(obj=cycle)
    if form.validate_on_submit():
        if form.obeys(
            services.extend,
            cycle,
            views_due_on=form.views_due_on.data,
            talks_due_on=form.talks_due_on.data,
            version=form.version.data,
            by=current_user.person,
        ):
            flash(_("There is more time. Everybody with something left to do is told."), "success")
            return _to_board(cycle_id)
        form.see(cycle.version)
    return page("cycles/extend.html", form=form, cycle=cycle)


@bp.route("/<int:cycle_id>/pause", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def pause(cycle_id: int) -> ResponseReturnValue:
    """Let the round rest. A second click finds it paused and leads to the same result."""
    cycle = load_opened_cycle(cycle_id)
    if cycle.state == CycleState.PAUSED:
        return _to_board(cycle_id)
    refuse_unless(cycle.state, CycleState.PAUSED in may_become(cycle.state))
    form = PauseForm(data={"version": cycle.version})
    if form.validate_on_submit():
        if form.obeys(
            services.pause,
            cycle,
            form.reason.data or "",
            version=form.version.data,
            by=current_user.person,
        ):
            flash(_("The round is paused. Everybody with something left to do is told."), "success")
            return _to_board(cycle_id)
        form.see(cycle.version)
    return page("cycles/pause.html", form=form, cycle=cycle)


@bp.post("/<int:cycle_id>/resume")
@requires(Permission.CYCLES_EDIT)
def resume(cycle_id: int) -> ResponseReturnValue:
    cycle = load_opened_cycle(cycle_id)
    form = VersionForm()
    if cycle.state != CycleState.OPEN:
        if not form.validate():
            raise RuleBroken(Refusal.CHANGED_MEANWHILE)
        services.resume(cycle, version=form.version.data, by=current_user.person)
        flash(_("The round goes on. Everybody with something left to do is told."), "success")
    return _to_board(cycle_id)


@bp.route("/<int:cycle_id>/close", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def close(cycle_id: int) -> ResponseReturnValue:
    """End the round, after saying what becomes of what is unfinished."""
    cycle = load_opened_cycle(cycle_id)
    if cycle.state == CycleState.CLOSED:
        return _to_board(cycle_id)
    form = VersionForm(data={"version": cycle.version})
    if form.validate_on_submit():
        if form.obeys(services.close, cycle, version=form.version.data, by=current_user.person):
            flash(_("The round is closed."), "success")
            return _to_board(cycle_id)
        form.see(cycle.version)
    unfinished = cycle_parts.unfinished(cycle, datetime.now(UTC))
    return page("cycles/close.html", form=form, cycle=cycle, unfinished=unfinished)


@bp.route("/<int:cycle_id>/people/<int:person_id>/more-time", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def more_time(cycle_id: int, person_id: int) -> ResponseReturnValue:
    assessment = _load(cycle_id, person_id, Step.EXTEND_ONE)
    cycle = sealed_views.cycle_of(assessment)
    form = MoreTimeForm()
    if not form.is_submitted():
        form.see(assessment.extended_to)
    if form.validate_on_submit():
        if form.obeys(
            services.extend_one,
            assessment,
            form.day.data,
            seen=form.seen_day,
            by=current_user.person,
        ):
            flash(_("They have more time. Both of them are told."), "success")
            return _to_part(cycle_id, person_id)
        form.see(assessment.extended_to)
    return page(
        "cycles/more-time.html",
        form=form,
        cycle=cycle,
        assessment=assessment,
        days=cycle_parts.days_of(cycle, assessment.extended_to),
    )


@bp.route("/<int:cycle_id>/people/<int:person_id>/manager", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def manager(cycle_id: int, person_id: int) -> ResponseReturnValue:
    """Choose who takes the manager's part, until the conversation is closed."""
    assessment = _load(cycle_id, person_id, Step.CHANGE_MANAGER)
    if assessment.agreed_at is not None:
        raise RuleBroken(Refusal.ALREADY_AGREED)
    near = cycle_parts.other_managers(assessment)
    form = ManagerForm(data={"manager_email": near[0].email if near else ""})
    if not form.is_submitted():
        form.see(assessment.manager_id)
    if form.validate_on_submit():
        chosen = form.outcome_of(
            services.change_manager,
            assessment,
            form.manager_email.data or "",
            seen=form.seen.data or None,
            by=current_user.person,
        )
        if chosen is not None:
            flash(_("%(name)s writes the manager's view now.", name=chosen.name), "success")
            return _to_part(cycle_id, person_id)
        form.see(assessment.manager_id)
    return page(
        "cycles/manager.html",
        form=form,
        cycle=assessment.cycle,
        assessment=assessment,
        offered=_to_choose_from(assessment, near),
    )


@bp.route("/<int:cycle_id>/people/<int:person_id>/reopen", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def reopen(cycle_id: int, person_id: int) -> ResponseReturnValue:
    """Let one sealed view be written anew; what it says is not shown here."""
    assessment = _load(cycle_id, person_id, Step.REOPEN)
    if assessment.manager_id == current_user.person.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)
    kinds = sealed_kinds(moments(assessment))
    if not kinds:
        raise RuleBroken(Refusal.NOTHING_TO_REOPEN)
    form = ReopenForm(data={"kind": kinds[0].value} if len(kinds) == 1 else None)
    form.kind.choices = [SelectChoice(kind.value, REOPENED[kind]) for kind in kinds]
    if form.validate_on_submit() and form.obeys(
        sealed_views.reopen,
        assessment,
        form.view_kind,
        reason=form.reason.data or "",
        by=current_user.person,
    ):
        flash(_("The view can be written again. Both of them are told."), "success")
        return _to_part(cycle_id, person_id)
    return page("cycles/reopen.html", form=form, cycle=assessment.cycle, assessment=assessment)


def _load(cycle_id: int, person_id: int, step: Step) -> Assessment:
    """Somebody's part, locked where it is to be changed, if the round allows ``step`` now.

    What nobody does for themselves is refused before they fill in anything.
    """
    assessment = load_part(cycle_id, person_id, lock=request.method == "POST")
    state = sealed_views.cycle_of(assessment).state
    refuse_unless(state, step in STEPS[state])
    if person_id == current_user.person.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)
    return assessment


def _to_choose_from(assessment: Assessment, near: list[Person]) -> list[Person]:
    """Who may take the manager's part: those near by, then whoever else leads somebody."""
    out = {assessment.person_id, assessment.manager_id, *(one.id for one in near)}
    return near + [one for one in people.who_lead() if one.id not in out]


def _to_board(cycle_id: int) -> ResponseReturnValue:
    return redirect(url_for(".board", cycle_id=cycle_id), 303)


def _to_part(cycle_id: int, person_id: int) -> ResponseReturnValue:
    return redirect(url_for(".part", cycle_id=cycle_id, person_id=person_id), 303)
