"""Evidence: dated notes about what somebody did, citing behaviours, and what a metric may show.

A note is its owner's: private until it is shared or attached. What others have relied on stays as
it was. A context card puts a metric into words; it explains other evidence and proves nothing by
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from portal.domain.refusals import Refusal

LONGEST_TEXT = 2000
LONGEST_LINK = 500
LONGEST_METRIC = 200

K = TypeVar("K")


class EvidenceKind(StrEnum):
    """Where a note came from. A CARD puts a metric into context and proves nothing by itself."""

    NOTE = "note"
    THANKS = "thanks"
    REVIEW = "review"
    CARD = "card"


@dataclass(frozen=True)
class Entry:
    """What a note says, as typed. Only a context card has a ``metric`` and its ``period``.

    ``behaviours`` are keys, in the order they were chosen.
    """

    happened_on: date
    text: str
    link: str = ""
    behaviours: tuple[str, ...] = ()
    metric: str = ""
    period: str = ""
    is_right_but_unhappy: bool = False

    @property
    def kind(self) -> EvidenceKind:
        return EvidenceKind.CARD if self.metric else EvidenceKind.NOTE


class Use(StrEnum):
    """What has been built on a note. DRAFT, which is not sealed or confirmed, binds nobody yet.

    WAITING_VIEW: it is shared, and a manager's view is sealed but not open yet.
    """

    DRAFT = "draft"
    WAITING_VIEW = "waiting_view"
    SEALED_VIEW = "sealed_view"
    OBSERVED_GOAL = "observed_goal"
    CONFIRMED_MODULE = "confirmed_module"


FROZEN_BY: Mapping[Use, Refusal] = {
    Use.WAITING_VIEW: Refusal.EVIDENCE_WAITS,
    Use.SEALED_VIEW: Refusal.EVIDENCE_SEALED,
    Use.OBSERVED_GOAL: Refusal.EVIDENCE_SHOWS_GOAL,
    Use.CONFIRMED_MODULE: Refusal.EVIDENCE_SHOWS_MODULE,
}


def frozen_because(uses: Set[Use]) -> Refusal | None:
    """Why a note can be neither changed nor deleted any more; None while it can."""
    return next((refusal for use, refusal in FROZEN_BY.items() if use in uses), None)


def in_own_words(kind: EvidenceKind) -> bool:
    """Whether its owner wrote it, and so may reword it. What others wrote they keep or delete."""
    return kind in {EvidenceKind.NOTE, EvidenceKind.CARD}


def cards_alone(
    kinds: Mapping[K, Iterable[EvidenceKind]], also_told: Set[K] = frozenset()
) -> tuple[K, ...]:
    """What only context cards speak for: behaviours, competencies, goals or modules, by key.

    ``kinds`` of the evidence for each; for those in ``also_told`` there are words besides, such as
    a note beside the marks. What has no evidence at all is not among them.
    """
    return tuple(
        key
        for key, found in kinds.items()
        if key not in also_told and set(found) == {EvidenceKind.CARD}
    )


def refused_alone(kinds: Iterable[EvidenceKind]) -> Refusal | None:
    """Why this evidence cannot stand by itself: CARD_ALONE where it is context cards only."""
    return Refusal.CARD_ALONE if cards_alone({"it": kinds}) else None
