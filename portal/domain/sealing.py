"""Who may read and write which view of an assessment, and when: the rule behind every door.

Two people write about the same behaviours, each alone. Neither reads the other's view before both
are in; then both open at once. Nobody else reads a draft, ever. See the table of who may see what
in ``docs/permissions.md``.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.assessments import ViewKind


class Party(StrEnum):
    """What somebody is to an assessment of a cycle."""

    SUBJECT = "subject"
    MANAGER = "manager"
    ABOVE = "above"
    PEOPLE_OPS = "people_ops"
    NOBODY = "nobody"


TAKE_PART = frozenset({Party.SUBJECT, Party.MANAGER})
"""The two whose assessment it is; others only read it, once it is open."""

WRITES: dict[Party, Set[ViewKind]] = {
    Party.SUBJECT: {ViewKind.SELF, ViewKind.AGREED},
    Party.MANAGER: {ViewKind.MANAGER, ViewKind.AGREED},
    Party.ABOVE: set(),
    Party.PEOPLE_OPS: set(),
    Party.NOBODY: set(),
}
"""Which views somebody may write, as far as the moment allows it; the agreed one they share."""


class Stage(StrEnum):
    """How far an assessment of a cycle has come, in order."""

    NOTHING_IN = "nothing_in"
    ONE_IN = "one_in"
    BOTH_IN = "both_in"
    OPEN = "open"
    AGREED = "agreed"
    DONE = "done"


@dataclass(frozen=True)
class Moments:
    """When what happened to an assessment; None for what has not.

    ``self_in_at`` and ``manager_in_at`` are None again while that view is reopened, although
    ``views_open_at`` stays once it has passed: what was read cannot be unread.
    """

    self_in_at: datetime | None = None
    manager_in_at: datetime | None = None
    views_open_at: datetime | None = None
    agreed_at: datetime | None = None
    acknowledged_at: datetime | None = None

    def are_open(self, now: datetime) -> bool:
        return self.views_open_at is not None and self.views_open_at <= now

    @property
    def is_written_anew(self) -> bool:
        """Whether a view is reopened although both have been open."""
        both_in = self.self_in_at is not None and self.manager_in_at is not None
        return self.views_open_at is not None and not both_in

    def stage(self, now: datetime) -> Stage:
        views_in = [moment is not None for moment in (self.self_in_at, self.manager_in_at)]
        if not all(views_in):
            return Stage.ONE_IN if any(views_in) else Stage.NOTHING_IN
        if self.acknowledged_at:
            return Stage.DONE
        if self.agreed_at:
            return Stage.AGREED
        return Stage.OPEN if self.are_open(now) else Stage.BOTH_IN


def opening(
    *, self_in_at: datetime, manager_in_at: datetime, not_before: datetime | None
) -> datetime:
    """When two views open: when the later one came in, but not before what the cycle says."""
    both_in = max(self_in_at, manager_in_at)
    return max(both_in, not_before) if not_before else both_in


def readable(party: Party, moments: Moments, now: datetime) -> Set[ViewKind]:
    """The kinds of sealed views that somebody may read now.

    One's own at once; both, and the agreed one, once they are open. Drafts are not among them:
    those are their author's alone, except for the agreed one, which its two authors share.
    """
    if party is Party.NOBODY:
        return set()
    if moments.are_open(now):
        return {ViewKind.SELF, ViewKind.MANAGER, ViewKind.AGREED}
    if party is Party.SUBJECT:
        return {ViewKind.SELF}
    if party is Party.MANAGER:
        return {ViewKind.MANAGER}
    return set()
