"""Reading what one was told, and going where it leads."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.pagination import page_number
from portal.queries import notices as queries
from portal.queries.visibility.notices import load_own_notice
from portal.redirects import safe_target
from portal.services import notices

bp = Blueprint("notices", __name__, url_prefix="/notices")


@bp.get("")
@requires(Permission.NOTICES_VIEW)
def index() -> ResponseReturnValue:
    found = queries.of_person(current_user.person, page=page_number())
    return render_template("notices/index.html", found=found)


@bp.post("/<int:notice_id>/open")
@requires(Permission.NOTICES_VIEW)
def follow(notice_id: int) -> ResponseReturnValue:
    """Note that it was seen, and go where it leads; a page that is gone leads to the list."""
    notice = load_own_notice(current_user.person, notice_id)
    notices.see(notice)
    return redirect(safe_target(notice.path) or url_for(".index"), 303)


@bp.post("/seen")
@requires(Permission.NOTICES_VIEW)
def see_all() -> ResponseReturnValue:
    notices.see_all(current_user.person)
    return redirect(url_for(".index"), 303)
