"""Forms for keeping people's records."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import HiddenInput

from portal.forms import PortalForm
from portal.person_fields import PersonFields


class RecordForm(PersonFields):
    """``version`` is the person's, as this editor saw it."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class PositionForm(PortalForm):
    role = SelectField(_l("New role"), validators=[InputRequired(_l("Choose a role."))])
    started_on = DateField(_l("First day in it"), validators=[DataRequired(_l("Enter a date."))])


class LeaveForm(PortalForm):
    last_day = DateField(_l("Last day here"), validators=[DataRequired(_l("Enter a date."))])
