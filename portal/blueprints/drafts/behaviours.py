"""Splitting a behaviour into several, and merging several into one."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.blueprints.drafts.answers import saves, to_matrix, whole_page
from portal.blueprints.drafts.blueprint import bp
from portal.blueprints.drafts.forms import TextsForm
from portal.blueprints.drafts.opening import Gone, OpenDraft, load_draft
from portal.domain.drafting import behaviours
from portal.domain.drafting.retelling import Where, cell_of
from portal.domain.drafting.sights import behaviour_as_seen
from portal.domain.drafting.steps import StepKind
from portal.domain.drafting.texts import seen_print
from portal.domain.matrices import Behaviour, Competency, Matrix, RoleColumn
from portal.domain.refusals import Missing
from portal.queries.drafts import behaviour_keys

MOST_PIECES = 4
MERGED = "merged"


@bp.route("/behaviours/<string:key>/split", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def split_behaviour(track: str, key: str) -> ResponseReturnValue:
    """Two to four new behaviours in the place of one; pieces left empty are left out."""
    draft = load_draft(track)
    old = _behaviour(draft, key)
    places = {f"pieces/{number}": None for number in range(MOST_PIECES)}
    form = TextsForm(places, request.form if request.method == "POST" else None)
    if request.method != "POST":
        form.texts["pieces/0"].prefill(old.text)
    elif saves(track, form, [(StepKind.SPLIT, lambda m: _split(m, key, form))]):
        return to_matrix(track, _where(draft.matrix, key))
    return _page("split-behaviour", draft, form, key=key, old=old)


def _split(matrix: Matrix, key: str, form: TextsForm) -> Matrix:
    pieces = [text.wordings for text in form.texts.values() if not text.is_empty]
    matrix = behaviour_as_seen(matrix, key, request.form.get("seen", ""))
    return behaviours.split(matrix, key, pieces, behaviour_keys)


@bp.route("/behaviours/<string:key>/merge", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def merge_behaviours(track: str, key: str) -> ResponseReturnValue:
    """One new behaviour in the place of this one and others of the same competency."""
    draft = load_draft(track)
    old = _behaviour(draft, key)
    form = TextsForm(
        {MERGED: None}, request.form if request.method == "POST" else None, required=[MERGED]
    )
    if request.method != "POST":
        form.texts[MERGED].prefill(old.text)
    elif saves(track, form, [(StepKind.MERGE, lambda m: _merge(m, key, form))]):
        return to_matrix(track, _where(draft.matrix, key))
    chosen = request.form.getlist("with")
    return _page(
        "merge-behaviours",
        draft,
        form,
        key=key,
        old=old,
        chosen=chosen,
        others=_others(draft.matrix, key),
    )


def _merge(matrix: Matrix, key: str, form: TextsForm) -> Matrix:
    keys = [key, *request.form.getlist("with")]
    for one in keys:
        matrix = behaviour_as_seen(matrix, one, request.form.get(f"seen-{one}", ""))
    return behaviours.merge(matrix, keys, form.texts[MERGED].wordings, behaviour_keys)


def _others(
    matrix: Matrix, key: str
) -> list[tuple[Competency, list[tuple[RoleColumn, list[Behaviour]]]]]:
    """What a behaviour may be merged with, by competency and role; each once."""
    told = {key}
    found = []
    for row in matrix.competencies():
        columns = []
        for role in matrix.roles:
            cell = row.expectations.get(role.key)
            here = [b for b in (cell.behaviours if cell else ()) if b.key not in told]
            told |= {b.key for b in here}
            if here:
                columns.append((role, here))
        if columns:
            found.append((row, columns))
    own = cell_of(matrix, key)
    return sorted(found, key=lambda one: own is None or one[0].key != own[0])


def _page(
    name: str, draft: OpenDraft, form: TextsForm, *, key: str, old: Behaviour, **context: object
) -> ResponseReturnValue:
    where = _where(draft.matrix, key)
    return whole_page(
        name,
        draft,
        form,
        old=old,
        row=draft.matrix.competency(where.competency or ""),
        column=draft.matrix.role(where.role or ""),
        seen=seen_print(old.text),
        **context,
    )


def _where(matrix: Matrix, key: str) -> Where:
    """The cell the editor comes from, or the first that has the behaviour."""
    competency, role = request.args.get("competency"), request.args.get("role")
    if competency and role and matrix.competency(competency) and matrix.role(role):
        return Where(competency, role)
    return Where(*(cell_of(matrix, key) or (None, None)))


def _behaviour(draft: OpenDraft, key: str) -> Behaviour:
    found = draft.matrix.every_behaviour().get(key)
    if found is None:
        raise Gone if request.method == "POST" else Missing
    return found
