"""The databases that tests run on.

Once a run, and per kind of database, a template is migrated with our own migrations and given the
shipped ladders. Every worker takes a copy of it, and every test works in a transaction of that
copy which is rolled back afterwards. Tests that need several connections get a copy of their own.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text

from portal import create_app
from portal.config import ROOT, Environment, Settings
from portal.db import db
from portal.services.seeds import files, loading
from tests import postgresql

KINDS = ("sqlite", "postgresql")
BASE_URL = "https://careers.example"
TEMPLATE = "template_portal"


def settings_for(url: str, *, base_url: str = BASE_URL) -> Settings:
    return Settings(
        environment=Environment.TEST,
        secret_key="a key that is only good for tests 0123456789",
        database_url=url,
        base_url=base_url,
        name="Support careers",
        proxy_hops=0,
    )


class Databases:
    """The databases of one worker. ``folder`` belongs to the run, and all workers share it."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.folder = folder
        self.worker = worker
        self._apps: dict[str, Flask] = {}
        self._numbers = count(1)

    def app(self, kind: str) -> Flask:
        """The portal on this worker's own copy of the template."""
        if kind not in self._apps:
            self._apps[kind] = create_app(settings_for(self._copy(kind)))
        return self._apps[kind]

    @contextmanager
    def separate(self, kind: str, *, blank: bool = False) -> Iterator[Flask]:
        """The portal on a database of its own, in which commits are real; ``blank`` is empty."""
        app = create_app(settings_for(self._blank(kind) if blank else self._copy(kind)))
        try:
            yield app
        finally:
            with app.app_context():
                db.engine.dispose()

    def close(self) -> None:
        for app in self._apps.values():
            with app.app_context():
                db.engine.dispose()

    def _name(self) -> str:
        return f"{self.worker}_{next(self._numbers)}"

    def _copy(self, kind: str) -> str:
        with self._alone(kind):
            template = self._template(kind)
            name = self._name()
            if kind == "sqlite":
                copy = self.folder / f"{name}.sqlite"
                shutil.copyfile(self.folder / f"{TEMPLATE}.sqlite", copy)
                return f"sqlite:///{copy}"
            _tell(template, f"create database {name} template {TEMPLATE}")
            return template.url(name)

    def _blank(self, kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{self.folder / self._name()}.sqlite"
        with self._alone(kind):
            return self._new_on_server(self._name())

    def _template(self, kind: str) -> postgresql.Server:
        """Make the template unless another worker has; the server that PostgreSQL's is on."""
        made = self.folder / f"{kind}.made"
        if not made.exists():
            url = (
                f"sqlite:///{self.folder / TEMPLATE}.sqlite"
                if kind == "sqlite"
                else self._new_on_server(TEMPLATE)
            )
            _fill(url)
            made.touch()
        return self._server() if kind == "postgresql" else postgresql.Server(self.folder)

    def _new_on_server(self, name: str) -> str:
        server = self._server()
        _tell(server, f"drop database if exists {name}")  # where an earlier attempt failed
        _tell(server, f"create database {name}")
        return server.url(name)

    def _server(self) -> postgresql.Server:
        note = self.folder / "server"
        if not note.exists():
            owner = int((self.folder / "owner").read_text())
            note.write_text(str(postgresql.start(owner, self.folder).folder))
        return postgresql.Server(Path(note.read_text()))

    @contextmanager
    def _alone(self, kind: str) -> Iterator[None]:
        """One worker at a time makes and copies templates."""
        with (self.folder / f"{kind}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def end_run(folder: Path) -> None:
    """Stop what the run started and throw its databases away."""
    note = folder / "server"
    if note.exists():
        postgresql.stop(postgresql.Server(Path(note.read_text())))
    shutil.rmtree(folder, ignore_errors=True)


def _tell(server: postgresql.Server, statement: str) -> None:
    engine = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _fill(url: str) -> None:
    app = create_app(settings_for(url))
    result = app.test_cli_runner().invoke(args=["db", "upgrade"])
    if result.exit_code != 0:
        raise RuntimeError(f"The migrations failed:\n{result.output}") from result.exception
    with app.app_context():
        loading.load(files.read(ROOT / "seeds"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


@contextmanager
def undone(app: Flask) -> Iterator[None]:
    """Everything done within, requests included, happens in one transaction that is rolled back.

    What the portal commits are savepoints of it.
    """
    with app.app_context():
        engine = db.engine
        db.session.configure(join_transaction_mode="create_savepoint")
        with engine.connect() as connection:
            transaction = connection.begin()
            db.engines[None] = connection
            try:
                yield
            finally:
                db.engines[None] = engine
                db.session.remove()
                transaction.rollback()
