"""Writing a view: all of it on one page, each part saved as it is typed, checked, then sealed.

The three kinds of view share these pages. One's own and a manager's are written alone; the agreed
one is written by both.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.assessments.beginning import begin_page
from portal.blueprints.assessments.blueprint import bp, of_each_view, of_view
from portal.blueprints.assessments.desks import Desk, own_desk, withdrawn_desk
from portal.blueprints.assessments.forms import is_of_another_version, strayed
from portal.blueprints.assessments.reading import draft_page
from portal.blueprints.assessments.sheets import Sheet
from portal.domain import assessments as rules
from portal.domain.assessments import NOTHING, ViewKind
from portal.domain.refusals import Missing
from portal.domain.sealing import Party
from portal.domain.standing import standing
from portal.forms import PortalForm, page
from portal.queries import assessments as queries
from portal.queries import evidence, people, versions
from portal.queries.keepsakes import kept_aside
from portal.services import assessments, conversations, sealed_views
from portal.wording.views import BOTH_OPEN, CHECK_SEALED, SAVED, SEALED

ANSWER_PAGES = {
    ViewKind.SELF: "assessments/answer.html",
    ViewKind.MANAGER: "assessments/answer-manager.html",
    ViewKind.AGREED: "assessments/answer-agreed.html",
}
CHECK_PAGES = {
    ViewKind.SELF: "assessments/check.html",
    ViewKind.MANAGER: "assessments/check-manager.html",
    ViewKind.AGREED: "assessments/check-agreed.html",
}


@of_each_view("answers", methods=["GET", "POST"])
@requires(Permission.ASSESSMENTS_WRITE)
def answer(assessment_id: int, kind: str) -> ResponseReturnValue:
    """The whole view on one page; saving it saves every part, or none."""
    if request.method == "POST":
        return _save_page(_desk_to_save(assessment_id, ViewKind(kind)))
    try:
        desk = own_desk(assessment_id, ViewKind(kind))
    except Missing:
        return _without_view(assessment_id, ViewKind(kind))
    if not desk.is_draft:
        return redirect(url_for(".show", assessment_id=assessment_id), 303)
    return draft_page(desk) if desk.rests else _answer_page(Sheet(desk), 200)


def _without_view(assessment_id: int, kind: ViewKind) -> ResponseReturnValue:
    """Before it is begun; or once somebody else assesses them, one's own draft to read."""
    try:
        return begin_page(assessment_id, kind)
    except Missing:
        if kind is not ViewKind.MANAGER:
            raise
        return draft_page(withdrawn_desk(assessment_id))


def _desk_to_save(assessment_id: int, kind: ViewKind) -> Desk:
    """What was typed comes back in its page, also to whoever does not assess them any more."""
    try:
        return own_desk(assessment_id, kind, lock=True)
    except Missing:
        if kind is not ViewKind.MANAGER:
            raise
        return withdrawn_desk(assessment_id)


def _save_page(desk: Desk) -> ResponseReturnValue:
    sheet = Sheet(desk)
    if is_of_another_version(desk.whole_matrix):
        return _answer_page(sheet, 409, is_stale=True)
    if not sheet.is_valid():
        return _answer_page(sheet, 422)
    if not sheet.save():
        return _answer_page(sheet, 409)
    if request.form.get("then") == "check":
        return redirect(desk.url("check"), 303)
    flash(str(SAVED[desk.kind]), "success")
    return redirect(desk.url("answer"), 303)


def _answer_page(sheet: Sheet, status: int, *, is_stale: bool = False) -> Response:
    desk = sheet.desk
    return make_response(
        render_template(
            ANSWER_PAGES[desk.kind],
            desk=desk,
            view=desk.view,
            matrix=desk.matrix,
            role_key=desk.role_key,
            sheet=sheet,
            forms=sheet.forms,
            stored=sheet.stored,
            conflicts=sheet.conflicts,
            is_stale=is_stale,
            strayed=strayed(sheet.forms) if is_stale else [],
            progress=sheet.progress,
            unmarked=rules.unmarked(desk.whole_matrix, desk.role_key, sheet.stored),
            minutes=rules.minutes(desk.whole_matrix, desk.role_key),
            newer=versions.newer_than(desk.view.assessment),
            kept_aside=kept_aside(desk.view.assessment, sheet.stored, desk.whole_matrix),
        ),
        status,
    )


