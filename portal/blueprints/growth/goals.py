"""One goal: making it from a gap, saying how it goes, changing it, and ending it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.growth.blueprint import bp
from portal.blueprints.growth.forms import (
    BringBackForm,
    CheckInForm,
    DropForm,
    PlanForm,
    SeenForm,
)
from portal.domain.goals import USUAL_SPAN
from portal.domain.ladders import Role
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.domain.sealing import Party
from portal.domain.time_zones import today_in
from portal.domain.workflows import GOAL_MOVES, GoalState, allows
from portal.forms import page
from portal.models import Assessment, Goal, Person
from portal.queries import goal_wordings, ladders, matrices, people
from portal.queries import goals as queries
from portal.queries.goal_wordings import readable_wording
from portal.queries.visibility.assessments import load_assessment
from portal.queries.visibility.goals import load_goal
from portal.services import goals as services

LONGEST_NUMBER = 9
"""Of an assessment, in digits: a longer one is none of ours."""


@bp.route("/goals/new", methods=["GET", "POST"])
@requires(Permission.GROWTH_WRITE)
def new_goal() -> ResponseReturnValue:
    """A goal for ``?behaviour=`` of ``?role=``; without one, the behaviours to choose from.

    ``?assessment=`` is the one in whose conversation it was agreed.
    Whoever practises the behaviour already is led to that goal.
    """
    person: Person = current_user.person
    behaviour, role_key = request.args.get("behaviour", ""), request.args.get("role", "")
    role = ladders.whole_ladder().role(role_key or people.current_role_key(person) or "")
    if role_key and role is None:
        raise Missing
    if not behaviour:
        return _choose(role)
    wording = readable_wording(behaviour, role.key) if role else None
    if role is None or wording is None:
        raise Missing
    agreed_in = _agreed_in(person, role)
    form = PlanForm(data={"until_on": today_in(person.time_zone) + USUAL_SPAN})
    if form.validate_on_submit():
        goal = form.outcome_of(
            services.start,
            person,
            behaviour,
            role.key,
            form.plan(),
            by=person,
            assessment=agreed_in,
        )
        if goal is not None:
            flash(_("You practise this from today."), "success")
            return redirect(url_for(".show_goal", goal_id=goal.id), 303)
    elif not form.is_submitted() and (there := queries.active_goal(person, behaviour)):
        flash(_("You practise this already."))
        return redirect(url_for(".show_goal", goal_id=there.id), 303)
    return page(
        "growth/new-goal.html",
        form=form,
        wording=wording,
        role=role,
        there=queries.active_goal(person, behaviour) if form.errors else None,
        manager=people.manager_of(person),
    )


def _agreed_in(person: Person, role: Role) -> Assessment | None:
    """The person's own assessment in ``?assessment=``: agreed on, and of that role.

    None while the agreed view is reopened: the goal is made all the same, and cites nothing.
    """
    asked = request.args.get("assessment")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > LONGEST_NUMBER:
        raise Missing
    seen = load_assessment(person, int(asked), is_people_ops=False)
    assessment = seen.assessment
    if seen.party is not Party.SUBJECT or assessment.role.key != role.key:
        raise Missing
    return assessment if assessment.agreed_at is not None else None


def _choose(role: Role | None) -> ResponseReturnValue:
    """The behaviours that a role is expected to show, to choose one to practise."""
    matrix = matrices.published(role.track_key) if role else None
    return page(
        "growth/choose-behaviour.html",
        role=role,
        matrix=matrix.for_role(role.key) if matrix and role and matrix.role(role.key) else None,
    )


@bp.get("/goals/<int:goal_id>")
@requires(Permission.GROWTH_WRITE)
def show_goal(goal_id: int) -> ResponseReturnValue:
    """A goal as its person and those they report to see it."""
    return _goal_page(load_goal(current_user.person, goal_id), CheckInForm(formdata=None))


@bp.post("/goals/<int:goal_id>/check-ins")
@requires(Permission.GROWTH_WRITE)
def check_in(goal_id: int) -> ResponseReturnValue:
    goal = _take_part(goal_id, lock=True)
    form = CheckInForm()
    if form.validate_on_submit() and form.obeys(
        services.check_in, goal, form.text.data or "", by=current_user.person
    ):
        flash(_("Your check-in is saved."), "success")
        return redirect(url_for(".show_goal", goal_id=goal_id), 303)
    return _goal_page(load_goal(current_user.person, goal_id), form)


def _goal_page(goal: Goal, form: CheckInForm) -> ResponseReturnValue:
    is_own, is_manager = _is_own(goal), _is_manager(goal)
    is_active = goal.state == GoalState.ACTIVE
    return page(
        "growth/goal.html",
        form=form,
        goal=goal,
        pace=queries.pace(goal, goal.person, datetime.now(UTC)) if is_active else None,
        may_write=(is_own or is_manager) and is_active,
        **_told(goal),
    )


def _told(goal: Goal) -> dict[str, Any]:
    """What every page of a goal needs."""
    return {
        "wording": goal_wordings.wordings([goal])[goal.id],
        "is_own": _is_own(goal),
        "is_manager": _is_manager(goal),
    }


@bp.route("/goals/<int:goal_id>/edit", methods=["GET", "POST"])
@requires(Permission.GROWTH_WRITE)
def edit_goal(goal_id: int) -> ResponseReturnValue:
    """Change how, with whom and until when; what another tab saved meanwhile is shown beside it."""
    goal = _own(goal_id, lock=request.method == "POST")
    plan = services.plan_of(goal)
    form = PlanForm(
        data={
            "how": plan.how,
            "with_whom": plan.with_whom,
            "until_on": plan.until_on,
            "seen": plan.fingerprint,
        }
    )
    if not form.is_submitted():
        _refuse_ended(goal)
    theirs = None
    if form.validate_on_submit():
        if form.obeys(
            services.change, goal, form.plan(), seen=form.seen.data or "", by=current_user.person
        ):
            flash(_("The goal is changed."), "success")
            return redirect(url_for(".show_goal", goal_id=goal_id), 303)
        if form.seen.data != plan.fingerprint:
            theirs = plan
            form.seen.data = plan.fingerprint
    goal = load_goal(current_user.person, goal_id)
    return page("growth/edit-goal.html", form=form, goal=goal, theirs=theirs, **_told(goal))


@bp.route("/goals/<int:goal_id>/seen", methods=["GET", "POST"])
@requires(Permission.GROWTH_WRITE)
def observe(goal_id: int) -> ResponseReturnValue:
    """The goal is done: what was seen, by whom and when."""
    goal = _take_part(goal_id, lock=request.method == "POST")
    reader: Person = current_user.person
    form = SeenForm(
        data={
            "seen_by": "" if _is_own(goal) else reader.email,
            "seen_on": today_in(goal.person.time_zone),
        }
    )
    form.offer(queries.notes_for(goal, reader))
    if not form.is_submitted():
        _refuse_ended(goal)
    if form.validate_on_submit() and form.obeys(services.observe, goal, form.told(), by=reader):
        flash(_("It is noted what was seen. The goal is done."), "success")
        return redirect(url_for(".show_goal", goal_id=goal_id), 303)
    goal = load_goal(reader, goal_id)
    return page(
        "growth/observe-goal.html",
        form=form,
        goal=goal,
        witnesses=queries.witnesses(goal.person),
        **_told(goal),
    )


@bp.route("/goals/<int:goal_id>/drop", methods=["GET", "POST"])
@requires(Permission.GROWTH_WRITE)
def drop_goal(goal_id: int) -> ResponseReturnValue:
    goal = _own(goal_id, lock=request.method == "POST")
    form = DropForm()
    if not form.is_submitted():
        _refuse_ended(goal)
    if form.validate_on_submit() and form.obeys(
        services.drop, goal, form.reason.data or "", by=current_user.person
    ):
        flash(_("The goal is let go. You can take it up again at any time."), "success")
        return redirect(url_for(".show_goal", goal_id=goal_id), 303)
    goal = load_goal(current_user.person, goal_id)
    return page("growth/drop-goal.html", form=form, goal=goal, **_told(goal))


@bp.route("/goals/<int:goal_id>/bring-back", methods=["GET", "POST"])
@requires(Permission.GROWTH_WRITE)
def bring_back(goal_id: int) -> ResponseReturnValue:
    """Take up again what was let go, until another day."""
    goal = _own(goal_id, lock=request.method == "POST")
    today = today_in(current_user.person.time_zone)
    form = BringBackForm(data={"until_on": max(goal.until_on, today + timedelta(weeks=1))})
    if not form.is_submitted() and not allows(GOAL_MOVES, GoalState(goal.state), GoalState.ACTIVE):
        raise RuleBroken(Refusal.GOAL_ENDED)
    if form.validate_on_submit() and form.obeys(
        services.bring_back, goal, form.until_on.data, by=current_user.person
    ):
        flash(_("You practise this again."), "success")
        return redirect(url_for(".show_goal", goal_id=goal_id), 303)
    goal = load_goal(current_user.person, goal_id)
    return page("growth/bring-back-goal.html", form=form, goal=goal, **_told(goal))


def _is_own(goal: Goal) -> bool:
    return bool(goal.person_id == current_user.person.id)


def _is_manager(goal: Goal) -> bool:
    return bool(goal.person.manager_id == current_user.person.id)


def _own(goal_id: int, *, lock: bool) -> Goal:
    """A goal of the reader's own: who only reads it changes nothing."""
    goal = load_goal(current_user.person, goal_id, lock=lock)
    return goal if _is_own(goal) else abort(403)


def _take_part(goal_id: int, *, lock: bool) -> Goal:
    """A goal in which the reader has a say: their own, or of somebody who reports to them."""
    goal = load_goal(current_user.person, goal_id, lock=lock)
    return goal if _is_own(goal) or _is_manager(goal) else abort(403)


def _refuse_ended(goal: Goal) -> None:
    """What is not active any more is refused before anybody fills in anything."""
    if goal.state != GoalState.ACTIVE:
        raise RuleBroken(Refusal.GOAL_ENDED)
