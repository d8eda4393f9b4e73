"""The board of a round that has opened: how far everybody is, and whom to nudge."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.cycles.blueprint import bp
from portal.domain.cycle_boards import STEPS, Step, may_become
from portal.domain.sealing import Stage
from portal.domain.workflows import CycleState
from portal.pagination import page_number
from portal.queries import cycle_boards, cycle_parts, cycles
from portal.queries.assessments import moments
from portal.queries.cycle_boards import LEFT, Sought
from portal.queries.visibility.cycles import load_cycle
from portal.queries.visibility.running_cycles import load_opened_cycle, load_part
from portal.services import running_cycles as services
from portal.services.sealed_views import cycle_of

STAGES = {stage.value for stage in Stage} | {LEFT}


def _sought() -> Sought:
    """Whom the address asks for; a stage there is none of asks for everybody."""
    stage = request.args.get("stage", "")
    return Sought(
        team=request.args.get("team", ""),
        office=request.args.get("office", ""),
        stage=stage if stage in STAGES else "",
    )


@bp.get("/<int:cycle_id>")
@requires(Permission.CYCLES_EDIT)
def board(cycle_id: int) -> ResponseReturnValue:
    cycle = load_cycle(cycle_id)
    if cycle.state == CycleState.DRAFT:
        return redirect(url_for(".set_up", cycle_id=cycle_id), 303)
    now = datetime.now(UTC)
    sought = _sought()
    found = cycle_boards.listed(cycle, sought, page=page_number(), now=now)
    return render_template(
        "cycles/board.html",
        cycle=cycle,
        opened_by=cycles.opened_by(cycle) if cycle.unmended_reason else None,
        steps=STEPS[cycle.state],
        moves=may_become(cycle.state),
        progress=cycle_boards.progress(cycle, now),
        sought=sought,
        found=found,
        lines=cycle_parts.lines(cycle, found.items, now),
    )


@bp.post("/<int:cycle_id>/nudge")
@requires(Permission.CYCLES_EDIT)
def nudge(cycle_id: int) -> ResponseReturnValue:
    """Tell everybody listed with these filters, on whichever page of the list they stand."""
    cycle = load_opened_cycle(cycle_id)
    told = services.nudge(cycle, _sought(), by=current_user.person)
    _say(told)
    here = {name: value for name, value in vars(_sought()).items() if value}
    return redirect(url_for(".board", cycle_id=cycle_id, **here), 303)


@bp.get("/<int:cycle_id>/people/<int:person_id>")
@requires(Permission.CYCLES_EDIT)
def part(cycle_id: int, person_id: int) -> ResponseReturnValue:
    """How one person's assessment stands, and what can be arranged for them."""
    assessment = load_part(cycle_id, person_id)
    cycle = cycle_of(assessment)
    [line] = cycle_parts.lines(cycle, [assessment], datetime.now(UTC))
    return render_template(
        "cycles/part.html",
        cycle=cycle,
        line=line,
        days=cycle_parts.days_of(cycle, assessment.extended_to),
        steps=STEPS[cycle.state] if person_id != current_user.person.id else {Step.NUDGE},
        are_open=moments(assessment).are_open(datetime.now(UTC)),
    )


@bp.post("/<int:cycle_id>/people/<int:person_id>/nudge")
@requires(Permission.CYCLES_EDIT)
def nudge_one(cycle_id: int, person_id: int) -> ResponseReturnValue:
    """Tell whoever one person's assessment waits for: them, their manager, or both."""
    assessment = load_part(cycle_id, person_id)
    told = services.nudge(
        cycle_of(assessment), Sought(), person_id=person_id, by=current_user.person
    )
    _say(told)
    return redirect(url_for(".part", cycle_id=cycle_id, person_id=person_id), 303)


def _say(told: int) -> None:
    if told:
        said = ngettext("%(num)s person is told.", "%(num)s people are told.", told)
        flash(said, "success")
    else:
        flash(
            _("Nobody was told: they were told today already, are away, or nothing is left to do."),
            "info",
        )
