"""Reminders: once for each occasion, by daylight, never on leave, whatever the clock does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import time_machine
from flask import Flask
from sqlalchemy import delete, select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.notices import NoticeKind
from portal.domain.workflows import CycleState
from portal.models import Absence, Account, Mail, Notice, Person
from portal.models.accounts import EvidenceReminder
from portal.services import reminders
from tests.factories import make_account, make_person
from tests.rounds import make_assessment, make_round, open_views, submit_view

SELF, TEAM, TALK = (
    NoticeKind.SELF_VIEW_DUE,
    NoticeKind.MANAGER_VIEWS_DUE,
    NoticeKind.TALK_DUE,
)


@contextmanager
def at(day: date, hour: int = 9) -> Iterator[None]:
    """A moment in January 2026 by UTC; 9 o'clock there is 10 in Madrid and 1 in Los Angeles."""
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        yield


def january(day: int) -> date:
    return date(2026, 1, 1) + timedelta(days=day - 1)


def told_on(day: date, hour: int = 9) -> list[tuple[NoticeKind, str]]:
    """What the worker tells whom at a moment; asked twice, as by two workers."""
    newest = db.session.scalar(select(Notice.id).order_by(Notice.id.desc())) or 0
    with at(day, hour):
        for remind in reminders.SOURCES * 2:
            remind(datetime.now(UTC))
    rows = select(Notice.kind, Person.name).join(Notice.person).where(Notice.id > newest)
    return sorted((row.kind, row.name) for row in db.session.execute(rows))


def about(kind: NoticeKind, name: str) -> dict[str, str]:
    query = select(Notice.about).join(Notice.person)
    newest = query.where(Notice.kind == kind, Person.name == name).order_by(Notice.id.desc())
    return dict(db.session.scalars(newest).first() or {})


def member(name: str, **more: object) -> Person:
    person = make_person(name, **more)  # type: ignore[arg-type]
    make_account(person)
    return person


def test_a_round_reminds_of_views_and_conversations(app: Flask) -> None:
    with at(january(12)):
        lead = member("Lead", role="team-lead", time_zone="Europe/Madrid")
        here = {"role": "css2", "manager": lead, "time_zone": "Europe/Madrid"}
        rita = member("Rita", **here, locale="es")
        far = member("Far", **{**here, "time_zone": "America/Los_Angeles"})
        away = member("Away", **here)
        gone = member("Gone", **here)
        cycle = make_round("Winter round", opens_on=january(12))  # due on the 26th
        assessments = {one.name: make_assessment(cycle, one) for one in (rita, far, away, gone)}
        gone.left_on = january(20)  # noted on their last day, and holds at once
        db.session.add(Absence(person_id=away.id, from_on=january(14), until_on=january(22)))
        db.session.commit()

    # A week before, by day, to those who are here; the manager hears of all of them at once.
    assert told_on(january(18)) == []
    assert told_on(january(19), hour=6) == []
    assert told_on(january(19)) == [(TEAM, "Lead"), (SELF, "Rita")]
    assert about(TEAM, "Lead") == {
        "cycle": "Winter round", "due": "2026-01-26", "zone": "Europe/Madrid", "count": "3",
    }  # fmt: skip
    assert told_on(january(19), hour=17) == [(SELF, "Far")], "when it is day in Los Angeles"
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert {mail.address: mail.language for mail in mails} == {
        lead.email: "en", rita.email: "es", far.email: "en",
    }  # fmt: skip

    # A clock that jumps to and fro makes nobody hear of it twice.
    for day in (20, 18, 19, 21, 19):
        assert told_on(january(day)) == []
    assert told_on(january(22)) == [(SELF, "Away")], "back from leave"

    # Two days before; then nobody is asked for what is there, or while the round is paused.
    assert told_on(january(24), hour=16) == [
        (TEAM, "Lead"), (SELF, "Away"), (SELF, "Far"), (SELF, "Rita"),
    ]  # fmt: skip
    assert told_on(january(23), hour=16) == told_on(january(19), hour=16) == []
    with at(january(25)):
        submit_view(assessments["Rita"], ViewKind.SELF, rita)
        open_views(assessments["Far"])
        assessments["Away"].extended_to = january(36)
        cycle.state, cycle.paused_at = CycleState.PAUSED, datetime.now(UTC)
        db.session.commit()
    assert told_on(january(27), hour=16) == []
    cycle.state, cycle.paused_at = CycleState.OPEN, None
    assert told_on(january(27), hour=16) == [(TEAM, "Lead")]
    assert about(TEAM, "Lead") == {"cycle": "Winter round", "count": "1"}, "a day after: no day"
    assert told_on(january(29), hour=16) == [(TEAM, "Lead"), (SELF, "Away")]
    assert about(SELF, "Away")["due"] == "2026-02-05", "who was given longer is asked again"

    # The conversation, due two weeks after the views, asks both; never one without the other.
    assert told_on(january(33), hour=16) == [(TALK, "Far"), (TALK, "Lead")]
    assert about(TALK, "Far") == {
        "cycle": "Winter round", "due": "2026-02-09", "zone": "Europe/Madrid",
    }  # fmt: skip
    db.session.add(Absence(person_id=lead.id, from_on=january(34)))
    assert told_on(january(38), hour=16) == [(SELF, "Away")]
    cycle.state, cycle.closed_at = CycleState.CLOSED, datetime.now(UTC)
    db.session.execute(delete(Absence))
    assert told_on(january(41), hour=16) == []


