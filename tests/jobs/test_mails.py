"""Mails on their way out, with a mail server that may be away, slow, cross or cut off."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.config import MailServer, Security
from portal.db import db
from portal.domain.mails import MOST_ATTEMPTS, WAITS
from portal.domain.notices import NoticeKind
from portal.domain.workflows import MailState
from portal.jobs import mails
from portal.models import AuditEvent, Mail, Notice, Person
from portal.services import notices, outbox
from portal.services.mail_servers import Line
from tests.factories import make_account, make_person
from tests.mail_servers import CERTIFICATE, FakeServer, serving

PATIENCE = 20
"""Seconds for a server that answers, however busy the machine is."""

UNTIL_GIVEN_UP: dict[str, dict[str, float]] = {
    "MAIL": {"patience": 0.4},
    "RCPT": {"patience": 0.4},
    "DATA": {"at_the_end": 5},
}
"""For one that falls silent, by where it does; before that it has to take a whole content in."""


def told(count: int = 1, **person: str) -> list[Person]:
    """People who were told something and want mail, each with one mail that is due."""
    people = [make_person(**person) for _ in range(count)]
    for one in people:
        make_account(one)
    notices.tell_all(
        people,
        NoticeKind.CYCLE_OPENED,
        key="test",
        path="/assessments",
        about={"cycle": "Autumn round", "due": "2026-12-04", "zone": "Europe/Madrid"},
    )
    return people


def stored(state: MailState | None = None) -> list[Mail]:
    query = select(Mail).order_by(Mail.id)
    return list(db.session.scalars(query.where(Mail.state == state) if state else query))


def send(
    server: MailServer, *, patience: float = PATIENCE, at_the_end: float = PATIENCE
) -> Counter[MailState]:
    with Line(server, patience=patience, patience_at_the_end=at_the_end) as line:
        return mails.send_due(line)


@contextmanager
def fake(tls: bool = False, with_sign_in: bool = False, **how: object) -> Iterator[FakeServer]:
    server = FakeServer(**how)  # type: ignore[arg-type]
    with serving(server, tls=tls, with_sign_in=with_sign_in):
        yield server


def due_again() -> None:
    for mail in stored(MailState.WAITING):
        mail.due_at = datetime.now(UTC) - timedelta(seconds=1)
    db.session.commit()


def test_a_mail_says_where_to_look_and_nothing_else(app: Flask) -> None:
    person, es = told(name="Ana Prieto")[0], told(name="Zoë Núñez", locale="es")[0]
    with fake() as server:
        assert send(server.settings()) == {MailState.SENT: 2}
        assert send(server.settings()) == {}
    english, spanish = server.arrived
    assert server.recipients == [person.email, es.email]
    assert english["From"] == "Support careers <careers@careers.example>"
    assert english["To"] == person.email
    assert english["Subject"] == "A round of assessments has begun"
    assert english["Auto-Submitted"] == "auto-generated"
    assert str(english["Message-ID"]).endswith("@careers.example>")
    assert english["Message-ID"] != spanish["Message-ID"]
    text = english.get_content().replace("\r\n", "\n")
    assert text.startswith("Hello Ana Prieto,")
    assert "Autumn round has begun" in text
    assert "Due by the end of Friday 4 December 2026 (Europe/Madrid)." in text
    assert "https://careers.example/assessments\n" in text
    assert "https://careers.example/account\n" in text
    assert english.get_content_type() == "text/plain"
    assert spanish["Content-Language"] == "es"
    assert "4 de diciembre de 2026" in spanish.get_content()
    assert all(mail.sent_at and not mail.problem for mail in stored(MailState.SENT))


def test_a_server_that_is_away_is_asked_again_later_and_later(app: Flask) -> None:
    told(2)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        away = FakeServer(port=taken.getsockname()[1]).settings()
        for attempt, wait in enumerate(WAITS[:3], start=1):
            before = datetime.now(UTC)
            assert send(away) == {MailState.WAITING: 1}, "the others are not tried in vain"
            first, second = stored()
            assert (first.attempts, second.attempts) == (attempt, 0)
            assert first.problem == "no_answer"
            assert wait <= first.due_at - before < wait + timedelta(minutes=1)
            assert outbox.claim_next(before - timedelta(days=1)) is None
            first.due_at = before - timedelta(hours=1)
        first.attempts = MOST_ATTEMPTS - 1
        assert send(away) == {MailState.FAILED: 1}
    with fake() as server:
        assert send(server.settings()) == {MailState.SENT: 1}
    assert [mail.state for mail in stored()] == [MailState.FAILED, MailState.SENT]


@pytest.mark.parametrize(
    ("how", "state", "problem", "arrives"),
    [
        ({"hangs_at": "MAIL"}, MailState.WAITING, "no_answer", 0),
        ({"hangs_at": "RCPT"}, MailState.WAITING, "no_answer", 0),
        ({"drops_at": "RCPT"}, MailState.WAITING, "no_answer", 0),
        ({"drops_at": "DATA"}, MailState.IN_DOUBT, "cut_off", 1),
        ({"hangs_at": "DATA"}, MailState.IN_DOUBT, "cut_off", 1),
        ({"answers": {"MAIL": "550 5.7.1 No"}}, MailState.WAITING, "sender 550 5.7.1", 0),
        ({"answers": {"RCPT": "450 4.2.1 Full: zoe@x.example"}}, MailState.WAITING,
         "recipient 450 4.2.1", 0),
        ({"answers": {"RCPT": "550 5.1.1 <zoe@x.example>: unknown"}}, MailState.FAILED,
         "recipient 550 5.1.1", 0),
        ({"answers": {"RCPT": "421 4.3.2 Going down"}}, MailState.WAITING, "no_answer 421 4.3.2",
         0),
        ({"answers": {"DATA": "451 Later"}}, MailState.WAITING, "content 451", 1),
        ({"answers": {"DATA": "554 5.7.1 Autumn round is spam"}}, MailState.FAILED,
         "content 554 5.7.1", 1),
    ],
)  # fmt: skip
def test_what_becomes_of_a_mail_follows_how_far_it_came(
    databases: object, how: dict[str, object], state: MailState, problem: str, arrives: int
) -> None:
    """Once is enough here: nothing of it is the database's."""
    from tests.databases import Databases, undone

    assert isinstance(databases, Databases)
    app = databases.app("sqlite")
    with undone(app), fake(**how) as server:  # type: ignore[arg-type]
        told()
        assert send(server.settings(), **UNTIL_GIVEN_UP.get(server.hangs_at, {})) == {state: 1}
        assert send(server.settings()) == {}, "nothing is due again at once"
        (mail,) = stored()
        assert (mail.state, mail.problem) == (state, problem)
        assert len(server.arrived) == arrives
        due_again()
        server.answers, server.hangs_at, server.drops_at = {}, "", ""
        send(server.settings())
        is_tried_again = state is MailState.WAITING
        assert len(server.arrived) == arrives + is_tried_again
        assert mail.state is (MailState.SENT if is_tried_again else state)


