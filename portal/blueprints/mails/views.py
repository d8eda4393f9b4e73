"""How the mails fare: how many wait, what went wrong; never to whom they go or what they say."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.config import mail_server
from portal.pagination import page_number
from portal.queries import mails as queries
from portal.services import outbox

bp = Blueprint("mails", __name__, url_prefix="/admin/mails")


@bp.get("")
@requires(Permission.MAILS_VIEW)
def index() -> ResponseReturnValue:
    return render_template(
        "mails/index.html",
        counts=queries.counts(),
        found=queries.not_sent(page=page_number()),
        has_server=mail_server() is not None,
    )


@bp.post("/<int:mail_id>/again")
@requires(Permission.MAILS_VIEW)
def send_again(mail_id: int) -> ResponseReturnValue:
    mail = queries.load_mail(mail_id)
    outbox.send_again(mail, now=datetime.now(UTC), by=current_user.person)
    flash(_("The mail goes out with the next run."), "success")
    return redirect(url_for(".index"), 303)
