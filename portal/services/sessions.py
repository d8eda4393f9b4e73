"""Browser sessions: rows in a table, so that ending one really ends it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import aliased, contains_eager

from portal.db import db
from portal.digests import digest
from portal.domain import sign_in as rules
from portal.models import Account, AccountSession, Person


@dataclass(frozen=True)
class FoundSession:
    session: AccountSession
    account: Account
    has_reports: bool


def may_sign_in() -> ColumnElement[bool]:
    """Whose account lets them in: it is active, and they have not left."""
    today = datetime.now(UTC).date()
    return Account.deactivated_at.is_(None) & Account.person.has(
        or_(Person.left_on.is_(None), Person.left_on > today)
    )


def open_session(account: Account, *, device: str) -> str:
    """Sign a browser in and return the token that its cookie is to carry.

    The account's sessions that are over by their length are swept away.
    """
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    db.session.execute(
        delete(AccountSession).where(
            AccountSession.account_id == account.id,
            AccountSession.started_at <= now - rules.LONGEST_SESSION,
        )
    )
    db.session.add(
        AccountSession(
            token_hash=digest(token),
            account_id=account.id,
            started_at=now,
            seen_at=now,
            device=device[:120],
        )
    )
    db.session.flush()
    return token


def find(token: str, *, hold: bool = False) -> FoundSession | None:
    """The live session behind a token: not ended, not idle too long, of an active account.

    ``hold`` keeps the account from being closed, and its rights from changing, until the
    transaction ends: whoever takes them away waits for what is being written with them.
    """
    report = aliased(Person)
    reports = select(report.id).where(report.manager_id == Person.id, report.left_on.is_(None))
    live = (
        select(AccountSession, reports.exists())
        .join(AccountSession.account)
        .join(Account.person)
        .where(AccountSession.token_hash == digest(token), may_sign_in())
        .options(contains_eager(AccountSession.account).contains_eager(Account.person))
    )
    if hold:
        live = live.with_for_update(read=True, of=Account)
    row = db.session.execute(live).one_or_none()
    if row is None:
        return None
    session, has_reports = row
    account = session.account
    return None if _has_ended(session, account) else FoundSession(session, account, has_reports)


def _has_ended(session: AccountSession, account: Account) -> bool:
    return rules.session_has_ended(
        started_at=session.started_at,
        seen_at=session.seen_at,
        now=datetime.now(UTC),
        is_privileged=account.is_people_ops or account.is_admin,
    )


def use_is_due(seen_at: datetime) -> bool:
    """Whether a session's last recorded use is so long ago that this one should be recorded."""
    return datetime.now(UTC) - seen_at >= rules.SEEN_EVERY


def note_use(token: str) -> None:
    """Record that a session is in use now."""
    use = update(AccountSession).where(AccountSession.token_hash == digest(token))
    db.session.execute(use.values(seen_at=datetime.now(UTC)))


def end_session(token: str) -> None:
    db.session.execute(delete(AccountSession).where(AccountSession.token_hash == digest(token)))


def end_all(account: Account, *, but: str | None = None) -> None:
    """Sign an account out everywhere, except in the browser that holds the token ``but``."""
    ending = delete(AccountSession).where(AccountSession.account_id == account.id)
    if but is not None:
        ending = ending.where(AccountSession.token_hash != digest(but))
    db.session.execute(ending)


def open_sessions(account: Account) -> list[AccountSession]:
    """Where the account is still signed in, the session used last first."""
    kept = db.session.scalars(
        select(AccountSession)
        .where(AccountSession.account_id == account.id)
        .order_by(AccountSession.seen_at.desc(), AccountSession.token_hash)
    )
    return [session for session in kept if not _has_ended(session, account)]
