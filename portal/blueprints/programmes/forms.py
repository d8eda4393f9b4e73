"""Forms for keeping programmes, and for people's ways through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from portal.domain.programmes import LONGEST_TEXT
from portal.domain.typed import cleaned
from portal.forms import PortalForm
from portal.localized_fields import LocalizedField
from portal.models import Evidence, Module, Person, Programme
from portal.note_choices import note_choices
from portal.person_fields import EMAIL
from portal.services.programmes import ModuleEntry, ProgrammeEntry

LONG = Length(max=LONGEST_TEXT, message=_l("Use at most 2,000 characters."))


class Versioned(PortalForm):
    """``version`` is that of what the form was filled over; 0 for something new."""

    version = IntegerField(widget=HiddenInput(), default=0)

    def meet(self, stored: int) -> bool:
        """Whether what is stored is another version than the one this was filled over.

        The form goes on from there: whoever has seen both may send it again.
        """
        if self.version.data == stored or not self.errors:
            return False
        self.version.data, self.version.raw_data = stored, None
        return True


class ProgrammeForm(Versioned):
    title = LocalizedField(_l("Title"), missing=_l("Give the programme a title."))
    summary = LocalizedField(
        _l("What it is for"),
        longest=LONGEST_TEXT,
        is_long=True,
        missing=_l("Say what the programme is for."),
    )

    def entry(self, programme: Programme | None = None) -> ProgrammeEntry:
        return ProgrammeEntry(
            title=self.title.required_text(programme.title if programme else None),
            summary=self.summary.required_text(programme.summary if programme else None),
        )


class ModuleForm(Versioned):
    title = LocalizedField(_l("Title"), missing=_l("Give the module a title."))
    text = LocalizedField(
        _l("What one does"),
        longest=LONGEST_TEXT,
        is_long=True,
        missing=_l("Say what somebody does in this module."),
    )
    shown_by = LocalizedField(
        _l("What shows it was learned"),
        longest=LONGEST_TEXT,
        is_long=True,
        missing=_l("Say what somebody shows when they are through with it."),
    )
    teaches = SelectMultipleField(
        _l("What it teaches"),
        validators=[DataRequired(_l("Choose at least one behaviour that it teaches."))],
    )

    def entry(self, module: Module | None = None) -> ModuleEntry:
        return ModuleEntry(
            title=self.title.required_text(module.title if module else None),
            text=self.text.required_text(module.text if module else None),
            shown_by=self.shown_by.required_text(module.shown_by if module else None),
            teaches=frozenset(self.teaches.data or ()),
        )


class MentorForm(PortalForm):
    email = EmailField(
        _l("Their e-mail address"),
        filters=[cleaned],
        validators=[DataRequired(_l("Enter their e-mail address.")), EMAIL, Length(max=254)],
    )


class MentorChoice(PortalForm):
    mentor = SelectField(_l("Mentor"), default="")

    def offer(self, mentors: Iterable[Person], besides: Person | None = None) -> None:
        """Say who there is; nobody is their own mentor."""
        self.mentors = {str(one.id): one for one in mentors if one != besides}
        self.mentor.choices = [SelectChoice("", _("Nobody: their manager confirms"))] + [
            SelectChoice(value, one.name) for value, one in self.mentors.items()
        ]

    @property
    def chosen(self) -> Person | None:
        return self.mentors.get(self.mentor.data)


class EnrolForm(MentorChoice, MentorForm):
    """Anybody, and with whom."""


class EnrolReportForm(MentorChoice):
    """Somebody the reader leads, and with whom. The service says why it cannot be somebody."""

    email = SelectField(
        _l("Who"), validators=[DataRequired(_l("Choose somebody."))], validate_choice=False
    )

    def offer_reports(self, reports: Iterable[Person]) -> None:
        people = list(reports)
        times = Counter(one.name for one in people)
        self.email.choices = [SelectChoice("", _("Choose somebody"))] + [
            SelectChoice(
                one.email, one.name if times[one.name] == 1 else f"{one.name}, {one.email}"
            )
            for one in people
        ]


class DoneForm(Versioned):
    """What shows a module, in the words of whoever is through with it."""

    what_shows_it = TextAreaField(
        _l("What shows it"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say in a sentence or two what shows it.")), LONG],
    )
    evidence = SelectField(_l("A note from your evidence log"), validators=[Optional()], default="")

    def offer(self, notes: Iterable[Evidence], attached: Evidence | None) -> None:
        """Say which notes of the log there are; the one attached stays among them."""
        self.notes = {str(note.id): note for note in notes}
        if attached is not None:
            self.notes.setdefault(str(attached.id), attached)
        self.evidence.choices = note_choices(self.notes.values())

    @property
    def chosen(self) -> Evidence | None:
        return self.notes.get(self.evidence.data)


class ConfirmForm(PortalForm):
    """The versions of what was read before it was confirmed."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    evidence_version = IntegerField(widget=HiddenInput(), default=0)


class MissingForm(Versioned):
    text = TextAreaField(
        _l("What is still missing"),
        filters=[cleaned],
        validators=[
            DataRequired(_l("Say what is still missing, so that they know what to add.")),
            LONG,
        ],
    )


class TakeBackForm(Versioned):
    reason = TextAreaField(
        _l("Why it is taken back"),
        filters=[cleaned],
        validators=[DataRequired(_l("Say why, so that they understand what happened.")), LONG],
    )
