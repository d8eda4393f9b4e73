"""Forms about one's own account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
)
from wtforms.validators import DataRequired, Length

from portal.domain.languages import LANGUAGES
from portal.domain.passwords import LONGEST
from portal.domain.time_zones import places
from portal.domain.typed import cleaned
from portal.forms import PortalForm
from portal.models.accounts import Theme
from portal.wording.notices import EVIDENCE_REMINDERS

THEMES = {
    Theme.AUTO: _l("As on this device"),
    Theme.LIGHT: _l("Light"),
    Theme.DARK: _l("Dark"),
}
LONGEST_HELD = 200_000


class SignInForm(PortalForm):
    """``held`` carries a form that was sent after the sign-in had ended (see ``held.py``)."""

    email = EmailField(
        _l("E-mail address"),
        filters=[cleaned],
        validators=[DataRequired(_l("Enter your e-mail address.")), Length(max=254)],
    )
    password = PasswordField(
        _l("Password"),
        validators=[DataRequired(_l("Enter your password.")), Length(max=LONGEST)],
    )
    next = HiddenField()
    held = HiddenField(validators=[Length(max=LONGEST_HELD)])


class NewPasswordForm(PortalForm):
    new_password = PasswordField(
        _l("New password"),
        validators=[DataRequired(_l("Enter a new password."))],
        description=_l("At least 15 characters. A short sentence works well."),
    )


class PasswordForm(NewPasswordForm):
    current_password = PasswordField(
        _l("Current password"),
        validators=[DataRequired(_l("Enter your current password.")), Length(max=LONGEST)],
    )


class PreferencesForm(PortalForm):
    language = SelectField(
        _l("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )
    time_zone = SelectField(
        _l("Time zone"),
        choices=places,
        description=_l("Times and deadlines are shown in this zone."),
    )
    theme = SelectField(
        _l("Colours"), choices=[SelectChoice(t.value, words) for t, words in THEMES.items()]
    )


class TellingForm(PortalForm):
    """What reaches somebody outside the portal, and what they ask to be reminded of."""

    gets_mail = BooleanField(
        _l("Also send me mail"),
        description=_l("The mail says that there is something new, and where. Never what it says."),
    )
    evidence_reminder = RadioField(
        _l("Remind me to write evidence"),
        choices=[SelectChoice(r.value, words) for r, words in EVIDENCE_REMINDERS.items()],
        description=_l("On Thursday or Friday, by day. Never while you are on leave."),
    )
