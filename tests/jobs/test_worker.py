"""The worker: it goes on when something fails, and stops when it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.config import ROOT
from portal.db import db
from portal.domain.notices import NoticeKind
from portal.domain.workflows import MailState
from portal.models import Mail
from portal.services import notices, reminders
from tests.databases import Databases
from tests.factories import make_account, make_person
from tests.mail_servers import FakeServer, serving

PATIENCE = 30
PROGRAM = [sys.executable, "-c", "from portal.cli import main; main()", "work"]


def told() -> None:
    make_account(person := make_person())
    notices.tell(person, NoticeKind.THANKED, key=f"test:{person.id}", path="/evidence")


def test_what_fails_keeps_nothing_else_from_being_done(
    separate_app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_now: datetime) -> int:
        told()
        raise RuntimeError("half done: secret words")

    def sound(_now: datetime) -> int:
        told()
        return 1

    monkeypatch.setattr(reminders, "SOURCES", (broken, sound))
    separate_app.config["PORTAL_MAIL_SERVER"] = None
    server = FakeServer()
    work = separate_app.test_cli_runner()
    with serving(server):
        done = work.invoke(args=["work", "--once"])
        assert done.exit_code == 0
        assert "PORTAL_SMTP_URL is not set" in done.output
        refused = work.invoke(args=["mail", "send"])
        assert refused.exit_code == 1
        assert server.arrived == []
        separate_app.config["PORTAL_MAIL_SERVER"] = server.settings()
        assert work.invoke(args=["mail", "send"]).output == "mails: 1 sent\n"
        assert work.invoke(args=["mail", "send"]).output == "mails: none are due\n"
        work.invoke(args=["work", "--once"])
    assert len(server.arrived) == 2, "what half was done was undone, its mails with it"
    with separate_app.app_context():
        assert set(db.session.scalars(select(Mail.state))) == {MailState.SENT}
    assert "broken did not finish" in caplog.text


def test_doctor_says_how_the_mails_fare(separate_app: Flask) -> None:
    def line() -> str:
        output = separate_app.test_cli_runner().invoke(args=["doctor"]).output
        (found,) = [one for one in output.splitlines() if " mail: " in one]
        return found

    assert line().startswith("ok    mail: no server, as PORTAL_SMTP_URL is not set; 0 waiting")
    with separate_app.app_context():
        told()
        db.session.commit()
    assert "1 waiting, the oldest since " in line()
    separate_app.config["PORTAL_MAIL_SERVER"] = FakeServer().settings()
    assert line().startswith("ok    mail: 1 waiting")
    with separate_app.app_context():
        mail = db.session.scalars(select(Mail)).one()
        mail.written_at = datetime.now(UTC) - timedelta(hours=2)
        db.session.commit()
    assert line().startswith("WRONG mail: 1 waiting")
    with separate_app.app_context():
        db.session.scalars(select(Mail)).one().state = MailState.IN_DOUBT
        db.session.commit()
    assert line() == "ok    mail: 0 waiting; 1 failed or in doubt"


@pytest.fixture
def environment(databases: Databases) -> Iterator[dict[str, str]]:
    with databases.separate("sqlite") as app:
        yield {
            "PATH": str(Path(sys.executable).parent),
            "PORTAL_ENV": "test",
            "PORTAL_SECRET_KEY": str(app.config["SECRET_KEY"]),
            "PORTAL_BASE_URL": "http://127.0.0.1:8000",
            "PORTAL_DATABASE_URL": str(app.config["SQLALCHEMY_DATABASE_URI"]),
        }


@contextmanager
def started(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A worker that has begun: it says on its error output that there is no mail server."""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            assert process.stderr is not None
            assert "PORTAL_SMTP_URL" in process.stderr.readline()
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_to(environment: dict[str, str], number: signal.Signals) -> None:
    with started(PROGRAM, environment) as process:
        process.send_signal(number)
        _, errors = process.communicate(timeout=PATIENCE)
        assert (process.returncode, errors) == (0, "")


def test_it_ends_with_the_process_that_started_it(environment: dict[str, str]) -> None:
    """The shell ends as soon as its input does; the worker holds the error output until it ends."""
    script = '"$0" "$@" --with-parent $$ & read -r _'
    with started(["/bin/sh", "-c", script, *PROGRAM], environment) as shell:
        _, errors = shell.communicate("\n", timeout=PATIENCE)
        assert errors == ""
