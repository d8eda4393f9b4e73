"""Accounts: signing in, choosing passwords, and who gets an account with which rights."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import joinedload

from portal import audit
from portal.config import portal_name
from portal.db import db
from portal.digests import digest, keyed_digest
from portal.domain import passwords as password_rules
from portal.domain import sign_in as rules
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import Account, Person, SetUpLink, SignInFailure
from portal.models.accounts import Theme
from portal.services import sessions
from portal.services.passwords import hash_password, matches, needs_rehash
from portal.services.uniqueness import unless_taken
from portal.transactions import release


def sign_in(email: str, password: str, *, address: str, device: str) -> str:
    """Check a sign-in and open a session; returns its token.

    The same answer, after the same work, for an unknown address, a wrong password, an account not
    set up, one deactivated and one of somebody who left. Failures are counted per address and
    e-mail, and slow down who fails often (RuleBroken TOO_MANY_ATTEMPTS).
    """
    email = email.strip().lower()
    if _must_wait(email, address):
        raise RuleBroken(Refusal.TOO_MANY_ATTEMPTS)
    account = _account_at(email)
    password_hash = account.password_hash if account else None
    release()  # hashing takes long, and on SQLite nobody else could save meanwhile
    if not matches(password_hash, password):
        _count_failure(email, address)
        raise RuleBroken(Refusal.SIGN_IN_FAILED)
    renewed = hash_password(password) if needs_rehash(password_hash or "") else None
    account = _account_at(email)
    if account is None or account.password_hash != password_hash:
        raise RuleBroken(Refusal.SIGN_IN_FAILED)
    if renewed:
        account.password_hash = renewed
    db.session.execute(
        delete(SignInFailure).where(SignInFailure.email_digest == keyed_digest(email))
    )
    token = sessions.open_session(account, device=device)
    audit.record(account.person, "signed in", account)
    return token


def _account_at(email: str) -> Account | None:
    """The account with this address that may sign in, as it is stored now."""
    return db.session.scalar(
        select(Account)
        .join(Account.person)
        .where(Person.email == email, sessions.may_sign_in())
        .options(joinedload(Account.person))
        .execution_options(populate_existing=True)
    )


def _must_wait(email: str, address: str) -> bool:
    since = datetime.now(UTC) - rules.WINDOW
    by_email = SignInFailure.email_digest == keyed_digest(email)
    by_address = SignInFailure.address_digest == keyed_digest(address)
    both, one, other = db.session.execute(
        select(
            func.count().filter(by_email & by_address),
            func.count().filter(by_email),
            func.count().filter(by_address),
        ).where(SignInFailure.at > since, or_(by_email, by_address))
    ).one()
    return rules.must_wait(email_and_address=both, email=one, address=other)


def _count_failure(email: str, address: str) -> None:
    now = datetime.now(UTC)
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now - rules.WINDOW))
    db.session.add(
        SignInFailure(
            email_digest=keyed_digest(email), address_digest=keyed_digest(address), at=now
        )
    )
    db.session.flush()


def change_password(account: Account, *, current: str, new: str, keep: str, address: str) -> None:
    """Change one's own password; every browser but the one with session ``keep`` is signed out.

    Wrong current passwords count like failed sign-ins: a stolen session is no place to guess.
    """
    email = account.person.email
    if _must_wait(email, address):
        raise RuleBroken(Refusal.TOO_MANY_ATTEMPTS)
    if not matches(account.password_hash, current):
        _count_failure(email, address)
        raise RuleBroken(Refusal.PASSWORD_WRONG, "current_password")
    _set_password(account, new)
    sessions.end_all(account, but=keep)
    audit.record(account.person, "changed password", account, ["password"])


def _set_password(account: Account, password: str) -> None:
    about = [account.person.name, account.person.email, portal_name()]
    if refusal := password_rules.refusal(password, about):
        raise RuleBroken(refusal, "new_password")
    account.password_hash = hash_password(password)


def create(person: Person, *, is_people_ops: bool, is_admin: bool, by: Person | None) -> Account:
    """Give a person an account. It has no password until they use a set-up link."""
    hold(by.id if by is not None else None)
    if db.session.scalar(select(Account.id).where(Account.person_id == person.id)):
        raise RuleBroken(Refusal.ACCOUNT_EXISTS)
    with unless_taken(Refusal.ACCOUNT_EXISTS):
        account = Account(
            person=person, is_people_ops=is_people_ops, is_admin=is_admin, theme=Theme.AUTO
        )
        db.session.add(account)
    audit.record(by, "created account", account, ["is_people_ops", "is_admin"])
    return account


def account_of(person: Person) -> Account | None:
    return db.session.scalar(select(Account).where(Account.person_id == person.id))


def hold(*person_ids: int | None) -> None:
    """Keep the accounts of these people as they are until this transaction ends.

    Whoever changes an account holds it together with their own, before anything else and in one
    order, so that no two of them wait for each other; whoever writes anything holds their own.
    """
    theirs = set(person_ids) - {None}
    accounts = select(Account.id).where(Account.person_id.in_(theirs)).order_by(Account.id)
    db.session.execute(accounts.with_for_update(key_share=True)).all()


def issue_set_up_link(account: Account, *, by: Person | None) -> str:
    """A token for a one-time link to choose a password; earlier links stop working.

    No link is made for somebody whom it would not let in (ACCOUNT_CLOSED).
    """
    hold(account.person_id, by.id if by is not None else None)
    held = select(Account.id).where(Account.id == account.id, sessions.may_sign_in())
    if db.session.scalar(held.with_for_update(key_share=True, of=Account)) is None:
        raise RuleBroken(Refusal.ACCOUNT_CLOSED)
    db.session.execute(delete(SetUpLink).where(SetUpLink.account_id == account.id))
    token = secrets.token_urlsafe(32)
    db.session.add(
        SetUpLink(
            token_hash=digest(token),
            account_id=account.id,
            expires_at=datetime.now(UTC) + rules.SET_UP_LINK_LASTS,
        )
    )
    audit.record(by, "issued set-up link", account)
    return token


def find_set_up_link(token: str) -> SetUpLink | None:
    """The usable link behind a token: not used, not run out, of an active account."""
    return db.session.scalar(
        select(SetUpLink)
        .join(SetUpLink.account)
        .where(
            SetUpLink.token_hash == digest(token),
            SetUpLink.expires_at > datetime.now(UTC),
            sessions.may_sign_in(),
        )
        .options(joinedload(SetUpLink.account).joinedload(Account.person))
    )


def set_up(link: SetUpLink, password: str) -> None:
    """Choose the password that a set-up link asks for. The link is used up; others sign out."""
    account = link.account
    _set_password(account, password)
    used = db.session.execute(delete(SetUpLink).where(SetUpLink.account_id == account.id))
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise RuleBroken(Refusal.LINK_UNUSABLE)
    sessions.end_all(account)
    audit.record(account.person, "set up password", account, ["password"])


def change_rights(account: Account, *, is_people_ops: bool, is_admin: bool, by: Person) -> None:
    """Change somebody else's rights; they sign in anew, with the rights they have then."""
    if account.person_id == by.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)
    hold(account.person_id, by.id)
    changed = [
        name
        for name, value in (("is_people_ops", is_people_ops), ("is_admin", is_admin))
        if getattr(account, name) != value
    ]
    account.is_people_ops = is_people_ops
    account.is_admin = is_admin
    if changed:
        sessions.end_all(account)
        audit.record(by, "changed rights", account, changed)


def deactivate(account: Account, *, by: Person) -> None:
    """Close an account: signed out everywhere at once, and no way in until it is reactivated."""
    if account.person_id == by.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)
    hold(account.person_id, by.id)
    if account.is_active:
        account.deactivated_at = datetime.now(UTC)
        sessions.end_all(account)
        db.session.execute(delete(SetUpLink).where(SetUpLink.account_id == account.id))
        audit.record(by, "deactivated account", account)


def reactivate(account: Account, *, by: Person) -> None:
    hold(account.person_id, by.id)
    if not account.is_active:
        account.deactivated_at = None
        audit.record(by, "reactivated account", account)


def end_other_sessions(account: Account, *, keep: str) -> None:
    """Sign an account out in every browser but the one with session ``keep``."""
    sessions.end_all(account, but=keep)
    audit.record(account.person, "ended other sessions", account)
