"""Issuing tokens to other programs, and taking them back."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.tokens.forms import TokenForm
from portal.forms import page
from portal.interchange.case.identifiers import ROOT
from portal.queries import tokens as queries
from portal.services import tokens

bp = Blueprint("tokens", __name__, url_prefix="/admin/tokens")


@bp.route("", methods=["GET", "POST"])
@requires(Permission.TOKENS_EDIT)
def index() -> ResponseReturnValue:
    """All tokens; issuing one answers with the only page that shows it."""
    form = TokenForm()
    if form.validate_on_submit():
        secret = form.outcome_of(
            tokens.issue,
            form.label.data or "",
            expires_on=form.expires_on.data,
            by=current_user.person,
        )
        if secret is not None:
            return render_template(
                "tokens/issued.html",
                secret=secret,
                label=form.label.data,
                address=current_app.config["PORTAL_BASE_URL"] + ROOT,
            )
    return page("tokens/index.html", form=form, tokens=queries.every_token())


@bp.post("/<int:token_id>/revoke")
@requires(Permission.TOKENS_EDIT)
def revoke(token_id: int) -> ResponseReturnValue:
    tokens.revoke(queries.load_token(token_id), by=current_user.person)
    flash(_("The token is revoked: it opens nothing any more."), "success")
    return redirect(url_for(".index"), 303)
