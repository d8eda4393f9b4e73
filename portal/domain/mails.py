"""Rules of the outbox: when a mail is tried again, what becomes of it, and what it is called.

A mail is never sent twice by itself. Before a mail server is spoken to, SENDING is written down;
whatever is found in that state later may have arrived, and is left to a person to decide.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.domain.workflows import MAIL_MOVES, MailState, allows

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 720))
"""How long a mail rests after each failed attempt; after the last of them, as long again."""

MOST_ATTEMPTS = 12
"""About three days of attempts; then a mail server that never answers is no passing trouble."""

LONGEST_SENDING = timedelta(minutes=10)
"""Handing a mail over takes seconds. What has taken longer was cut off, and may have arrived."""

LONGEST_DUE = timedelta(days=7)
"""What could not even be tried for so long tells nobody anything new: the portal has said it."""


class Trouble(StrEnum):
    """Where handing a mail over failed, or why it was not tried; stored as a mail's problem."""

    NO_ANSWER = "no_answer"
    TLS = "tls"
    SIGN_IN = "sign_in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"
    CUT_OFF = "cut_off"
    UNFIT = "unfit"
    NOBODY = "nobody"
    TOO_OLD = "too_old"


@dataclass(frozen=True)
class Outcome:
    """What an attempt came to. ``code`` is what the server answered, ``550 5.1.1``: no words of
    its, as they may quote a name or what was in the mail.
    """

    state: MailState
    trouble: Trouble | None = None
    code: str = ""

    @property
    def problem(self) -> str:
        """As stored: ``recipient 550 5.1.1``; empty when all went well."""
        return " ".join(part for part in (self.trouble or "", self.code) if part)

    @property
    def is_of_the_line(self) -> bool:
        """Whether the server or the line is in trouble, so that other mails would fare alike."""
        return self.trouble in {
            Trouble.NO_ANSWER,
            Trouble.TLS,
            Trouble.SIGN_IN,
            Trouble.SENDER,
            Trouble.CUT_OFF,
        }


def settled(before: MailState, outcome: Outcome, *, attempts: int) -> Outcome:
    """What becomes of a mail in state ``before`` after its ``attempts``-th attempt came to this.

    What is tried again is given up after MOST_ATTEMPTS. Where the table of states forbids the move,
    the mail stays what it is.
    """
    after = outcome
    if outcome.state is MailState.WAITING and attempts >= MOST_ATTEMPTS:
        after = Outcome(MailState.FAILED, outcome.trouble, outcome.code)
    return after if allows(MAIL_MOVES, before, after.state) else Outcome(before, outcome.trouble)


def next_try(now: datetime, attempts: int) -> datetime:
    """When a mail is due again after its ``attempts``-th attempt failed."""
    return now + WAITS[min(attempts, len(WAITS)) - 1]


def message_id(key: str, host: str) -> str:
    """The Message-ID of the mail of a notice: the same however often it is tried.

    Mail programs that see it twice may show it once. It is a digest: the key names records.
    """
    digest = hashlib.sha256(key.encode()).hexdigest()[:40]
    return f"<{digest}@{host if host.replace('.', '').replace('-', '').isalnum() else 'localhost'}>"
