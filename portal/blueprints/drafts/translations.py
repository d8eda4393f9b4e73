"""Every text of a draft beside its translation, to be written, mended or confirmed."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.blueprints.drafts.answers import answer, go, saves
from portal.blueprints.drafts.blueprint import bp
from portal.blueprints.drafts.forms import Sent
from portal.blueprints.drafts.opening import OpenDraft, is_part, load_draft
from portal.blueprints.drafts.translation_forms import TranslationsForm
from portal.domain.drafting.steps import StepKind
from portal.domain.drafting.translations import Standing, entries, standing, to_do, translate
from portal.domain.languages import LANGUAGES
from portal.domain.refusals import Missing
from portal.pagination import page_number

AT_ONCE = 40
"""Texts on one page."""

FILTERS = {
    "to-do": frozenset({Standing.MISSING, Standing.OUTDATED}),
    "missing": frozenset({Standing.MISSING}),
    "outdated": frozenset({Standing.OUTDATED}),
    "all": frozenset({Standing.MISSING, Standing.OUTDATED, Standing.CURRENT}),
}


@bp.route("/translations/<string:lang>", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def translations(track: str, lang: str) -> ResponseReturnValue:
    """The texts that ``?show=`` names, side by side; many are saved together."""
    if lang not in LANGUAGES:
        raise Missing
    draft = load_draft(track)
    show = request.args.get("show", "to-do")
    if show not in FILTERS:
        raise Missing
    if request.method != "POST":
        return _page(draft, lang, show, None)
    form = _posted(draft, lang, request.form)
    change = (StepKind.TRANSLATE, lambda m: translate(m, lang, form.translations()))
    if not saves(track, form, [change]):
        return _page(draft, lang, show, form)
    if is_part():
        draft = load_draft(track)
        return _page(draft, lang, show, _posted(draft, lang))
    return go(url_for(".translations", track=track, lang=lang, show=show, page=_page_after(show)))


def _page_after(show: str) -> int:
    """What was to do is done and leaves the list, so its first page is the next to look at."""
    return page_number() if show == "all" else 1


def _posted(draft: OpenDraft, lang: str, sent: Sent | None = None) -> TranslationsForm:
    """The form over the texts that were sent, as they are now."""
    known = {entry.place: entry for entry in entries(draft.matrix)}
    places = request.form.getlist("place")
    shown = [known[place] for place in places if place in known]
    return TranslationsForm(shown, lang, sent, gone=set(places) - known.keys())


def _page(
    draft: OpenDraft, lang: str, show: str, form: TranslationsForm | None
) -> ResponseReturnValue:
    wanted = [e for e in entries(draft.matrix) if standing(e.text, lang) in FILTERS[show]]
    number = min(page_number(), max(1, -(-len(wanted) // AT_ONCE)))
    if form is None:
        form = TranslationsForm(wanted[(number - 1) * AT_ONCE : number * AT_ONCE], lang)
    return answer(
        "translations",
        draft,
        form,
        lang=lang,
        lang_name=LANGUAGES[lang],
        languages=LANGUAGES,
        show=show,
        filters=list(FILTERS),
        counts=to_do(draft.matrix, lang),
        number=number,
        pages=-(-len(wanted) // AT_ONCE),
        total=len(wanted),
    )
