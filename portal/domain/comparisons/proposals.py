"""What kind of change a new version is: proposed with its reasons, decided by a person.

Major asks something new of somebody; minor clarifies or takes away; patch mends wording. Every
difference gives a reason, and each reason a level and the least level it can be published as.
They are the same wherever the difference speaks for itself; where only a reader can tell whether
something new is asked, major is proposed and minor is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.comparisons.comparing import Comparison
from portal.domain.comparisons.reasons import Case, ReasonKind, found_in
from portal.domain.matrices import VersionNumber


class ChangeLevel(StrEnum):
    """Which part of the version's number goes up, the greatest change first."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"

    def is_less_than(self, other: ChangeLevel) -> bool:
        levels = list(ChangeLevel)
        return levels.index(self) > levels.index(other)


@dataclass(frozen=True)
class Reason:
    """All instances of one reason, in reading order."""

    kind: ReasonKind
    level: ChangeLevel
    least: ChangeLevel
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Proposal:
    """``least`` is the least level the version may be published as. No reasons: nothing changed."""

    level: ChangeLevel
    least: ChangeLevel
    reasons: tuple[Reason, ...]


_MAJOR, _MINOR, _PATCH = ChangeLevel.MAJOR, ChangeLevel.MINOR, ChangeLevel.PATCH

LEVELS = {
    **dict.fromkeys(ReasonKind, (_MINOR, _MINOR)),
    ReasonKind.COMPETENCY_ADDED: (_MAJOR, _MAJOR),
    ReasonKind.BEHAVIOUR_ADDED: (_MAJOR, _MAJOR),
    ReasonKind.WEIGHT_RAISED: (_MAJOR, _MAJOR),
    ReasonKind.MOVED_TO_WEIGH_MORE: (_MAJOR, _MAJOR),
    ReasonKind.RETHOUGHT: (_MAJOR, _MINOR),
    ReasonKind.DESCENT_ASKS_NEW: (_MAJOR, _MINOR),
    ReasonKind.DESCENT_WEIGHS_MORE: (_MAJOR, _MINOR),
    ReasonKind.SLIP: (_PATCH, _PATCH),
    ReasonKind.TRANSLATION: (_PATCH, _PATCH),
    ReasonKind.REORDERED: (_PATCH, _PATCH),
}
"""By reason, the level it proposes and the least it allows."""

FIRST = VersionNumber(1, 0, 0)


def change_class(comparison: Comparison) -> Proposal:
    """The level that a version with these changes is proposed to be published as, and why."""
    cases: dict[ReasonKind, dict[tuple[str | None, str], Case]] = {}
    for kind, case in found_in(comparison):
        cases.setdefault(kind, {}).setdefault((case.role_key, case.key), case)
    reasons = tuple(
        Reason(kind, *LEVELS[kind], tuple(cases[kind].values()))
        for kind in ReasonKind
        if kind in cases
    )
    return Proposal(
        _greatest(reason.level for reason in reasons),
        _greatest(reason.least for reason in reasons),
        reasons,
    )


def next_number(before: VersionNumber | None, level: ChangeLevel) -> VersionNumber:
    """The number of the version after ``before``; 1.0.0 for the first of a matrix."""
    if before is None:
        return FIRST
    if level is ChangeLevel.MAJOR:
        return VersionNumber(before.major + 1, 0, 0)
    if level is ChangeLevel.MINOR:
        return VersionNumber(before.major, before.minor + 1, 0)
    return VersionNumber(before.major, before.minor, before.patch + 1)


def _greatest(levels: Iterable[ChangeLevel]) -> ChangeLevel:
    return min(levels, key=list(ChangeLevel).index, default=ChangeLevel.PATCH)
