"""Bringing an open self-assessment over to a newer version: what it would mean, then doing it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import Length

from portal.access import Permission, requires
from portal.blueprints.assessments.blueprint import bp
from portal.blueprints.assessments.desks import own_check
from portal.domain.bringing_over import (
    Carriage,
    Carried,
    CarriedBehaviour,
    CarriedNote,
    NoteFate,
    carry_over,
)
from portal.domain.matrices import VersionNumber
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.workflows import ViewState
from portal.forms import PortalForm, page
from portal.models import View
from portal.presentation import language_now
from portal.queries import assessments as queries
from portal.queries import matrices, versions
from portal.services import bringing_over


class BringOverForm(PortalForm):
    """``to`` is the version that the page told of; ``accept`` the offered marks that are taken."""

    to = HiddenField(validators=[Length(max=20)])
    accept = SelectMultipleField(validate_choice=False, choices=())

    @property
    def number(self) -> VersionNumber | None:
        try:
            return VersionNumber.parse(self.to.data or "")
        except ValueError:
            return None

    def refuse(self, broken: RuleBroken) -> None:
        if broken.refusal is not Refusal.CHANGED_MEANWHILE:
            super().refuse(broken)
            return
        self.broke_rule = True
        self.form_errors = [*self.form_errors, _(
            "Another version was published meanwhile, so nothing was brought over. This page now"
            " tells of the newest one: read it again, then decide."
        )]  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """What is brought over, sorted by what a person has to do about it."""

    carried: Carried

    @property
    def reworded(self) -> list[CarriedBehaviour]:
        return [one for one in self._coming if one.rewording]

    @property
    def moved(self) -> list[CarriedBehaviour]:
        return [one for one in self._coming if one.left and not one.rewording]

    @property
    def as_they_are(self) -> list[CarriedBehaviour]:
        return [one for one in self._coming if not one.rewording and not one.left]

    @property
    def offered(self) -> list[CarriedBehaviour]:
        return self._how(Carriage.OFFERED)

    @property
    def anew(self) -> list[CarriedBehaviour]:
        return self._how(Carriage.ANEW)

    @property
    def new(self) -> list[CarriedBehaviour]:
        return self._how(Carriage.NEW)

    @property
    def elsewhere(self) -> list[CarriedNote]:
        return [note for note in self.carried.notes if note.fate is not NoteFate.STAYS]

    @property
    def _coming(self) -> list[CarriedBehaviour]:
        """Those whose mark comes along by itself."""
        return [one for one in self.carried.behaviours if one.is_settled]

    def _how(self, how: Carriage) -> list[CarriedBehaviour]:
        return [one for one in self.carried.behaviours if one.how is how]


@bp.route("/<int:assessment_id>/newer-version", methods=["GET", "POST"])
@requires(Permission.ASSESSMENTS_WRITE)
def newer_version(assessment_id: int) -> ResponseReturnValue:
    view = own_check(assessment_id, lock=request.method == "POST").view
    form = BringOverForm()
    if form.is_submitted():
        if form.validate() and form.obeys(_bring_over, view, form):
            return redirect(url_for(".answer", assessment_id=assessment_id), 303)
    elif view.state != ViewState.DRAFT:
        return redirect(url_for(".show", assessment_id=assessment_id), 303)
    return _preview_page(view, form)


def _bring_over(view: View, form: BringOverForm) -> None:
    """A second click finds it done, and says nothing more."""
    number = form.number
    if number is None:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    is_done = bringing_over.bring_over(
        view,
        to=number,
        accepted=frozenset(form.accept.data or ()),
        language=language_now(),
        by=current_user.person,
    )
    if is_done:
        flash(_("Your self-assessment is on version %(number)s now.", number=number), "success")


def _preview_page(view: View, form: BringOverForm) -> ResponseReturnValue:
    assessment = view.assessment
    newer = versions.newer_than(assessment) if view.state == ViewState.DRAFT else None
    if newer is None and not form.errors:
        return redirect(url_for(".answer", assessment_id=view.assessment_id), 303)
    before = matrices.frozen(assessment.matrix_version_id)
    preview = None
    if newer is not None and newer.asks_role:
        after = matrices.frozen(newer.version.id)
        preview = Preview(carry_over(queries.answers(view), before, after, assessment.role.key))
        form.to.data = str(newer.number)
    return page(
        "assessments/newer-version.html",
        form=form,
        view=view,
        matrix=before,
        role=before.role(assessment.role.key),
        newer=newer,
        preview=preview,
    )
