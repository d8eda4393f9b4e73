"""The readiness check of a draft: who would fall through, mending it, and opening the round."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.cycles.blueprint import bp
from portal.blueprints.cycles.forms import ChoiceForm, OpenForm
from portal.domain.cycle_readiness import Looked, Readiness
from portal.domain.time_zones import day_in
from portal.domain.workflows import CycleState
from portal.forms import page
from portal.pagination import ListPage, page_number
from portal.queries import cycle_readiness
from portal.queries import cycles as queries
from portal.queries.visibility.cycles import load_cycle, load_somebody
from portal.services import cycles as services
from portal.wording import cycles as wording

SHOWN_AT_FIRST = 8
PER_PAGE = 50


@bp.route("/<int:cycle_id>/readiness", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def readiness(cycle_id: int) -> ResponseReturnValue:
    """The check, and opening the round from it; ``?group=`` shows all of one group, in pages."""
    cycle = load_cycle(cycle_id, lock=request.method == "POST")
    if cycle.state != CycleState.DRAFT:  # opened by a first click, or by somebody else
        return redirect(url_for(".board", cycle_id=cycle_id), 303)
    form = OpenForm()
    if form.validate_on_submit():
        people = form.outcome_of(
            services.open_cycle,
            cycle,
            seen=form.seen.data,
            reason=form.reason.data,
            by=current_user.person,
        )
        if people is not None:
            told = ngettext(
                "The round is open, and %(num)s person is told.",
                "The round is open, and %(num)s people are told.",
                people,
            )
            flash(told, "success")
            return redirect(url_for(".board", cycle_id=cycle_id), 303)
        cycle = load_cycle(cycle_id)
    now = datetime.now(UTC)
    tracks = queries.tracks_of(cycle)
    found = cycle_readiness.readiness(cycle, tracks, now)
    form.seen.data, form.seen.raw_data = found.stamp, None
    today = day_in(cycle.time_zone, now)
    return page(
        "cycles/readiness.html",
        form=form,
        cycle=cycle,
        found=found,
        groups=_groups(found),
        whole=_whole_group(found),
        newer=[one for one in tracks if one.versions.has_newer],
        may_open=cycle.opens_on <= today <= cycle.views_due_on,
        is_past=today > cycle.views_due_on,
        shown_at_first=SHOWN_AT_FIRST,
        problem_title=wording.problem_title,
        problem_hint=wording.problem_hint,
        left_out_title=wording.left_out_title,
        may_give_accounts=current_user.may(Permission.ACCOUNTS_EDIT),
    )


def _groups(found: Readiness) -> dict[str, list[Looked]]:
    """Everybody to be shown, by the name their group has in the address."""
    return {
        **{problem.value: people for problem, people in found.by_problem.items()},
        **{f"out-{why.value}": people for why, people in found.by_left_out.items()},
        **({"taken-in": found.taken_in} if found.taken_in else {}),
    }


def _whole_group(found: Readiness) -> ListPage | None:
    people = _groups(found).get(request.args.get("group", ""))
    if people is None:
        return None
    return ListPage.of(people, page=page_number(), per_page=PER_PAGE)


@bp.route("/<int:cycle_id>/people/<int:person_id>/leave-out", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def leave_out(cycle_id: int, person_id: int) -> ResponseReturnValue:
    """Leave somebody out of a round, with a reason."""
    return _choose(cycle_id, person_id, is_in=False)


@bp.route("/<int:cycle_id>/people/<int:person_id>/take-in", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def take_in(cycle_id: int, person_id: int) -> ResponseReturnValue:
    """Take somebody into a round whom its rules leave out, with a reason."""
    return _choose(cycle_id, person_id, is_in=True)


def _choose(cycle_id: int, person_id: int, *, is_in: bool) -> ResponseReturnValue:
    cycle = load_cycle(cycle_id, lock=request.method == "POST")
    person = load_somebody(person_id)
    if cycle.state != CycleState.DRAFT and request.method == "GET":
        return redirect(url_for(".board", cycle_id=cycle_id), 303)
    before = cycle_readiness.choice_about(cycle, person)
    form = ChoiceForm(data={"reason": before.reason if before else ""})
    if form.validate_on_submit() and form.obeys(
        services.choose,
        cycle,
        person,
        is_in=is_in,
        reason=form.reason.data,
        by=current_user.person,
    ):
        told = (
            _("%(name)s is taken into the round.", name=person.name)
            if is_in
            else _("%(name)s is left out of the round.", name=person.name)
        )
        flash(told, "success")
        return redirect(url_for(".readiness", cycle_id=cycle_id), 303)
    return page("cycles/choice.html", form=form, cycle=cycle, person=person, is_in=is_in)


@bp.post("/<int:cycle_id>/people/<int:person_id>/take-back")
@requires(Permission.CYCLES_EDIT)
def take_choice_back(cycle_id: int, person_id: int) -> ResponseReturnValue:
    """Let the round's rules say again whether somebody is in it."""
    cycle = load_cycle(cycle_id, lock=True)
    person = load_somebody(person_id)
    services.take_choice_back(cycle, person, by=current_user.person)
    flash(_("For %(name)s, the round's rules hold again.", name=person.name), "success")
    return redirect(url_for(".readiness", cycle_id=cycle_id), 303)
