"""The rounds there are; setting one up, changing and discarding it while it is a draft."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.cycles.blueprint import bp
from portal.blueprints.cycles.forms import CycleForm, DiscardForm
from portal.domain.time_zones import today_in
from portal.domain.workflows import CycleState
from portal.forms import page
from portal.queries import cycle_readiness, ladder_rows, people
from portal.queries import cycles as queries
from portal.queries.visibility.cycles import load_cycle
from portal.services import cycles as services

UNTIL_VIEWS = timedelta(days=11)
UNTIL_TALKS = timedelta(days=25)
"""From a Monday to the Friday of the second week, and of the fourth."""
STARTER_DAYS = 90


@bp.get("")
@requires(Permission.CYCLES_EDIT)
def index() -> ResponseReturnValue:
    return render_template("cycles/index.html", listed=queries.all_cycles())


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def new() -> ResponseReturnValue:
    """A new round, with days to begin from; it stays a draft until it is opened."""
    form = CycleForm(data=_usual())
    _offer(form, current_user.person.time_zone)
    if form.validate_on_submit():
        cycle = form.outcome_of(services.set_up, form.entry(), by=current_user.person)
        if cycle is not None:
            flash(_("The round is set up. Nobody is told of it before it opens."), "success")
            return redirect(url_for(".set_up", cycle_id=cycle.id), 303)
    return page("cycles/form.html", form=form, cycle=None, met=[])


@bp.get("/<int:cycle_id>/set-up")
@requires(Permission.CYCLES_EDIT)
def set_up(cycle_id: int) -> ResponseReturnValue:
    """A draft: whom it is for, when what is due and shown, and against which versions."""
    cycle = load_cycle(cycle_id)
    if cycle.state != CycleState.DRAFT:
        return redirect(url_for(".board", cycle_id=cycle_id), 303)
    tracks = queries.tracks_of(cycle)
    return render_template(
        "cycles/set-up.html",
        cycle=cycle,
        audience=queries.audience(cycle),
        tracks=tracks,
        teams=people.teams(),
        at_the_same_time=queries.at_the_same_time(cycle),
        found=cycle_readiness.readiness(cycle, tracks, datetime.now(UTC)),
    )


@bp.route("/<int:cycle_id>/edit", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def edit(cycle_id: int) -> ResponseReturnValue:
    cycle = load_cycle(cycle_id, lock=request.method == "POST")
    if cycle.state != CycleState.DRAFT and request.method == "GET":
        return redirect(url_for(".board", cycle_id=cycle_id), 303)
    form = CycleForm(obj=cycle)
    _offer(form, cycle.time_zone)
    met = []
    if form.validate_on_submit():
        if form.obeys(
            services.change,
            cycle,
            form.entry(),
            version=form.version.data,
            by=current_user.person,
        ):
            flash(_("The round is changed."), "success")
            return redirect(url_for(".set_up", cycle_id=cycle_id), 303)
        met = form.meet(cycle)
    return page("cycles/form.html", form=form, cycle=cycle, met=met)


@bp.route("/<int:cycle_id>/discard", methods=["GET", "POST"])
@requires(Permission.CYCLES_EDIT)
def discard(cycle_id: int) -> ResponseReturnValue:
    """Throw a draft away, after asking; nobody was told of it."""
    cycle = load_cycle(cycle_id, lock=request.method == "POST")
    if cycle.state != CycleState.DRAFT and request.method == "GET":
        return redirect(url_for(".board", cycle_id=cycle_id), 303)
    form = DiscardForm(data={"version": cycle.version})
    if form.validate_on_submit() and form.obeys(
        services.discard, cycle, version=form.version.data, by=current_user.person
    ):
        flash(_("The round is discarded."), "success")
        return redirect(url_for(".index"), 303)
    return page("cycles/discard.html", form=form, cycle=cycle)


@bp.post("/<int:cycle_id>/newest-versions")
@requires(Permission.CYCLES_EDIT)
def take_newest(cycle_id: int) -> ResponseReturnValue:
    """Assess against what is published now, on the ``track`` named or on all of them."""
    cycle = load_cycle(cycle_id, lock=True)
    changed = services.take_newest(
        cycle, track_key=request.form.get("track") or None, by=current_user.person
    )
    if changed:
        told = ngettext(
            "The round assesses one track against its newest version now.",
            "The round assesses %(num)s tracks against their newest versions now.",
            changed,
        )
    else:
        told = _("The round has the newest versions already.")
    flash(told, "success")
    where = ".readiness" if request.form.get("from") == "readiness" else ".set_up"
    return redirect(url_for(where, cycle_id=cycle_id), 303)


def _offer(form: CycleForm, time_zone: str) -> None:
    form.offer(ladder_rows.tracks(), people.teams(), time_zone)


def _usual() -> dict[str, object]:
    """What a new round begins with, to be changed: four weeks, from next Monday on."""
    zone = current_user.person.time_zone
    today = today_in(zone)
    opens_on = today + timedelta(days=7 - today.weekday())
    return {
        "time_zone": zone,
        "opens_on": opens_on,
        "views_due_on": opens_on + UNTIL_VIEWS,
        "talks_due_on": opens_on + UNTIL_TALKS,
        "new_starter_days": STARTER_DAYS,
        "leaves_out_absent": True,
    }
