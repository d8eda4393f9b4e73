"""Opening a draft for its editors, and what to say when it, or a part of it, is gone."""

from __future__ import annotations

from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.blueprints.drafts.blueprint import bp
from portal.domain.drafting.steps import StepKind, to_redo, to_undo
from portal.domain.drafting.texts import Typed, is_untouched, words_print
from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Matrix
from portal.domain.refusals import Missing
from portal.domain.typed import cleaned
from portal.models import DraftStep, MatrixVersion
from portal.queries import drafts as queries
from portal.queries import ladders, matrices


class Gone(Exception):
    """The draft, or what a form is about, is not there any more."""


@dataclass(frozen=True)
class OpenDraft:
    """A draft as somebody has it open: ``latest`` is the last step of anybody."""

    version: MatrixVersion
    matrix: Matrix
    latest: DraftStep | None
    undoes: StepKind | None
    redoes: bool


def find_draft(track: str) -> OpenDraft | None:
    """The draft of a track; None when there is none, Missing when there is no such track."""
    version = queries.stored(track)
    if version is None:
        if ladders.whole_ladder().track(track) is None:
            raise Missing
        return None
    return opened(version, matrices.as_value(version))


def opened(version: MatrixVersion, matrix: Matrix) -> OpenDraft:
    own = queries.own_steps(version, current_user.person)
    undoes = to_undo(own)
    return OpenDraft(
        version=version,
        matrix=matrix,
        latest=next(iter(queries.steps(version, limit=1)), None),
        undoes=undoes.kind if undoes else None,
        redoes=to_redo(own) is not None,
    )


def load_draft(track: str) -> OpenDraft:
    found = find_draft(track)
    if found is None:
        raise Gone
    return found


def is_part() -> bool:
    """Whether a part of a page is asked for, to be put in place by a script."""
    return "HX-Request" in request.headers


@bp.errorhandler(Gone)
def gone(_error: Gone) -> ResponseReturnValue:
    """What was typed into a form stays in sight when there is nothing to save it to."""
    track = (request.view_args or {}).get("track", "")
    texts = _typed_texts()
    if request.method != "POST" or not (texts or is_part()):
        return redirect(url_for("drafts.editor", track=track), 303)
    template = "drafts/_gone.html" if is_part() else "drafts/gone.html"
    return make_response(render_template(template, track_key=track, texts=texts), 409)


def _typed_texts() -> list[tuple[str, str, str]]:
    """What was typed and differs from what was there: field, language and words."""
    found = []
    prefixes = {name.rpartition("-")[0] for name in request.form if name.endswith("-seen")}
    for prefix in sorted(prefixes):
        wordings = {code: cleaned(request.form.get(f"{prefix}-{code}")) for code in LANGUAGES}
        if is_untouched(Typed(wordings, request.form.get(f"{prefix}-seen", ""))):
            continue
        found += [(f"{prefix}-{code}", code, words) for code, words in wordings.items() if words]
    return found + _typed_translations((request.view_args or {}).get("lang", ""))


def _typed_translations(language: str) -> list[tuple[str, str, str]]:
    """The same of a list of translations into one language."""
    found = []
    for name in sorted(request.form):
        prefix, _, kind = name.rpartition("-")
        words = cleaned(request.form.get(f"{prefix}-words"))
        if kind == "was" and words and words_print(language, words) != request.form[name]:
            found.append((f"{prefix}-words", language, words))
    return found
