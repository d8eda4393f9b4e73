"""The worker: every minute it reminds whom it is time to remind, then sends the mails due.

Any number of workers may run at once: nobody is told twice of one occasion, and no mail is sent
by two.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from portal.config import mail_server
from portal.db import db
from portal.jobs import mails
from portal.services import reminders
from portal.transactions import step

log = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds that the worker rests."""


class Stop(Protocol):
    """Whether to stop, and a rest that ends early when it is time to; as ``threading.Event``."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float, /) -> bool: ...


def work(stop: Stop, *, every: float = EVERY) -> None:
    """Work until ``stop`` is set; what is at hand then is finished first."""
    while not stop.is_set():
        work_once(stop.is_set)
        stop.wait(every)


def work_once(is_over: Callable[[], bool] = lambda: False) -> None:
    """Everything that is due now; what fails is logged and keeps nothing else from being done."""
    for remind in reminders.SOURCES:
        if is_over():
            return
        _try(remind.__name__, partial(_remind, remind))
    server = mail_server()
    if server is not None and not is_over():
        _try("mails", partial(mails.send_all_due, server, is_over=is_over))


def _remind(remind: Callable[[datetime], int]) -> None:
    told = step(lambda: remind(datetime.now(UTC)))
    if told:
        log.info("reminders", extra={"fields": {"source": remind.__name__, "told": told}})


def _try(name: str, work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:
        log.exception("%s did not finish", name)
    finally:
        db.session.remove()
