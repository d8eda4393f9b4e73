"""The forms of the evidence log: a note, a context card, a thank-you, and what a note shows."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from portal.domain.evidence import LONGEST_LINK, LONGEST_METRIC, LONGEST_TEXT, Entry
from portal.domain.typed import cleaned
from portal.forms import PortalForm
from portal.models import Evidence
from portal.web_addresses import web_address

SUGGEST = "suggest"
"""What the button that asks for suggestions sends: nothing is saved then."""

_SHORT = Length(max=LONGEST_METRIC, message=_l("Use at most 200 characters."))


class ChoiceForm(PortalForm):
    """Which behaviours a note shows: ticked among the suggested ones, or in the whole list.

    Both are lists of keys; the service says which keys there are.
    """

    behaviours = SelectMultipleField(_l("Which behaviours it shows"), validate_choice=False)
    suggested = SelectMultipleField(validate_choice=False)

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(self.suggested.data or ()), *(self.behaviours.data or ())]))

    @property
    def asks(self) -> bool:
        """Whether the button that was pressed asks for suggestions."""
        return self.is_submitted() and request.form.get("do") == SUGGEST


class ThanksForm(ChoiceForm):
    text = TextAreaField(
        _l("What they did, and what came of it"),
        filters=[cleaned],
        validators=[
            DataRequired(_l("Write what you thank them for.")),
            Length(max=LONGEST_TEXT, message=_l("Use at most 2,000 characters.")),
        ],
    )
    happened_on = DateField(_l("When"), validators=[DataRequired(_l("Enter a date."))])

    def entry(self) -> Entry:
        return Entry(
            happened_on=self.happened_on.data, text=self.text.data or "", behaviours=self.chosen
        )


class NoteForm(ThanksForm):
    """``version`` is the note's as its owner saw it; ``over`` the one they decided to replace."""

    text = TextAreaField(
        _l("What happened"),
        filters=[cleaned],
        validators=[
            DataRequired(_l("Write what happened.")),
            Length(max=LONGEST_TEXT, message=_l("Use at most 2,000 characters.")),
        ],
    )
    link = URLField(
        _l("Link"),
        filters=[cleaned],
        validators=[
            Optional(),
            Length(max=LONGEST_LINK, message=_l("Use at most 500 characters.")),
            web_address,
        ],
    )
    version = IntegerField(widget=HiddenInput(), default=1, validators=[InputRequired()])
    over = IntegerField(validators=[Optional()])

    def entry(self) -> Entry:
        return Entry(
            happened_on=self.happened_on.data,
            text=self.text.data or "",
            link=self.link.data or "",
            behaviours=self.chosen,
        )

    @property
    def replaced(self) -> int:
        """The version that is to be replaced."""
        return int(self.over.data or self.version.data or 0)


class CardForm(NoteForm):
    metric = StringField(
        _l("Metric"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say which metric it is, in words.")), _SHORT],
    )
    period = StringField(
        _l("Period"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say which time it is about.")), _SHORT],
    )
    text = TextAreaField(
        _l("The story that explains it"),
        filters=[cleaned],
        validators=[
            DataRequired(_l("Tell the story: a number without one is not evidence of anything.")),
            Length(max=LONGEST_TEXT, message=_l("Use at most 2,000 characters.")),
        ],
    )
    is_right_but_unhappy = BooleanField(_l("Right answer, unhappy customer"))

    def entry(self) -> Entry:
        return Entry(
            happened_on=self.happened_on.data,
            text=self.text.data or "",
            link=self.link.data or "",
            behaviours=self.chosen,
            metric=self.metric.data or "",
            period=self.period.data or "",
            is_right_but_unhappy=bool(self.is_right_but_unhappy.data),
        )


class CitingForm(ChoiceForm):
    """What somebody else wrote stays in their words; its owner says what it shows."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    over = IntegerField(validators=[Optional()])

    @property
    def replaced(self) -> int:
        return int(self.over.data or self.version.data or 0)

    def entry_over(self, note: Evidence) -> Entry:
        return Entry(happened_on=note.happened_on, text=note.text, behaviours=self.chosen)


def as_typed(note: Evidence) -> dict[str, Any]:
    """A note as its form has it."""
    return {
        "text": note.text,
        "happened_on": note.happened_on,
        "link": note.link,
        "metric": note.metric,
        "period": note.period,
        "is_right_but_unhappy": note.is_right_but_unhappy,
        "suggested": [citation.behaviour.key for citation in note.citations],
        "version": note.version,
    }
