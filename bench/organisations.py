"""Portals to measure: the shipped ladders and a demo organisation of some size, in a file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from portal import create_app
from portal.config import ROOT, Environment, Settings
from portal.db import db
from portal.services.demo import organisation
from portal.services.seeds import files, loading


@dataclass(frozen=True)
class Organisation:
    app: Flask
    people: int

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


def made(folder: Path, people: int) -> Organisation:
    """A fresh SQLite portal of ``people`` people in ``folder``."""
    app = create_app(
        Settings(
            environment=Environment.DEMO,
            secret_key=secrets.token_urlsafe(48),
            database_url=f"sqlite:///{folder / f'{people}.sqlite'}",
            base_url="http://127.0.0.1:8000",
            name="Support careers",
            proxy_hops=0,
        )
    )
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        loading.load(files.read(ROOT / "seeds"))
        organisation.load(size=people, seed=1)
        db.session.commit()
    return Organisation(app, people)
