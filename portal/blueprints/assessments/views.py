"""A rep's own self-assessments: start, answer, check, submit, look back."""

from __future__ import annotations

from collections.abc import Mapping

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.assessments.forms import (
    AnswerForm,
    answer_forms,
    is_of_another_version,
    strayed,
)
from portal.domain import assessments as rules
from portal.domain.assessments import NOTHING, Answer
from portal.domain.gaps import between_roles
from portal.domain.refusals import Missing
from portal.domain.standing import standing
from portal.domain.workflows import ViewState
from portal.forms import PortalForm, page
from portal.models import View
from portal.queries import assessments as queries
from portal.queries import ladders, matrices, people, versions
from portal.queries.keepsakes import kept_aside
from portal.queries.visibility.assessments import load_own_view
from portal.services import assessments

bp = Blueprint("assessments", __name__, url_prefix="/assessments")


@bp.get("")
@requires(Permission.ASSESSMENTS_WRITE)
def index() -> ResponseReturnValue:
    position = people.current_position(current_user.person)
    version = matrices.assessable_version(position.role) if position else None
    matrix = matrices.frozen(version.id) if version else None
    role_key = position.role.key if position else ""
    views = queries.own_views(current_user.person)
    draft = next((view for view in views if view.state == ViewState.DRAFT), None)
    return page(
        "assessments/index.html",
        form=PortalForm(formdata=None),
        draft=draft,
        progress=_progress(draft) if draft else None,
        earlier=[view for view in views if view is not draft],
        role=position.role if position else None,
        matrix=matrix,
        minutes=rules.minutes(matrix, role_key) if matrix else 0,
        behaviours=sum(1 for _b in matrix.behaviours(role_key)) if matrix else 0,
        manager=people.manager_of(current_user.person),
    )


def _progress(view: View) -> rules.Progress:
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    return rules.progress(matrix, view.assessment.role.key, queries.answers(view))


@bp.post("/start")
@requires(Permission.ASSESSMENTS_WRITE)
def start() -> ResponseReturnValue:
    """Start, or go on with the draft there already is: a double click starts one."""
    view = assessments.start_or_go_on(current_user.person)
    return redirect(url_for(".answer", assessment_id=view.assessment_id), 303)


@bp.route("/<int:assessment_id>/answers", methods=["GET", "POST"])
@requires(Permission.ASSESSMENTS_WRITE)
def answer(assessment_id: int) -> ResponseReturnValue:
    """The whole self-assessment on one page; saving it saves every part, or none."""
    view = load_own_view(current_user.person, assessment_id, lock=request.method == "POST")
    if view.state != ViewState.DRAFT and request.method != "POST":
        return redirect(url_for(".show", assessment_id=assessment_id), 303)
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    role_key = view.assessment.role.key
    stored: Mapping[str, Answer] = queries.answers(view)
    forms = answer_forms(matrix, role_key, stored)
    status, conflicts = 200, frozenset[str]()
    is_stale = request.method == "POST" and is_of_another_version(matrix)
    if is_stale:
        status = 409
    elif request.method == "POST":
        # each, so that all errors show
        valid = [form.takes_theirs or form.validate() for form in forms.values()]
        if all(valid):
            saved = _save(view, forms)
            stored, conflicts = saved.stored, saved.conflicts
            if not conflicts:
                if request.form.get("then") == "check":
                    return redirect(url_for(".check", assessment_id=assessment_id), 303)
                flash(_("Your draft is saved. Only you can see it."), "success")
                return redirect(url_for(".answer", assessment_id=assessment_id), 303)
        status = 409 if conflicts else 422
    return make_response(
        render_template(
            "assessments/answer.html",
            view=view,
            matrix=matrix.for_role(role_key),
            role_key=role_key,
            forms=forms,
            stored=stored,
            conflicts=_noted(forms, conflicts, stored),
            is_stale=is_stale,
            strayed=strayed(forms) if is_stale else [],
            progress=_filled_in(forms),
            unmarked=rules.unmarked(matrix, role_key, stored),
            minutes=rules.minutes(matrix, role_key),
            newer=versions.newer_than(view.assessment),
            kept_aside=kept_aside(view.assessment, stored, matrix),
        ),
        status,
    )


@bp.post("/<int:assessment_id>/answers/<string:competency>")
@requires(Permission.ASSESSMENTS_WRITE)
def save_answer(assessment_id: int, competency: str) -> ResponseReturnValue:
    """Save one part as it is typed; answers with the part's state, to be put in its place."""
    view = load_own_view(current_user.person, assessment_id, lock=True)
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    role_key = view.assessment.role.key
    stored: Mapping[str, Answer] = queries.answers(view)
    form = answer_forms(matrix, role_key, stored).get(competency)
    if form is None:
        raise Missing
    status, conflicts = 200, frozenset[str]()
    if form.takes_theirs or form.validate():
        saved = _save(view, {competency: form})
        stored, conflicts = saved.stored, saved.conflicts
        status = 409 if conflicts else 200
    else:
        status = 422
    noted = _noted({competency: form}, conflicts, stored)
    reload = status == 200 and form.takes_theirs
    if status == 200:
        # What this tab shows, even where another tab's newer answer was left in place.
        form.is_over(stored.get(competency, NOTHING) if reload else form.answer())
    response = make_response(
        render_template(
            "assessments/_state.html",
            key=competency,
            form=form,
            theirs=noted.get(competency),
            competency=next(c for c in matrix.competencies() if c.key == competency),
            role_key=role_key,
            saved_at=view.saved_at if status == 200 else None,
        ),
        status,
    )
    if reload:
        response.headers["X-Portal-Reload"] = "yes"
    return response


