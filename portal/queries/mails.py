"""Reading the outbox for those who run the portal: states and troubles, no texts and no names."""

from __future__ import annotations

from collections.abc import Mapping

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, load_only

from portal.db import db
from portal.domain.refusals import Missing
from portal.domain.workflows import MailState
from portal.models import Mail, Notice

PER_PAGE = 50


def counts() -> Mapping[MailState, int]:
    """How many mails are in each state."""
    found = db.session.execute(select(Mail.state, func.count(Mail.id)).group_by(Mail.state))
    by_state = {state: count for state, count in found}  # noqa: C416 - rows are no pairs
    return {state: by_state.get(state, 0) for state in MailState}


def not_sent(*, page: int) -> Pagination:
    """One page of the mails that have not gone out, what needs somebody first."""
    mails = (
        select(Mail)
        .where(Mail.state != MailState.SENT)
        .options(
            load_only(
                Mail.state, Mail.written_at, Mail.due_at, Mail.attempts, Mail.problem, Mail.version
            ),
            joinedload(Mail.notice, innerjoin=True).load_only(Notice.kind),
        )
        .order_by(Mail.state, Mail.written_at.desc(), Mail.id.desc())
    )
    return db.paginate(mails, page=page, per_page=PER_PAGE, error_out=False)


def load_mail(mail_id: int) -> Mail:
    mail = db.session.get(Mail, mail_id, with_for_update=True)
    if mail is None:
        raise Missing
    return mail
