"""The whole ladder for those who keep it, and its tracks."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.ladder_admin.blueprint import bp
from portal.blueprints.ladder_admin.forms import TrackForm
from portal.domain.ladder_health import check_ladder
from portal.domain.matrices import VersionState
from portal.forms import page
from portal.localized_fields import wordings
from portal.models import Track
from portal.queries import ladder_rows, ladders, matrices, role_changes
from portal.services import ladders as services


@bp.get("")
@requires(Permission.LADDERS_EDIT)
def index() -> ResponseReturnValue:
    ladder = ladders.whole_ladder()
    published = {matrix.track_key: matrix for matrix in matrices.all_published()}
    return render_template(
        "ladder_admin/index.html",
        ladder=ladder,
        moves=ladder_rows.moves(),
        people=ladder_rows.people_by_role(),
        published=ladder_rows.columns(VersionState.PUBLISHED),
        drafted=ladder_rows.columns(VersionState.DRAFT),
        changes=role_changes.latest_by_role(),
        findings=len(check_ladder(ladder, published)),
    )


@bp.route("/new-track", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def new_track() -> ResponseReturnValue:
    tracks = ladder_rows.tracks()
    form = TrackForm(data={"after": tracks[-1].key if tracks else ""})
    form.offer(tracks, None)
    if form.validate_on_submit() and form.obeys(
        services.add_track, form.entry(), by=current_user.person
    ):
        flash(_("The track is added. Readers see it once it has a role."), "success")
        return redirect(url_for(".index"), 303)
    return page("ladder_admin/track.html", form=form, track=None)


@bp.route("/tracks/<string:key>", methods=["GET", "POST"])
@requires(Permission.LADDERS_EDIT)
def track(key: str) -> ResponseReturnValue:
    row = ladder_rows.track(key)
    tracks = ladder_rows.tracks()
    shown = ladders.whole_ladder().track(key)
    form = TrackForm(
        data={
            "version": row.version,
            "title": wordings(row.title),
            "summary": wordings(row.summary),
            "after": _before(row, tracks),
        }
    )
    form.offer(tracks, row)
    if form.validate_on_submit() and form.obeys(
        services.change_track,
        key,
        form.entry(row),
        version=form.version.data,
        by=current_user.person,
    ):
        flash(_("The track is changed."), "success")
        return redirect(url_for(".index"), 303)
    return page("ladder_admin/track.html", form=form, track=shown)


def _before(track: Track, tracks: list[Track]) -> str:
    """The key of the track that stands before another one; empty for the first."""
    at = tracks.index(track)
    return tracks[at - 1].key if at else ""
