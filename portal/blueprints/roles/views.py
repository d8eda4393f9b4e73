"""One role: what it is for and expects, whom to ask, the ways in and out, what would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.domain.gaps import RoleChange, between_roles
from portal.domain.ladders import Ladder, Role
from portal.domain.matrices import Matrix
from portal.presentation import language_now
from portal.queries import ladders, matrices, people, programmes, role_changes

bp = Blueprint("roles", __name__)


@dataclass(frozen=True)
class Step:
    """What changes for the reader between their own role and another one."""

    target: Role
    change: RoleChange


@bp.get("/roles/<string:key>")
@requires(Permission.LADDERS_VIEW)
def show(key: str) -> ResponseReturnValue:
    """A role as anybody reads it; the reader's own role also shows what is next from it."""
    ladder = ladders.whole_ladder()
    role = ladder.role(key)
    if role is None:
        abort(404)
    own = ladder.role(people.current_role_key(current_user.person) or "")
    is_own = own is not None and own.key == role.key
    published = {matrix.track_key: matrix for matrix in matrices.all_published()}
    matrix = published.get(role.track_key)
    targets = _next(ladder, role) if is_own else [role]
    return render_template(
        "roles/show.html",
        ladder=ladder,
        role=role,
        track=ladder.track(role.track_key),
        own=own,
        is_own=is_own,
        steps=_steps(published, own, targets) if own else [],
        matrix=matrix if matrix and matrix.role(role.key) else None,
        has_earlier=len(matrices.numbers(role.track_key)) > 1,
        holders=people.in_role(role.key),
        changes=role_changes.of_role(role.key),
        origins=role_changes.into_role(role.key),
        language=language_now(),
        ways=programmes.ways_by_programme(current_user.person, _required(ladder, role)),
    )


def _required(ladder: Ladder, role: Role) -> set[str]:
    """The keys of the programmes that moves to and from a role require."""
    moves = (*ladder.ways_in(role.key), *ladder.ways_out(role.key))
    return {move.programme.key for move in moves if move.programme}


def _next(ladder: Ladder, role: Role) -> list[Role]:
    """Where one goes on from a role: the promotions, or where there are none every way within."""
    ahead = ladder.next_roles(role.key) or [
        move.target for move in ladder.ways_out(role.key) if move.target
    ]
    return list({target.key: target for target in ahead if not target.is_retired}.values())


def _steps(published: Mapping[str, Matrix], own: Role, targets: Iterable[Role]) -> list[Step]:
    """What each target asks that the reader's role does not, where both roles are in a matrix."""
    origin = published.get(own.track_key)
    if origin is None or origin.role(own.key) is None:
        return []
    return [
        Step(target, between_roles(origin, own.key, matrix, target.key))
        for target in targets
        if (matrix := published.get(target.track_key)) and matrix.role(target.key)
    ]
