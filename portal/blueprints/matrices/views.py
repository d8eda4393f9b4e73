"""Competency matrices: the list, and one track's matrix with its roles side by side."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.domain.matrices import Matrix, VersionNumber
from portal.domain.role_steps import role_steps
from portal.queries import drafts, ladders, matrices, people

bp = Blueprint("matrices", __name__)

ONLY_DIFFERENCES = "differences"


@bp.get("/matrices")
@requires(Permission.MATRICES_VIEW)
def index() -> ResponseReturnValue:
    ladder = ladders.whole_ladder()
    own = ladder.role(people.current_role_key(current_user.person) or "")
    return render_template(
        "matrices/index.html",
        ladder=ladder,
        published={matrix.track_key: matrix for matrix in matrices.all_published()},
        own=own,
        drafted=_drafted(),
    )


@bp.get("/matrices/<string:track>")
@requires(Permission.MATRICES_VIEW)
def show(track: str) -> ResponseReturnValue:
    """A track's matrix: the published version, or with ``?version=`` one that was.

    ``?only=differences`` shows of each role what the role before does not ask.
    """
    known = ladders.whole_ladder().track(track)
    if known is None:
        abort(404)
    asked = request.args.get("version")
    matrix = _version(track, asked) if asked else matrices.published(track)
    if matrix is None:
        return render_template("matrices/unpublished.html", track=known, drafted=_drafted())
    only_differences = request.args.get("only") == ONLY_DIFFERENCES
    return render_template(
        "matrices/show.html",
        track=known,
        matrix=matrix,
        numbers=matrices.numbers(track),
        asked=asked,
        own_key=people.current_role_key(current_user.person),
        steps=role_steps(matrix) if only_differences else None,
        drafted=_drafted(),
    )


def _drafted() -> set[str] | None:
    """The tracks that have a draft, for whoever may write one; None for everybody else."""
    may_write = current_user.may(Permission.MATRICES_EDIT)
    return drafts.tracks_with_drafts() if may_write else None


def _version(track: str, written: str) -> Matrix:
    """The version a reader asks for by number; drafts and unknown numbers are not there."""
    try:
        number = VersionNumber.parse(written)
    except ValueError:
        abort(404)
    return matrices.version(track, number) or abort(404)
