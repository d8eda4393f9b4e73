"""Forms for looking after accounts."""

from __future__ import annotations

from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp
from wtforms.widgets import HiddenInput

from portal.domain.languages import LANGUAGES
from portal.domain.typed import cleaned
from portal.forms import PortalForm

EMAIL = Regexp(r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$", message=_l("Write it like name@example.com."))


class RightsFields(PortalForm):
    """The rights an account can carry; being a manager is none of them."""

    is_people_ops = BooleanField(
        _l("People-ops"), description=_l("Writes and publishes matrices, exports them.")
    )
    is_admin = BooleanField(
        _l("Admin"),
        description=_l("Runs the portal: accounts and technical events, no assessments."),
    )


class RightsForm(RightsFields):
    """``version`` is the account's, as this editor saw it."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class NewAccountForm(RightsFields):
    name = StringField(
        _l("Name"),
        filters=[cleaned],
        validators=[DataRequired(_l("Enter the person's name.")), Length(max=200)],
    )
    email = EmailField(
        _l("E-mail address"),
        filters=[cleaned],
        validators=[DataRequired(_l("Enter their e-mail address.")), EMAIL, Length(max=254)],
    )
    manager_email = EmailField(
        _l("Their manager's e-mail address"),
        filters=[cleaned],
        validators=[Optional(), EMAIL, Length(max=254)],
        description=_l("Leave it empty for somebody who reports to nobody."),
    )
    team = StringField(
        _l("Team"),
        filters=[cleaned],
        validators=[Optional(), Length(max=80)],
        description=_l("A team that does not exist yet is made."),
    )
    role = SelectField(_l("Role"))
    office = StringField(
        _l("Office"),
        filters=[cleaned],
        validators=[DataRequired(_l("Enter an office, or Remote.")), Length(max=200)],
    )
    time_zone = SelectField(_l("Time zone"))
    locale = SelectField(
        _l("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )
    started_on = DateField(
        _l("First day"),
        validators=[DataRequired(_l("Enter a date."))],
        default=lambda: datetime.now(UTC).date(),
    )
