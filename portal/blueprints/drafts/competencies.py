"""The rows of a draft: competencies, new, reworded, placed, split, merged and removed."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.drafts.answers import answer, go, saves, to_matrix, whole_page
from portal.blueprints.drafts.blueprint import bp
from portal.blueprints.drafts.forms import TextsForm
from portal.blueprints.drafts.opening import Gone, OpenDraft, is_part, load_draft
from portal.blueprints.drafts.showing import fresh_cells
from portal.domain.drafting import competencies, sights
from portal.domain.drafting.retelling import Where
from portal.domain.drafting.steps import StepKind
from portal.domain.matrices import Competency, Matrix
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.forms import PortalForm, page
from portal.queries import drafts as queries
from portal.queries.drafts import competency_keys
from portal.services import drafts

TITLE, SUMMARY = "title", "summary"


@bp.route("/new-competency", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def new_competency(track: str) -> ResponseReturnValue:
    """A competency of its own, or one that another matrix has, at the end of a category."""
    draft = load_draft(track)
    sent = request.form if request.method == "POST" else None
    known = queries.competencies_elsewhere(draft.version)
    is_known = sent is not None and sent.get("do") == "known"
    form = TextsForm({TITLE: None, SUMMARY: None}, sent, required=() if is_known else (TITLE,))
    category = request.values.get("category", "")
    if sent is not None:
        chosen = known.get(sent.get("known", ""))

        def change(matrix: Matrix) -> Matrix:
            if not is_known:
                words = (form.texts[TITLE].wordings, form.texts[SUMMARY].wordings)
                return competencies.add(matrix, category, *words, competency_keys)
            if chosen is None:
                raise RuleBroken(Refusal.GONE_MEANWHILE)
            return competencies.add_known(matrix, category, chosen)

        if saves(track, form, [(StepKind.ADD, change)]):
            return to_matrix(track, Where(competency=_last_of(load_draft(track), category)))
    return whole_page("new-competency", draft, form, category=category, known=known.values())


def _last_of(draft: OpenDraft, category: str) -> str | None:
    group = draft.matrix.category(category)
    return group.competencies[-1].key if group and group.competencies else None


@bp.route("/competencies/<string:key>", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def competency(track: str, key: str) -> ResponseReturnValue:
    """Its words, its category and its place; every button saves the words first."""
    draft = load_draft(track)
    row = _row(draft.matrix, key)
    title, summary = f"competencies/{key}/title", f"competencies/{key}/summary"
    sent = request.form if request.method == "POST" else None
    form = TextsForm({title: row.title, summary: row.summary}, sent, required=[title])
    names = {"row": row, "title": title, "summary": summary}
    if sent is None:
        return answer("competency", draft, form, **names)
    verb = sent.get("do", "save")
    changes = [
        (
            StepKind.REWORD,
            lambda m: competencies.reword(m, key, form.typed(title), form.typed(summary)),
        )
    ]
    if verb in {"up", "down"}:
        by = -1 if verb == "up" else 1
        changes.append((StepKind.MOVE, lambda m: competencies.shift(m, key, by)))
    elif verb == "category":
        category = sent.get("category", "")
        changes.append((StepKind.MOVE, lambda m: competencies.place_in(m, key, category)))
    if not saves(track, form, changes):
        return answer("competency", draft, form, **names)
    if not is_part():
        return to_matrix(track, Where(competency=key))
    if verb in {"up", "down", "category"}:
        return go(url_for(".editor", track=track, _anchor=f"row--{key}"))
    draft = load_draft(track)
    row = _row(draft.matrix, key)
    form = TextsForm({title: row.title, summary: row.summary}, required=[title])
    fresh = fresh_cells(draft.matrix, draft.matrix, key)
    return answer("competency", draft, form, **{**names, "row": row, "fresh": fresh})


@bp.route("/competencies/<string:key>/split", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def split_competency(track: str, key: str) -> ResponseReturnValue:
    """Some of its behaviours made into a competency of their own."""
    draft = load_draft(track)
    row = _row(draft.matrix, key)
    sent = request.form if request.method == "POST" else None
    form = TextsForm({TITLE: None, SUMMARY: None}, sent, required=[TITLE])
    chosen = request.form.getlist("behaviours")

    def change(matrix: Matrix) -> Matrix:
        return competencies.split(
            matrix,
            key,
            title=form.texts[TITLE].wordings,
            summary=form.texts[SUMMARY].wordings,
            behaviours=chosen,
            taken=competency_keys,
        )

    if sent is not None and saves(track, form, [(StepKind.SPLIT, change)]):
        return to_matrix(track, Where(competency=key))
    return whole_page("split-competency", draft, form, row=row, chosen=chosen)


@bp.route("/competencies/<string:key>/merge", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def merge_competencies(track: str, key: str) -> ResponseReturnValue:
    """The competency dissolved in another one, which gets its behaviours."""
    matrix = load_draft(track).matrix
    row = _row(matrix, key)
    into, form = request.form.get("into", ""), PortalForm()
    seen = request.form.get("seen", "")
    if form.validate_on_submit() and form.obeys(
        drafts.edit,
        track,
        lambda m: competencies.merge(sights.row_as_seen(m, key, seen), key, into),
        kind=StepKind.MERGE,
        by=current_user.person,
    ):
        return to_matrix(track, Where(competency=into))
    others = [one for one in matrix.competencies() if one.key != key]
    return _about_row("merge-competencies", track, matrix, row, form, others=others, into=into)


@bp.route("/competencies/<string:key>/remove", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def remove_competency(track: str, key: str) -> ResponseReturnValue:
    """The competency taken out, once the editor has read what goes with it."""
    matrix = load_draft(track).matrix
    row = _row(matrix, key)
    form, seen = PortalForm(), request.form.get("seen", "")
    if form.validate_on_submit() and form.obeys(
        drafts.edit,
        track,
        lambda m: competencies.remove(sights.row_as_seen(m, key, seen), key),
        kind=StepKind.REMOVE,
        by=current_user.person,
    ):
        group = next(g for g in matrix.categories if row in g.competencies)
        return to_matrix(track, Where(category=group.key))
    return _about_row("remove-competency", track, matrix, row, form)


def _about_row(
    name: str, track: str, matrix: Matrix, row: Competency, form: PortalForm, **context: object
) -> ResponseReturnValue:
    return page(
        f"drafts/{name}.html",
        form=form,
        matrix=matrix,
        track_key=track,
        row=row,
        seen=sights.row_print(matrix, row.key),
        **context,
    )


def _row(matrix: Matrix, key: str) -> Competency:
    found = matrix.competency(key)
    if found is None:
        raise Gone if request.method == "POST" else Missing
    return found
