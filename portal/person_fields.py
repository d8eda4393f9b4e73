"""The fields of a person's record: the same for whoever brings people in and who keeps them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from portal.domain.typed import cleaned
from portal.forms import PortalForm

EMAIL = Regexp(r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$", message=_l("Write it like name@example.com."))
NAMED = Regexp(r".*[^\W_]", message=_l("A name needs a letter or a digit."))


class PersonFields(PortalForm):
    """Who somebody is and where they belong; the view says which time zones there are."""

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
        validators=[Optional(), NAMED, Length(max=80)],
        description=_l("A team that does not exist yet is made."),
    )
    office = StringField(
        _l("Office"),
        filters=[cleaned],
        validators=[DataRequired(_l("Enter an office, or Remote.")), Length(max=200)],
    )
    time_zone = SelectField(_l("Time zone"))
