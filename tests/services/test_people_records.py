"""Keeping records: what may be changed of whom, by whom, and what the trace keeps of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import Account, AccountSession, AuditEvent, Person, Position, SetUpLink
from portal.services import accounts, leavers, people, sessions
from portal.services.people import Record
from tests.factories import make_account, make_person, make_position, make_team

pytestmark = pytest.mark.usefixtures("app")

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture
def ops() -> Person:
    return make_person("Paula Peopleops", email="paula@example.com")


@pytest.fixture
def rep() -> Person:
    return make_person("Rita Rep", email="rita@example.com", role="css1")


def record(person: Person, **changes: object) -> Record:
    """A person's record as it stands, with some fields typed over."""
    manager = db.session.get(Person, person.manager_id) if person.manager_id else None
    kept = Record(
        name=person.name,
        email=person.email,
        manager_email=manager.email if manager else "",
        team="",
        office=person.office,
        time_zone=person.time_zone,
        version=person.version,
    )
    return replace(kept, **changes)  # type: ignore[arg-type]


def refused(broken: pytest.ExceptionInfo[RuleBroken]) -> tuple[Refusal, str | None]:
    return broken.value.refusal, broken.value.field


def trace(action: str) -> list[AuditEvent]:
    db.session.flush()
    found = select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)
    return list(db.session.scalars(found))


def held(person: Person) -> list[tuple[str, date, date | None]]:
    rows = select(Position).where(Position.person_id == person.id).order_by(Position.started_on)
    return [
        (position.role.key, position.started_on, position.ended_on)
        for position in db.session.scalars(rows.options(joinedload(Position.role)))
    ]


def test_a_record_is_changed_and_the_trace_names_what(rep: Person, ops: Person) -> None:
    lead = make_person(email="lena@example.com")
    changes = record(
        rep,
        name="Rita Reyes",
        email=" Rita.Reyes@Example.com ",
        manager_email="LENA@example.com",
        team="Inbox West",
        office="Porto",
        time_zone="Europe/Madrid",
    )
    people.change_record(rep, changes, by=ops)
    db.session.flush()
    db.session.expire_all()
    assert (rep.name, rep.sort_name, rep.email) == (
        "Rita Reyes", "rita reyes", "rita.reyes@example.com",
    )  # fmt: skip
    assert (rep.manager_id, rep.office, rep.time_zone) == (lead.id, "Porto", "Europe/Madrid")
    assert rep.team_id == people.team_named("inbox west").id
    (event,) = trace("changed record")
    assert (event.actor_id, event.object_kind, event.object_id) == (ops.id, "people", rep.id)
    assert event.fields == ["name", "email", "manager_id", "team_id", "office", "time_zone"]


def test_the_trace_names_the_changed_fields_only(rep: Person, ops: Person) -> None:
    people.change_record(rep, record(rep), by=ops)
    assert trace("changed record") == []
    people.change_record(rep, record(rep, office="Porto"), by=ops)
    assert [event.fields for event in trace("changed record")] == [["office"]]


def test_an_emptied_team_and_manager_are_none(ops: Person) -> None:
    rep = make_person(manager=make_person(), team=make_team())
    people.change_record(rep, record(rep, manager_email=""), by=ops)
    assert (rep.manager_id, rep.team_id) == (None, None)


def test_a_record_that_changed_meanwhile_is_not_overwritten(rep: Person, ops: Person) -> None:
    seen = record(rep, office="Porto")
    people.change_record(rep, record(rep, office="Faro"), by=ops)
    db.session.flush()
    with pytest.raises(RuleBroken) as broken:
        people.change_record(rep, seen, by=ops)
    assert refused(broken) == (Refusal.CHANGED_MEANWHILE, None)
    assert rep.office == "Faro"


def test_a_change_behind_ones_back_is_noticed(rep: Person, ops: Person) -> None:
    """Somebody else's transaction changed the row after this one had read it."""
    people_table = Person.__table__
    db.session.execute(
        update(people_table)  # type: ignore[arg-type]
        .where(people_table.c.id == rep.id)
        .values(version=people_table.c.version + 1)
    )
    for change in (
        lambda: people.change_record(rep, record(rep, office="Porto"), by=ops),
        lambda: people.enter_position(rep, "css2", from_day=date(2025, 1, 1), by=ops),
        lambda: leavers.leave(rep, last_day=date(2025, 1, 1), by=ops),
    ):
        with pytest.raises(RuleBroken, match="changed_meanwhile"):
            change()


