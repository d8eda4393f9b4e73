"""The outbox: which mail goes next, and what became of it.

Whoever sends does so in three steps, each a transaction of its own: claim a mail (SENDING, kept
before the server is spoken to), hand it over, note the outcome. Two who send at once never get
the same mail, and a mail whose sender died in between is in doubt, never sent again by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import joinedload

from portal import audit
from portal.db import db
from portal.domain import mails as rules
from portal.domain.mails import Outcome, Trouble
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.workflows import MAIL_MOVES, MailState, allows
from portal.models import Account, Mail, Person
from portal.services.sessions import may_sign_in


@dataclass(frozen=True)
class Claimed:
    """A mail that is ours to send, as it was when it was claimed."""

    id: int
    version: int
    address: str
    language: str
    subject: str
    text: str
    message_id: str
    written_at: datetime

    def message(self, sender: Address) -> EmailMessage:
        """As it goes out; ValueError where something in it could pass for another header."""
        if not self.address.isascii():
            raise ValueError("The address has letters that not every mail server takes")
        message = EmailMessage(policy=SMTP)
        message["From"] = sender
        message["To"] = Address(addr_spec=self.address)
        message["Subject"] = self.subject
        message["Date"] = format_datetime(self.written_at)
        message["Message-ID"] = self.message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text, cte="quoted-printable")
        message["Content-Language"] = self.language  # setting the content takes such headers away
        return message


def claim_next(now: datetime) -> Claimed | None:
    """The next mail that is due, now ours; None when there is none.

    Another who claims at the same moment gets another one: PostgreSQL skips rows that somebody
    holds, and on SQLite only one may write. ``due_at`` is then when it was claimed.
    """
    while (mail := db.session.scalar(_next_due(now))) is not None:
        reader = db.session.get_one(Person, mail.notice.person_id)
        if not _is_wanted(reader):
            _fail(mail, Trouble.NOBODY, now)
            db.session.flush()
            continue
        mail.address = reader.email  # as it is by now
        mail.state, mail.due_at, mail.attempts = MailState.SENDING, now, mail.attempts + 1
        db.session.flush()
        return Claimed(
            id=mail.id,
            version=mail.version,
            address=mail.address,
            language=mail.language,
            subject=mail.subject,
            text=mail.text,
            message_id=mail.message_id,
            written_at=mail.written_at,
        )
    return None


def _next_due(now: datetime) -> Select[Mail]:
    return (
        select(Mail)
        .where(Mail.state == MailState.WAITING, Mail.due_at <= now)
        .order_by(Mail.due_at, Mail.id)
        .limit(1)
        .options(joinedload(Mail.notice, innerjoin=True))
        .with_for_update(of=Mail, skip_locked=True)
    )


def _is_wanted(reader: Person) -> bool:
    """Whether they still want mail, and may still sign in to read on."""
    wanted = select(Account.id).where(
        Account.person_id == reader.id, Account.gets_mail, may_sign_in()
    )
    return bool(db.session.scalar(select(wanted.exists())))


def note_outcome(claimed: Claimed, outcome: Outcome, *, now: datetime) -> MailState:
    """Write down what became of a claimed mail; the state it is in then.

    Meanwhile it may have been given up as in doubt: what we know now is better. But when somebody
    has sent it again since, it is theirs.
    """
    mail = db.session.get_one(Mail, claimed.id, with_for_update=True, populate_existing=True)
    is_ours = (mail.state, mail.version) in {
        (MailState.SENDING, claimed.version),
        (MailState.IN_DOUBT, claimed.version + 1),
    }
    if not is_ours:
        return mail.state
    after = rules.settled(mail.state, outcome, attempts=mail.attempts)
    mail.state, mail.problem = after.state, after.problem
    if after.state is MailState.SENT:
        mail.sent_at = now
    elif after.state is MailState.WAITING:
        mail.due_at = rules.next_try(now, mail.attempts)
    db.session.flush()
    return after.state


def sweep(now: datetime) -> None:
    """Put in doubt what a sender left behind, and give up what has waited for too long."""
    left = select(Mail).where(
        Mail.state == MailState.SENDING, Mail.due_at < now - rules.LONGEST_SENDING
    )
    for mail in db.session.scalars(left.with_for_update(skip_locked=True)):
        mail.state, mail.problem = MailState.IN_DOUBT, Trouble.CUT_OFF
    old = select(Mail).where(Mail.state == MailState.WAITING, Mail.due_at < now - rules.LONGEST_DUE)
    for mail in db.session.scalars(old.with_for_update(skip_locked=True)):
        _fail(mail, Trouble.TOO_OLD, now)
    db.session.flush()


def _fail(mail: Mail, trouble: Trouble, now: datetime) -> None:
    """Give a mail up untried; ``due_at`` is then when that was, as it is of one that was tried."""
    mail.state, mail.problem, mail.due_at = MailState.FAILED, trouble, now


def send_again(mail: Mail, *, now: datetime, by: Person) -> None:
    """Have a mail sent that failed or is in doubt; a second click finds it waiting already."""
    if mail.state in {MailState.WAITING, MailState.SENDING}:
        return
    if not allows(MAIL_MOVES, mail.state, MailState.WAITING):
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    mail.state, mail.problem, mail.due_at, mail.attempts = MailState.WAITING, "", now, 0
    audit.record(by, "sent mail again", mail, ["state"])


def purge(before: datetime) -> int:
    """Delete the mails that were sent or given up before then; how many there were.

    What waits or is in doubt stays, and so do the notices, so that nobody is told of one occasion
    twice. The trace has one entry for all of them.
    """
    over = Mail.state.in_([MailState.SENT, MailState.FAILED])
    gone = db.session.execute(delete(Mail).where(over, Mail.due_at < before))
    count: int = gone.rowcount  # type: ignore[attr-defined]
    if count:
        audit.record(None, "purged mails", Mail)
    return count
