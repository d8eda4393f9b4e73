"""Adding, changing and removing moves."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.ladder_admin.blueprint import bp
from portal.blueprints.ladder_admin.forms import MoveForm, RemoveForm
from portal.domain.ladders import MoveKind
from portal.forms import page
from portal.localized_fields import lines
from portal.models import Move
from portal.queries import ladder_rows, ladders
from portal.queries.role_changes import standing
from portal.services import ladder_moves as services


@bp.route("/new-move", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def new_move() -> ResponseReturnValue:
    """A new move; ``?from=`` and ``?to=`` choose its roles beforehand."""
    form = MoveForm(
        data={
            "kind": MoveKind.PROMOTION.value,
            "origin": request.args.get("from", ""),
            "target": request.args.get("to", ""),
            "takes": lines((), 3),
        }
    )
    _offer(form, None)
    if not form.takes.press(request.form.get("do", "")) and form.validate_on_submit():
        entry = form.entry()
        if form.obeys(services.add_move, entry, by=current_user.person):
            flash(_("The move is added."), "success")
            return redirect(_role_page(entry.ends.origin or entry.ends.target), 303)
    return page("ladder_admin/new-move.html", form=form)


@bp.route("/moves/<string:key>", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def move(key: str) -> ResponseReturnValue:
    row = ladder_rows.move(key)
    form = MoveForm(data=_data(row))
    takes = row.takes
    _offer(form, row)
    if not form.takes.press(request.form.get("do", "")) and form.validate_on_submit():
        entry = form.entry(row)
        if form.obeys(
            services.change_move, key, entry, version=form.version.data, by=current_user.person
        ):
            flash(_("The move is changed."), "success")
            return redirect(_role_page(entry.ends.origin or entry.ends.target), 303)
        row = ladder_rows.move(key)  # what was read is let go where a change is undone
    return page("ladder_admin/move.html", form=form, move=row, takes=takes)


@bp.route("/moves/<string:key>/remove", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def remove_move(key: str) -> ResponseReturnValue:
    row = ladder_rows.move(key)
    ends = standing(row).ends
    form = RemoveForm(data={"version": row.version})
    if form.validate_on_submit() and form.obeys(
        services.remove_move, key, version=form.version.data, by=current_user.person
    ):
        flash(_("The move is removed."), "success")
        return redirect(_role_page(ends.origin or ends.target), 303)
    return page("ladder_admin/remove-move.html", form=form, move=ladder_rows.move(key))


def _offer(form: MoveForm, move: Move | None) -> None:
    form.offer(ladders.whole_ladder(), ladder_rows.destinations(), ladder_rows.programmes(), move)


def _data(move: Move) -> dict[str, object]:
    """A move as the form has it."""
    ends = standing(move).ends
    return {
        "version": move.version,
        "kind": ends.kind.value,
        "origin": ends.origin or "",
        "target": ends.target or "",
        "destination": ends.destination or "",
        "programme": move.programme.key if move.programme else "",
        "takes": lines(move.takes),
    }


def _role_page(role_key: str | None) -> str:
    """The page of a move's role, where it is listed with the others."""
    return url_for(".role", key=role_key, _anchor="moves-heading")
