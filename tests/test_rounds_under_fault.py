"""Rounds when the machine fails or its clock is wrong: nothing saved is lost or by half there.

A lock, a full disk, a kill in the middle of typing, a clock that jumps, days of 23 and 25 hours.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Event, Timer
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event, select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.notices import NoticeKind
from portal.domain.refusals import RuleBroken
from portal.domain.time_zones import day_in
from portal.models import (
    Answer,
    Assessment,
    AuditEvent,
    Evidence,
    Notice,
    Person,
)
from portal.queries import assessments as queries
from portal.queries import cycle_parts
from portal.services import reminders
from tests.browser import PASSWORD
from tests.databases import Databases
from tests.factories import make_member, make_person
from tests.journeys.serving import served
from tests.rounds import make_assessment, make_round, open_views, submit_view
from tests.test_concurrency import arranged, post, signed_in
from tests.test_rounds_at_once import arrange, counted, stored

SELF, MANAGER = ViewKind.SELF, ViewKind.MANAGER
NOTE = "product-knowledge-note"
SEEN = "product-knowledge-seen"
TYPED = "Called back, as promised – ¿todo bien? 👍"


# What the machine does


@contextmanager
def on_sqlite(databases: Databases) -> Iterator[tuple[Flask, Path, dict[str, object]]]:
    with databases.separate("sqlite") as app:
        values = arranged(app, arrange)
        address = str(app.config["SQLALCHEMY_DATABASE_URI"])
        yield app, Path(address.removeprefix("sqlite:///")), values


def test_a_locked_database_is_waited_for(databases: Databases) -> None:
    """Somebody else writes for three seconds; longer than a request waits has its own test."""
    with on_sqlite(databases) as (app, file, values):
        browser = signed_in(app, str(values["rep"]))
        submit = post(browser, f"/assessments/{values['id']}/submit")
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        began = datetime.now(UTC)
        release = Timer(3, other.rollback)
        release.start()
        assert submit() == 303
        assert datetime.now(UTC) - began >= timedelta(seconds=2.9)
        release.join()
        other.close()
        assert stored(app, values).self_in_at is not None


def test_a_full_disk_keeps_what_was_saved_and_says_so(databases: Databases) -> None:
    with on_sqlite(databases) as (app, file, values):
        path = f"/assessments/{values['id']}/manager/answers"
        manager = signed_in(app, str(values["manager"]))
        rep = signed_in(app, str(values["rep"]))
        seen = str(manager.get(path).one(f'input[name="{SEEN}"]')["value"])

        def save(note: str, status: int) -> str:
            answer = manager.post(
                f"{path}/product-knowledge", {NOTE: note, SEEN: seen}, status=status, htmx=True
            )
            return "" if status != 200 else str(answer.one(f'input[name="{SEEN}"]')["value"])

        seen = save(TYPED, 200)
        with closing(sqlite3.connect(file)) as connection:
            limit = connection.execute("PRAGMA page_count").fetchone()[0]

        def fill(connection: sqlite3.Connection, _: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {limit}")

        with app.app_context():
            engine = db.engine
        engine.dispose()
        event.listen(engine, "connect", fill)
        thanks = {"happened_on": datetime.now(UTC).date().isoformat()}
        for number in range(40):  # until nothing fits any more
            text = f"{number} " + "thank you " * 190
            address = f"/evidence/thanks/{values['person']}"
            answer = post(manager, address, text=text, **thanks)()
            if answer == 503:
                break
        assert answer == 503
        kept = counted(app, Evidence), counted(app, Notice), counted(app, AuditEvent)
        data = {"csrf_token": manager.token(), "text": text, **thanks}
        page = manager.send(address, method="POST", data=data)
        assert page.status_code == 503
        assert "Nothing was saved" in page.get_data(as_text=True)
        assert page.headers["Retry-After"] == "5"
        assert (counted(app, Evidence), counted(app, Notice), counted(app, AuditEvent)) == kept
        submitted = post(rep, f"/assessments/{values['id']}/submit")()
        assert submitted in {303, 503}  # it may fit into a page that is there; never by half
        assert (stored(app, values).self_in_at is not None) == (submitted == 303)
        assert TYPED in manager.get(path).one(f'textarea[name="{NOTE}"]').get_text()

        event.remove(engine, "connect", fill)
        engine.dispose()
        save(TYPED + " Again.", 200)
        assert post(rep, f"/assessments/{values['id']}/submit")() == 303
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_server_that_is_killed_keeps_every_save_it_acknowledged(
    databases: Databases, tmp_path: Path
) -> None:
    with on_sqlite(databases) as (app, file, values), served(app, tmp_path) as portal:
        place = f"/assessments/{values['id']}/manager/answers"
        visit = Visit(portal.base_url, str(values["manager"]))
        acknowledged: list[str] = []
        enough = Event()

        def write() -> None:
            """Save one part over and over, as somebody who types on, until there is no server."""
            seen = visit.field(visit.get(place), SEEN)
            while True:
                note = f"{TYPED} {len(acknowledged)}"
                try:
                    page = visit.post(f"{place}/product-knowledge", {NOTE: note, SEEN: seen})
                except (OSError, HTTPException):
                    return
                acknowledged.append(note)
                seen = visit.field(page, SEEN)
                if len(acknowledged) == 9:
                    enough.set()

        with ThreadPoolExecutor(1) as pool:
            writing = pool.submit(write)
            assert enough.wait(60)
            portal.kill()
            writing.result(60)
        with app.app_context():
            notes = set(db.session.scalars(select(Answer.note).where(Answer.note != "")))
            db.session.remove()
        # the last one acknowledged, or the one that was on its way when the server went
        last = len(acknowledged) - 1
        assert len(notes) == 1
        assert notes <= {f"{TYPED} {last}", f"{TYPED} {last + 1}"}
        connection = sqlite3.connect(file)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
        portal.start()
        again = Visit(portal.base_url, str(values["manager"]))
        assert notes.pop() in again.get(place)


class Visit:
    """Somebody signed in to a served portal, without a browser."""

    def __init__(self, base_url: str, email: str) -> None:
        self.base_url = base_url
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.token = self.field(self.get("/sign-in"), "csrf_token")
        self.post("/sign-in", {"email": email, "password": PASSWORD})
        self.token = self.field(self.get("/account/password"), "csrf_token")

    def get(self, path: str) -> str:
        return self._sent(Request(self.base_url + path))

    def post(self, path: str, fields: dict[str, str]) -> str:
        data = urlencode({"csrf_token": self.token, **fields}).encode()
        headers = {"Referer": self.base_url + "/", "HX-Request": "true"}
        is_part = "/answers/" in path
        return self._sent(Request(self.base_url + path, data, headers if is_part else {}))

    def _sent(self, request: Request) -> str:
        with self.opener.open(request, timeout=60) as answer:
            return str(answer.read().decode())

    def field(self, markup: str, name: str) -> str:
        found = BeautifulSoup(markup, "html.parser").select_one(f'input[name="{name}"]')
        assert found is not None
        return str(found["value"])


# What the clock does


def test_a_clock_that_jumps_reopens_nothing_and_tells_nobody_twice(app: Flask) -> None:
    noon = datetime(2026, 3, 26, 11, tzinfo=UTC)
    with time_machine.travel(noon, tick=False) as clock:
        values = arrange()
        assessment = db.session.get_one(Assessment, values["id"])
        rep = db.session.get_one(Person, values["rep_id"])
        manager = db.session.get_one(Person, values["manager_id"])
        submit_view(assessment, SELF, rep)
        submit_view(assessment, MANAGER, manager)
        opened = assessment.views_open_at
        for days in (-1, 0, 1, -1, 1, 0):
            clock.move_to(noon + timedelta(days=days), tick=False)
            for remind in reminders.SOURCES:
                remind(datetime.now(UTC))
            for kind, author in ((SELF, rep), (MANAGER, manager)):
                with pytest.raises(RuleBroken):
                    submit_view(assessment, kind, author)
        assert assessment.views_open_at == opened
        told_of = db.session.execute(select(Notice.kind, Notice.person_id)).all()
        assert sorted(told_of) == sorted((NoticeKind.VIEWS_OPEN, one.id) for one in (rep, manager))


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_day_on_which_the_clocks_change_ends_when_it_ends_there(app: Flask) -> None:
    """In Madrid the 29th of March 2026 has 23 hours, the 25th of October 25."""
    for day, ends in ((date(2026, 3, 29), 22), (date(2026, 10, 25), 23)):
        midnight = datetime(day.year, day.month, day.day, ends, tzinfo=UTC)
        begun = midnight - timedelta(days=3)
        with time_machine.travel(begun, tick=False) as clock:
            lead = make_member(role="team-lead")
            rep = make_person(role="css2", manager=lead)
            cycle = make_round(opens_on=begun.date(), views_open_on=day + timedelta(days=1))
            cycle.views_due_on = day
            assessment = open_views(make_assessment(cycle, rep))
            days = cycle_parts.days_of(cycle, None)
            for moment, is_over in ((midnight - timedelta(seconds=1), False), (midnight, True)):
                clock.move_to(moment, tick=False)
                now = datetime.now(UTC)
                assert queries.moments(assessment).are_open(now) == is_over
                assert (day_in(cycle.time_zone, now) > days.views_due_on) == is_over
