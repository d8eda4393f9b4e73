"""Writing in one's own log: a note, a context card, another wording, deleting; suggestions."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.access import Permission, requires
from portal.blueprints.evidence.blueprint import bp
from portal.blueprints.evidence.choices import offer
from portal.blueprints.evidence.forms import CardForm, ChoiceForm, CitingForm, NoteForm, as_typed
from portal.domain.evidence import (
    LONGEST_TEXT,
    Entry,
    EvidenceKind,
    frozen_because,
    in_own_words,
)
from portal.domain.refusals import RuleBroken
from portal.domain.time_zones import today_in
from portal.forms import PortalForm, page
from portal.models import Evidence
from portal.queries import behaviours, people
from portal.queries import evidence as queries
from portal.queries.visibility.evidence import load_own_evidence
from portal.services import evidence


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EVIDENCE_WRITE)
def new() -> ResponseReturnValue:
    """A note; ``?behaviour=`` chooses a behaviour beforehand."""
    return _new(NoteForm, "evidence/new.html")


@bp.route("/new-card", methods=["GET", "POST"])
@requires(Permission.EVIDENCE_WRITE)
def new_card() -> ResponseReturnValue:
    """A metric in its context."""
    return _new(CardForm, "evidence/new-card.html")


def _new(form_class: type[NoteForm], template: str) -> Response:
    person = current_user.person
    wanted = behaviours.wordings(request.args.getlist("behaviour")[:5])
    form = form_class(
        data={"happened_on": today_in(person.time_zone), "suggested": list(wanted), "version": 1}
    )
    if not form.asks and form.validate_on_submit():
        note = form.outcome_of(evidence.write, form.entry(), by=person)
        if note is not None:
            flash(_("It is in your log. Only you can read it."), "success")
            return redirect(url_for(".index"), 303)
    return page(
        template,
        form=form,
        offer=offer(person, form.chosen, typed=_typed(form, form.text.data)),
        manager=people.manager_of(person),
    )


def _typed(form: ChoiceForm, text: str | None) -> str | None:
    """The text to suggest behaviours for; None while nobody asks."""
    return text or "" if form.asks else None


@bp.post("/suggestions")
@requires(Permission.EVIDENCE_WRITE)
def suggestions() -> ResponseReturnValue:
    """Behaviours that what is being typed may be about: a part of the form. Nothing is kept."""
    text = request.form.get("text", "")[:LONGEST_TEXT]
    ticked = request.form.getlist("suggested")[:100]
    return render_template(
        "evidence/_suggested.html",
        offer=offer(
            current_user.person,
            ticked,
            typed=text,
            besides=request.form.getlist("behaviours")[:500],
        ),
    )


@bp.route("/<int:evidence_id>/edit", methods=["GET", "POST"])
@requires(Permission.EVIDENCE_WRITE)
def edit(evidence_id: int) -> ResponseReturnValue:
    """Another wording of one's own words; of others' words, what they show."""
    note = load_own_evidence(current_user.person, evidence_id)
    _require_unfrozen(note)
    return _edit_own(note) if in_own_words(note.kind) else _edit_citations(note)


def _edit_own(note: Evidence) -> Response:
    form_class = CardForm if note.kind == EvidenceKind.CARD else NoteForm
    form = form_class(data=as_typed(note))
    if not form.asks and form.validate_on_submit() and _changed(form, note, form.entry()):
        return redirect(url_for(".index"), 303)
    return _edit_page(note, form, _typed(form, form.text.data))


def _edit_citations(note: Evidence) -> Response:
    form = CitingForm(data=as_typed(note))
    if not form.asks and form.validate_on_submit() and _changed(form, note, form.entry_over(note)):
        return redirect(url_for(".index"), 303)
    return _edit_page(note, form, note.text if form.asks or not note.citations else None)


def _changed(form: NoteForm | CitingForm, note: Evidence, entry: Entry) -> bool:
    by = current_user.person
    if not form.obeys(evidence.change, note, entry, version=form.replaced, by=by):
        return False
    flash(_("The change is saved."), "success")
    return True


def _edit_page(note: Evidence, form: NoteForm | CitingForm, typed: str | None) -> Response:
    return page(
        "evidence/edit.html",
        form=form,
        note=note,
        is_stale=form.is_submitted() and form.version.data != note.version,
        offer=offer(current_user.person, form.chosen, typed=typed),
        wordings=behaviours.wordings([one.behaviour.key for one in note.citations]),
    )


@bp.route("/<int:evidence_id>/delete", methods=["GET", "POST"])
@requires(Permission.EVIDENCE_WRITE)
def delete(evidence_id: int) -> ResponseReturnValue:
    note = load_own_evidence(current_user.person, evidence_id)
    _require_unfrozen(note)
    form = PortalForm()
    if form.validate_on_submit() and form.obeys(evidence.delete, note, by=current_user.person):
        flash(_("It is deleted."), "success")
        return redirect(url_for(".index"), 303)
    return page(
        "evidence/delete.html",
        form=form,
        note=note,
        wordings=behaviours.wordings([one.behaviour.key for one in note.citations]),
    )


def _require_unfrozen(note: Evidence) -> None:
    """What others rely on is refused before anything is filled in."""
    if refusal := frozen_because(queries.uses([note])[note.id]):
        raise RuleBroken(refusal)
