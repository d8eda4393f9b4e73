"""The tone guide for everybody, and keeping it for people-ops."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.quality.blueprint import bp
from portal.blueprints.quality.forms import PrincipleForm
from portal.forms import page
from portal.localized_fields import wordings
from portal.models import TonePrinciple
from portal.queries import tone_guide as queries
from portal.services import tone_guide as services


@bp.get("/tone-guide")
@requires(Permission.QUALITY_WRITE)
def tone_guide() -> ResponseReturnValue:
    principles = queries.every_principle()
    return render_template(
        "quality/tone-guide.html",
        principles=[principle for principle in principles if not principle.is_retired],
        retired=[principle for principle in principles if principle.is_retired],
        may_edit=current_user.may(Permission.TONE_EDIT),
    )


@bp.route("/tone-guide/new-principle", methods=["GET", "POST"])
@requires(Permission.TONE_EDIT)
def new_principle() -> ResponseReturnValue:
    principles = queries.every_principle()
    form = PrincipleForm(data={"after": principles[-1].key if principles else ""})
    form.offer(principles, None)
    if form.validate_on_submit() and form.obeys(services.add, form.entry(), by=current_user.person):
        flash(_("The principle is in the guide."), "success")
        return redirect(url_for(".tone_guide"), 303)
    return page("quality/principle.html", form=form, principle=None)


@bp.route("/tone-guide/<string:key>", methods=["GET", "POST"])
@requires(Permission.TONE_EDIT)
def principle(key: str) -> ResponseReturnValue:
    """A principle to be reworded, moved or retired; what somebody else saved is shown beside."""
    row = queries.principle(key)
    principles = queries.every_principle()
    form = PrincipleForm(
        data={
            "version": row.version,
            "title": wordings(row.title),
            "text": wordings(row.text),
            "after": _before(row, principles),
        }
    )
    form.offer(principles, row)
    if form.validate_on_submit() and form.obeys(
        services.change,
        key,
        form.entry(row),
        version=form.version.data,
        by=current_user.person,
    ):
        flash(_("The principle is changed."), "success")
        return redirect(url_for(".tone_guide"), 303)
    is_newer = form.met_newer(row.version)
    return page("quality/principle.html", form=form, principle=row, is_newer=is_newer)


@bp.post("/tone-guide/<string:key>/retire")
@requires(Permission.TONE_EDIT)
def retire_principle(key: str) -> ResponseReturnValue:
    services.retire(key, by=current_user.person)
    flash(_("The principle is retired. You can bring it back at any time."), "success")
    return redirect(url_for(".tone_guide"), 303)


@bp.post("/tone-guide/<string:key>/bring-back")
@requires(Permission.TONE_EDIT)
def bring_principle_back(key: str) -> ResponseReturnValue:
    services.bring_back(key, by=current_user.person)
    flash(_("The principle is in the guide again."), "success")
    return redirect(url_for(".tone_guide"), 303)


def _before(principle: TonePrinciple, principles: Sequence[TonePrinciple]) -> str:
    """The key of the principle that stands before another one; empty for the first."""
    at = list(principles).index(principle)
    return principles[at - 1].key if at else ""
