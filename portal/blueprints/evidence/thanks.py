"""Saying thank you to a colleague: it lands in their log, for them alone."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.evidence.blueprint import bp
from portal.blueprints.evidence.choices import offer
from portal.blueprints.evidence.forms import ThanksForm
from portal.domain.refusals import Missing
from portal.domain.time_zones import today_in
from portal.forms import page
from portal.pagination import page_number
from portal.queries import evidence as queries
from portal.queries.evidence import Sought
from portal.queries.visibility.evidence import thanks_sent_by
from portal.queries.visibility.people import load_person
from portal.services import evidence


@bp.get("/thanks")
@requires(Permission.EVIDENCE_WRITE)
def thanks() -> ResponseReturnValue:
    """The thank-yous one has sent, without behaviours: what it shows is for its owner to say."""
    sent = thanks_sent_by(current_user.person)
    return render_template(
        "evidence/thanks.html",
        found=queries.page_of(sent, Sought(), page=page_number()),
    )


@bp.route("/thanks/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.EVIDENCE_WRITE)
def thank(person_id: int) -> ResponseReturnValue:
    person = load_person(person_id, including_former=False)
    if person.id == current_user.person.id:
        raise Missing
    form = ThanksForm(data={"happened_on": today_in(current_user.person.time_zone)})
    if not form.asks and form.validate_on_submit():
        note = form.outcome_of(evidence.thank, form.entry(), to=person, by=current_user.person)
        if note is not None:
            flash(_("Your thank-you is in %(name)s's log.", name=person.name), "success")
            return redirect(url_for(".thanks"), 303)
    typed = (form.text.data or "") if form.asks else None
    return page(
        "evidence/thank.html",
        form=form,
        person=person,
        offer=offer(person, form.chosen, typed=typed, and_next=False),
    )
