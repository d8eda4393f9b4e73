"""Evidence: dated notes about what somebody did, citing behaviours."""

from __future__ import annotations

from enum import StrEnum


class EvidenceKind(StrEnum):
    """Where a note came from. A CARD puts a metric into context and proves nothing by itself."""

    NOTE = "note"
    THANKS = "thanks"
    REVIEW = "review"
    CARD = "card"
