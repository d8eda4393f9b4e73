"""What was allowed when a request began and is not any more when it writes.

A right is looked up and held in the transaction that writes: once somebody is told that it is
taken away, nothing more is written with it. SQLite lets only one in who may write; there, what
was read cannot be overtaken by somebody else's commit either.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from threading import Event, get_ident
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import event, select, text, update

from portal import transactions
from portal.db import db
from portal.models import (
    Account,
    AccountSession,
    Answer,
    AuditEvent,
    CheckIn,
    ImportFile,
    Person,
)
from tests.browser import Browser
from tests.databases import Databases
from tests.factories import make_goal, make_member
from tests.test_concurrency import arranged, post, signed_in
from tests.test_rounds_at_once import arrange, counted
from tests.test_rounds_under_fault import NOTE, SEEN, on_sqlite

PATIENCE = 20
Deed = Callable[[], int]


class Pause:
    """Stops the first writing statement of one request until it is told to go on.

    With ``before``, the first one that has those words in it.
    """

    def __init__(self, deed: Deed, before: str = "") -> None:
        self.deed, self.before = deed, before
        self.reached, self.go_on = Event(), Event()
        self.thread = 0

    def run(self) -> int:
        self.thread = get_ident()
        return self.deed()

    def __call__(self, _c: object, _x: object, statement: str, *_: object) -> None:
        first = statement.startswith(("INSERT", "UPDATE", "DELETE"))
        if self.before:
            first = self.before in statement
        if first and get_ident() == self.thread and not self.reached.is_set():
            self.reached.set()
            assert self.go_on.wait(PATIENCE)


@contextmanager
def paused(
    app: Flask, deed: Deed, before: str = ""
) -> Iterator[tuple[Pause, Future[int], ThreadPoolExecutor]]:
    """A request that has been let in and stands just before it writes."""
    with app.app_context():
        engine = db.engine
    pause = Pause(deed, before)
    event.listen(engine, "before_cursor_execute", pause)
    try:
        with ThreadPoolExecutor(2) as pool:
            writing = pool.submit(pause.run)
            assert pause.reached.wait(PATIENCE)
            yield pause, writing, pool
            pause.go_on.set()
    finally:
        pause.go_on.set()
        event.remove(engine, "before_cursor_execute", pause)


def waits_for_a_lock(app: Flask, other: Future[int]) -> bool:
    """Whether PostgreSQL has somebody wait; False when ``other`` ended without having to."""
    with app.app_context(), db.engine.connect() as connection:
        waiting = text(
            "select count(*) from pg_stat_activity"
            " where datname = current_database() and wait_event_type = 'Lock'"
        )
        while True:
            if connection.scalar(waiting):
                return True
            connection.rollback()
            if wait([other], timeout=0.02).done:
                return False


def scene() -> dict[str, Any]:
    """Who writes, what they write, and who may take it away from them."""
    values = arrange()
    admin, second = (make_member(name, is_admin=True) for name in ("Ada Admin", "Abel Admin"))
    rep = db.session.get_one(Person, values["rep_id"])
    accounts = select(Person.email, Account.id).join(Account.person)
    return {
        **values,
        "admin": admin.email,
        "second": second.email,
        "admins": ("admin", "second"),
        "today": datetime.now(UTC).date().isoformat(),
        "goal": make_goal(rep).id,
        "accounts": dict(list(db.session.execute(accounts))),
    }


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_who_is_told_that_a_right_is_gone_sees_nothing_written_with_it(
    separate_app: Flask,
) -> None:
    """Taking it away waits for what is being written, and shuts out what comes after."""
    values = arranged(separate_app, scene)
    accounts, at = values["accounts"], f"/assessments/{values['id']}"
    rep, manager, ops, admin = (
        signed_in(separate_app, values[who]) for who in ("rep", "manager", "ops", "admin")
    )

    def typed(note: str) -> Deed:
        seen = str(rep.get(f"{at}/answers").one(f'input[name="{SEEN}"]')["value"])
        return post(rep, f"{at}/answers/product-knowledge", **{NOTE: note, SEEN: seen})

    goal = f"/growth/goals/{values['goal']}/check-ins"
    pause = f"/assessments/rounds/{values['cycle']}/pause"
    because = {"version": str(values["version"]), "reason": "A peak."}
    record = ops.get(f"/people/{values['person']}/edit").form("form[method=post]:has([name=team])")
    moved = record.filled({"manager_email": values["other"]})
    rights = f"/admin/accounts/{accounts[values['ops']]}"
    version = str(admin.get(rights).one('input[name="version"]')["value"])

    def move() -> int:
        return ops.send(record.action, method="POST", data=moved).status_code

    trials: list[tuple[Deed, Deed, int, type, Deed, set[int]]] = [
        # a manager is replaced while they write about a goal
        (post(manager, goal, text="Goes well."), move, 303, CheckIn,
         post(manager, goal, text="And on."), {404}),
        # an account is closed while its person types
        (typed("Typed."),
         post(admin, f"/admin/accounts/{accounts[values['rep']]}/deactivate"), 200, Answer,
         post(rep, f"{at}/submit"), {401}),
        # somebody in people-ops is so no more while they let a round rest
        (post(ops, pause, **because), post(admin, rights, version=version), 303, AuditEvent,
         post(ops, pause, **because), {401, 403}),
    ]  # fmt: skip
    for write, take_away, done, model, again, refused in trials:
        with paused(separate_app, write) as (pause_, writing, pool):
            taking = pool.submit(take_away)
            assert waits_for_a_lock(separate_app, taking), model
            pause_.go_on.set()
            assert (writing.result(PATIENCE), taking.result(PATIENCE)) == (done, 303), model
        before = counted(separate_app, model)
        assert again() in refused, model
        assert counted(separate_app, model) == before


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_changes_of_people_and_accounts_follow_each_other(separate_app: Flask) -> None:
    """They hold what they change in one order: one waits, and neither fails for having met."""
    values = arranged(separate_app, scene)
    accounts, goal = values["accounts"], f"/growth/goals/{values['goal']}/check-ins"
    rep, ops, admin, second = (
        signed_in(separate_app, values[who]) for who in ("rep", "ops", "admin", "second")
    )
    close = {who: f"/admin/accounts/{accounts[values[who]]}/deactivate" for who in values["admins"]}
    link = f"/admin/accounts/{accounts[values['admin']]}/set-up-link"
    has_left = post(ops, f"/people/{values['person']}/leave", last_day=values["today"])
    meetings: list[tuple[Deed, str, Deed, tuple[int, int]]] = [
        # somebody has left who writes at that moment, and holds no more than their account yet
        (post(rep, goal, text="Goes on."), "FOR SHARE OF people", has_left, (303, 303)),
        # an admin sends their own set-up link twice
        (post(admin, link), "UPDATE OF accounts", post(admin, link), (200, 200)),
        # two admins close each other's account: who comes second is signed out by then
        (post(admin, close["second"]), "UPDATE accounts", post(second, close["admin"]), (303, 401)),
    ]
    for deed, before, other, done in meetings:
        with paused(separate_app, deed, before) as (pause, writing, pool):
            meeting = pool.submit(other)
            assert waits_for_a_lock(separate_app, meeting), before
            pause.go_on.set()
            assert (writing.result(PATIENCE), meeting.result(PATIENCE)) == done, before


def test_who_is_shut_out_while_a_file_is_read_brings_nothing_in(separate_app: Flask) -> None:
    """Reading a file lets the database go; who sent it is looked up again before it is kept."""
    from portal.blueprints.imports import views

    values = arranged(separate_app, scene)
    ops, admin = (signed_in(separate_app, values[who]) for who in ("ops", "admin"))
    shut = post(admin, f"/admin/accounts/{values['accounts'][values['ops']]}/deactivate")
    with ThreadPoolExecutor(1) as pool, pytest.MonkeyPatch.context() as patch:

        def release() -> None:
            transactions.release()
            assert pool.submit(shut).result(PATIENCE) == 303

        patch.setattr(views, "release", release)
        file = (BytesIO(b"competency,css1\nEmpathy,Listens first\n"), "matrix.csv")
        data = {"csrf_token": ops.token(), "file": file}
        assert ops.send("/imports/new", method="POST", data=data).status_code == 401
    assert counted(separate_app, ImportFile) == 0


def test_a_slow_line_holds_nobody_up(databases: Databases) -> None:
    """While a form comes in bit by bit, somebody else saves."""
    with on_sqlite(databases) as (app, file, values):
        rep = signed_in(app, str(values["rep"]))
        path = f"/assessments/{values['id']}/submit"
        seen: list[str] = []

        class SlowLine(BytesIO):
            """Between any two bytes of it somebody else may write."""

            def readinto(self, room: Any) -> int:
                with closing(sqlite3.connect(file, timeout=0)) as other:
                    other.execute("BEGIN IMMEDIATE")
                    seen.append("saved")
                return super().readinto(memoryview(room)[:1])

        body = urlencode({"csrf_token": rep.token()}).encode()
        answer = rep.send(
            path, method="POST", input_stream=SlowLine(body), content_length=len(body),
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip
        assert answer.status_code == 303
        assert len(seen) >= len(body)
        # of whoever is not signed in nothing is taken in beforehand
        seen.clear()
        strange = {"input_stream": SlowLine(b"much"), "content_type": "application/octet-stream"}
        answer = Browser(app).send("/imports/new", method="POST", content_length=4, **strange)
        assert (answer.status_code in {400, 401}, seen) == (True, [])


def test_what_was_read_is_not_overtaken_on_sqlite(databases: Databases) -> None:
    """A transaction that reads, is overtaken and then writes fails at once: no request is one."""
    with on_sqlite(databases) as (app, file, values):

        def connection() -> sqlite3.Connection:
            return sqlite3.connect(file, isolation_level=None, timeout=5, check_same_thread=False)

        write = "UPDATE people SET office = hex(randomblob(4))"
        with closing(connection()) as one, closing(connection()) as other:
            one.execute("BEGIN")
            one.execute("SELECT * FROM people").fetchall()
            other.execute(write)
            with pytest.raises(sqlite3.OperationalError) as failed:
                one.execute(write)  # although it may wait for five seconds
            assert failed.value.sqlite_errorcode == sqlite3.SQLITE_BUSY_SNAPSHOT
            one.rollback()
        overtaken: list[str] = []

        def overtake(_c: object, _x: object, statement: str, *_: object) -> None:
            """Somebody tries to commit after each thing that is read."""
            if not statement.startswith("SELECT"):
                return
            with closing(connection()) as other:
                other.execute("PRAGMA busy_timeout = 0")
                try:
                    other.execute(write)
                    overtaken.append("yes")
                except sqlite3.OperationalError:
                    overtaken.append("no")

        rep = signed_in(app, str(values["rep"]))
        submit = post(rep, f"/assessments/{values['id']}/submit")
        with app.app_context():
            engine = db.engine
        event.listen(engine, "after_cursor_execute", overtake)
        try:
            assert submit() == 303
            assert set(overtaken) == {"no"}
            # a page is overtaken as it is read, and notes that it was used all the same
            overtaken.clear()
            with app.app_context():
                long_ago = datetime.now(UTC) - timedelta(minutes=10)
                db.session.execute(update(AccountSession).values(seen_at=long_ago))
                db.session.commit()
            rep.get(f"/assessments/{values['id']}")
            assert "yes" in overtaken
        finally:
            event.remove(engine, "after_cursor_execute", overtake)
        with app.app_context():
            assert max(db.session.scalars(select(AccountSession.seen_at))) > long_ago
