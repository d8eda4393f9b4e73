"""Who may read what somebody was told, and who sees how the mails fare."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from portal.db import db
from portal.models import Mail, Notice
from tests.access_rows import ADMIN, SELF, get, post
from tests.personas import MEMBERS, TOLD, Organisation


def _notice(_: Organisation) -> dict[str, Any]:
    return {"notice_id": db.session.scalars(select(Notice.id).where(Notice.key == TOLD)).one()}


def _mail(_: Organisation) -> dict[str, Any]:
    theirs = select(Mail.id).join(Mail.notice).where(Notice.key == TOLD)
    return {"mail_id": db.session.scalars(theirs).one()}


NOTICES = (
    get("notices.index", MEMBERS, "Notices"),
    post("notices.follow", SELF, values=_notice),
    post("notices.see_all", MEMBERS),
    post("accounts.telling", MEMBERS, data=lambda _: {"evidence_reminder": "weekly"}),
    get("mails.index", ADMIN, "550 5.1.1", refused=403),
    post("mails.send_again", ADMIN, refused=403, values=_mail),
)
