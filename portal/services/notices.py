"""Telling people that something waits for them or has happened.

A notice is written in the transaction of what it is about, and so is the mail that says the same:
when the change is rolled back, nobody is told. The mail then waits in the outbox; no request ever
waits for a mail server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from flask_babel import force_locale
from sqlalchemy import ColumnElement, FromClause, Row, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.config import base_url
from portal.db import db
from portal.domain.languages import BASE_LANGUAGE, LANGUAGES
from portal.domain.mails import message_id
from portal.domain.notices import ABOUT, LONGEST_KEY, NoticeKind, is_internal, leading_to
from portal.domain.workflows import MailState
from portal.models import Account, Mail, Notice, Person
from portal.queries import notices as queries
from portal.queries.notices import AT_ONCE
from portal.services.sessions import may_sign_in
from portal.wording.mails import mail_text
from portal.wording.notices import notice_title

SETTINGS_PATH = "/account"


@dataclass(frozen=True)
class Telling:
    """What one person is to be told.

    ``key`` names the occasion, with the person in it (``cycle:3:opened:17``): nobody is told of
    one twice. ``path`` is where to look. ``about`` holds names and days for the words, as
    ``portal.domain.notices`` lists them, never content.
    """

    person_id: int
    key: str
    path: str
    about: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not is_internal(self.path):
            raise ValueError(f"A notice leads to a page of ours, not to {self.path!r}")
        if strange := set(self.about) - ABOUT:
            raise ValueError(f"A notice says nothing about {', '.join(sorted(strange))}")
        if len(self.key) > LONGEST_KEY:
            raise ValueError(f"The key of a notice is too long: {self.key!r}")


def tell(
    person: Person,
    kind: NoticeKind,
    *,
    key: str,
    path: str,
    about: Mapping[str, str] | None = None,
) -> Notice | None:
    """Tell ``person`` once, in the same transaction as what it is about; None if told before.

    See ``Telling`` for what the rest holds. Who has left or has no account finds the notice when
    they come back; who wants mail gets one.
    """
    if not tell_each(kind, [Telling(person.id, key, path, about or {})]):
        return None
    return db.session.scalar(select(Notice).where(Notice.key == key))


def tell_all(
    people: Sequence[Person],
    kind: NoticeKind,
    *,
    key: Callable[[Person], str] | str,
    path: str,
    about: Mapping[str, str] | None = None,
) -> int:
    """Tell many people the same, each once; how many had not been told before.

    ``key`` makes each one's key, or is what all keys begin with: the person's number follows.
    """
    key_of = key if callable(key) else lambda person: f"{key}:{person.id}"
    return tell_each(kind, [Telling(one.id, key_of(one), path, about or {}) for one in people])


def tell_each(kind: NoticeKind, tellings: Sequence[Telling]) -> int:
    """Tell people what is meant for each; how many had not been told before.

    A fixed number of statements for every 5,000 of them.
    """
    db.session.flush()
    return sum(
        _tell_some(kind, tellings[start : start + AT_ONCE])
        for start in range(0, len(tellings), AT_ONCE)
    )


def _tell_some(kind: NoticeKind, tellings: Sequence[Telling]) -> int:
    """Two who tell of one occasion at once do so once: the other's rows are left as they are."""
    before = queries.told_before(telling.key for telling in tellings)
    new = {telling.key: telling for telling in tellings if telling.key not in before}
    if not new:
        return 0
    now = datetime.now(UTC)
    _add(
        Notice.__table__,
        [
            {
                "key": telling.key,
                "person_id": telling.person_id,
                "kind": kind,
                "about": dict(telling.about),
                "path": telling.path,
                "at": now,
                "seen_at": None,
            }
            for telling in new.values()
        ],
    )
    readers = {row.id: row for row in _readers({each.person_id for each in new.values()})}
    mails = [
        {"language": language, "written_at": now, "due_at": now, **mail}
        for language, mail in _written(kind, list(new.values()), readers)
    ]
    if mails:
        _add(Mail.__table__, mails, notice_id=_notice_with_key())
    return len(new)


def _readers(person_ids: set[int]) -> list[Row[Any]]:
    """Those who want mail and may sign in to read on: name, address and language."""
    wanted = (
        select(Person.id, Person.name, Person.email, Person.locale)
        .join(Account, Account.person_id == Person.id)
        .where(Person.id.in_(person_ids), Account.gets_mail, may_sign_in())
    )
    return list(db.session.execute(wanted))


def _written(
    kind: NoticeKind, tellings: Sequence[Telling], readers: Mapping[int, Row[Any]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The mails, each in its reader's language."""

    def language(telling: Telling) -> str:
        locale = str(readers[telling.person_id].locale)
        return locale if locale in LANGUAGES else BASE_LANGUAGE

    host = urlsplit(base_url()).hostname or ""
    wanted = sorted((one for one in tellings if one.person_id in readers), key=language)
    for code, theirs in groupby(wanted, key=language):
        with force_locale(code):
            for telling in theirs:
                reader = readers[telling.person_id]
                yield (
                    code,
                    {
                        "key_of_notice": telling.key,
                        "address": reader.email,
                        "subject": notice_title(kind),
                        "text": mail_text(
                            kind,
                            telling.about,
                            name=reader.name,
                            address=base_url() + telling.path,
                            settings=base_url() + SETTINGS_PATH,
                        ),
                        "message_id": message_id(telling.key, host),
                        "state": MailState.WAITING,
                        "attempts": 0,
                        "sent_at": None,
                        "problem": "",
                        "version": 1,
                    },
                )


def _notice_with_key() -> Any:
    return select(Notice.id).where(Notice.key == bindparam("key_of_notice")).scalar_subquery()


def _add(table: FromClause, rows: list[dict[str, Any]], **computed: Any) -> None:
    """Add rows with one statement; those that are there already stay as they are."""
    connection = db.session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    given = {name: bindparam(name, type_=table.c[name].type) for name in rows[0] if name in table.c}
    adding = dialect.insert(table).values({**given, **computed})
    connection.execute(adding.on_conflict_do_nothing(), rows)


def see(notice: Notice) -> None:
    """Note that a person has opened a notice; the first time counts."""
    if notice.seen_at is None:
        notice.seen_at = datetime.now(UTC)


def see_at(person_id: int, path: str, *, newest: int) -> None:
    """Note that a person has been where some of their notices lead, whichever way they came.

    What came after the notice ``newest`` they have not met there yet.
    """
    leads_there = Notice.path.in_(leading_to(path))
    _see(Notice.person_id == person_id, Notice.id <= newest, leads_there)


def see_told(key: str) -> None:
    """Note that what was told under this key has done its work."""
    _see(Notice.key == key)


def see_all(person: Person) -> None:
    """Note that a person has seen everything they were told so far."""
    _see(Notice.person_id == person.id)


def _see(*which: ColumnElement[bool]) -> None:
    unseen = update(Notice).where(Notice.seen_at.is_(None), *which)
    db.session.execute(unseen.values(seen_at=datetime.now(UTC)))