def test_an_address_of_somebody_else_is_refused(rep: Person, ops: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        people.change_record(rep, record(rep, email="PAULA@example.com"), by=ops)
    assert refused(broken) == (Refusal.EMAIL_TAKEN, "email")


def test_the_reporting_line_gets_no_loop(ops: Person) -> None:
    head = make_person(email="head@example.com")
    lead = make_person(email="lead@example.com", manager=head)
    rep = make_person(email="below@example.com", manager=lead)
    for person, manager in ((head, rep), (head, lead), (lead, rep), (rep, rep)):
        with pytest.raises(RuleBroken) as broken:
            people.change_record(person, record(person, manager_email=manager.email), by=ops)
        assert refused(broken) == (Refusal.REPORTING_LOOP, "manager_email")
    people.change_record(rep, record(rep, manager_email=head.email), by=ops)
    people.change_record(lead, record(lead, manager_email=rep.email), by=ops)


def test_a_manager_must_be_somebody_who_is_here(rep: Person, ops: Person) -> None:
    gone = make_person(email="gone@example.com", left_on=date(2025, 1, 1))
    for email, refusal in (
        ("nobody@example.com", Refusal.MANAGER_UNKNOWN),
        (gone.email, Refusal.MANAGER_LEFT),
    ):
        with pytest.raises(RuleBroken) as broken:
            people.change_record(rep, record(rep, manager_email=email), by=ops)
        assert refused(broken) == (refusal, "manager_email")
    rep.manager_id = gone.id  # as brought in from elsewhere: other fields can be changed still
    people.change_record(rep, record(rep, office="Porto"), by=ops)
    assert (rep.manager_id, rep.office) == (gone.id, "Porto")


def test_nobody_gives_themselves_another_manager(ops: Person, rep: Person) -> None:
    ops.manager_id = rep.id
    head = make_person(email="head@example.com")
    for email in (head.email, ""):
        with pytest.raises(RuleBroken) as broken:
            people.change_record(ops, record(ops, manager_email=email), by=ops)
        assert refused(broken) == (Refusal.NOT_YOURSELF, "manager_email")
    people.change_record(ops, record(ops, name="Paula P.", office="Porto"), by=ops)
    assert (ops.name, ops.office, ops.manager_id) == ("Paula P.", "Porto", rep.id)


def test_nobody_makes_themselves_a_manager_but_of_whom_they_lead(ops: Person, rep: Person) -> None:
    """Else people-ops would come to read goals, evidence and assessments by their own hand."""
    lead = make_person(email="lead@example.com", manager=ops)
    below = make_person(email="below@example.com", manager=lead)
    for attempt in (
        lambda: people.change_record(rep, record(rep, manager_email=ops.email), by=ops),
        lambda: people.set_manager(rep, ops, by=ops),
    ):
        with pytest.raises(RuleBroken) as broken:
            attempt()
        assert refused(broken) == (Refusal.NOT_YOURSELF, "manager_email")
    assert rep.manager_id is None
    people.change_record(below, record(below, manager_email=ops.email), by=ops)
    people.change_record(lead, record(lead, office="Porto"), by=ops)  # theirs as before
    assert (below.manager_id, lead.manager_id, lead.office) == (ops.id, ops.id, "Porto")
    people.change_record(rep, record(rep, manager_email=ops.email), by=lead)
    assert rep.manager_id == ops.id


def test_a_position_is_entered_for_somebody_else_only(rep: Person, ops: Person) -> None:
    people.enter_position(rep, "css2", from_day=date(2025, 7, 1), by=ops)
    assert held(rep) == [
        ("css1", date(2024, 1, 8), date(2025, 7, 1)),
        ("css2", date(2025, 7, 1), None),
    ]
    assert [event.actor_id for event in trace("opened position")] == [ops.id]
    with pytest.raises(RuleBroken) as broken:
        people.enter_position(ops, "css2", from_day=date(2025, 7, 1), by=ops)
    assert refused(broken) == (Refusal.NOT_YOURSELF, None)
    assert held(ops) == []


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2024, 1, 7), Refusal.NOT_HERE_YET),
        (date(2024, 1, 8), Refusal.POSITION_OVERLAPS),
        (TODAY + timedelta(days=1), Refusal.DAY_AHEAD),
    ],
)
def test_a_position_begins_on_a_day_that_fits(
    rep: Person, ops: Person, day: date, refusal: Refusal
) -> None:
    with time_machine.travel(NOON), pytest.raises(RuleBroken) as broken:
        people.enter_position(rep, "css2", from_day=day, by=ops)
    assert refused(broken) == (refusal, "started_on")
    assert held(rep) == [("css1", date(2024, 1, 8), None)]


def test_today_is_the_day_where_the_person_lives(ops: Person) -> None:
    east = make_person(time_zone="Pacific/Auckland")
    west = make_person(time_zone="America/Los_Angeles")
    with time_machine.travel(datetime(2026, 3, 2, 18, tzinfo=UTC)):
        people.enter_position(east, "css1", from_day=date(2026, 3, 3), by=ops)
        with pytest.raises(RuleBroken, match="day_ahead"):
            people.enter_position(west, "css1", from_day=date(2026, 3, 3), by=ops)


