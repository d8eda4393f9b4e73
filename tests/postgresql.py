"""A PostgreSQL server of the tests' own: made in a temporary folder, gone when the run ends."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

SUPERUSER = "portal"
# Nothing has to survive a power cut here.
HASTY = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    " -c listen_addresses=''"
)


class ServerMissing(Exception):
    """The tests need PostgreSQL's own programs, and they are not installed."""


@dataclass(frozen=True)
class Server:
    """A server reached through a socket in its own folder."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self.folder}"

    @property
    def data(self) -> Path:
        return self.folder / "data"


def programs() -> Path:
    """Where initdb and pg_ctl are; Debian keeps them out of the search path."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise ServerMissing(
            "PostgreSQL is not installed: every test of the database runs on SQLite and on"
            " PostgreSQL. `bin/setup test` installs it (Debian: apt-get install postgresql)."
        )
    return found[-1].parent if found else Path(str(on_path)).parent


WATCH = """
(while kill -0 "$1" 2>/dev/null; do sleep 2; done
 test -f "$2/data/postmaster.pid" && kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")"
 rm -rf "$2" "$3") &
"""


def start(owner: int, run_folder: Path, options: str = HASTY) -> Server:
    """Make a cluster and start it; it goes on running until ``stop``.

    Should the run be killed, its process ``owner`` is gone and everything it left is cleared away.
    """
    bin_ = programs()
    # Short, because the path of a socket may not be longer than 107 characters
    server = Server(Path(tempfile.mkdtemp(prefix="portal-pg-")))
    if account := _unprivileged():
        os.chown(server.folder, account.pw_uid, account.pw_gid)
    _run(
        [bin_ / "initdb", "-D", server.data, "-U", SUPERUSER, "--auth=trust", "--no-sync",
         "--encoding=UTF8", "--locale=C.UTF-8"],
        server,
    )  # fmt: skip
    _run(
        [bin_ / "pg_ctl", "start", "-w", "-s", "-D", server.data, "-l", server.folder / "log",
         "-o", f"{options} -k {server.folder}"],
        server,
    )  # fmt: skip
    subprocess.run(
        ["sh", "-c", WATCH, "watch", str(owner), str(server.folder), str(run_folder)],
        check=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return server


def stop(server: Server) -> None:
    if (server.data / "postmaster.pid").exists():
        _run([programs() / "pg_ctl", "stop", "-s", "-m", "immediate", "-D", server.data], server)
    shutil.rmtree(server.folder, ignore_errors=True)


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as when the tests run as root, which it refuses to be."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerMissing("The tests run as root and found no other user to run PostgreSQL as.")


def _run(command: list[str | Path], server: Server) -> None:
    account = _unprivileged()
    options = (
        {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    )
    # The output goes to a file: a server that keeps a pipe open would keep us waiting.
    report = server.folder / "report"
    with report.open("wb") as output:
        done = subprocess.run(
            [str(part) for part in command],
            check=False, cwd=server.folder, stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, **options,
        )  # fmt: skip
    if done.returncode != 0:
        log = server.folder / "log"
        told = report.read_text() + (log.read_text() if log.exists() else "")
        raise ServerMissing(f"{command[0]} failed:\n{told}")
