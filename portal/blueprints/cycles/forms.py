"""Forms for setting up a round, deciding who is in it, and opening it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    Form,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from portal.domain.cycle_audiences import LONGEST_STARTER_DAYS
from portal.domain.time_zones import places_and
from portal.domain.typed import cleaned
from portal.forms import PortalForm
from portal.models import Cycle, Team, Track
from portal.presentation import words
from portal.services.cycles import CycleEntry
from portal.wording.cycles import place
from portal.wording.days import weekday

LONGEST_NOTE = 2000
YEARS = range(2000, 2101)


def _near(_form: Form, field: Field) -> None:
    """Days far off are slips of a finger, and calendars end somewhere."""
    if field.data is not None and field.data.year not in YEARS:
        raise ValidationError(_("Check the year: it is far off."))


DAY = [DataRequired(_l("Enter a date.")), _near]


class SeveralField(SelectMultipleField):
    """Several of a list, as a group of boxes to tick; none is an answer too."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


@dataclass(frozen=True)
class Met:
    """A field that somebody else changed: what is typed here, and what is saved now."""

    label: str
    typed: str
    saved: str


class CycleForm(PortalForm):
    """``version`` is the round's, as this editor saw it."""

    version = IntegerField(widget=HiddenInput(), default=0)
    name = StringField(
        _l("Name"),
        filters=[cleaned],
        validators=[DataRequired(_l("Give the round a name.")), Length(max=200)],
        description=_l("Such as “Autumn 2026”."),
    )
    note = TextAreaField(
        _l("What the people in it should know"),
        filters=[cleaned],
        validators=[Optional(), Length(max=LONGEST_NOTE)],
    )
    tracks = SeveralField(_l("Tracks"))
    teams = SeveralField(_l("Teams"))
    new_starter_days = IntegerField(
        _l("Leave out who started fewer than so many days before it opens"),
        validators=[
            InputRequired(_l("Enter a number of days; 0 leaves nobody out.")),
            NumberRange(0, LONGEST_STARTER_DAYS, _l("Enter a number of days from 0 to 730.")),
        ],
    )
    leaves_out_absent = BooleanField(_l("Leave out who is on leave when it opens"))
    time_zone = SelectField(_l("Time zone of these days"))
    opens_on = DateField(_l("It opens on"), validators=DAY)
    views_due_on = DateField(_l("Last day for both views"), validators=DAY)
    talks_due_on = DateField(_l("Last day for the conversation"), validators=DAY)
    views_open_on = DateField(_l("Views do not open before"), validators=[Optional(), _near])

    def offer(self, tracks: Sequence[Track], teams: Sequence[Team], time_zone: str) -> None:
        """Say which tracks, teams and time zones there are."""
        self.tracks.choices = [SelectChoice(track.key, words(track.title)) for track in tracks]
        self.teams.choices = [SelectChoice(team.key, team.name) for team in teams]
        self.time_zone.choices = [SelectChoice(zone, place(zone)) for zone in places_and(time_zone)]

    def entry(self) -> CycleEntry:
        return CycleEntry(
            name=self.name.data or "",
            note=self.note.data or "",
            time_zone=self.time_zone.data,
            opens_on=self.opens_on.data,
            views_due_on=self.views_due_on.data,
            talks_due_on=self.talks_due_on.data,
            views_open_on=self.views_open_on.data,
            tracks=tuple(self.tracks.data or ()),
            teams=tuple(self.teams.data or ()),
            new_starter_days=self.new_starter_days.data,
            leaves_out_absent=self.leaves_out_absent.data,
        )

    def meet(self, cycle: Cycle) -> list[Met]:
        """Put what somebody else saved beside what is typed here; empty when nobody did.

        Sending the form once more is then meant: it replaces what is saved now.
        """
        if self.version.data == cycle.version:
            return []
        self.version.data, self.version.raw_data = cycle.version, None
        return [
            Met(str(field.label.text), typed, saved)
            for field in self
            if hasattr(cycle, field.name) and field is not self.version
            if (typed := self._said(field, field.data))
            != (saved := self._said(field, getattr(cycle, field.name)))
        ]

    def _said(self, field: Field, value: object) -> str:
        """A value as it is read on the page."""
        if isinstance(value, date):
            return weekday(value)
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        if isinstance(field, SeveralField):
            chosen = set(value) if isinstance(value, list | tuple) else set()
            names = [str(c.label) for c in field.choices or () if c.value in chosen]
            return ", ".join(names) or str(_("All"))
        return str(value or _("Empty")) if not isinstance(value, int) else str(value)


class ChoiceForm(PortalForm):
    """Leaving somebody out of a round, or taking them in."""

    reason = StringField(
        _l("Why"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say why, in a few words.")), Length(max=300)],
    )


class DiscardForm(PortalForm):
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class OpenForm(PortalForm):
    """``seen`` is the stamp of the readiness check that is on the page."""

    seen = HiddenField(validators=[InputRequired()])
    reason = TextAreaField(
        _l("Why it opens although some would fall through"),
        filters=[cleaned],
        validators=[Length(max=1000)],
    )
