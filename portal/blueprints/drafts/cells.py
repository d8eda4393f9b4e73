"""One cell: what a role shows of a competency, written, ordered, moved and weighed."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.drafts.answers import answer, go, saves, to_matrix
from portal.blueprints.drafts.blueprint import bp
from portal.blueprints.drafts.cell_forms import CellForm
from portal.blueprints.drafts.opening import Gone, is_part, load_draft
from portal.blueprints.drafts.showing import fresh_cells
from portal.domain.drafting import behaviours, sights
from portal.domain.drafting.retelling import Where
from portal.domain.drafting.steps import StepKind
from portal.domain.matrices import Matrix
from portal.domain.refusals import Missing
from portal.forms import PortalForm, page
from portal.services import drafts

SAVE = "save"
PAGES = {"split": "drafts.split_behaviour", "merge": "drafts.merge_behaviours"}
"""What takes a page of its own; what was typed is saved on the way there."""


@bp.route("/cells/<string:competency>/<string:role>", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def cell(track: str, competency: str, role: str) -> ResponseReturnValue:
    """The form of a cell. Each of its buttons (``do``) saves what is typed, then does its own."""
    draft = load_draft(track)
    _check(draft.matrix, competency, role)
    place: dict[str, Any] = {"competency": competency, "role": role}
    if request.method != "POST":
        return answer("cell", draft, CellForm(draft.matrix, competency, role), **place)
    done = request.form.get("do", SAVE)
    form = CellForm(draft.matrix, competency, role, request.form)
    if not saves(track, form, form.changes(done)):
        return answer("cell", draft, form, **place)
    verb, _, key = done.partition("/")
    if verb in PAGES:
        return go(url_for(PAGES[verb], track=track, key=key, **place))
    if verb == "drop":
        return go(url_for(".drop_cell", track=track, **place))
    if done == SAVE and not is_part():
        return to_matrix(track, Where(competency, role))
    before, draft = draft.matrix, load_draft(track)
    form = CellForm(draft.matrix, competency, role)
    if is_part():
        fresh = fresh_cells(before, draft.matrix, competency)
        return answer("cell", draft, form, **place, fresh=fresh)
    spot = f"behaviour-{key}" if key in form.keys else "behaviours"
    return go(url_for(".cell", track=track, **place, _anchor=spot))


@bp.route("/cells/<string:competency>/<string:role>/remove", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def drop_cell(track: str, competency: str, role: str) -> ResponseReturnValue:
    """The competency no longer expected of the role, once the editor has read what goes."""
    matrix = load_draft(track).matrix
    _check(matrix, competency, role)
    form = PortalForm()
    if form.validate_on_submit():
        seen = request.form.get("seen", "")
        if form.obeys(
            drafts.edit,
            track,
            lambda m: behaviours.drop_cell(
                sights.cell_as_seen(m, competency, role, seen), competency, role
            ),
            kind=StepKind.REMOVE,
            by=current_user.person,
        ):
            return to_matrix(track, Where(competency, role))
        matrix = load_draft(track).matrix
    row = matrix.competency(competency)
    found = row.expectations.get(role) if row else None
    if row is None or found is None:
        return to_matrix(track, Where(competency, role))
    return page(
        "drafts/drop-cell.html",
        form=form,
        matrix=matrix,
        track_key=track,
        row=row,
        column=matrix.role(role),
        cell=found,
        seen=sights.cell_print(matrix, competency, role),
    )


def _check(matrix: Matrix, competency: str, role: str) -> None:
    if matrix.competency(competency) and matrix.role(role):
        return
    raise Gone if request.method == "POST" else Missing
