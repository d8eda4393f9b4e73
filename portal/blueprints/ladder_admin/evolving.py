"""Splitting, merging and retiring a role: choose, map, look at what will happen, confirm.

Nothing is kept between the steps: every page carries what was typed on the ones before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.ladder_admin.blueprint import bp
from portal.blueprints.ladder_admin.change_forms import (
    DEFINE_FORMS,
    BringBackForm,
    ConfirmForm,
    DefineForm,
    Named,
    SplitForm,
)
from portal.blueprints.ladder_admin.forms import required
from portal.blueprints.ladder_admin.mapping_forms import MAPPED, MappingForm, mapping_form
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.domain.role_changes import (
    TOLD_FOR_DAYS,
    ChangeKind,
    Plan,
    Situation,
    check_role,
)
from portal.domain.time_zones import today_in
from portal.forms import PortalForm, page
from portal.models import Person
from portal.presentation import words
from portal.queries import effects, ladder_rows, ladders
from portal.queries import role_changes as queries
from portal.services import role_changes as services


@bp.route("/roles/<string:key>/split", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def split(key: str) -> ResponseReturnValue:
    return _evolve(key, ChangeKind.SPLIT)


@bp.route("/roles/<string:key>/merge", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def merge(key: str) -> ResponseReturnValue:
    return _evolve(key, ChangeKind.MERGE)


@bp.route("/roles/<string:key>/retire", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def retire(key: str) -> ResponseReturnValue:
    return _evolve(key, ChangeKind.RETIRE)


@bp.route("/roles/<string:key>/bring-back", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def bring_back(key: str) -> ResponseReturnValue:
    """For a role that has retired."""
    row = ladder_rows.role(key)
    if row.retired_on is None:
        raise Missing
    role = ladders.whole_ladder().role(key)
    form = BringBackForm(data={"version": row.version})
    if form.validate_on_submit() and form.obeys(
        services.bring_back,
        key,
        required(form.note.text()),
        version=int(form.version.data),
        today=today_in(current_user.person.time_zone),
        by=current_user.person,
    ):
        flash(_("The role is back. It needs moves again, and people."), "success")
        return redirect(url_for(".role", key=key), 303)
    return page("ladder_admin/bring-back.html", form=form, role=role)


@dataclass
class Flow:
    """One request of the flow: how things stand, and what was typed so far."""

    kind: ChangeKind
    situation: Situation
    define: DefineForm
    named: list[Named]

    @property
    def key(self) -> str:
        return self.situation.role.key

    def show_define(self) -> ResponseReturnValue:
        """With what was chosen on the next page already, for those who came back from it."""
        kept = [pair for pair in request.form.items(multi=True) if pair[0].startswith(MAPPED)]
        return self._show("ladder_admin/evolve-define.html", self.define, kept=kept)

    def show_mapping(self, mapping: MappingForm) -> ResponseReturnValue:
        tracks = dict.fromkeys(one.role.track_key for one in self.named)
        return self._show(
            "ladder_admin/evolve-mapping.html",
            mapping,
            define=self.define,
            named=self.named,
            moves=ladder_rows.moves(self.key),
            undrafted=[
                track
                for key in tracks
                if key not in self.situation.drafts and (track := self.situation.ladder.track(key))
            ],
        )

    def show_plan(
        self, mapping: MappingForm, confirm: ConfirmForm, plan: Plan
    ) -> ResponseReturnValue:
        confirm.seen.data = plan.seen
        roles = [*self.situation.ladder.roles, *(successor.role for successor in plan.successors)]
        return self._show(
            "ladder_admin/evolve-plan.html",
            confirm,
            define=self.define,
            mapping=mapping,
            plan=plan,
            note=self.define.note.text(),
            goals=effects.on_goals_for(self.key),
            told_for=TOLD_FOR_DAYS,
            role_titles={role.key: words(role.title) for role in roles},
            place_titles={one.key: words(one.title) for one in ladder_rows.destinations()},
        )

    def _show(self, template: str, form: PortalForm, **context: object) -> ResponseReturnValue:
        return page(
            template,
            form=form,
            kind=self.kind,
            situation=self.situation,
            role=self.situation.role,
            ladder=self.situation.ladder,
            track=self.situation.ladder.track(self.situation.role.track_key),
            changes=queries.of_role(self.key),
            **context,
        )


def _evolve(key: str, kind: ChangeKind) -> ResponseReturnValue:
    """Go as far as what was typed allows; ``step`` is the page it was typed on."""
    by: Person = current_user.person
    situation = queries.situation(key)
    _refuse_at_once(situation, kind, by)
    define = DEFINE_FORMS[kind](data={"day": today_in(by.time_zone)})
    flow = Flow(kind, situation, define, [])
    pressed, step = request.form.get("do", ""), request.form.get("step", "")
    is_rearranged = isinstance(define, SplitForm) and define.press(pressed)
    define.offer(situation)
    if is_rearranged or pressed == "define" or not define.validate_on_submit():
        return flow.show_define()
    flow.named = define.named(situation.ladder)
    if kind is ChangeKind.SPLIT and not flow.named:
        define.refuse(RuleBroken(Refusal.SUCCESSOR_MISSING, "others"))
        return flow.show_define()
    mapping = mapping_form(situation, kind, flow.named, own_id=by.id)
    if step == "define" or pressed == "mapping":
        mapping.mend()
        return flow.show_mapping(mapping)
    if step == "plan" and mapping.mend():
        mapping.refuse(RuleBroken(Refusal.CHANGED_MEANWHILE))
        return flow.show_mapping(mapping)
    if not mapping.validate():
        return flow.show_mapping(mapping)
    return _plan(flow, mapping, is_confirmed=step == "plan")


def _refuse_at_once(situation: Situation, kind: ChangeKind, by: Person) -> None:
    """What cannot be done is refused before anybody fills in anything."""
    check_role(situation)
    if kind.ends_role and any(holder.person_id == by.id for holder in situation.holders):
        raise RuleBroken(Refusal.NOT_YOURSELF)


def _plan(flow: Flow, mapping: MappingForm, *, is_confirmed: bool) -> ResponseReturnValue:
    """Show what will happen; or, when that has been seen, let it happen."""
    by: Person = current_user.person
    proposal = mapping.proposal(flow.kind, flow.named, flow.define.day.data)
    note = required(flow.define.note.text())
    confirm = ConfirmForm()
    if is_confirmed:
        change = confirm.outcome_of(
            services.carry_out, flow.key, proposal, note, seen=confirm.seen.data, by=by
        )
        if change is not None:
            flash(_done(flow.kind), "success")
            return redirect(url_for(".role", key=flow.key), 303)
    try:
        plan = services.propose(flow.key, proposal, by=by)
    except RuleBroken as broken:
        return _back_with(flow, mapping, broken)
    return flow.show_plan(mapping, confirm, plan)


def _back_with(flow: Flow, mapping: MappingForm, broken: RuleBroken) -> ResponseReturnValue:
    """A broken rule is told where what breaks it was typed."""
    if broken.field in {field.name for field in mapping}:
        mapping.refuse(broken)
        return flow.show_mapping(mapping)
    flow.define.refuse(broken)
    return flow.show_define()


def _done(kind: ChangeKind) -> str:
    done = {
        ChangeKind.SPLIT: _("The role is split."),
        ChangeKind.MERGE: _("The role is merged."),
        ChangeKind.RETIRE: _("The role is retired."),
    }[kind]
    told = _("Everybody who was in it finds on their home page what changed, and why.")
    return f"{done} {told}"
