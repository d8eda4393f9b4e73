"""What can be wrong with a ladder, and how a finding says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.ladders import Destination, Role, Track
from portal.domain.languages import LocalizedText


class HealthKind(StrEnum):
    """What is wrong, in the order in which findings are listed."""

    DEAD_END = "dead_end"
    ONLY_MANAGEMENT = "only_management"
    UNREACHABLE = "unreachable"
    BIG_JUMP = "big_jump"
    TWO_DIRECTIONS = "two_directions"
    UNPREPARED_MUST_HAVES = "unprepared_must_haves"


class Severity(StrEnum):
    """Whether people are stuck today, or whether people-ops had better look and decide."""

    MEND = "mend"
    LOOK = "look"


@dataclass(frozen=True)
class HealthFinding:
    """One thing about one role.

    ``others`` are the roles it is about besides: where the ways on lead, or where one comes from.
    ``destinations`` are ways out of support. ``size`` counts behaviours; ``usual`` is what it is
    measured against.
    """

    kind: HealthKind
    severity: Severity
    role: Role
    others: tuple[Role, ...] = ()
    destinations: tuple[Destination, ...] = ()
    tracks: tuple[Track, ...] = ()
    competencies: tuple[LocalizedText, ...] = ()
    size: int = 0
    usual: int = 0
