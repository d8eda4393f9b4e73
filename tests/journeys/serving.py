"""The portal as people meet it: gunicorn on a port of this machine, with a database of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask

from portal.config import ROOT

PATIENCE = 30
PAUSE = 0.05


class Portal:
    """A served portal. ``app`` is on the same database: it arranges things and looks them up."""

    OPTIONS: tuple[str, ...] = ("--workers", "1", "--graceful-timeout", "5", "portal:create_app()")
    """How gunicorn is started, and what it serves."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app = app
        self.log = folder / f"served-{os.getpid()}-{id(self)}.log"
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [Path(sys.executable).parent / "gunicorn",
                 "--bind", f"127.0.0.1:{self._port}", "--threads", "4",
                 "--no-control-socket", "--log-level", "warning", *self.OPTIONS],
                cwd=ROOT, env=self._environment(), stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while not self._is_ready():
            if self._has_ended_within(PAUSE) or time.monotonic() > deadline:
                raise RuntimeError(f"The portal did not start:\n{self.log.read_text()}")

    def _has_ended_within(self, seconds: float) -> bool:
        assert self._process is not None
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """Take the whole server away at once, as a power cut or the kernel does."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE)

    def errors(self) -> list[str]:
        """What went wrong inside, by the server's own account."""
        return [line for line in self.log.read_text().splitlines() if not _is_ordinary(line)]

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name[:7] != "PORTAL_"}
        return kept | {
            "PORTAL_ENV": "demo",
            "PORTAL_SECRET_KEY": str(self.app.config["SECRET_KEY"]),
            "PORTAL_DATABASE_URL": str(self.app.config["SQLALCHEMY_DATABASE_URI"]),
            "PORTAL_BASE_URL": self.base_url,
            # Closing its connections when it is stopped is left to the operating system.
            "PYTHONWARNINGS": "error,ignore::ResourceWarning",
        }

    def _is_ready(self) -> bool:
        try:
            with urlopen(f"{self.base_url}/readyz", timeout=PATIENCE) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


@contextmanager
def served(app: Flask, folder: Path) -> Iterator[Portal]:
    """The portal of ``app`` while somebody visits it; errors it logged fail the visit."""
    portal = Portal(app, folder)
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()
    errors = portal.errors()
    assert not errors, "the server logged\n  " + "\n  ".join(errors)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_ordinary(line: str) -> bool:
    try:
        return bool(json.loads(line)["level"] == "info")
    except (ValueError, KeyError, TypeError):
        return False
