"""Forms for a round that runs: more time, a pause, its end, another manager, a view anew."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from portal.blueprints.cycles.forms import DAY
from portal.domain.assessments import ViewKind
from portal.domain.typed import cleaned
from portal.forms import PortalForm

LONGEST_REASON = 500
LENGTH = Length(max=LONGEST_REASON, message=_l("Use at most 500 characters."))


class VersionForm(PortalForm):
    """``version`` is the round's, as this editor saw it."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def see(self, version: int) -> None:
        """What is saved now stands beside what is typed: sending it once more is meant."""
        self.version.data, self.version.raw_data = version, None


class ExtendForm(VersionForm):
    views_due_on = DateField(_l("Last day for both views"), validators=DAY)
    talks_due_on = DateField(_l("Last day for the conversation"), validators=DAY)


class PauseForm(VersionForm):
    reason = TextAreaField(
        _l("Why it is paused"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say why, in a sentence.")), LENGTH],
    )


class MoreTimeForm(PortalForm):
    """``seen`` is the day they had been given before, as this editor saw it."""

    seen = HiddenField()
    day = DateField(_l("Last day for them"), validators=DAY)

    @property
    def seen_day(self) -> date | None:
        try:
            return date.fromisoformat(self.seen.data or "")
        except ValueError:
            return None

    def see(self, day: date | None) -> None:
        self.seen.data = day.isoformat() if day else ""


class ManagerForm(PortalForm):
    """``seen`` is the number of the manager as this editor saw it; 0 for none."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    manager_email = StringField(
        _l("Who writes it now"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say who writes the manager's view.")), Length(max=254)],
    )

    def see(self, manager_id: int | None) -> None:
        self.seen.data, self.seen.raw_data = manager_id or 0, None


class ReopenForm(PortalForm):
    kind = RadioField(
        _l("Which view"), validators=[InputRequired(_l("Choose the view to reopen."))]
    )
    reason = TextAreaField(
        _l("Why it is reopened"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say why, in a sentence.")), LENGTH],
    )

    @property
    def view_kind(self) -> ViewKind:
        return ViewKind(self.kind.data)
