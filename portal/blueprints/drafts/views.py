"""A draft as a whole: the matrix to write in, beginning, discarding, taking steps back."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import HiddenField
from wtforms.validators import Length

from portal.access import Permission, requires
from portal.blueprints.drafts.advice import advice_on
from portal.blueprints.drafts.answers import anchor
from portal.blueprints.drafts.blueprint import bp
from portal.blueprints.drafts.opening import OpenDraft, find_draft, load_draft
from portal.db import db
from portal.domain.drafting.retelling import Where, retold
from portal.domain.drafting.translations import to_do
from portal.domain.languages import LANGUAGES
from portal.domain.refusals import RuleBroken
from portal.forms import PortalForm, page
from portal.queries import drafts as queries
from portal.queries import ladders, matrices
from portal.services import draft_steps, drafts
from portal.services.drafts import TakenBack
from portal.wording.refusals import refusal_text

STEPS_SHOWN = 100


class DiscardForm(PortalForm):
    """``seen``: the draft as it was when somebody was asked whether to throw it away."""

    seen = HiddenField(validators=[Length(max=120)])


@bp.get("")
@requires(Permission.MATRICES_EDIT)
def editor(track: str) -> ResponseReturnValue:
    """The whole matrix to write in; narrow screens show the column that ``?role=`` names."""
    draft = find_draft(track)
    return _none_yet(track) if draft is None else _editor_page(draft)


def _none_yet(track: str) -> ResponseReturnValue:
    known = ladders.whole_ladder().track(track)
    return render_template(
        "drafts/none.html", track=known, published=matrices.published(track), form=None
    )


def _editor_page(draft: OpenDraft, problem: str | None = None) -> ResponseReturnValue:
    matrix = draft.matrix
    keys = [role.key for role in matrix.roles]
    wanted = request.args.get("role", "")
    return make_response(
        render_template(
            "drafts/editor.html",
            draft=draft,
            matrix=matrix,
            track_key=matrix.track_key,
            advice=advice_on(matrix),
            shown=wanted if wanted in keys else next(iter(keys), None),
            to_do={code: to_do(matrix, code) for code in LANGUAGES},
            problem=problem,
        ),
        409 if problem else 200,
    )


@bp.post("/start")
@requires(Permission.MATRICES_EDIT)
def start(track: str) -> ResponseReturnValue:
    """Begin a draft, or go on with the one there is: a double click begins one."""
    drafts.start(track, by=current_user.person)
    return redirect(url_for(".editor", track=track), 303)


@bp.route("/discard", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def discard(track: str) -> ResponseReturnValue:
    draft = load_draft(track)
    form = DiscardForm()
    if form.validate_on_submit() and form.obeys(_discard, track, form.seen.data or ""):
        flash(_("The draft is gone. What is published stays as it is."), "success")
        return redirect(url_for(".editor", track=track), 303)
    form.seen.data = queries.state(draft.version)
    return page("drafts/discard.html", form=form, draft=draft, matrix=draft.matrix, track_key=track)


def _discard(track: str, seen: str) -> None:
    drafts.discard(track, seen=seen, by=current_user.person)


@bp.post("/undo")
@requires(Permission.MATRICES_EDIT)
def undo(track: str) -> ResponseReturnValue:
    return _step_back(track, lambda: drafts.undo(track, by=current_user.person))


@bp.post("/redo")
@requires(Permission.MATRICES_EDIT)
def redo(track: str) -> ResponseReturnValue:
    return _step_back(track, lambda: drafts.redo(track, by=current_user.person))


def _step_back(track: str, take_back: Callable[[], TakenBack]) -> ResponseReturnValue:
    """Go to where something was taken back, or say why it cannot be."""
    load_draft(track)
    try:
        with db.session.begin_nested():
            outcome = take_back()
    except RuleBroken as broken:
        return _editor_page(load_draft(track), str(refusal_text(broken.refusal)))
    where = retold(outcome.matrix, outcome.alterations).where
    if where.competency and outcome.matrix.competency(where.competency) is None:
        where = Where()  # what came with the step went with it
    return redirect(url_for(".editor", track=track, role=where.role, _anchor=anchor(where)), 303)


@bp.get("/history")
@requires(Permission.MATRICES_EDIT)
def history(track: str) -> ResponseReturnValue:
    draft = load_draft(track)
    steps = queries.steps(draft.version, limit=STEPS_SHOWN)
    return render_template(
        "drafts/history.html",
        draft=draft,
        matrix=draft.matrix,
        track_key=track,
        stories=[(step, retold(draft.matrix, draft_steps.altered_by(step))) for step in steps],
        kinds={step.id: step.kind for step in steps},
        most=STEPS_SHOWN,
    )
