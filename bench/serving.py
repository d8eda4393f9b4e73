"""The portal served by gunicorn on a port of this machine, on SQLite or on PostgreSQL."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.organisations import Organisation
from portal.config import ROOT
from tests import postgresql

WORKERS, THREADS = 2, 4
PATIENCE = 60
SAFE = "-c max_connections=60 -c listen_addresses=''"
"""PostgreSQL as it comes, so that a commit waits for the disk."""


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    @property
    def cpu_seconds(self) -> float:
        """What gunicorn and its workers have used of the processors so far (Linux only)."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(_cpu_seconds(pid) for pid in [str(self.pid), *children])


def _cpu_seconds(pid: str) -> float:
    """User and system time of a process, fields 14 and 15 of its ``stat``."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(organisation: Organisation, folder: Path) -> Iterator[Server]:
    """Served as docs/operators.md says: two workers with four threads each."""
    port = _free_port()
    settings = organisation.app.config
    environment = {name: value for name, value in os.environ.items() if name[:7] != "PORTAL_"} | {
        "PORTAL_ENV": "demo",
        "PORTAL_SECRET_KEY": str(settings["SECRET_KEY"]),
        "PORTAL_DATABASE_URL": str(settings["SQLALCHEMY_DATABASE_URI"]),
        "PORTAL_BASE_URL": f"http://127.0.0.1:{port}",
    }
    with (folder / "gunicorn.log").open("ab") as log:
        server = subprocess.Popen(
            [Path(sys.executable).parent / "gunicorn",
             "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--threads", str(THREADS),
             "--no-control-socket", "--log-level", "warning", "portal:create_app()"],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        _wait_for(server, port)
        yield Server(port, server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE)


@contextmanager
def postgresql_url(folder: Path) -> Iterator[str]:
    """A database in a PostgreSQL server of our own, gone afterwards."""
    run_folder = folder / "postgresql"
    run_folder.mkdir()
    server = postgresql.start(os.getpid(), run_folder, SAFE)
    try:
        yield server.url("postgres")
    finally:
        postgresql.stop(server)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=PATIENCE) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("gunicorn did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
