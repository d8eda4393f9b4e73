"""Adding roles, and looking after one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.ladder_admin.blueprint import bp
from portal.blueprints.ladder_admin.forms import RoleForm
from portal.domain.ladders import Ladder
from portal.domain.ladders import Role as LadderRole
from portal.domain.matrices import VersionState
from portal.domain.refusals import Missing
from portal.forms import page
from portal.localized_fields import lines, wordings
from portal.models import Role
from portal.queries import drafts, ladder_rows, ladders, role_changes
from portal.services import ladders as services


@bp.route("/new-role", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def new_role() -> ResponseReturnValue:
    """A new role; ``?track=`` chooses its track beforehand."""
    form = RoleForm(data={"track": request.args.get("track", ""), "rank": 1, "owns": lines((), 3)})
    form.offer(ladders.whole_ladder())
    if not form.owns.press(request.form.get("do", "")) and form.validate_on_submit():
        role = form.outcome_of(services.add_role, form.entry(), by=current_user.person)
        if role is not None:
            flash(
                _("The role is added. Next: the moves that lead to it and on from it."), "success"
            )
            return redirect(url_for(".role", key=role.key), 303)
    return page("ladder_admin/new-role.html", form=form)


@bp.get("/roles/<string:key>")
@requires(Permission.LADDERS_EDIT)
def role(key: str) -> ResponseReturnValue:
    """A role with everything that is kept of it, and what can be done with it."""
    ladder = ladders.whole_ladder()
    shown = _found(ladder, key)
    return render_template(
        "ladder_admin/role.html",
        role=shown,
        track=ladder.track(shown.track_key),
        moves=ladder_rows.moves(key),
        people=ladder_rows.people_by_role().get(key, 0),
        is_published=key in ladder_rows.columns(VersionState.PUBLISHED),
        is_drafted=key in ladder_rows.columns(VersionState.DRAFT),
        has_draft=shown.track_key in drafts.tracks_with_drafts(),
        changes=role_changes.of_role(key),
        origins=role_changes.into_role(key),
    )


@bp.route("/roles/<string:key>/edit", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def edit_role(key: str) -> ResponseReturnValue:
    row = ladder_rows.role(key)
    ladder = ladders.whole_ladder()
    form = RoleForm(data=_data(row))
    form.offer(ladder, besides=key)
    if not form.owns.press(request.form.get("do", "")) and form.validate_on_submit():
        entry = form.entry(row)
        if form.obeys(
            services.change_role, key, entry, version=form.version.data, by=current_user.person
        ):
            flash(_("The role is changed."), "success")
            return redirect(url_for(".role", key=key), 303)
    return page("ladder_admin/edit-role.html", form=form, role=_found(ladder, key))


def _found(ladder: Ladder, key: str) -> LadderRole:
    role = ladder.role(key)
    if role is None:
        raise Missing
    return role


@bp.post("/roles/<string:key>/add-to-draft")
@requires(Permission.LADDERS_EDIT)
def add_to_draft(key: str) -> ResponseReturnValue:
    services.add_to_draft(key, by=current_user.person)
    flash(_("The draft has a column for this role now."), "success")
    return redirect(url_for(".role", key=key), 303)


def _data(role: Role) -> dict[str, object]:
    """A role as the form has it."""
    return {
        "version": role.version,
        "track": role.track.key,
        "rank": role.rank,
        "title": wordings(role.title),
        "short": wordings(role.short),
        "purpose": wordings(role.purpose),
        "owns": lines(role.owns),
        "ask": wordings(role.ask),
    }
