"""Where roles lead and how one gets to them: dead ends, one-way streets, islands."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from portal.domain.ladder_health.findings import HealthFinding, HealthKind, Severity
from portal.domain.ladders import Destination, Ladder, Move, MoveKind, Role

WAYS_ON = frozenset({MoveKind.PROMOTION, MoveKind.SIDEWAYS, MoveKind.EMBED})
"""Moves to something else; a return leads back to what one has done already."""


def is_open(move: Move) -> bool:
    """Whether neither end of a move has been retired."""
    return not any(end and end.is_retired for end in (move.origin, move.target))


def dead_ends(ladder: Ladder) -> Iterator[HealthFinding]:
    """Roles from which nobody can move to any other, not even back.

    A way out of support keeps nobody, so it makes a dead end no better; the finding names it. On
    the highest rung there is nothing above, and a way back or sideways is only missed.
    """
    top = max((role.rank for role in _live(ladder)), default=0)
    for role in _live(ladder):
        ways = [move for move in ladder.ways_out(role.key) if is_open(move)]
        if not any(move.target for move in ways):
            severity = Severity.LOOK if role.rank == top else Severity.MEND
            yield HealthFinding(
                HealthKind.DEAD_END, severity, role, destinations=_destinations(ways)
            )


def only_management(ladder: Ladder, people_tracks: Collection[str]) -> Iterator[HealthFinding]:
    """Roles outside people management from which every way on leads into it.

    Sideways moves and embeds are ways on. Where support also lets people go elsewhere, there is a
    choice, if not in support: that is to be looked at, not to be mended.
    """
    for role in _live(ladder):
        if role.track_key in people_tracks:
            continue
        ways = [move for move in ladder.ways_out(role.key) if is_open(move)]
        targets = {m.target.key: m.target for m in ways if m.kind in WAYS_ON and m.target}
        if targets and all(target.track_key in people_tracks for target in targets.values()):
            outside = _destinations(ways)
            yield HealthFinding(
                HealthKind.ONLY_MANAGEMENT,
                Severity.LOOK if outside else Severity.MEND,
                role,
                others=tuple(targets.values()),
                destinations=outside,
            )


def unreachable(ladder: Ladder) -> Iterator[HealthFinding]:
    """Roles that no chain of moves leads to.

    A chain begins where people join: at the lowest rank of the ladder, or with a move that comes
    in from outside.
    """
    live = _live(ladder)
    lowest = min((role.rank for role in live), default=0)
    moves = [move for move in ladder.moves if is_open(move)]
    reached = {role.key for role in live if role.rank == lowest}
    reached |= {move.target.key for move in moves if move.target and not move.origin}
    onward: dict[str, list[str]] = {}
    for move in moves:
        if move.origin and move.target:
            onward.setdefault(move.origin.key, []).append(move.target.key)
    waiting = list(reached)
    while waiting:
        new = [key for key in onward.get(waiting.pop(), ()) if key not in reached]
        reached.update(new)
        waiting += new
    for role in live:
        if role.key not in reached:
            yield HealthFinding(HealthKind.UNREACHABLE, Severity.MEND, role)


def _live(ladder: Ladder) -> list[Role]:
    return [role for role in ladder.roles if not role.is_retired]


def _destinations(moves: Collection[Move]) -> tuple[Destination, ...]:
    outside = [move.destination for move in moves if move.destination and not move.target]
    return tuple({place.key: place for place in outside}.values())
