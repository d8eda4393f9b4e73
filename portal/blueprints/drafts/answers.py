"""What a form of the editor answers: a page to go to, or the part that a script puts in place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from portal.blueprints.drafts.advice import advice_on
from portal.blueprints.drafts.forms import TextsForm
from portal.blueprints.drafts.opening import Gone, OpenDraft, is_part
from portal.db import db
from portal.domain.drafting.retelling import Where
from portal.domain.drafting.steps import StepKind
from portal.domain.drafting.texts import TextsClash
from portal.domain.refusals import Missing, RuleBroken
from portal.services import drafts
from portal.services.drafts import Edit


def saves(track: str, form: TextsForm, changes: Iterable[tuple[StepKind, Edit]]) -> bool:
    """Change the draft as a form asks; False when nothing was, which the form then explains."""
    if not form.validate():
        return False
    try:
        with db.session.begin_nested():
            drafts.edit_all(track, changes, by=current_user.person)
    except TextsClash as clash:
        form.ask(clash)
    except RuleBroken as broken:
        form.refuse(broken)
    except Missing:
        raise Gone from None
    return not form.errors


def status_of(form: TextsForm) -> int:
    """200, or 422 when the form was rejected, or 409 when it met somebody else's change."""
    if form.clashing or form.is_refused:
        return 409
    return 422 if form.errors else 200


def whole_page(name: str, draft: OpenDraft, form: TextsForm, **context: Any) -> Response:
    """The page ``drafts/<name>.html`` around a form."""
    page = render_template(f"drafts/{name}.html", **_values(draft, form), **context)
    return make_response(page, status_of(form))


def answer(name: str, draft: OpenDraft, form: TextsForm, **context: Any) -> Response:
    """The same page; to a script, its part, with what else changed on the page.

    The part is ``drafts/_<name>.html``.
    """
    if not is_part():
        return whole_page(name, draft, form, **context)
    status = status_of(form)
    return make_response(
        render_template(
            "drafts/_answer.html",
            part=f"drafts/_{name}.html",
            has_saved=request.method == "POST" and status == 200,
            **_values(draft, form),
            **context,
        ),
        status,
    )


def _values(draft: OpenDraft, form: TextsForm) -> dict[str, Any]:
    return {
        "draft": draft,
        "matrix": draft.matrix,
        "track_key": draft.matrix.track_key,
        "form": form,
        "advice": advice_on(draft.matrix),
    }


def to_matrix(track: str, where: Where) -> Response:
    return go(url_for("drafts.editor", track=track, role=where.role, _anchor=anchor(where)))


def go(address: str) -> Response:
    """On to another page, also from a form that a script sent."""
    if not is_part():
        return make_response(redirect(address, 303))
    response = make_response("", 200)
    response.headers["X-Portal-Next"] = address
    return response


def anchor(where: Where) -> str:
    """The id of a place in the editor's page."""
    if where.competency and where.role:
        return f"cell--{where.competency}--{where.role}"
    if where.competency:
        return f"row--{where.competency}"
    if where.category:
        return f"category--{where.category}"
    if where.role:
        return f"column--{where.role}"
    return "matrix-caption"