def _save(view: View, forms: Mapping[str, AnswerForm]) -> assessments.Saved:
    typed = {key: form.typed() for key, form in forms.items() if not form.takes_theirs}
    return assessments.save(view, typed, by=current_user.person)


def _noted(
    forms: Mapping[str, AnswerForm], conflicts: frozenset[str], stored: Mapping[str, Answer]
) -> dict[str, Answer]:
    """The stored answers that conflict; their forms ask which of the two to keep."""
    theirs = {key: stored.get(key, NOTHING) for key in conflicts}
    for key, answer in theirs.items():
        forms[key].ask_which(answer)
    return theirs


def _filled_in(forms: Mapping[str, AnswerForm]) -> rules.Progress:
    return rules.Progress(
        marked=sum(form.marked for form in forms.values()),
        behaviours=sum(len(form.behaviour_keys) for form in forms.values()),
    )


@bp.get("/<int:assessment_id>/check")
@requires(Permission.ASSESSMENTS_WRITE)
def check(assessment_id: int) -> ResponseReturnValue:
    view = load_own_view(current_user.person, assessment_id)
    if view.state != ViewState.DRAFT:
        return redirect(url_for(".show", assessment_id=assessment_id), 303)
    return _check_page(view, PortalForm(formdata=None))


@bp.post("/<int:assessment_id>/submit")
@requires(Permission.ASSESSMENTS_WRITE)
def submit(assessment_id: int) -> ResponseReturnValue:
    """Seal it. A second click finds it sealed and leads to the same result."""
    view = load_own_view(current_user.person, assessment_id, lock=True)
    form = PortalForm()
    if view.state == ViewState.DRAFT:
        matrix = matrices.frozen(view.assessment.matrix_version_id)
        if not form.obeys(assessments.submit, view, matrix, by=current_user.person):
            return _check_page(view, form)
        flash(_("Your self-assessment is submitted and sealed."), "success")
    return redirect(url_for(".show", assessment_id=assessment_id), 303)


def _check_page(view: View, form: PortalForm) -> Response:
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    role_key = view.assessment.role.key
    answers = queries.answers(view)
    return page(
        "assessments/check.html",
        form=form,
        view=view,
        matrix=matrix,
        role=matrix.role(role_key),
        standing=standing(matrix, role_key, answers, None),
        unmarked=rules.unmarked(matrix, role_key, answers),
        unexplained=rules.unexplained(matrix, role_key, answers),
        newer=versions.newer_than(view.assessment),
        kept_aside=kept_aside(view.assessment, answers, matrix),
        manager=people.manager_of(current_user.person),
    )


@bp.get("/<int:assessment_id>")
@requires(Permission.ASSESSMENTS_WRITE)
def show(assessment_id: int) -> ResponseReturnValue:
    """Where I stand: a submitted self-assessment beside my role and a next one (``?next=``)."""
    view = load_own_view(current_user.person, assessment_id)
    if view.state == ViewState.DRAFT:
        return redirect(url_for(".answer", assessment_id=assessment_id), 303)
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    role_key = view.assessment.role.key
    choices = ladders.whole_ladder().next_roles(role_key)
    wanted = request.args.get("next", choices[0].key if choices else "")
    next_role = next((role for role in choices if role.key == wanted), None)
    if wanted and next_role is None:
        raise Missing
    change = None
    if next_role is not None:
        ahead = matrix if next_role.track_key == matrix.track_key else None
        ahead = ahead or matrices.published(next_role.track_key)
        if ahead and ahead.role(next_role.key):
            change = between_roles(matrix, role_key, ahead, next_role.key)
    answers = queries.answers(view)
    return render_template(
        "assessments/show.html",
        view=view,
        matrix=matrix,
        role=matrix.role(role_key),
        standing=standing(matrix, role_key, answers, change),
        kept_aside=kept_aside(view.assessment, answers, matrix),
        change=change,
        next_role=next_role,
        choices=choices,
    )


@bp.route("/<int:assessment_id>/discard", methods=["GET", "POST"])
@requires(Permission.ASSESSMENTS_WRITE)
def discard(assessment_id: int) -> ResponseReturnValue:
    view = load_own_view(current_user.person, assessment_id, lock=request.method == "POST")
    if view.state != ViewState.DRAFT and request.method != "POST":
        return redirect(url_for(".show", assessment_id=assessment_id), 303)
    form = PortalForm()
    if form.validate_on_submit() and form.obeys(assessments.discard, view, by=current_user.person):
        flash(_("The draft is gone."), "success")
        return redirect(url_for(".index"), 303)
    return page("assessments/discard.html", form=form, view=view)
