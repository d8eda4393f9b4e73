"""``portal mail`` and ``portal work``: sending mails, and the worker that does so by itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic

import click
from flask.cli import AppGroup, with_appcontext

from portal.config import mail_server
from portal.domain.workflows import MailState
from portal.jobs import mails, worker
from portal.services import outbox
from portal.transactions import step

mail = AppGroup("mail", help="Mails in the outbox.")

NO_SERVER = "PORTAL_SMTP_URL is not set: mails wait, and the portal tells people on its pages."
LOOKED_AT_EVERY = 0.5
"""Seconds that a worker told to stop may rest on."""


@mail.command("send")
def send() -> None:
    """Send the mails that are due, once, and say what became of them."""
    server = mail_server()
    if server is None:
        raise click.ClickException(NO_SERVER)
    went = mails.send_all_due(server)
    told = [f"{went[state]} {state.value.replace('_', ' ')}" for state in MailState if went[state]]
    click.echo(f"mails: {', '.join(told) or 'none are due'}")


@mail.command("purge")
@click.option(
    "--older-than",
    "days",
    metavar="DAYS",
    type=click.IntRange(min=1, max=36500),
    required=True,
    help="How many days ago they were sent or given up, at least.",
)
def purge(days: int) -> None:
    """Delete old mails that were sent or given up; what people were told stays in the portal."""
    gone = step(lambda: outbox.purge(datetime.now(UTC) - timedelta(days=days)))
    click.echo(f"mails: {gone} deleted")


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then end: for cron.")
@click.option(
    "--with-parent",
    metavar="PID",
    type=int,
    help="End when this process, which started it, has ended.",
)
@with_appcontext
def work(once: bool, with_parent: int | None) -> None:
    """Remind people of what is due and send mails, every minute until told to stop."""
    ending = Ending(lambda: with_parent is not None and os.getppid() != with_parent)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ending.ask)
    if mail_server() is None:
        click.echo(NO_SERVER, err=True)
    if once:
        worker.work_once(ending.is_set)
    else:
        worker.work(ending)


class Ending:
    """Asked for by a signal, or come about by itself; looked at twice a second.

    A signal handler may not touch what the code it interrupts may hold, such as an event's lock:
    it only notes that it was called.
    """

    def __init__(self, comes_by_itself: Callable[[], bool]) -> None:
        self._comes_by_itself = comes_by_itself
        self._is_asked_for = False
        self._never = Event()

    def ask(self, *_: object) -> None:
        self._is_asked_for = True

    def is_set(self) -> bool:
        return self._is_asked_for or self._comes_by_itself()

    def wait(self, timeout: float) -> bool:
        until = monotonic() + timeout
        while not self.is_set() and (left := until - monotonic()) > 0:
            self._never.wait(min(left, LOOKED_AT_EVERY))
        return self.is_set()
