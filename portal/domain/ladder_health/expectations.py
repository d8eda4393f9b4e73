"""What roles ask, beside what the roles around them ask: jumps, pulls, and no preparation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from portal.domain.gaps import between_roles
from portal.domain.ladder_health.findings import HealthFinding, HealthKind, Severity
from portal.domain.ladder_health.routes import is_open
from portal.domain.ladders import Ladder, Move, MoveKind, Role
from portal.domain.matrices import Competency, Matrix, Weight

TIMES_THE_USUAL = 2
MORE_AT_LEAST = 6
"""A jump is far bigger than its neighbours when it has both twice as many new behaviours as is
usual around it and this many more. Twice of little is little; six behaviours are two more
competencies of the size that the shipped matrices have."""

FEWEST_FOREIGN = 2
SHARE_FOREIGN = 0.25
"""A role is pulled elsewhere when this many competencies, holding this share of its behaviours,
are at home on other tracks. One competency borrowed from a neighbour is a bridge."""

MOST_HOMES = 2
"""A competency at home on more tracks than this belongs to support as a whole."""


def big_jumps(ladder: Ladder, matrices: Mapping[str, Matrix]) -> Iterator[HealthFinding]:
    """Promotions that ask for far more new behaviours than those around them.

    Around a promotion are those that begin or end at one of its two roles; where there are none,
    all others of the ladder are.
    """
    jumps = [
        _Jump(origin, target, added)
        for origin, target in _promotions(ladder)
        if (added := _added(origin, target, matrices)) is not None
    ]
    for jump in jumps:
        others = [other for other in jumps if other is not jump]
        around = [other for other in others if other.ends & jump.ends] or others
        if not around:
            continue
        usual = median(other.added for other in around)
        if jump.added >= max(usual * TIMES_THE_USUAL, usual + MORE_AT_LEAST):
            yield HealthFinding(
                HealthKind.BIG_JUMP,
                Severity.LOOK,
                jump.target,
                others=(jump.origin,),
                size=jump.added,
                usual=round(usual),
            )


@dataclass(frozen=True)
class _Jump:
    origin: Role
    target: Role
    added: int

    @property
    def ends(self) -> set[str]:
        return {self.origin.key, self.target.key}


def _promotions(ladder: Ladder) -> list[tuple[Role, Role]]:
    pairs = {
        (move.origin.key, move.target.key): (move.origin, move.target)
        for move in ladder.moves
        if move.kind is MoveKind.PROMOTION and move.origin and move.target and is_open(move)
    }
    return list(pairs.values())


def _added(origin: Role, target: Role, matrices: Mapping[str, Matrix]) -> int | None:
    """How many behaviours a promotion adds; None when one of the roles has no matrix."""
    before, after = _matrix(origin, matrices), _matrix(target, matrices)
    if before is None or after is None:
        return None
    return between_roles(before, origin.key, after, target.key).added_behaviours


def _matrix(role: Role, matrices: Mapping[str, Matrix]) -> Matrix | None:
    """The matrix that expects something of a role."""
    matrix = matrices.get(role.track_key)
    return matrix if matrix and any(True for _ in matrix.behaviours(role.key)) else None


def two_directions(ladder: Ladder, matrices: Mapping[str, Matrix]) -> Iterator[HealthFinding]:
    """Roles that carry a good part of another track's work beside their own.

    A competency is at home on the tracks that have a role, other than the one looked at, of which
    it is a must-have. It is foreign to a role when it is at home, but not on the role's track, and
    no other role of the track has it as more than *later*. What is *later* in the role pulls
    nobody yet. A role that is alone on its track has no neighbours to tell its own work by.
    """
    live = [role for role in ladder.roles if not role.is_retired]
    rows = {role.key: _rows(role, matrices) for role in live}
    for role in live:
        neighbours = [r for r in live if r.track_key == role.track_key and r is not role]
        if not any(rows[neighbour.key] for neighbour in neighbours):
            continue
        own = {
            row.key for r in neighbours for row in rows[r.key] if _weight(row, r) != Weight.LATER
        }
        foreign: list[Competency] = []
        tracks: set[str] = set()
        for row in rows[role.key]:
            homes = _homes(row.key, role, live, rows)
            is_foreign = row.key not in own and role.track_key not in homes
            if is_foreign and 0 < len(homes) <= MOST_HOMES and _weight(row, role) != Weight.LATER:
                foreign.append(row)
                tracks |= homes
        size = _count(foreign, role)
        if len(foreign) >= FEWEST_FOREIGN and size >= SHARE_FOREIGN * _count(rows[role.key], role):
            yield HealthFinding(
                HealthKind.TWO_DIRECTIONS,
                Severity.LOOK,
                role,
                tracks=tuple(track for track in ladder.tracks if track.key in tracks),
                competencies=tuple(row.title for row in foreign),
                size=size,
                usual=_count(rows[role.key], role),
            )


def _homes(
    key: str, besides: Role, live: Sequence[Role], rows: Mapping[str, Sequence[Competency]]
) -> set[str]:
    return {
        role.track_key
        for role in live
        if role is not besides
        and any(row.key == key and _weight(row, role) is Weight.MUST_HAVE for row in rows[role.key])
    }


def _rows(role: Role, matrices: Mapping[str, Matrix]) -> list[Competency]:
    """The competencies that a role has."""
    matrix = matrices.get(role.track_key)
    return [row for row in matrix.competencies() if role.key in row.expectations] if matrix else []


def _weight(row: Competency, role: Role) -> Weight:
    return row.expectations[role.key].weight


def _count(rows: Sequence[Competency], role: Role) -> int:
    return sum(len(row.expectations[role.key].behaviours) for row in rows)


def unprepared_must_haves(
    ladder: Ladder, matrices: Mapping[str, Matrix]
) -> Iterator[HealthFinding]:
    """Must-haves of a role one is promoted to that no role on the way there has at all.

    On the way are all roles from which a chain of promotions leads to it. A programme that a
    promotion requires prepares for what its roles do not.
    """
    moves = [
        move
        for move in ladder.moves
        if move.kind is MoveKind.PROMOTION and move.origin and move.target and is_open(move)
    ]
    into: dict[str, list[Move]] = {}
    for move in moves:
        if move.target:
            into.setdefault(move.target.key, []).append(move)
    for role in ladder.roles:
        ways = [move for move in into.get(role.key, ()) if move.programme is None]
        below = _below(role, into)
        known = [_rows(lower, matrices) for lower in below]
        if not ways or not any(known):
            continue
        prepared = {row.key for rows in known for row in rows}
        missing = [
            row.title
            for row in _rows(role, matrices)
            if _weight(row, role) is Weight.MUST_HAVE and row.key not in prepared
        ]
        if missing:
            yield HealthFinding(
                HealthKind.UNPREPARED_MUST_HAVES,
                Severity.LOOK,
                role,
                others=tuple(move.origin for move in ways if move.origin),
                competencies=tuple(missing),
            )


def _below(role: Role, into: Mapping[str, list[Move]]) -> list[Role]:
    """Every role from which promotions lead to this one."""
    found: dict[str, Role] = {}
    waiting = [role.key]
    while waiting:
        for move in into.get(waiting.pop(), ()):
            origin = move.origin
            if origin and origin.key not in found and origin.key != role.key:
                found[origin.key] = origin
                waiting.append(origin.key)
    return list(found.values())
