"""The form of a leave: two days, and never a reason."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, Form, ValidationError
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import HiddenInput

from portal.forms import PortalForm
from portal.services.absences import Leave

YEARS = range(1990, 2101)


def _near(_form: Form, field: Field) -> None:
    """A year far off is a slip of a finger."""
    if field.data is not None and field.data.year not in YEARS:
        raise ValidationError(_("Check the year: it is far off."))


class AbsenceForm(PortalForm):
    """``seen_from`` and ``seen_until`` are the days as this editor saw them."""

    seen_from = DateField(widget=HiddenInput(), validators=[Optional()])
    seen_until = DateField(widget=HiddenInput(), validators=[Optional()])
    from_on = DateField(
        _l("First day of leave"), validators=[DataRequired(_l("Enter a date.")), _near]
    )
    until_on = DateField(_l("First day back"), validators=[Optional(), _near])

    def leave(self) -> Leave:
        return Leave(self.from_on.data, self.until_on.data)

    def seen(self) -> Leave:
        return Leave(self.seen_from.data, self.seen_until.data)

    def see(self, leave: Leave) -> None:
        """What is saved now was shown: sending the form once more is meant."""
        self.seen_from.data, self.seen_from.raw_data = leave.from_on, None
        self.seen_until.data, self.seen_until.raw_data = leave.until_on, None
