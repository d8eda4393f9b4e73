"""Sending what is due from the outbox."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from portal.config import MailServer
from portal.domain.mails import Outcome, Trouble
from portal.domain.workflows import MailState
from portal.services import outbox
from portal.services.mail_servers import Line
from portal.transactions import step

log = logging.getLogger(__name__)


def send_due(line: Line, *, is_over: Callable[[], bool] = lambda: False) -> Counter[MailState]:
    """Send every mail that is due, one after the other; how many went which way.

    A mail that fails keeps no other from being sent. When the server itself is in trouble, the
    rest waits for the next time instead of trying it over and over. ``is_over`` is asked between
    mails: then the one at hand was the last.
    """
    step(lambda: outbox.sweep(_now()))
    went: Counter[MailState] = Counter()
    while not is_over():
        claimed = step(lambda: outbox.claim_next(_now()))
        if claimed is None:
            break
        outcome = _hand_over(line, claimed)
        went[step(partial(outbox.note_outcome, claimed, outcome, now=_now()))] += 1
        if outcome.is_of_the_line:
            break
    if went:
        log.info("mails", extra={"fields": {state.value: count for state, count in went.items()}})
    return went


def _hand_over(line: Line, claimed: outbox.Claimed) -> Outcome:
    try:
        message = claimed.message(line.server.sender)
    except (ValueError, UnicodeError):
        return Outcome(MailState.FAILED, Trouble.UNFIT)
    try:
        return line.hand_over(message, claimed.address)
    except Exception:
        log.exception("a mail could not be handed over")
        line.hang_up(is_broken=True)
        return Outcome(MailState.IN_DOUBT, Trouble.CUT_OFF)


def send_all_due(
    server: MailServer, *, is_over: Callable[[], bool] = lambda: False
) -> Counter[MailState]:
    """The same over a line of its own, which is ended afterwards."""
    with Line(server) as line:
        return send_due(line, is_over=is_over)


def _now() -> datetime:
    return datetime.now(UTC)