def test_views_that_open_on_a_day_are_told_of_when_it_comes(app: Flask) -> None:
    with at(january(12)):
        lead = member("Lead", role="team-lead", time_zone="Europe/Madrid")
        rita = member("Rita", role="css2", manager=lead, time_zone="Europe/Madrid")
        cycle = make_round(opens_on=january(12), views_open_on=january(15))
        open_views(make_assessment(cycle, rita))
        db.session.commit()
    both = [(NoticeKind.VIEWS_OPEN, "Lead"), (NoticeKind.VIEWS_OPEN, "Rita")]
    assert told_on(january(14), hour=22) == []
    assert told_on(january(14), hour=23) == both, "the 15th begins at 23 by UTC in Madrid"
    assert told_on(january(16)) == told_on(january(15)) == []


def test_evidence_is_asked_for_as_often_as_somebody_asked(app: Flask) -> None:
    asked = {
        EvidenceReminder.NEVER: member("Never"),
        EvidenceReminder.WEEKLY: member("Weekly", time_zone="Europe/Madrid"),
        EvidenceReminder.FORTNIGHTLY: member("Fortnightly", time_zone="Europe/Madrid"),
    }
    closed = member("Closed", time_zone="Europe/Madrid")
    for how_often, person in (*asked.items(), (EvidenceReminder.WEEKLY, closed)):
        account = db.session.scalars(select(Account).where(Account.person_id == person.id)).one()
        account.evidence_reminder = how_often
    account.deactivated_at = datetime.now(UTC)
    days = [january(day) for day in range(5, 5 + 28)]  # four weeks from a Monday on
    told = {day: names for day in days if (names := [who for _, who in told_on(day)])}
    thursdays = [january(8), january(15), january(22), january(29)]
    assert list(told) == thursdays
    assert all("Weekly" in names for names in told.values())
    fortnightly = [day for day, names in told.items() if "Fortnightly" in names]
    assert len(fortnightly) == 2
    assert fortnightly[1] - fortnightly[0] == timedelta(days=14)
    assert told_on(thursdays[-1]) == told_on(thursdays[-1] + timedelta(days=1)) == []
    notice = db.session.scalars(select(Notice).order_by(Notice.id)).first()
    assert notice is not None
    assert (notice.kind, notice.path) == (NoticeKind.EVIDENCE_ASKED, "/evidence/new")
