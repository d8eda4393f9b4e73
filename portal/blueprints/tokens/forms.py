"""The form for issuing a token."""

from __future__ import annotations

from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField
from wtforms.validators import DataRequired, Length

from portal.domain import api_tokens as rules
from portal.domain.typed import cleaned
from portal.forms import PortalForm


class TokenForm(PortalForm):
    label = StringField(
        _l("What it is for"),
        filters=[cleaned],
        validators=[
            DataRequired(_l("Say which program will use it.")),
            Length(max=rules.LONGEST_LABEL),
        ],
    )
    expires_on = DateField(
        _l("Last day"),
        validators=[DataRequired(_l("Enter a date."))],
        default=lambda: datetime.now(UTC).date() + rules.USUAL_LIFE,
    )