def test_who_leaves_is_out_in_every_way(rep: Person, ops: Person) -> None:
    account = make_account(rep)
    token = sessions.open_session(account, device="")
    accounts.issue_set_up_link(account, by=None)
    with time_machine.travel(NOON):
        leavers.leave(rep, last_day=TODAY, by=ops)
        db.session.flush()
        assert (rep.last_day, rep.left_on) == (TODAY, TODAY + timedelta(days=1))
        assert held(rep) == [("css1", date(2024, 1, 8), TODAY + timedelta(days=1))]
        assert not account.is_active
        assert sessions.find(token) is None
    for left in (AccountSession, SetUpLink):
        assert not db.session.scalars(select(left).where(left.account_id == account.id)).all()
    fields = {event.action: event.fields for event in trace("noted leaving")}
    fields |= {event.action: event.fields for event in trace("closed position")}
    assert fields == {"noted leaving": ["left_on"], "closed position": ["ended_on"]}
    assert [event.actor_id for event in trace("deactivated account")] == [ops.id]


def test_who_has_neither_account_nor_position_can_leave(ops: Person) -> None:
    person = make_person()
    leavers.leave(person, last_day=date(2025, 5, 5), by=ops)
    assert person.left_on == date(2025, 5, 6)
    assert trace("deactivated account") == trace("closed position") == []


def test_who_has_reports_cannot_leave(rep: Person, ops: Person) -> None:
    account = make_account(rep)
    below = make_person(manager=rep)
    make_person(manager=rep, left_on=date(2025, 1, 1))
    with pytest.raises(RuleBroken) as broken:
        leavers.leave(rep, last_day=date(2025, 5, 5), by=ops)
    assert refused(broken) == (Refusal.HAS_REPORTS, None)
    assert rep.left_on is None
    assert account.is_active
    other = make_person(email="other@example.com")
    people.change_record(below, record(below, manager_email=other.email), by=ops)
    leavers.leave(rep, last_day=date(2025, 5, 5), by=ops)


def test_nobody_notes_that_they_left_themselves(ops: Person) -> None:
    with pytest.raises(RuleBroken, match="not_yourself"):
        leavers.leave(ops, last_day=date(2025, 5, 5), by=ops)


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2024, 1, 7), Refusal.NOT_HERE_YET),
        (date(2024, 12, 31), Refusal.POSITION_LATER),
        (TODAY + timedelta(days=1), Refusal.DAY_AHEAD),
    ],
)
def test_a_last_day_fits_what_is_known(ops: Person, day: date, refusal: Refusal) -> None:
    rep = make_person()
    make_position(rep, "css1", ended_on=date(2025, 1, 1))
    make_position(rep, "css2", started_on=date(2025, 1, 1))
    with time_machine.travel(NOON), pytest.raises(RuleBroken) as broken:
        leavers.leave(rep, last_day=day, by=ops)
    assert refused(broken) == (refusal, "last_day")


def test_a_position_lasts_its_one_day(ops: Person) -> None:
    """Whoever leaves on the first day of a position held it that day."""
    rep = make_person(role="css1", started_on=date(2025, 1, 6))
    leavers.leave(rep, last_day=date(2025, 1, 6), by=ops)
    assert held(rep) == [("css1", date(2025, 1, 6), date(2025, 1, 7))]


def test_who_comes_back_gets_a_position_anew(rep: Person, ops: Person) -> None:
    account = make_account(rep)
    leavers.leave(rep, last_day=date(2025, 5, 5), by=ops)
    leavers.come_back(rep, by=ops)
    db.session.flush()
    assert rep.left_on is None
    assert not account.is_active
    assert [position[2] for position in held(rep)] == [date(2025, 5, 6)]
    people.enter_position(rep, "css2", from_day=date(2025, 9, 1), by=ops)
    assert held(rep)[-1] == ("css2", date(2025, 9, 1), None)
    assert [event.fields for event in trace("noted return")] == [["left_on"]]


def test_a_manager_who_left_meanwhile_is_nobodys(ops: Person) -> None:
    lead = make_person()
    rep = make_person(manager=lead)
    leavers.leave(rep, last_day=date(2025, 5, 5), by=ops)
    leavers.leave(lead, last_day=date(2025, 6, 6), by=ops)
    leavers.come_back(rep, by=ops)
    assert rep.manager_id is None
    assert [event.fields for event in trace("noted return")] == [["left_on", "manager_id"]]


def test_services_leave_committing_to_the_edge(app: Flask, rep: Person, ops: Person) -> None:
    make_account(rep)
    savepoint = db.session.begin_nested()
    leavers.leave(rep, last_day=date(2025, 5, 5), by=ops)
    savepoint.rollback()
    db.session.expire_all()
    assert rep.left_on is None
    account = db.session.scalars(select(Account).where(Account.person_id == rep.id)).one()
    assert account.is_active
