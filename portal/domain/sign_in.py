"""How long a sign-in lasts, and when further attempts have to wait."""

from __future__ import annotations

from datetime import datetime, timedelta

LONGEST_SESSION = timedelta(hours=12)
IDLE = timedelta(hours=8)
IDLE_PRIVILEGED = timedelta(minutes=30)
"""People-ops and admins see more, so an unattended browser of theirs is signed out sooner."""

SEEN_EVERY = timedelta(minutes=1)
"""How exactly a session's last use is recorded."""

SET_UP_LINK_LASTS = timedelta(days=7)

WINDOW = timedelta(minutes=15)
"""Failures older than this count no longer: nobody is locked out for good."""

FAILURES_PER_EMAIL_AND_ADDRESS = 5
FAILURES_PER_EMAIL = 30
FAILURES_PER_ADDRESS = 100


def session_has_ended(
    *, started_at: datetime, seen_at: datetime, now: datetime, is_privileged: bool
) -> bool:
    """Whether a session is over, by its length or by not being used.

    A clock that jumped backwards ends it too: a session never gains time.
    """
    idle = IDLE_PRIVILEGED if is_privileged else IDLE
    return now - started_at >= LONGEST_SESSION or now - seen_at >= idle or now < started_at


def must_wait(*, email_and_address: int, email: int, address: int) -> bool:
    """Whether this many failures within WINDOW mean that the next attempt has to wait.

    Mostly the pair counts, so that a stranger failing on purpose does not lock the owner out.
    """
    return (
        email_and_address >= FAILURES_PER_EMAIL_AND_ADDRESS
        or email >= FAILURES_PER_EMAIL
        or address >= FAILURES_PER_ADDRESS
    )
