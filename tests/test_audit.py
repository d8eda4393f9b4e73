"""The trace: every change leaves a row, in the same transaction, and no row is ever rewritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from portal import audit
from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.evidence import Entry
from portal.models import AuditEvent
from portal.queries.audit import PRIVATE
from portal.services import assessments, evidence
from portal.wording.trace import AUDIT_ACTIONS
from tests.access_table import ROWS
from tests.browser import Browser
from tests.factories import (
    make_evidence,
    make_goal,
    make_member,
    make_person,
    make_submitted_view,
    make_view,
)
from tests.personas import OWN, browser_of, make_organisation
from tests.rounds import make_assessment, make_round, submit_view, write_view

UNTRACED = {
    "accounts.language": "how pages look to oneself",
    "accounts.settings": "how pages look to oneself",
    "accounts.sign_out": "the session is gone, nothing of anybody's changed",
    "accounts.telling": "what reaches oneself by mail",
    "accounts.theme": "how pages look to oneself",
    "assessments.answer": "a private draft",
    "assessments.save_answer": "a private draft",
    "assessments.save_next_steps": "a draft of the two who write it",
    "calibrations.read": "a private draft",
    "notices.follow": "what oneself has seen",
    "evidence.suggestions": "nothing is kept of what is typed",
    "notices.see_all": "what oneself has seen",
    "quality.edit": "a private draft",
}
"""What changes without a trace, and why."""


TESTED = select(AuditEvent).where(AuditEvent.action == "tested")


def count() -> int:
    return db.session.scalar(select(func.count(AuditEvent.id))) or 0


def test_every_change_leaves_a_trace(app: Flask, new_browser: Callable[[], Browser]) -> None:
    organisation = make_organisation()
    browsers = {
        persona: browser_of(organisation, persona, new_browser) for persona in (OWN, "admin")
    }
    changing = [row for row in ROWS if row.method == "POST" and row.status < 400]
    # What takes a record away, ends the session or changes the password comes last.
    last = (
        "evidence.delete",
        "accounts.end_other_sessions",
        "accounts.password",
        "accounts.sign_out",
    )
    untraced = set()
    for row in sorted(
        changing, key=lambda row: last.index(row.endpoint) if row.endpoint in last else -1
    ):
        persona = OWN if OWN in row.allowed else "admin"
        browser = browsers[persona]
        path = browser.path(row.endpoint, **row.values(organisation))
        if row.endpoint in {"assessments.begin", "assessments.start"}:
            continue  # there is a draft already; it has its own test
        if row.endpoint in {"assessments.submit", "assessments.discard"} and count_of(path) > 1:
            continue
        before = count()
        data = {"csrf_token": browser.token(), **row.data(organisation)}
        answer = browser.send(path, method="POST", data=data)
        if answer.status_code >= 400:
            continue
        if count() == before:
            untraced.add(row.endpoint)
            continue
        event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert event is not None
        assert event.request_id == answer.headers["X-Request-ID"]
        assert event.object_kind
        assert event.object_id
    assert untraced - {"assessments.submit"} <= set(UNTRACED)


def count_of(path: str) -> int:
    return path.count("//")


def test_a_trace_names_who_did_what_to_which(app: Flask) -> None:
    admin, person = make_person(), make_person()
    audit.record(admin, "tested", person, ["office"])
    db.session.flush()
    event = db.session.scalars(TESTED).one()
    assert (event.actor_id, event.action) == (admin.id, "tested")
    assert (event.object_kind, event.object_id, event.fields) == ("people", person.id, ["office"])
    assert event.request_id is None  # no request asked for it


@pytest.mark.parametrize(
    "rewriting",
    [
        "update audit_events set action = 'nothing happened'",
        "delete from audit_events",
        "delete from audit_events where id > 0",
    ],
)
def test_the_database_refuses_to_rewrite_the_trace(app: Flask, rewriting: str) -> None:
    audit.record(None, "tested", make_person())
    db.session.flush()
    with pytest.raises(DBAPIError, match="the trace is never rewritten"), db.session.begin_nested():
        db.session.execute(text(rewriting))
    assert db.session.scalars(TESTED).one().action == "tested"


def test_postgresql_refuses_to_empty_the_trace(app: Flask, kind: str) -> None:
    """SQLite has no such command; there it is a deletion like any other."""
    audit.record(None, "tested", make_person())
    db.session.flush()
    emptying = "truncate audit_events" if kind == "postgresql" else "delete from audit_events"
    with pytest.raises(DBAPIError, match="the trace is never rewritten"), db.session.begin_nested():
        db.session.execute(text(emptying))


def test_the_trace_holds_no_text_that_somebody_typed(
    app: Flask, new_browser: Callable[[], Browser]
) -> None:
    organisation = make_organisation()
    browser = browser_of(organisation, OWN, new_browser)
    browser.post(
        "assessments.save_answer",
        {"product-knowledge-note": "canary-8812", "product-knowledge-seen": ""},
        status=409,
        assessment_id=organisation.draft.assessment_id,
        competency="product-knowledge",
    )
    rows = db.session.connection().execute(select(AuditEvent.__table__)).all()
    assert rows
    for canary in ("canary", "zebra-4471", "heron-9920", "Rita", "@example.com"):
        assert canary not in repr(rows)


def test_admins_see_technical_events_only(app: Flask, new_browser: Callable[[], Browser]) -> None:
    """What happened in people's careers is no admin's to know."""
    organisation = make_organisation()
    admin, people_ops = (
        browser_of(organisation, persona, new_browser) for persona in ("admin", "people-ops")
    )
    assert "Rita Rep" not in admin.get("admin.audit_trail").text
    assert "Adam Admin" in admin.get("admin.audit_trail").text  # who signed in
    assert "Adam Admin" in people_ops.get("admin.audit_trail").text


def test_the_trace_tells_nobody_of_what_is_private_to_another(
    app: Flask, new_browser: Callable[[], Browser]
) -> None:
    """Every private deed is kept; its row is shown to whoever did it and to nobody else."""
    rep = make_member("Rita Rep")
    lead = make_member("Lena Lead", role="team-lead")
    rep.manager_id = lead.id
    ops = make_member("Olga Ops", is_people_ops=True)
    for person in (rep, ops):
        assessments.discard(make_view(person), by=person)
        make_submitted_view(person)
        note = make_evidence(person, is_shared=person is rep)
        evidence.delete(note, by=person)
        make_goal(person)
    evidence.thank(Entry(date(2026, 3, 2), "Thank you."), to=lead, by=rep)
    part = make_assessment(make_round(), rep)
    for kind, author in ((ViewKind.SELF, rep), (ViewKind.MANAGER, lead)):
        submit_view(part, kind, author)
    write_view(part, ViewKind.AGREED, lead)
    db.session.flush()
    kept = set(db.session.scalars(select(AuditEvent.action).where(AuditEvent.actor_id == rep.id)))
    hidden = {
        "started self-assessment", "discarded self-assessment", "submitted self-assessment",
        "wrote evidence", "deleted evidence", "started goal", "said thank you",
        "started self view",
    }  # fmt: skip
    assert hidden <= kept
    browser = new_browser()
    browser.sign_in(ops.email)
    shown: dict[str, set[str]] = {}
    for row in browser.get("admin.audit_trail").all("tbody tr"):
        who, what = (cell.get_text(strip=True).split(":")[0] for cell in row.select("td")[1:3])
        shown.setdefault(who, set()).add(what)
    assert shown["Rita Rep"] == {"Shared a note of evidence", "Submitted a self view"}
    assert shown["Lena Lead"] == {"Submitted a manager's view"}
    assert {"Started a self-assessment", "Wrote a note of evidence", "Started a goal"} <= shown[
        "Olga Ops"
    ]
    assert set(AUDIT_ACTIONS) >= PRIVATE