def test_one_bad_mail_keeps_no_other_back(app: Flask) -> None:
    """Headers in a name or an address stay words, or are refused; they never become headers."""
    sly = told(name="Rita\r\nBcc: everybody@evil.example")[0]
    broken, unknown, leaver, closed, weary, last = told(6)
    broken.email = "x@y.example\r\nrcpt to:<everybody@evil.example>"
    leaver.left_on = datetime.now(UTC).date()
    accounts = {p.id: a for p, a in zip((closed, weary), _accounts(closed, weary), strict=True)}
    accounts[closed.id].deactivated_at = datetime.now(UTC)
    accounts[weary.id].gets_mail = False
    last.email = "moved@example.com"
    with fake(answers={unknown.email: "550 no such person"}) as server:
        went = send(server.settings())
    assert went == {MailState.SENT: 2, MailState.FAILED: 2}
    assert server.recipients == [sly.email, "moved@example.com"]
    assert set(server.arrived[0].keys()) == set(server.arrived[1].keys())
    assert "Bcc" not in server.arrived[0]
    assert "Hello Rita Bcc: everybody@evil.example," in server.arrived[0].get_content()
    assert [mail.problem for mail in stored(MailState.FAILED)] == [
        "unfit", "recipient 550", "nobody", "nobody", "nobody",
    ]  # fmt: skip


def _accounts(*people: Person) -> list:  # type: ignore[type-arg]
    from portal.models import Account

    return [
        db.session.scalars(select(Account).where(Account.person_id == one.id)).one()
        for one in people
    ]


