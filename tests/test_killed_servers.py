"""Workers that are killed at any moment: what was acknowledged is there, once, and nothing by half.

A worker is killed by SIGKILL and its server forks another, so that fifty deaths cost seconds.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor

from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.models import Answer, AuditEvent, Evidence, Mail, Notice
from tests.databases import Databases
from tests.factories import PRACTISED
from tests.journeys.serving import PATIENCE, PAUSE, Portal
from tests.mortal_portals import COMMITTED, DIE, WORKER
from tests.test_rounds_under_fault import NOTE, SEEN, Visit, on_sqlite

DEATHS = 50
A_REQUEST = 0.06
"""Seconds within which a worker dies after a request came in: before, in or after its save."""

TODAY = datetime.now(UTC).date()
PASSING = {"account_sessions", "sign_in_failures"}
"""What a request may note of itself, whatever it does."""


class MortalPortal(Portal):
    """A served portal whose workers may be killed; its server stays, and forks others."""

    OPTIONS = ("--preload", "--workers", "2", "tests.mortal_portals:create_app()")

    def errors(self) -> list[str]:
        """Deaths are meant; and a save may be told to wait for one that was on its way."""
        meant = ("was sent SIGKILL!", "database unavailable")
        return [line for line in super().errors() if not any(one in line for one in meant)]


@dataclass(frozen=True)
class Told:
    """What a server answered."""

    status: int
    location: str | None
    worker: str | None
    body: str


class Sender:
    """Somebody signed in, who sends each request on a connection of its own."""

    def __init__(self, portal: Portal, email: str) -> None:
        self.visit = Visit(portal.base_url, email)
        self.host = portal.base_url.removeprefix("http://")
        handlers = self.visit.opener.handlers  # type: ignore[attr-defined]
        jar = next(one.cookiejar for one in handlers if isinstance(one, HTTPCookieProcessor))
        self.cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)

    def send(self, path: str, fields: dict[str, str], die: str = "") -> Told | None:
        """What came back; None when the server went first."""
        headers = {
            "Cookie": self.cookies,
            "Content-Type": "application/x-www-form-urlencoded",
            **({"HX-Request": "true"} if _is_part(path) else {}),
            **({DIE: die} if die else {}),
        }
        body = urlencode({"csrf_token": self.visit.token, **fields})
        with closing(HTTPConnection(self.host, timeout=PATIENCE)) as connection:
            try:
                connection.request("POST", path, body, headers)
                answer = connection.getresponse()
                text = answer.read().decode()
            except (ConnectionError, HTTPException):
                return None
            return Told(answer.status, answer.headers["Location"], answer.headers[WORKER], text)

    def insist(self, path: str, fields: dict[str, str], die: str = "") -> Told:
        """Send it, and once more until somebody answers, as a page does by itself."""
        while (told := self.send(path, fields, die)) is None or told.status == 503:
            die = ""
        assert told.status == (200 if _is_part(path) else 303), told
        return told

    def seen(self, path: str, name: str = SEEN) -> str:
        return self.visit.field(self.visit.get(path), name)


def _is_part(path: str) -> bool:
    return "/answers/" in path or path.endswith("/next-steps")


@contextmanager
def mortal(databases: Databases, folder: Path) -> Iterator[tuple[Flask, Path, dict, MortalPortal]]:  # type: ignore[type-arg]
    with on_sqlite(databases) as (app, file, values):
        portal = MortalPortal(app, folder)
        try:
            portal.start()
            yield app, file, values, portal
        finally:
            portal.stop()
        assert not portal.errors()
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_fifty_killed_workers_lose_nothing_they_acknowledged(
    databases: Databases, tmp_path: Path
) -> None:
    """One types and one says thank you, while the workers that save it are killed over and over."""
    chance = random.Random(7)
    enough = Event()
    with mortal(databases, tmp_path) as (app, _file, values, portal):
        workers: set[str | None] = set()

        def type_on(sender: Sender) -> str:
            """Save one part over and over; a save that were lost would be a conflict (409).

            A worker that is met for the first time dies in the request after that.
            """
            path = f"/assessments/{values['id']}/manager/answers"
            seen, note, number, die = sender.seen(path), "", 0, ""
            while len(workers) <= DEATHS:
                number += 1
                note = f"¿Todo bien? 👍 {number}"
                told = sender.insist(f"{path}/product-knowledge", {NOTE: note, SEEN: seen}, die)
                seen = sender.visit.field(told.body, SEEN)
                die = "" if told.worker in workers else f"{chance.uniform(0, A_REQUEST):.4f}"
                workers.add(told.worker)
            enough.set()
            return note

        def thank(sender: Sender) -> list[str]:
            said: list[str] = []
            while not enough.wait(PAUSE):
                text = f"Thank you, {len(said)}!"
                fields = {"text": text, "happened_on": TODAY.isoformat()}
                sender.insist(f"/evidence/thanks/{values['person']}", fields)
                said.append(text)
            return said

        manager, other = (Sender(portal, values[who]) for who in ("manager", "other"))
        with ThreadPoolExecutor(2) as pool:
            thanking = pool.submit(thank, other)
            note = type_on(manager)
            said = thanking.result()
        with app.app_context():
            notes = db.session.scalars(select(Answer.note).where(Answer.note != ""))
            assert list(notes) == [note]
            thanks = list(db.session.scalars(select(Evidence).order_by(Evidence.id)))
            assert [one.text for one in thanks] == said
            traced = select(AuditEvent.object_id).where(AuditEvent.action == "said thank you")
            assert list(db.session.scalars(traced.order_by(AuditEvent.id))) == [
                one.id for one in thanks
            ]
            told = list(db.session.scalars(select(Notice.id).order_by(Notice.id)))
            assert len(told) == len(thanks)
            assert list(db.session.scalars(select(Mail.notice_id).order_by(Mail.id))) == told


def test_what_is_sent_again_after_a_death_between_commit_and_answer_changes_nothing(
    databases: Databases, tmp_path: Path
) -> None:
    """It was done, and nobody was told: sent again it is answered, and not a row is touched."""
    with mortal(databases, tmp_path) as (_app, file, values, portal):
        rep, manager, ops = (Sender(portal, values[who]) for who in ("rep", "manager", "ops"))
        place = f"/assessments/{values['id']}"
        agreed = f"{place}/agreed"
        day, later = TODAY.isoformat(), (TODAY + timedelta(days=30)).isoformat()
        words = {"text": "You found the way out.", "happened_on": day, "version": "1"}

        def twice(sender: Sender, path: str, fields: dict[str, str]) -> Told:
            before = stored(file)
            assert sender.send(path, fields, COMMITTED) is None
            done = stored(file)
            assert done != before, path
            told = sender.insist(path, fields)
            assert stored(file) == done, path
            return told

        twice(rep, "/evidence/new", words)
        twice(manager, f"/evidence/thanks/{values['person']}", words)
        part = f"{place}/answers/product-knowledge"
        told = twice(rep, part, {NOTE: "Typed.", SEEN: rep.seen(f"{place}/answers")})
        twice(rep, part, {NOTE: "Typed on.", SEEN: rep.visit.field(told.body, SEEN)})
        twice(rep, f"{place}/submit", {})
        twice(manager, f"{place}/manager/submit", {})
        twice(rep, f"{agreed}/begin", {})
        steps = {
            "next-steps-text": "Pair on it.",
            "next-steps-seen": rep.seen(f"{agreed}/answers", "next-steps-seen"),
        }
        twice(rep, f"{agreed}/next-steps", steps)
        twice(manager, f"{agreed}/agree", {"seen": manager.seen(f"{agreed}/check", "seen")})
        twice(rep, f"{place}/acknowledge", {"edition": "1", "comment": "Read."})
        plan = {"how": "Looks it up.", "until_on": later}
        goal = twice(rep, f"/growth/goals/new?behaviour={PRACTISED}&role=css1", plan).location
        twice(manager, f"{goal}/check-ins", {"text": "Goes well."})
        enrol = {"email": str(values["rep"]), "mentor": ""}
        twice(ops, "/growth/programmes/onboarding/enrol", enrol)


def stored(file: Path) -> list[str]:
    """Everything that is stored, as statements, but for what requests note of themselves."""
    with closing(sqlite3.connect(file)) as connection:
        return [
            line
            for line in connection.iterdump()
            if not any(f'INTO "{table}"' in line for table in PASSING)
        ]
