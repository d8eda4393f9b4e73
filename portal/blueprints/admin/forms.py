"""Forms for looking after accounts."""

from __future__ import annotations

from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, SelectChoice, SelectField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import HiddenInput

from portal.domain.languages import LANGUAGES
from portal.forms import PortalForm
from portal.person_fields import PersonFields


class RightsFields(PortalForm):
    """The rights an account can carry; being a manager is none of them."""

    is_people_ops = BooleanField(
        _l("People-ops"),
        description=_l(
            "Keeps people's records, writes and publishes matrices, sees the whole trace."
        ),
    )
    is_admin = BooleanField(
        _l("Admin"),
        description=_l("Runs the portal: accounts and technical events, no assessments."),
    )


class RightsForm(RightsFields):
    """``version`` is the account's, as this editor saw it."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class NewAccountForm(RightsFields, PersonFields):
    role = SelectField(_l("Role"))
    locale = SelectField(
        _l("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )
    started_on = DateField(
        _l("First day"),
        validators=[DataRequired(_l("Enter a date."))],
        default=lambda: datetime.now(UTC).date(),
    )
