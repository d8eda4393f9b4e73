"""Reading people: who is found, in which order, with how many questions to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import Person
from portal.queries import people
from portal.queries.people import Sought
from portal.queries.visibility.people import load_person
from tests.browser import Browser
from tests.factories import make_member, make_person, make_position, make_team

pytestmark = pytest.mark.usefixtures("app")


def names(sought: Sought | None = None, *, page: int = 1, former: bool = False) -> list[str]:
    found = people.directory(sought or Sought(), page=page, including_former=former)
    return [person.name for person in found.items]


def test_former_people_are_there_for_people_ops_only() -> None:
    make_person("Here Now")
    gone = make_person("Long Gone", left_on=date(2025, 1, 1))
    assert names() == ["Here Now"]
    assert names(former=True) == ["Here Now", "Long Gone"]
    assert load_person(gone.id, including_former=True).id == gone.id
    with pytest.raises(Missing):
        load_person(gone.id, including_former=False)


def test_every_word_has_to_be_found_in_name_or_address() -> None:
    make_person("Ana María Ruiz", email="amr@example.com")
    make_person("Ana Zhou", email="zhou@example.com")
    for words, found in (
        ("ana", ["Ana María Ruiz", "Ana Zhou"]),
        ("ANA zhou", ["Ana Zhou"]),
        ("amr@", ["Ana María Ruiz"]),
        ("ana nobody", []),
        ("  ", ["Ana María Ruiz", "Ana Zhou"]),
    ):
        assert names(Sought(words=words)) == found, words


def test_signs_of_the_search_language_are_letters_like_any_other() -> None:
    make_person("100% Committed", email="a_b@example.com")
    make_person("Plain Person", email="axb@example.com")
    assert names(Sought(words="%")) == ["100% Committed"]
    assert names(Sought(words="a_b")) == ["100% Committed"]
    assert names(Sought(words="\\")) == []
    assert names(Sought(words="' or 1=1 --")) == []


def test_people_are_narrowed_by_role_team_and_office() -> None:
    north = make_team("North")
    rep = make_person("Rita", team=north, office="Lisbon", role="css2")
    make_position(rep, "css1", started_on=date(2020, 1, 1), ended_on=date(2024, 1, 8))
    make_person("Omar", office="Porto", role="css1")
    assert names(Sought(role="css2")) == ["Rita"]
    assert names(Sought(role="css1")) == ["Omar"]  # who held it once does not
    assert names(Sought(team=north.key)) == ["Rita"]
    assert names(Sought(office="Porto")) == ["Omar"]
    assert names(Sought(role="css1", office="Lisbon")) == []


def test_pages_follow_each_other_without_gaps_among_people_of_one_name() -> None:
    ids = {make_person("Same Name").id for _ in range(people.PER_PAGE * 2 + 3)}
    seen: list[int] = []
    for page in (1, 2, 3):
        found = people.directory(Sought(), page=page, including_former=False)
        seen += [person.id for person in found.items]
    assert len(seen) == len(set(seen))
    assert set(seen) == ids
    assert names(page=99) == []


def test_reports_are_direct_and_present() -> None:
    lead = make_person()
    rep = make_person("Rita", manager=lead)
    make_person("Indirect", manager=rep)
    make_person("Gone", manager=lead, left_on=date(2025, 1, 1))
    assert [person.name for person in people.reports(lead)] == ["Rita"]


def test_a_roles_holders_hold_it_now() -> None:
    make_person("Now", role="pse")
    make_position(make_person("Once"), "pse", ended_on=date(2025, 1, 1))
    make_person("Gone", role="pse", left_on=date(2025, 1, 1))
    assert [person.name for person in people.in_role("pse")] == ["Now"]


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _x: object, statement: str, *_: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    connection = db.engines[None]
    event.listen(connection, "before_cursor_execute", note)
    yield statements
    event.remove(connection, "before_cursor_execute", note)


@pytest.mark.parametrize("address", ["/people", "/admin/accounts", "/admin/audit", "/"])
def test_a_longer_list_takes_no_more_questions(app: Flask, address: str) -> None:
    reader = make_member("Reader", is_admin=True, is_people_ops=True)
    browser = Browser(app)
    browser.sign_in(reader.email)
    _join(reader, 2)
    counts = []
    for more in (0, 15):
        _join(reader, more)
        browser.send(address)  # whatever is kept between requests is kept now
        with counted() as statements:
            assert browser.send(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] < 20


def _join(manager: Person, count: int) -> None:
    team = make_team()
    for _ in range(count):
        person = make_member()
        person.manager_id, person.team_id = manager.id, team.id
    db.session.commit()
