"""Importing a file: choosing it, saying how it is read and where it goes, and deciding."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from portal.access import Permission, look_again, requires
from portal.blueprints.imports.forms import ChoicesForm, DecisionForm, UploadForm, filled
from portal.blueprints.imports.pages import MOST_ADVISED, MOST_PROBLEMS, Look, target_of
from portal.domain.ladders import Track
from portal.domain.matrices import Matrix
from portal.domain.refusals import Refusal, RuleBroken
from portal.forms import PortalForm, page
from portal.interchange.readings import MOST_BYTES, FileRefusal, FileRefused
from portal.limits import takes_up_to
from portal.models import ImportFile
from portal.presentation import language_now
from portal.queries import drafts, ladders, matrices
from portal.queries.visibility.imports import load_own_import
from portal.services import import_choices, import_files, imports
from portal.transactions import release
from portal.wording.imports import (
    FRAMEWORKS,
    LACKING,
    REFUSED,
    problem_text,
    refused_text,
)

bp = Blueprint("imports", __name__, url_prefix="/imports")

FORM_AROUND_IT = 100_000
"""Bytes for what a browser sends around a file; a file just too large still gets its own words."""


@bp.route("/new", methods=["GET", "POST"])
@takes_up_to(MOST_BYTES + FORM_AROUND_IT)
@requires(Permission.MATRICES_EDIT)
def new() -> ResponseReturnValue:
    form = UploadForm()
    if form.validate_on_submit():
        upload = form.file.data
        content = upload.read()
        release()  # reading it may take seconds, and on SQLite nobody else could save meanwhile
        try:
            file = import_files.keep(upload.filename or "", content, by=current_user.person)
        except FileRefused as refused:
            form.file.errors = [refused_text(refused)]
        else:
            look_again()
            return redirect(url_for(".show", file_id=file.id), 303)
    return _upload_page(form)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    form = UploadForm(formdata=None)
    form.file.errors = [str(REFUSED[FileRefusal.TOO_LARGE])]
    answer = _upload_page(form)
    answer.status_code = 413
    return answer


def _upload_page(form: UploadForm) -> Response:
    too_large = REFUSED[FileRefusal.TOO_LARGE]
    return page("imports/new.html", form=form, most_bytes=MOST_BYTES, too_large=too_large)


@bp.get("/<int:file_id>")
@requires(Permission.MATRICES_EDIT)
def show(file_id: int) -> ResponseReturnValue:
    file = load_own_import(current_user.person, file_id)
    if key := import_files.imported_to(file):
        return _to_draft(key)
    return _page(file, Look(file))


@bp.post("/<int:file_id>/choices")
@requires(Permission.MATRICES_EDIT)
def choose(file_id: int) -> ResponseReturnValue:
    """Keep how the file is to be read and where it goes; the page then shows what that does."""
    file = load_own_import(current_user.person, file_id, lock=True)
    if key := import_files.imported_to(file):
        return _to_draft(key)
    look = Look(file)
    form = ChoicesForm()
    form.offer(_tracks(), look.tables)
    if form.validate():
        chosen = form.choices(look.tables)
        if chosen.target and not chosen.target.track_key and not chosen.target.new_title:
            form.refuse(RuleBroken(Refusal.TRACK_NAMELESS, "new_title"))
        elif form.obeys(import_files.choose, file, chosen, seen=form.seen):
            return redirect(url_for(".show", file_id=file_id, _anchor="in-short"), 303)
        else:
            # the form shows what is chosen now; what was chosen here is chosen once more
            form = _choices_form(file, look, refused=form)
    return _page(file, look, choices=form, sent=form)


@bp.post("/<int:file_id>")
@requires(Permission.MATRICES_EDIT)
def bring_in(file_id: int) -> ResponseReturnValue:
    """Import the file as the page showed it. A second click finds it done."""
    form = DecisionForm()
    waiting = load_own_import(current_user.person, file_id)
    if key := import_files.imported_to(waiting):
        return _to_draft(key)
    opened, choices = import_files.opened(waiting), waiting.choices
    release()  # reading the tables takes the longest, and needs nothing of the database
    try:
        read = import_choices.framework(opened)
    except FileRefused:
        read = None
    look_again()
    file = load_own_import(current_user.person, file_id, lock=True)
    if key := import_files.imported_to(file):
        return _to_draft(key)
    if read is None or file.choices != choices:
        form.refuse(RuleBroken(Refusal.CHANGED_MEANWHILE))
        return _page(file, Look(file), sent=form)
    target = target_of(file, read)
    if form.validate():
        draft = form.outcome_of(
            imports.bring_in, read, target, by=current_user.person, seen=form.stamp.data or ""
        )
        if draft is not None:
            import_files.note_imported(file, draft.track_key)
            _tell_what_happened(draft)
            return _to_draft(draft.track_key)
    return _page(file, Look(file), sent=form)


@bp.post("/<int:file_id>/discard")
@requires(Permission.MATRICES_EDIT)
def discard(file_id: int) -> ResponseReturnValue:
    import_files.throw_away(load_own_import(current_user.person, file_id, lock=True))
    flash(_("The file is thrown away. Nothing was imported."), "success")
    return redirect(url_for(".new"), 303)


def _to_draft(track_key: str) -> Response:
    return make_response(redirect(url_for("drafts.editor", track=track_key), 303))


def _tell_what_happened(draft: Matrix) -> None:
    count = len(draft.every_behaviour())
    flash(
        ngettext(
            "Imported: this draft has one behaviour now. “Undo” takes the whole import back.",
            "Imported: this draft has %(num)s behaviours now. “Undo” takes the whole import back.",
            count,
        ),
        "success",
    )


def _tracks() -> list[tuple[Track, str]]:
    """Every track, with what an import there starts from."""
    with_drafts = drafts.tracks_with_drafts()
    language = language_now()
    labelled = []
    for track in ladders.whole_ladder().tracks:
        title = track.title.words(language)
        label = _("%(track)s, into its draft", track=title) if track.key in with_drafts else title
        labelled.append((track, label))
    return labelled


def _choices_form(
    file: ImportFile, look: Look, *, refused: PortalForm | None = None
) -> ChoicesForm:
    """The form as the file's choices stand; with what kept another one from being saved."""
    form = ChoicesForm(formdata=None, data=filled(look.target, look.tables, file.version))
    form.offer(_tracks(), look.tables)
    if refused is not None:
        form.form_errors, form.broke_rule = refused.form_errors, refused.broke_rule
    elif look.is_nameless and look.broken:
        form.refuse(look.broken)
    return form


def _page(
    file: ImportFile,
    look: Look,
    *,
    choices: ChoicesForm | None = None,
    sent: PortalForm | None = None,
) -> Response:
    """The page of a file; ``sent`` is the form that was turned down, ``choices`` if it is that."""
    decision = DecisionForm(formdata=None)
    if look.proposal:
        decision.stamp.data = look.proposal.stamp
    target = look.target.track_key
    return page(
        "imports/show.html",
        form=sent,
        file=file,
        look=look,
        choices=choices or _choices_form(file, look),
        decision=decision,
        has_draft=target is not None and target in drafts.tracks_with_drafts(),
        published=matrices.published(target) if target else None,
        frameworks=FRAMEWORKS,
        lacking_words=LACKING,
        problem_text=problem_text,
        most_problems=MOST_PROBLEMS,
        most_advised=MOST_ADVISED,
    )
