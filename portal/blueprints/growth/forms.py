"""Forms of goals: the plan, a check-in, letting go, taking up again, and what was seen."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    EmailField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional

from portal.domain.goals import LONGEST_NAMES, LONGEST_TEXT, Plan
from portal.domain.typed import cleaned
from portal.forms import PortalForm
from portal.models import Evidence
from portal.note_choices import note_choices
from portal.person_fields import EMAIL
from portal.services.goals import Seen

LONG = Length(max=LONGEST_TEXT, message=_l("Use at most 2,000 characters."))
A_DAY = DataRequired(_l("Enter a date."))


class PlanForm(PortalForm):
    """``seen`` is the fingerprint of the plan this form was filled over; empty for a new goal."""

    how = TextAreaField(
        _l("How you practise it"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say in a sentence how you practise it.")), LONG],
    )
    with_whom = StringField(
        _l("With whom"),
        filters=[cleaned],
        validators=[
            Optional(),
            Length(max=LONGEST_NAMES, message=_l("Use at most 200 characters.")),
        ],
    )
    until_on = DateField(_l("Until when"), validators=[A_DAY])
    seen = HiddenField(validators=[Length(max=64)])

    def plan(self) -> Plan:
        return Plan(self.how.data or "", self.with_whom.data or "", self.until_on.data)


class CheckInForm(PortalForm):
    text = TextAreaField(
        _l("In a sentence or two"),
        filters=[cleaned],
        validators=[DataRequired(_l("Write a sentence about how it goes.")), LONG],
    )


class DropForm(PortalForm):
    reason = TextAreaField(
        _l("Why you let it go"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say in a sentence why you let it go.")), LONG],
    )


class BringBackForm(PortalForm):
    until_on = DateField(_l("Until when"), validators=[A_DAY])


class SeenForm(PortalForm):
    """What was seen, by whom and when; the view says which notes may show it."""

    what = TextAreaField(
        _l("What was seen"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say in a sentence what was seen.")), LONG],
    )
    seen_by = EmailField(
        _l("Who saw it"),
        filters=[cleaned],
        validators=[
            DataRequired(_l("Enter the e-mail address of whoever saw it.")),
            EMAIL,
            Length(max=254),
        ],
    )
    seen_on = DateField(_l("When it was seen"), validators=[A_DAY])
    evidence = SelectField(_l("A note that shows it"), validators=[Optional()], default="")

    def offer(self, notes: Iterable[Evidence]) -> None:
        """Say which notes there are to choose from."""
        self.evidence.choices = note_choices(notes)

    def told(self) -> Seen:
        return Seen(
            what=self.what.data or "",
            by_email=self.seen_by.data or "",
            on=self.seen_on.data,
            evidence_id=int(self.evidence.data) if self.evidence.data else None,
        )
