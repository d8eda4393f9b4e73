"""Whether a ladder lets people grow: what strands them, pulls them apart or takes them by surprise.

The rules are about roles and moves that are in force; retired roles and the moves from and to them
count for nothing. See ``docs/ladder-health.md`` for each rule with its reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from portal.domain.ladder_health.expectations import (
    big_jumps,
    two_directions,
    unprepared_must_haves,
)
from portal.domain.ladder_health.findings import HealthFinding, HealthKind, Severity
from portal.domain.ladder_health.routes import dead_ends, only_management, unreachable
from portal.domain.ladders import Ladder
from portal.domain.matrices import Matrix

__all__ = ["PEOPLE_TRACKS", "HealthFinding", "HealthKind", "Severity", "check_ladder"]

PEOPLE_TRACKS = frozenset({"leadership"})
"""The tracks whose roles lead people: the glossary's *leadership*."""


def check_ladder(
    ladder: Ladder,
    matrices: Mapping[str, Matrix],
    people_tracks: Collection[str] = PEOPLE_TRACKS,
) -> tuple[HealthFinding, ...]:
    """Everything found, kind by kind, each in the ladder's order.

    ``matrices`` are the published ones by track key; of tracks without one, only roles and moves
    are looked at.
    """
    return (
        *dead_ends(ladder),
        *only_management(ladder, people_tracks),
        *unreachable(ladder),
        *big_jumps(ladder, matrices),
        *two_directions(ladder, matrices),
        *unprepared_must_haves(ladder, matrices),
    )
