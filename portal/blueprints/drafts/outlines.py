"""What frames a draft: categories, the columns of its roles, and the note to its readers."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.drafts.answers import answer, go, saves, to_matrix, whole_page
from portal.blueprints.drafts.blueprint import bp
from portal.blueprints.drafts.forms import TextsForm
from portal.blueprints.drafts.opening import Gone, is_part, load_draft
from portal.blueprints.drafts.showing import Fresh
from portal.domain.drafting import outlines, sights
from portal.domain.drafting.retelling import Where
from portal.domain.drafting.steps import StepKind
from portal.domain.ladders import Ladder
from portal.domain.matrices import Category, Matrix, RoleColumn
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.forms import PortalForm, page
from portal.queries import ladders
from portal.services import drafts

TITLE = "title"
NOTE = "note"


@bp.route("/new-category", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def new_category(track: str) -> ResponseReturnValue:
    draft = load_draft(track)
    sent = request.form if request.method == "POST" else None
    form = TextsForm({TITLE: None}, sent, required=[TITLE])
    words = form.texts[TITLE].wordings
    changes = [(StepKind.ADD, lambda m: outlines.add_category(m, words))]
    if sent is not None and saves(track, form, changes):
        return to_matrix(track, Where(category=load_draft(track).matrix.categories[-1].key))
    return whole_page("new-category", draft, form)


@bp.route("/categories/<string:key>", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def category(track: str, key: str) -> ResponseReturnValue:
    """Its name and its place; every button saves the name first."""
    draft = load_draft(track)
    group, place = _category(draft.matrix, key), f"categories/{key}"
    sent = request.form if request.method == "POST" else None
    form = TextsForm({place: group.title}, sent, required=[place])
    if sent is None:
        return answer("category", draft, form, group=group)
    verb = sent.get("do", "save")
    changes = [
        (StepKind.REWORD, lambda m: outlines.reword_category(m, key, form.typed(place))),
    ]
    if verb in {"up", "down"}:
        by = -1 if verb == "up" else 1
        changes.append((StepKind.MOVE, lambda m: outlines.shift_category(m, key, by)))
    elif verb == "remove":
        changes = [(StepKind.REMOVE, lambda m: outlines.remove_category(m, key))]
    if not saves(track, form, changes):
        return answer("category", draft, form, group=group)
    if verb == "remove":
        return go(url_for(".editor", track=track))
    if not is_part() or verb != "save":
        return to_matrix(track, Where(category=key))
    draft = load_draft(track)
    group = _category(draft.matrix, key)
    form = TextsForm({place: group.title}, required=[place])
    return answer("category", draft, form, group=group, fresh=Fresh(categories=(group,)))


def _category(matrix: Matrix, key: str) -> Category:
    found = matrix.category(key)
    if found is None:
        raise Gone if request.method == "POST" else Missing
    return found


@bp.route("/note", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def note(track: str) -> ResponseReturnValue:
    """What readers are told this version is about."""
    draft = load_draft(track)
    sent = request.form if request.method == "POST" else None
    form = TextsForm({NOTE: draft.matrix.note}, sent)
    changes = [(StepKind.REWORD, lambda m: outlines.reword_note(m, form.typed(NOTE)))]
    if sent is not None and saves(track, form, changes):
        if not is_part():
            return go(url_for(".editor", track=track))
        draft = load_draft(track)
        form = TextsForm({NOTE: draft.matrix.note})
    return answer("note", draft, form)


@bp.route("/roles", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def roles(track: str) -> ResponseReturnValue:
    """The columns: which roles of the track the matrix has, in which order."""
    load_draft(track)
    form = PortalForm()
    ladder = ladders.whole_ladder()
    if form.validate_on_submit() and form.obeys(_change_columns, track, ladder):
        return go(url_for(".roles", track=track))
    matrix = load_draft(track).matrix
    on_ladder = {role.key: role for role in ladder.on_track(track)}
    return page(
        "drafts/roles.html",
        form=form,
        matrix=matrix,
        track_key=track,
        on_ladder={key: _column(ladder, key) for key in on_ladder},
        offered=[r for r in on_ladder.values() if not r.is_retired and not matrix.role(r.key)],
    )


def _change_columns(track: str, ladder: Ladder) -> None:
    verb, _, key = request.form.get("do", "").partition("/")
    change: dict[str, tuple[StepKind, drafts.Edit]] = {
        "left": (StepKind.MOVE, lambda m: outlines.shift_role(m, key, -1)),
        "right": (StepKind.MOVE, lambda m: outlines.shift_role(m, key, +1)),
        "add": (StepKind.ADD, lambda m: outlines.add_role(m, _of_track(ladder, track, key))),
        "name": (StepKind.REWORD, lambda m: outlines.name_role(m, _of_track(ladder, track, key))),
    }
    if verb in change:
        kind, edit = change[verb]
        drafts.edit(track, edit, kind=kind, by=current_user.person)


def _of_track(ladder: Ladder, track: str, key: str) -> RoleColumn:
    role = ladder.role(key)
    if role is None or role.track_key != track or role.is_retired:
        raise RuleBroken(Refusal.ROLE_UNKNOWN)
    return RoleColumn(role.key, role.title, role.short, role.purpose)


def _column(ladder: Ladder, key: str) -> RoleColumn | None:
    """The role as the ladder names it now."""
    role = ladder.role(key)
    return RoleColumn(role.key, role.title, role.short, role.purpose) if role else None


@bp.route("/roles/<string:key>/remove", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def remove_role(track: str, key: str) -> ResponseReturnValue:
    """A column taken out, once the editor has read what goes with it."""
    matrix = load_draft(track).matrix
    column = matrix.role(key)
    if column is None:
        raise Gone if request.method == "POST" else Missing
    form, seen = PortalForm(), request.form.get("seen", "")
    if form.validate_on_submit() and form.obeys(
        drafts.edit,
        track,
        lambda m: outlines.remove_role(sights.column_as_seen(m, key, seen), key),
        kind=StepKind.REMOVE,
        by=current_user.person,
    ):
        return go(url_for(".roles", track=track))
    return page(
        "drafts/remove-role.html",
        form=form,
        matrix=matrix,
        track_key=track,
        column=column,
        only=matrix.for_role(key),
        seen=sights.column_print(matrix, key),
    )
