"""Telling people: once, in the same transaction, by mail for those who want it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.notices import NoticeKind
from portal.domain.workflows import MailState
from portal.models import Account, Mail, Notice, Person
from portal.services import notices
from tests.factories import make_account, make_person
from tests.statements import counted

OPENED = NoticeKind.CYCLE_OPENED
ABOUT = {"cycle": "Autumn round", "due": "2026-12-04", "zone": "Europe/Madrid"}


def member(**person: str) -> Person:
    one = make_person(**person)
    make_account(one)
    return one


def tell(person: Person, key: str = "cycle:1:opened", **more: object) -> Notice | None:
    given = {"path": "/assessments", "about": ABOUT, **more}
    return notices.tell(person, OPENED, key=f"{key}:{person.id}", **given)  # type: ignore[arg-type]


def mails_of(*people: Person) -> list[Mail]:
    ids = [person.id for person in people]
    query = select(Mail).join(Mail.notice).where(Notice.person_id.in_(ids))
    return list(db.session.scalars(query.order_by(Mail.id)))


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_somebody_is_told_once_and_by_mail_if_they_want_it(app: Flask) -> None:
    ana, luz = member(name="Ana Prieto"), member(name="Luz Vega", locale="es")
    weary, closed, left, without = member(), member(), member(), make_person()
    for person, change in (
        (weary, {"gets_mail": False}),
        (closed, {"deactivated_at": datetime.now(UTC)}),
    ):
        account = db.session.scalars(select(Account).where(Account.person_id == person.id)).one()
        for name, value in change.items():
            setattr(account, name, value)
    left.left_on = left.started_on
    everybody = [ana, luz, weary, closed, left, without]

    first = tell(ana)
    assert first is not None
    assert (first.kind, first.about, first.seen_at) == (OPENED, ABOUT, None)
    assert tell(ana) is None
    for person in everybody[1:]:
        assert tell(person) is not None, "the notice is there for whoever comes back"
    mails = mails_of(*everybody)
    assert [mail.address for mail in mails] == [ana.email, luz.email]
    assert [mail.language for mail in mails] == ["en", "es"]
    assert {mail.state for mail in mails} == {MailState.WAITING}
    for mail in mails:
        assert "Autumn round" in mail.text
        assert "Autumn round" not in mail.subject
        assert "https://careers.example/assessments" in mail.text


def test_who_is_told_of_what_is_undone_is_not_told(app: Flask) -> None:
    ana = member()
    change = db.session.begin_nested()
    assert tell(ana) is not None
    assert (count(Notice), count(Mail)) == (1, 1)
    change.rollback()
    assert (count(Notice), count(Mail)) == (0, 0)
    assert tell(ana) is not None, "and can be told when it does"


def test_many_are_told_with_as_many_statements_as_few(app: Flask) -> None:
    few, many = [member() for _ in range(2)], [make_person() for _ in range(300)]
    db.session.add_all(Account(person=person, theme="auto") for person in many)
    db.session.flush()
    needed = []
    for key, people in (("few", few), ("many", many)):
        with counted() as statements:
            told = notices.tell_all(people, OPENED, key=key, path="/assessments", about=ABOUT)
        assert told == len(people)
        needed.append(len(statements))
    assert needed[0] == needed[1] <= 5
    assert count(Notice) == count(Mail) == 302
    assert len({mail.message_id for mail in mails_of(*few, *many)}) == 302
    again = notices.tell_all([*many, member()], OPENED, key="many", path="/assessments")
    assert again == 1
    assert count(Mail) == 303
    assert notices.tell_all([], OPENED, key="nobody", path="/") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"path": "https://evil.example/"},
        {"path": "//evil.example"},
        {"path": "/\\evil.example"},
        {"path": "/a b"},
        {"path": "assessments"},
        {"about": {"note": "what somebody wrote"}},
        {"key": "k" * 130},
    ],
)
def test_a_notice_leads_to_our_pages_and_holds_no_content(wrong: dict[str, object]) -> None:
    given = {"person_id": 1, "key": "k", "path": "/", **wrong}
    with pytest.raises(ValueError, match="notice"):
        notices.Telling(**given)  # type: ignore[arg-type]
