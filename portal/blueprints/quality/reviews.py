"""Quality reviews: writing one of a colleague's conversation, and reading what others wrote."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.quality.blueprint import bp
from portal.blueprints.quality.forms import ReviewForm, data_of, review_form_class
from portal.domain.quality import link_of
from portal.domain.refusals import Missing
from portal.domain.time_zones import today_in
from portal.forms import PortalForm, page
from portal.models import Person, QualityReview
from portal.pagination import page_number
from portal.queries import people, tone_guide
from portal.queries import quality as queries
from portal.queries.people import Sought
from portal.queries.visibility.people import load_person
from portal.queries.visibility.quality import (
    load_own_review,
    load_received_review,
    load_review,
)
from portal.services import quality


@bp.get("")
@requires(Permission.QUALITY_WRITE)
def index() -> ResponseReturnValue:
    return render_template(
        "quality/index.html",
        received=queries.received(current_user.person),
        written=queries.written(current_user.person),
    )


@bp.get("/new")
@requires(Permission.QUALITY_WRITE)
def choose() -> ResponseReturnValue:
    """Whose conversation it is (``?q=`` narrows the list down)."""
    sought = Sought(words=request.args.get("q", "").strip()[:100])
    return render_template(
        "quality/choose.html",
        sought=sought,
        found=people.directory(sought, page=page_number(), including_former=False),
    )


@bp.route("/new/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.QUALITY_WRITE)
def write(person_id: int) -> ResponseReturnValue:
    """A new review; both buttons save it, one of them sends it too."""
    person = load_person(person_id, including_former=False)
    if person.id == current_user.person.id:
        raise Missing
    today = today_in(current_user.person.time_zone)
    form = review_form_class(tone_guide.in_use())(data={"happened_on": today})
    if form.validate_on_submit():
        review = form.outcome_of(
            quality.write, person, form.entry(), sends=form.sends, by=current_user.person
        )
        if review is not None:
            return _saved(review, person)
    return page("quality/write.html", form=form, person=person, review=None, today=today)


def _saved(review: QualityReview, person: Person) -> ResponseReturnValue:
    if review.sent_at is not None:
        flash(
            _("The review is sent. Only %(name)s and you can read it.", name=person.name), "success"
        )
        return redirect(url_for(".show", review_id=review.id), 303)
    flash(_("The draft is saved. Only you can see it."), "success")
    return redirect(url_for(".edit", review_id=review.id), 303)


@bp.route("/<int:review_id>/edit", methods=["GET", "POST"])
@requires(Permission.QUALITY_WRITE)
def edit(review_id: int) -> ResponseReturnValue:
    """One's own draft. What another tab saved meanwhile is shown beside what is typed here."""
    review = load_own_review(current_user.person, review_id, lock=request.method == "POST")
    if review.sent_at is not None and request.method != "POST":
        return redirect(url_for(".show", review_id=review_id), 303)
    form = _form_of(review)
    if form.validate_on_submit() and form.obeys(
        quality.change,
        review,
        form.entry(),
        version=form.version.data,
        sends=form.sends,
        by=current_user.person,
    ):
        return _saved(review, review.person)
    is_newer = form.met_newer(review.version)
    return page(
        "quality/write.html",
        form=form,
        person=review.person,
        review=review,
        is_newer=is_newer,
        today=today_in(current_user.person.time_zone),
    )


def _form_of(review: QualityReview) -> ReviewForm:
    """The form of a draft: along the principles in use, and those it has a remark on already."""
    remarked = {remark.principle_id for remark in review.remarks}
    principles = [
        principle
        for principle in tone_guide.every_principle()
        if not principle.is_retired or principle.id in remarked
    ]
    data = {"version": review.version, **data_of(quality.as_entry(review))}
    return review_form_class(principles)(data=data)


@bp.route("/<int:review_id>/discard", methods=["GET", "POST"])
@requires(Permission.QUALITY_WRITE)
def discard(review_id: int) -> ResponseReturnValue:
    review = load_own_review(current_user.person, review_id, lock=request.method == "POST")
    if review.sent_at is not None and request.method != "POST":
        return redirect(url_for(".show", review_id=review_id), 303)
    form = PortalForm()
    if form.validate_on_submit() and form.obeys(quality.discard, review, by=current_user.person):
        flash(_("The draft is gone."), "success")
        return redirect(url_for(".index"), 303)
    return page("quality/discard.html", form=form, review=review)


@bp.get("/<int:review_id>")
@requires(Permission.QUALITY_WRITE)
def show(review_id: int) -> ResponseReturnValue:
    """A sent review, for the two people it is between; one's own draft leads to its form."""
    review = load_review(current_user.person, review_id)
    if review.sent_at is None:
        return redirect(url_for(".edit", review_id=review_id), 303)
    is_mine = review.person_id == current_user.person.id
    return render_template(
        "quality/show.html",
        review=review,
        link=link_of(review.conversation),
        remarks=sorted(review.remarks, key=lambda one: (one.principle.place, one.id)),
        is_mine=is_mine,
        is_in_log=is_mine and queries.is_in_log(review),
    )


@bp.post("/<int:review_id>/evidence")
@requires(Permission.QUALITY_WRITE)
def add_to_evidence(review_id: int) -> ResponseReturnValue:
    """Keep what worked in one's own log. A second click finds it there."""
    review = load_received_review(current_user.person, review_id, lock=True)
    if not queries.is_in_log(review):
        quality.add_to_evidence(review, by=current_user.person)
    flash(_("What worked is in your evidence log. Only you see it there."), "success")
    return redirect(url_for(".show", review_id=review_id), 303)
