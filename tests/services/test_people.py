"""People and positions: one role at a time, no loops, also where the rules are bypassed."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.db import db
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import Position, Role
from portal.services import people
from tests.factories import make_person, make_position

pytestmark = pytest.mark.usefixtures("app")


def role(key: str) -> Role:
    return db.session.scalars(select(Role).where(Role.key == key)).one()


def new(email: str = "ana@example.com", **more: object) -> people.NewPerson:
    fields = {
        "name": "Ana", "email": email, "office": "Lisbon", "time_zone": "Europe/Lisbon",
        "locale": "en", "started_on": date(2025, 1, 6), **more,
    }  # fmt: skip
    return people.NewPerson(**fields)  # type: ignore[arg-type]


def test_an_address_belongs_to_one_person() -> None:
    people.add(new(" Ana@Example.com "), by=None)
    with pytest.raises(RuleBroken) as broken:
        people.add(new("ana@EXAMPLE.com"), by=None)
    assert (broken.value.refusal, broken.value.field) == (Refusal.EMAIL_TAKEN, "email")


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "Ana@example.com"},
        {"left_on": date(2023, 1, 1)},
    ],
)
def test_the_database_refuses_people_that_cannot_be(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), db.session.begin_nested():
        make_person(**fields)  # type: ignore[arg-type]


def test_nobody_is_their_own_manager() -> None:
    person = make_person()
    with pytest.raises(RuleBroken, match="reporting_loop"):
        people.set_manager(person, person, by=None)
    person.manager_id = person.id
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_reporting_line_has_no_loops() -> None:
    head = make_person()
    lead = make_person(manager=head)
    rep = make_person(manager=lead)
    with pytest.raises(RuleBroken, match="reporting_loop"):
        people.set_manager(head, rep, by=None)
    people.set_manager(rep, head, by=None)
    people.set_manager(lead, rep, by=None)
    people.set_manager(rep, None, by=None)
    assert rep.manager_id is None


def test_a_new_position_ends_the_one_before() -> None:
    person = people.add(new(role=role("css1")), by=None)
    people.open_position(person, role("css2"), from_day=date(2025, 7, 1), by=None)
    held = db.session.scalars(select(Position).order_by(Position.started_on)).all()
    assert [(p.started_on, p.ended_on) for p in held] == [
        (date(2025, 1, 6), date(2025, 7, 1)),
        (date(2025, 7, 1), None),
    ]


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 1, 6)])
def test_a_position_cannot_begin_before_the_one_held_now(day: date) -> None:
    person = people.add(new(role=role("css1")), by=None)
    with pytest.raises(RuleBroken, match="position_overlaps"):
        people.open_position(person, role("css2"), from_day=day, by=None)


def test_a_position_cannot_begin_within_an_earlier_one() -> None:
    person = make_person()
    make_position(person, "css1", started_on=date(2024, 1, 1), ended_on=date(2025, 1, 1))
    for day in (date(2023, 6, 1), date(2024, 1, 1), date(2024, 12, 31)):
        with pytest.raises(RuleBroken, match="position_overlaps"):
            people.open_position(person, role("css2"), from_day=day, by=None)
    people.open_position(person, role("css2"), from_day=date(2025, 1, 1), by=None)


def test_the_database_holds_one_open_position() -> None:
    person = make_person(role="css1")
    with pytest.raises(IntegrityError), db.session.begin_nested():
        make_position(person, "css2", started_on=date(2025, 1, 1))


@pytest.mark.parametrize("ended_on", [date(2024, 1, 8), date(2024, 1, 7)])
def test_a_position_lasts_a_day_at_least(ended_on: date) -> None:
    with pytest.raises(IntegrityError), db.session.begin_nested():
        make_position(make_person(), "css2", ended_on=ended_on)


def test_a_team_is_known_by_its_name_however_it_is_written() -> None:
    assert people.team_named("Inbox  North").id == people.team_named("inbox north").id
    assert people.team_named("Équipe Zürich").key == "équipe-zürich"


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(days=st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_positions_never_overlap_whatever_is_tried(days: list[int]) -> None:
    """Each list of days is tried in a savepoint of its own."""
    start = date(2024, 1, 1).toordinal()
    savepoint = db.session.begin_nested()
    person = make_person()
    for day in days:
        try:
            people.open_position(
                person, role("css1"), from_day=date.fromordinal(start + day), by=None
            )
        except RuleBroken:
            continue
    held = db.session.scalars(
        select(Position).where(Position.person_id == person.id).order_by(Position.started_on)
    ).all()
    for before, after in pairwise(held):
        assert before.ended_on is not None
        assert before.ended_on <= after.started_on
    assert [p for p in held if p.ended_on is None] == [held[-1]]
    savepoint.rollback()
