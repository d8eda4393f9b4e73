"""Whose turn it is in an assessment of a round, as one of the two who take part in it sees it.

What somebody is told of the other's view is whether it is in, and nothing else: not whether it was
begun, nor how far it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from portal.domain.sealing import Moments, Party, Stage

T = TypeVar("T")


class Turn(StrEnum):
    """What somebody can do now about an assessment, or what they wait for."""

    BEGIN = "begin"
    GO_ON = "go_on"
    OTHER_VIEW = "other_view"
    OPENING_DAY = "opening_day"
    TALK = "talk"
    READ = "read"
    OTHER_READS = "other_reads"
    DONE = "done"


OWN_TURN = frozenset({Turn.BEGIN, Turn.GO_ON, Turn.TALK, Turn.READ})
"""Where the next step is one's own, a conversation being both people's."""


def turn(party: Party, moments: Moments, now: datetime, *, has_draft: bool) -> Turn:
    """``party`` is the SUBJECT or the MANAGER; ``has_draft`` says whether theirs was begun."""
    is_subject = party is Party.SUBJECT
    own, other = moments.self_in_at, moments.manager_in_at
    if not is_subject:
        own, other = other, own
    if own is None:
        return Turn.GO_ON if has_draft else Turn.BEGIN
    if other is None:
        return Turn.OTHER_VIEW
    stage = moments.stage(now)
    if stage is Stage.BOTH_IN:
        return Turn.OPENING_DAY
    if stage is Stage.OPEN:
        return Turn.TALK
    if stage is Stage.AGREED:
        return Turn.READ if is_subject else Turn.OTHER_READS
    return Turn.DONE


def beside(ordered: Sequence[T], here: T) -> tuple[T | None, T | None]:
    """What comes before ``here`` and after it; None at the ends, and where it is not there."""
    if here not in ordered:
        return None, None
    at = ordered.index(here)
    before = ordered[at - 1] if at else None
    return before, ordered[at + 1] if at + 1 < len(ordered) else None
