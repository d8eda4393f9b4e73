"""People-ops' way from a draft to a published version: what changed, then publishing it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.versions.addresses import writing_url
from portal.blueprints.versions.forms import PublishForm
from portal.blueprints.versions.views import bp, load_track, no_draft_of, stories
from portal.domain.drafting.outlines import reword_note
from portal.domain.drafting.steps import StepKind
from portal.domain.drafting.texts import TextsClash
from portal.domain.publishing import Review
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.forms import page
from portal.queries import drafts, effects, matrices
from portal.services import drafts as editing
from portal.services import publishing
from portal.services.publishing import Decision

KEEP_NOTE = "keep-note"


def load_review(track: str) -> Review:
    """The draft of a track beside its published version."""
    draft = drafts.current(track)
    if draft is None:
        raise no_draft_of(track)
    return Review(draft, matrices.published(track))


@bp.get("/draft/changes")
@requires(Permission.MATRICES_EDIT)
def draft_changes(track: str) -> ResponseReturnValue:
    """The draft beside the published version, as readers will be told."""
    review = load_review(track)
    return render_template(
        "versions/draft-changes.html",
        track=load_track(track),
        review=review,
        stories=stories(review.comparison) if review.comparison else {},
    )


@bp.route("/draft/publish", methods=["GET", "POST"])
@requires(Permission.MATRICES_EDIT)
def publish(track: str) -> ResponseReturnValue:
    """What publishing means and what stands in its way; then the note, the level, and doing it."""
    form = PublishForm()
    if form.validate_on_submit():
        act = _keep_note if request.form.get("then") == KEEP_NOTE else _publish
        try:
            answer = act(track, form)
        except Missing:
            raise no_draft_of(track) from None
        if answer is not None:
            return answer
    return _publish_page(track, form)


def _publish(track: str, form: PublishForm) -> ResponseReturnValue | None:
    """Publish what the form was about. A second click finds it done."""
    try:
        beside = form.number_beside
    except ValueError:
        form.refuse(RuleBroken(Refusal.CHANGED_MEANWHILE))
        return None
    decision = Decision(form.seen.data or "", beside, form.chosen_level, form.typed())
    try:
        done = form.outcome_of(publishing.publish, track, decision, by=current_user.person)
    except TextsClash as clash:
        form.show_clash(clash)
        return None
    if done is None:
        return None
    if done.was_already:
        flash(_("Version %(number)s is published already; once is enough.", number=done.number))
    else:
        flash(_("Version %(number)s is published.", number=done.number), "success")
    return redirect(url_for(".index", track=track), 303)


def _keep_note(track: str, form: PublishForm) -> ResponseReturnValue | None:
    """Keep the note with the draft, to publish later."""
    typed = form.typed()
    try:
        kept = form.obeys(
            editing.edit,
            track,
            lambda draft: reword_note(draft, typed),
            kind=StepKind.REWORD,
            by=current_user.person,
        )
    except TextsClash as clash:
        form.show_clash(clash)
        return None
    if not kept:
        return None
    flash(_("The note is kept with the draft. Nothing is published."), "success")
    return redirect(url_for(".publish", track=track), 303)


def _publish_page(track: str, form: PublishForm) -> ResponseReturnValue:
    review = load_review(track)
    if not form.is_submitted():
        form.show_text(review.draft.note)
    form.show_review(review)
    return page(
        "versions/publish.html",
        form=form,
        track=load_track(track),
        review=review,
        writing_url=writing_url,
        effects=effects.on_roles(track, [role.key for role in review.draft.roles]),
        cited=effects.on_behaviours(list(review.gone)),
    )
