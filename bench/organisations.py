"""Portals to measure: the shipped ladders and a demo organisation of some size, in a file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from bench import histories
from bench.histories import History
from portal import create_app
from portal.config import ROOT, Environment, Settings
from portal.db import db
from portal.services.demo import organisation
from portal.services.seeds import files, loading

SEED = 1


@dataclass(frozen=True)
class Organisation:
    """A portal in which a round is open, and what is behind it."""

    app: Flask
    people: int
    history: History

    def signed_in(self, email: str) -> FlaskClient:
        """A client signed in through the sign-in page."""
        client = self.app.test_client()
        page = BeautifulSoup(client.get("/sign-in").text, "html5lib")
        token = page.select_one("main input[name=csrf_token]") or page.select_one(
            "input[name=csrf_token]"
        )
        answer = client.post(
            "/sign-in",
            data={
                "email": email,
                "password": organisation.PASSWORD,
                "csrf_token": token["value"] if token else "",
            },
        )
        if answer.status_code != 303:
            raise RuntimeError(f"{email} could not sign in: {answer.status}")
        return client


def made(folder: Path, people: int, *, rounds: int = 0, url: str | None = None) -> Organisation:
    """A fresh portal of ``people`` people after so many ``rounds``, while the next one is open.

    Without people, it has its ladders only. Without a database ``url``, it is a SQLite file in
    ``folder``.
    """
    app = create_app(
        Settings(
            environment=Environment.DEMO,
            secret_key=secrets.token_urlsafe(48),
            database_url=url or f"sqlite:///{folder / f'{people}.sqlite'}",
            base_url="http://127.0.0.1:8000",
            name="Support careers",
            proxy_hops=0,
        )
    )
    today = datetime.now(UTC).date()
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        loading.load(files.read(ROOT / "seeds"))
        history = History(0, 0, 0)
        if people:
            organisation.load(size=people, seed=SEED, rounds=0, today=today)
            history = histories.write(size=people, seed=SEED, closed=rounds, today=today)
        db.session.commit()
    return Organisation(app, people, history)
