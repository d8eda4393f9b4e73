"""How long a token for other programs works, and when it has stopped working."""

from __future__ import annotations

from datetime import date, datetime, timedelta

PREFIX = "cpt_"
"""What tokens begin with, so that one that leaked is found by searching for it."""

USUAL_LIFE = timedelta(days=365)
LONGEST_LIFE = timedelta(days=730)
LONGEST_LABEL = 100


def may_expire_on(day: date, *, today: date) -> bool:
    """Whether a token issued today may work up to and including ``day``."""
    return today <= day <= today + LONGEST_LIFE


def works(*, expires_on: date, revoked_at: datetime | None, today: date) -> bool:
    """Whether a token opens anything; ``expires_on`` is the last day on which it does (UTC)."""
    return revoked_at is None and today <= expires_on