@of_each_view("answers/<string:competency>", methods=["POST"])
@requires(Permission.ASSESSMENTS_WRITE)
def save_answer(assessment_id: int, competency: str, kind: str) -> ResponseReturnValue:
    """Save one part as it is typed; answers with the part's state, to be put in its place."""
    desk = own_desk(assessment_id, ViewKind(kind), lock=True)
    sheet = Sheet(desk)
    form = sheet.forms.get(competency)
    if form is None:
        raise Missing
    status = 422
    if form.takes_theirs or form.validate():
        status = 200 if sheet.save([competency]) else 409
    reload = status == 200 and form.takes_theirs
    if status == 200:
        # What this tab shows, even where another tab's newer answer was left in place.
        shown = sheet.stored.get(competency, NOTHING) if reload else form.answer()
        form.is_over(shown.fingerprint)
    return _part_state(
        "assessments/_state.html",
        sheet,
        status,
        reload=reload,
        key=competency,
        form=form,
        theirs=sheet.conflicts.get(competency),
        competency=desk.competency(competency),
        role_key=desk.role_key,
    )


@bp.post("/<int:assessment_id>/agreed/next-steps")
@requires(Permission.ASSESSMENTS_WRITE)
def save_next_steps(assessment_id: int) -> ResponseReturnValue:
    """Save what both will do next as it is typed; the other one may be typing too."""
    sheet = Sheet(own_desk(assessment_id, ViewKind.AGREED, lock=True))
    form = sheet.steps
    if form is None:
        raise Missing
    status = 422
    if form.takes_theirs or form.validate():
        status = 200 if sheet.save_steps() else 409
    if status == 200:
        form.is_over(form.text.data)
    reload = status == 200 and form.takes_theirs
    return _part_state("assessments/_steps-state.html", sheet, status, reload=reload, form=form)


def _part_state(
    template: str, sheet: Sheet, status: int, *, reload: bool, **context: object
) -> Response:
    saved_at = sheet.desk.view.saved_at if status == 200 else None
    response = make_response(
        render_template(template, saved_at=saved_at, desk=sheet.desk, sheet=sheet, **context),
        status,
    )
    if reload:
        response.headers["X-Portal-Reload"] = "yes"
    return response


@of_each_view("check")
@requires(Permission.ASSESSMENTS_WRITE)
def check(assessment_id: int, kind: str) -> ResponseReturnValue:
    """Everything once more before it is sealed, what is missing first."""
    desk = own_desk(assessment_id, ViewKind(kind))
    if not desk.is_draft:
        return redirect(url_for(".show", assessment_id=assessment_id), 303)
    return draft_page(desk) if desk.rests else _check_page(desk, PortalForm(formdata=None))


@of_view(ViewKind.AGREED, "agree", methods=["POST"])
@of_view(ViewKind.MANAGER, "submit", methods=["POST"])
@of_view(ViewKind.SELF, "submit", methods=["POST"])
@requires(Permission.ASSESSMENTS_WRITE)
def submit(assessment_id: int, kind: str) -> ResponseReturnValue:
    """Seal it. A second click finds it sealed and leads to the same result."""
    desk = own_desk(assessment_id, ViewKind(kind), lock=True)
    if desk.kind is ViewKind.AGREED and desk.party is not Party.MANAGER:
        abort(403)  # both write it, the manager closes it
    form = PortalForm()
    if desk.is_draft:
        if not form.obeys(_seal, desk):
            return _check_page(desk, form)
        flash(str(_sealed_words(desk)), "success")
    return redirect(url_for(".show", assessment_id=assessment_id), 303)


def _sealed_words(desk: Desk) -> LazyString:
    """What was just done: with the second of two views, both may have opened."""
    if desk.is_private:
        return CHECK_SEALED
    opens = queries.moments(desk.view.assessment).are_open(datetime.now(UTC))
    return BOTH_OPEN if opens and desk.kind is not ViewKind.AGREED else SEALED[desk.kind]


def _seal(desk: Desk) -> None:
    by = current_user.person
    if desk.is_private:
        assessments.submit(desk.view, desk.whole_matrix, by=by)
    elif desk.kind is ViewKind.AGREED:
        conversations.agree(
            desk.view,
            desk.whole_matrix,
            seen=request.form.get("seen", ""),
            by=by,
            party=desk.party,
        )
    else:
        sealed_views.submit(desk.view, desk.whole_matrix, by=by)


def _check_page(desk: Desk, form: PortalForm) -> Response:
    said = queries.answers(desk.view)
    matrix = desk.whole_matrix
    return page(
        CHECK_PAGES[desk.kind],
        form=form,
        desk=desk,
        view=desk.view,
        matrix=matrix,
        role=matrix.role(desk.role_key),
        standing=standing(matrix, desk.role_key, said, None),
        unmarked=rules.unmarked(matrix, desk.role_key, said),
        unexplained=rules.unexplained(matrix, desk.role_key, said),
        cards_alone=evidence.cards_alone_in(desk.view),
        newer=versions.newer_than(desk.view.assessment),
        kept_aside=kept_aside(desk.view.assessment, said, matrix),
        manager=people.manager_of(current_user.person),
        is_without_steps=desk.kind is ViewKind.AGREED and not desk.view.next_steps.strip(),
    )
