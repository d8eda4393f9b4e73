"""What a matrix said and says: its versions, and what changed from one to another."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.domain.comparisons import Comparison, Entry, changelog, compare
from portal.domain.ladders import Track
from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Matrix, VersionNumber
from portal.domain.typed import cleaned
from portal.domain.version_histories import PastVersion, level_between
from portal.queries import ladders, matrices, versions

bp = Blueprint("versions", __name__, url_prefix="/matrices/<string:track>")


@bp.get("/versions")
@requires(Permission.MATRICES_VIEW)
def index(track: str) -> ResponseReturnValue:
    return render_template(
        "versions/index.html", track=load_track(track), history=versions.history(track)
    )


@dataclass(frozen=True)
class _Pair:
    """The numbers of the two versions that are compared, the earlier one first."""

    earlier: VersionNumber
    later: VersionNumber


@bp.get("/changes")
@requires(Permission.MATRICES_VIEW)
def changes(track: str) -> ResponseReturnValue:
    """What changed between two versions, role by role; ``?role=`` tells of one role only.

    Without ``to`` it is the published version, without ``from`` the one that ``to`` followed.
    """
    ladder = ladders.whole_ladder()
    known = ladder.track(track) or abort(404)
    role_key = request.args.get("role") or None
    role = ladder.role(role_key) if role_key else None
    if role_key and role is None:
        abort(404)
    history = versions.history(track)
    pair = _asked(history)
    if pair is None:
        return render_template("versions/unchanged.html", track=known, history=history)
    comparison = compare(_version(track, pair.earlier), _version(track, pair.later))
    return render_template(
        "versions/changes.html",
        track=known,
        history=history,
        between=[v for v in history if pair.earlier < v.number <= pair.later],
        comparison=comparison,
        stories=stories(comparison),
        level=level_between(pair.earlier, pair.later),
        role=role,
    )


def stories(comparison: Comparison) -> dict[str, tuple[Entry, ...]]:
    """By role key what its readers are told, of the roles for which something changed."""
    told = {role.key: changelog(comparison, role.key) for role in comparison.roles}
    return {key: entries for key, entries in told.items() if entries}


class NoDraft(Exception):
    """What a page of a draft is about is not there, or not any more."""


def no_draft_of(track: str) -> NoDraft:
    """To be raised; a track that is not on the ladder is a 404 instead."""
    load_track(track)
    return NoDraft()


@bp.errorhandler(NoDraft)
def answer_without_draft(_error: NoDraft) -> ResponseReturnValue:
    """The editor says how to begin one; what was typed into a form stays in sight."""
    track = load_track((request.view_args or {})["track"])
    typed = [
        (code, name, words)
        for code, name in LANGUAGES.items()
        if (words := cleaned(request.form.get(f"text_{code}")))
    ]
    if typed:
        return render_template("versions/gone.html", track=track, typed=typed), 409
    return redirect(url_for("drafts.editor", track=track.key), 303)


def load_track(key: str) -> Track:
    return ladders.whole_ladder().track(key) or abort(404)


def _asked(history: list[PastVersion]) -> _Pair | None:
    """The two versions to compare; None where there is but one, or the same is asked for twice."""
    numbers = [version.number for version in history]
    to = _number("to", numbers) or next(iter(numbers), None)
    since = _number("from", numbers) or (versions.before(numbers, to) if to else None)
    if to is None or since is None or since == to:
        return None
    return _Pair(min(since, to), max(since, to))


def _number(name: str, known: list[VersionNumber]) -> VersionNumber | None:
    """The version that the address names; drafts and unknown numbers are not there."""
    written = request.args.get(name)
    if not written:
        return None
    try:
        number = VersionNumber.parse(written)
    except ValueError:
        abort(404)
    return number if number in known else abort(404)


def _version(track: str, number: VersionNumber) -> Matrix:
    return matrices.version(track, number) or abort(404)
