"""One module on somebody's way: saying what shows it, confirming it, saying what is missing."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.programmes.blueprint import bp
from portal.blueprints.programmes.forms import ConfirmForm, DoneForm, MissingForm, TakeBackForm
from portal.blueprints.programmes.ways import seen_enrolment
from portal.domain.programmes import CONFIRM, READ_TEXTS, TAKE_BACK, CompletionState, Seat, may
from portal.domain.refusals import Missing
from portal.domain.workflows import EnrolmentState
from portal.forms import PortalForm, page
from portal.models import Completion, Enrolment, Module
from portal.queries import programmes as queries
from portal.queries.evidence import showing_alone
from portal.queries.visibility.programmes import Seen, load_module
from portal.services import completions as services

ITS_PERSON = frozenset({Seat.PERSON})


@dataclass
class Here:
    """A module on somebody's way, and what was said of it."""

    seen: Seen
    module: Module

    @property
    def enrolment(self) -> Enrolment:
        return self.seen.enrolment

    @property
    def done(self) -> Completion | None:
        return services.completion_of(self.enrolment, self.module)

    def said(self) -> Completion:
        """What was said; Missing where nothing was."""
        if self.done is None:
            raise Missing
        return self.done


def _here(enrolment_id: int, key: str, *, lock: bool = False) -> Here:
    seen = seen_enrolment(enrolment_id, lock=lock)
    return Here(seen, load_module(seen.enrolment.programme, key))


def _doing(enrolment_id: int, key: str, doing: Set[Seat] = CONFIRM) -> Here:
    """The module with its enrolment's row locked, for whoever may do so; else 403."""
    here = _here(enrolment_id, key, lock=True)
    if not may(here.seen.seats, doing):
        abort(403)
    return here


@bp.route("/enrolments/<int:enrolment_id>/modules/<string:key>", methods=["GET", "POST"])
@requires(Permission.GROWTH_WRITE)
def module(enrolment_id: int, key: str) -> ResponseReturnValue:
    """The module, and how it stands; its person says here what shows it."""
    if request.method == "POST":
        here = _here(enrolment_id, key, lock=True)
        if not may(here.seen.seats, ITS_PERSON):
            abort(403)
        form = _done_form(here)
        if form.validate_on_submit() and form.obeys(
            services.say_done,
            here.enrolment,
            here.module,
            form.what_shows_it.data or "",
            form.chosen,
            version=form.version.data or 0,
        ):
            flash(_("Saved. Whoever confirms it can read it now."), "success")
            return redirect(url_for(".enrolment", enrolment_id=enrolment_id), 303)
        return _module_page(_here(enrolment_id, key), form)
    here = _here(enrolment_id, key)
    return _module_page(here, _done_form(here, formdata=False))


@bp.post("/enrolments/<int:enrolment_id>/modules/<string:key>/confirm")
@requires(Permission.GROWTH_WRITE)
def confirm(enrolment_id: int, key: str) -> ResponseReturnValue:
    here = _doing(enrolment_id, key)
    form = ConfirmForm()
    if form.validate_on_submit() and form.obeys(
        services.confirm,
        here.said(),
        version=form.version.data,
        evidence_version=form.evidence_version.data or 0,
        by=current_user.person,
    ):
        flash(_("The module is confirmed, and they are told so."), "success")
        return redirect(url_for(".enrolment", enrolment_id=enrolment_id), 303)
    return _module_page(_here(enrolment_id, key), form)


@bp.post("/enrolments/<int:enrolment_id>/modules/<string:key>/missing")
@requires(Permission.GROWTH_WRITE)
def missing(enrolment_id: int, key: str) -> ResponseReturnValue:
    """Say what is still missing; never without a word."""
    here = _doing(enrolment_id, key)
    form = MissingForm()
    if form.validate_on_submit() and form.obeys(
        services.say_missing,
        here.said(),
        form.text.data or "",
        version=form.version.data or 0,
        by=current_user.person,
    ):
        flash(_("Your note is sent. They can add what is missing and say so."), "success")
        return redirect(url_for(".enrolment", enrolment_id=enrolment_id), 303)
    return _module_page(_here(enrolment_id, key), form)


@bp.post("/enrolments/<int:enrolment_id>/modules/<string:key>/take-back")
@requires(Permission.GROWTH_WRITE)
def take_back(enrolment_id: int, key: str) -> ResponseReturnValue:
    """Take back what was confirmed by mistake, and say why."""
    here = _doing(enrolment_id, key, TAKE_BACK)
    form = TakeBackForm()
    if form.validate_on_submit() and form.obeys(
        services.take_back,
        here.said(),
        form.reason.data or "",
        version=form.version.data or 0,
        by=current_user.person,
    ):
        flash(_("The confirmation is taken back, and they are told so."), "success")
        return redirect(url_for(".enrolment", enrolment_id=enrolment_id), 303)
    return _module_page(_here(enrolment_id, key), form)


def _done_form(here: Here, *, formdata: bool = True) -> DoneForm:
    done = here.done
    data = {
        "version": done.version if done else 0,
        "what_shows_it": done.what_shows_it if done else "",
        "evidence": str(done.evidence_id) if done and done.evidence_id else "",
    }
    form = DoneForm(data=data) if formdata else DoneForm(formdata=None, data=data)
    if here.seen.seats & ITS_PERSON:
        form.offer(showing_alone(here.enrolment.person_id), done.evidence if done else None)
    return form


def _module_page(here: Here, form: PortalForm) -> ResponseReturnValue:
    """The page, around the form that was sent; the others stand as they would afresh."""
    done, seats = here.done, here.seen.seats
    is_active = here.enrolment.state == EnrolmentState.ACTIVE
    is_own = Seat.PERSON in seats
    says = is_own and is_active and not here.module.is_retired
    waits = done is not None and done.state == CompletionState.WAITING
    stored = done.version if done else 0
    return page(
        "programmes/module.html",
        form=form,
        has_changed=isinstance(form, DoneForm | MissingForm | TakeBackForm) and form.meet(stored),
        enrolment=here.enrolment,
        module=here.module,
        taught=queries.taught_by([here.module]),
        done=done,
        is_own=is_own,
        reads_texts=may(seats, READ_TEXTS),
        done_form=form if isinstance(form, DoneForm) and says and not _is_confirmed(done) else None,
        confirm_form=_confirm_form(done) if waits and is_active and may(seats, CONFIRM) else None,
        missing_form=form
        if isinstance(form, MissingForm)
        else MissingForm(formdata=None, data={"version": stored}),
        take_back_form=form
        if isinstance(form, TakeBackForm)
        else TakeBackForm(formdata=None, data={"version": stored}),
        may_take_back=_is_confirmed(done)
        and not here.module.is_retired
        and here.enrolment.state != EnrolmentState.LEFT
        and may(seats, TAKE_BACK),
    )


def _is_confirmed(done: Completion | None) -> bool:
    return done is not None and done.state == CompletionState.CONFIRMED


def _confirm_form(done: Completion | None) -> ConfirmForm:
    """Over what the page shows now, whatever was sent before."""
    evidence = done.evidence if done else None
    return ConfirmForm(
        formdata=None,
        data={
            "version": done.version if done else 0,
            "evidence_version": evidence.version if evidence else 0,
        },
    )