def test_a_line_is_private_and_its_server_is_who_it_says(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing_in = {"user": "portal", "password": "p@ss word"}
    told()
    with fake() as open_to_all:
        assert send(open_to_all.settings(Security.STARTTLS)) == {MailState.WAITING: 1}
        assert stored()[0].problem == "tls"
    due_again()
    with fake(tls=True, with_sign_in=True) as server:
        assert send(server.settings(Security.TLS)) == {MailState.WAITING: 1}
        assert stored()[0].problem == "tls", "nobody we trust has signed its certificate"
        due_again()
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        wrong = server.settings(Security.TLS, user="portal", password="guessed")
        assert send(wrong) == {MailState.WAITING: 1}
        assert stored()[0].problem.startswith("sign_in 535")
        due_again()
        assert send(server.settings(Security.TLS, **signing_in)) == {MailState.SENT: 1}
        assert set(server.signed_in) == {"portal"}
    assert len(open_to_all.arrived + server.arrived) == 1


def test_two_who_send_at_once_send_each_mail_once(separate_app: Flask) -> None:
    with separate_app.app_context():
        addresses = {person.email for person in told(12)}
        db.session.commit()
    ready = Barrier(3)

    def work(server: FakeServer) -> Counter[MailState]:
        with separate_app.app_context():
            ready.wait(timeout=20)
            with Line(server.settings()) as line:
                return mails.send_due(line)

    with fake() as server, ThreadPoolExecutor(3) as pool:
        went = sum(pool.map(work, [server] * 3), Counter[MailState]())
    assert went == {MailState.SENT: 12}
    assert sorted(server.recipients) == sorted(addresses)
    assert len({str(message["Message-ID"]) for message in server.arrived}) == 12


def test_what_a_sender_left_behind_is_in_doubt_and_never_sent_by_itself(app: Flask) -> None:
    told(3)
    now = datetime.now(UTC)
    killed = outbox.claim_next(now - timedelta(minutes=11))
    assert killed is None  # nothing was due then
    for mail in stored():
        mail.due_at = now - timedelta(minutes=11)
    killed = outbox.claim_next(now - timedelta(minutes=11))
    slow = outbox.claim_next(now - timedelta(minutes=9))
    assert killed
    assert slow
    stored(MailState.WAITING)[0].due_at = now - timedelta(days=8)  # as when no server was set
    with fake() as server:
        assert send(server.settings()) == {}
    assert server.arrived == []
    states = [(mail.state, mail.problem) for mail in stored()]
    assert states == [
        (MailState.IN_DOUBT, "cut_off"),
        (MailState.SENDING, ""),
        (MailState.FAILED, "too_old"),
    ]
    assert outbox.purge(now - timedelta(days=7)) == 0, "it was given up only now"
    # The one given up was only slow: what its sender knows is better.
    assert outbox.note_outcome(killed, mails.Outcome(MailState.SENT), now=now) is MailState.SENT
    # But once somebody has it sent again, it is no longer theirs.
    admin = make_person()
    failed = stored(MailState.FAILED)[0]
    outbox.send_again(failed, now=now, by=admin)
    outbox.send_again(failed, now=now, by=admin)
    with fake() as server:
        assert send(server.settings()) == {MailState.SENT: 1}
    assert len(server.arrived) == 1


def test_old_mails_that_are_over_are_deleted_and_nothing_else(app: Flask) -> None:
    people = told(len(MailState) + 1)
    now = datetime.now(UTC)
    for mail, state in zip(stored(), [*MailState, MailState.SENT], strict=True):
        mail.state, mail.due_at = state, now - timedelta(days=91)
        mail.sent_at = mail.due_at if state is MailState.SENT else None
    stored()[-1].due_at = now - timedelta(days=89)
    db.session.commit()
    run = app.test_cli_runner().invoke
    assert run(args=["mail", "purge"]).exit_code == 2, "how old is never guessed"
    for deleted in (2, 0):
        answer = run(args=["mail", "purge", "--older-than", "90"])
        assert answer.output == f"mails: {deleted} deleted\n"
    assert [mail.state for mail in stored()] == [
        MailState.WAITING, MailState.SENDING, MailState.IN_DOUBT, MailState.SENT,
    ]  # fmt: skip
    assert db.session.scalar(select(func.count(Notice.id))) == len(people)
    traced = db.session.scalars(select(AuditEvent).where(AuditEvent.object_kind == "mails")).one()
    assert (traced.action, traced.object_id, traced.actor_id) == ("purged mails", None, None)
