"""Keeping records in the browser: the pages, their answers, and who is offered them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.time_zones import today_in
from portal.models import AuditEvent, Person, Position, Role
from portal.services import people
from tests.browser import Browser, Page
from tests.factories import make_account, make_member, make_person, make_team
from tests.field_errors import error_at

RECORD_LINKS = ("edit", "position", "leave", "return")


@pytest.fixture
def rep(app: Flask) -> Person:
    del app
    lead = make_person("Lena Lead", email="lena@example.com", role="team-lead")
    make_account(lead)
    rep = make_member("Rita Rep", role="css1")
    rep.manager_id, rep.team_id = lead.id, make_team("Inbox North").id
    return rep


def links(page: Page, person: Person) -> list[str]:
    """Which of the pages for keeping a record a page leads to."""
    return [name for name in RECORD_LINKS if page.all(f'main a[href="/people/{person.id}/{name}"]')]


def positions(person: Person) -> list[tuple[date, date | None]]:
    found = select(Position).where(Position.person_id == person.id).order_by(Position.started_on)
    return [(position.started_on, position.ended_on) for position in db.session.scalars(found)]


def test_a_record_is_edited(desk: Browser, rep: Person) -> None:
    page = desk.get("people.edit", person_id=rep.id)
    assert page.form().values["manager_email"] == ["lena@example.com"]
    offered = {option["value"]: option.text for option in page.all("#manager_email-people option")}
    assert offered == {"lena@example.com": "Lena Lead"}
    assert "Leave it empty for somebody who reports to nobody." in page.text
    assert page.form().values["team"] == ["Inbox North"]
    answer = desk.submit(name="Rita Reyes", team="Inbox West", office="Porto")
    page = desk.follow(answer)
    assert page.heading == "Rita Reyes"
    assert "Inbox West" in page.text
    assert "Porto" in page.text
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "changed record")
    ).one()
    assert event.fields == ["name", "team_id", "office"]
    assert "Changed a person's record" in desk.get("admin.audit_trail").text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Enter the person's name."),
        ("email", "rita", "Write it like name@example.com."),
        ("email", "lena@example.com", "already in the portal"),
        ("manager_email", "nobody@example.com", "Nobody in the portal"),
        ("manager_email", "gone@example.com", "no longer here"),
        ("manager_email", "below@example.com", "manager's manager"),
        ("team", "–", "a letter or a digit"),
        ("office", "", "Enter an office"),
    ],
)
def test_a_mistake_is_told_beside_its_field(
    desk: Browser, rep: Person, field: str, typed: str, said: str
) -> None:
    make_person(email="gone@example.com", left_on=date(2025, 1, 1))
    make_person(email="below@example.com", manager=rep)
    before = rep.version
    desk.get("people.edit", person_id=rep.id)
    fields = {"office": "Porto", field: typed}
    page = desk.submit_form("main form[method=post]", fields, status=422)
    assert said in error_at(page, field)
    assert page.form().values[field] == [typed.strip()]
    assert rep.version == before


def test_a_zone_that_is_not_there_is_refused(desk: Browser, rep: Person) -> None:
    sent = {
        name: values[0]
        for name, values in desk.get("people.edit", person_id=rep.id).form().values.items()
    }
    sent["time_zone"] = "Mars/Olympus"
    page = desk.post("people.edit", sent, status=422, person_id=rep.id)
    assert error_at(page, "time_zone")


def test_what_was_typed_stays_when_the_record_changed_meanwhile(desk: Browser, rep: Person) -> None:
    desk.get("people.edit", person_id=rep.id)
    rep.office = "Faro"
    db.session.commit()
    page = desk.submit(office="Porto", status=409)
    assert "Nothing was overwritten" in page.one(".error-summary").get_text()
    assert page.form().values["office"] == ["Porto"]
    desk.submit(office="Porto", status=409)  # sending it again is no way around it
    assert rep.office == "Faro"


def test_ones_own_manager_is_left_alone(desk: Browser, ops: Person, rep: Person) -> None:
    ops.manager_id = rep.id
    page = desk.get("people.edit", person_id=ops.id)
    assert page.one("#manager_email").has_attr("readonly")
    desk.follow(desk.submit(office="Porto"))
    desk.get("people.edit", person_id=ops.id)
    page = desk.submit(manager_email="lena@example.com", status=422)
    assert "cannot be done for yourself" in error_at(page, "manager_email")
    assert (ops.office, ops.manager_id) == ("Porto", rep.id)


def test_nobody_is_offered_themselves_as_manager(desk: Browser, ops: Person, rep: Person) -> None:
    """Unless they lead that person already; it is refused beside the field where it is typed."""
    make_account(below := make_person("Bea Below", manager=ops))
    under = make_person(manager=below)

    def offered(page: Page) -> bool:
        assert page.all('#manager_email-people option[value="lena@example.com"]')
        return bool(page.all(f'#manager_email-people option[value="{ops.email}"]'))

    assert offered(desk.get("people.edit", person_id=under.id))
    assert not offered(desk.get("people.edit", person_id=rep.id))
    page = desk.submit(manager_email=ops.email, office="Porto", status=422)
    assert "cannot be done for yourself" in error_at(page, "manager_email")
    assert page.form().values["office"] == ["Porto"]


def test_a_position_is_entered(desk: Browser, rep: Person) -> None:
    page = desk.get("people.position", person_id=rep.id)
    assert "Customer Support Specialist 1" in page.text
    assert "ends the day before" in page.text
    assert "css1" not in [option["value"] for option in page.all("#role option")]
    page = desk.follow(desk.submit(role="css2", started_on="2025-07-01"))
    assert "Customer Support Specialist 2" in page.text
    assert positions(rep) == [
        (date(2024, 1, 8), date(2025, 7, 1)),
        (date(2025, 7, 1), None),
    ]


def test_a_first_position_can_be_entered(desk: Browser) -> None:
    newcomer = make_person("Nora New")
    assert "knows no position" in desk.get("people.position", person_id=newcomer.id).text
    desk.submit(role="css1")  # as offered: from today on
    assert positions(newcomer) == [(today_in(newcomer.time_zone), None)]


@pytest.mark.parametrize(
    ("fields", "at", "said"),
    [
        ({"role": "css2", "started_on": "2024-01-08"}, "started_on", "Another position"),
        ({"role": "css2", "started_on": "2024-01-01"}, "started_on", "before their first day"),
        ({"role": "css2", "started_on": "2999-01-01"}, "started_on", "still to come"),
        ({"role": "css2", "started_on": ""}, "started_on", "Enter a date."),
        ({"role": "", "started_on": "2025-01-01"}, "role", "Choose a role."),
    ],
)
def test_a_position_that_does_not_fit_is_refused(
    desk: Browser, rep: Person, fields: dict[str, str], at: str, said: str
) -> None:
    desk.get("people.position", person_id=rep.id)
    page = desk.submit(status=422, **fields)
    assert said in error_at(page, at)
    assert positions(rep) == [(date(2024, 1, 8), None)]


def test_only_roles_that_are_there_can_be_entered(desk: Browser, rep: Person) -> None:
    for role in ("css1", "emperor"):  # the one held now, and one that never was
        fields = {"role": role, "started_on": "2025-01-01"}
        page = desk.post("people.position", fields, status=422, person_id=rep.id)
        assert error_at(page, "role")


@pytest.mark.parametrize("endpoint", ["people.position", "people.leave"])
def test_nobody_does_it_for_themselves(desk: Browser, ops: Person, endpoint: str) -> None:
    page = desk.get(endpoint, status=409, person_id=ops.id)
    assert "cannot be done for yourself" in page.text
    fields = {"role": "css2", "started_on": "2025-01-01", "last_day": "2025-01-01"}
    desk.post(endpoint, fields, status=409, person_id=ops.id)
    assert len(positions(ops)) == 1
    assert ops.left_on is None


def test_somebody_leaves_and_comes_back(
    desk: Browser, rep: Person, new_browser: Callable[[], Browser]
) -> None:
    theirs = new_browser()
    theirs.sign_in(rep.email)
    theirs.get("home.index")
    desk.get("people.leave", person_id=rep.id)
    page = desk.follow(desk.submit(last_day="2025-05-05"))
    assert "Left on 5 May 2025." in page.text
    assert links(page, rep) == ["return"]
    assert "/sign-in" in (theirs.get("home.index", status=303).location or "")
    theirs.sign_in(rep.email, status=422)
    for gone in ("people.edit", "people.position", "people.leave"):
        desk.get(gone, status=404, person_id=rep.id)
    page = desk.get("people.come_back", person_id=rep.id)
    assert "They left on 5 May 2025." in page.text
    page = desk.follow(desk.submit())
    assert page.heading == "Position of Rita Rep"
    desk.follow(desk.submit(role="css2", started_on="2025-09-01"))
    assert positions(rep) == [
        (date(2024, 1, 8), date(2025, 5, 6)),
        (date(2025, 9, 1), None),
    ]
    desk.get("people.come_back", status=404, person_id=rep.id)


def test_leaving_waits_for_the_reports(desk: Browser, rep: Person) -> None:
    desk.get("people.leave", person_id=rep.id)
    below = make_person("Bo Below", manager=rep)
    page = desk.submit(status=409)  # somebody came under them meanwhile
    assert "People still report to this person" in page.one(".error-summary").get_text()
    page = desk.get("people.leave", person_id=rep.id)
    assert not page.all("main form[method=post]")
    assert page.one(".people-list a")["href"] == f"/people/{below.id}/edit"
    assert rep.left_on is None


@pytest.mark.parametrize(
    ("day", "said"), [("2999-01-01", "still to come"), ("2024-01-01", "first day"), ("", "a date")]
)
def test_a_last_day_that_does_not_fit_is_refused(
    desk: Browser, rep: Person, day: str, said: str
) -> None:
    desk.get("people.leave", person_id=rep.id)
    assert said in error_at(desk.submit(last_day=day, status=422), "last_day")
    assert rep.left_on is None


def test_whoever_leaves_today_is_out_of_the_directory_today(desk: Browser, rep: Person) -> None:
    desk.get("people.leave", person_id=rep.id)
    desk.submit()
    assert rep.left_on == today_in(rep.time_zone) + timedelta(days=1)
    desk.sign_out()
    desk.sign_in(make_member().email)
    desk.get("people.show", status=404, person_id=rep.id)


def test_the_links_are_for_those_who_may(
    desk: Browser, ops: Person, rep: Person, new_browser: Callable[[], Browser]
) -> None:
    assert links(desk.get("people.show", person_id=rep.id), rep) == ["edit", "position", "leave"]
    assert links(desk.get("people.show", person_id=ops.id), ops) == ["edit"]
    for reader in (rep, make_member(is_admin=True)):
        other = new_browser()
        other.sign_in(reader.email)
        assert links(other.get("people.show", person_id=rep.id), rep) == []
        for endpoint in ("people.edit", "people.position", "people.leave", "people.come_back"):
            other.get(endpoint, status=403, person_id=rep.id)
            other.post(endpoint, status=403, person_id=rep.id)
    assert positions(rep) == [(date(2024, 1, 8), None)]


def test_a_retired_role_is_not_offered(desk: Browser, rep: Person) -> None:
    role = db.session.scalars(select(Role).where(Role.key == "css2")).one()
    role.retired_on = date(2025, 1, 1)
    page = desk.get("people.position", person_id=rep.id)
    assert "css2" not in [option["value"] for option in page.all("#role option")]


def test_a_new_team_is_the_same_however_it_is_written(desk: Browser, rep: Person) -> None:
    team = people.team_named("Inbox South")
    desk.get("people.edit", person_id=rep.id)
    desk.submit(team="inbox  south")
    assert rep.team_id == team.id
