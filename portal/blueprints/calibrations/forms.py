"""The forms of a calibration exercise, and of one's reading of its sample."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from portal.domain.calibrations import LONGEST_BECAUSE, LONGEST_SAMPLE, Said
from portal.domain.matrices import Behaviour, Matrix
from portal.domain.observations import Mark
from portal.domain.typed import cleaned
from portal.forms import PortalForm
from portal.localized_fields import LocalizedField, wordings
from portal.models import Exercise
from portal.presentation import words
from portal.services.calibrations import ExerciseEntry
from portal.wording.names import MARKS

SEND = "send"
"""What the button that sends a reading sends along."""


class ExerciseForm(PortalForm):
    """``version`` is that of the exercise the form was filled over, 0 for a new one."""

    version = IntegerField(widget=HiddenInput(), default=0)
    title = LocalizedField(_l("Title"), longest=120, missing=_l("Give the exercise a title."))
    sample = LocalizedField(
        _l("Sample"),
        longest=LONGEST_SAMPLE,
        is_long=True,
        missing=_l("Write what there is to read: some days in the work of somebody made up."),
    )
    competencies = SelectMultipleField(
        _l("What the sample says enough about"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[DataRequired(_l("Choose at least one competency to mark."))],
    )

    def offer(self, matrix: Matrix) -> None:
        """Say which competencies the role has."""
        self.competencies.choices = [
            SelectChoice(competency.key, words(competency.title))
            for competency in matrix.competencies()
        ]

    def entry(self, exercise: Exercise | None = None) -> ExerciseEntry:
        return ExerciseEntry(
            title=self.title.required_text(exercise.title if exercise else None),
            sample=self.sample.required_text(exercise.sample if exercise else None),
            competencies=tuple(self.competencies.data or ()),
        )


def data_of(exercise: Exercise) -> dict[str, object]:
    """An exercise as its form has it."""
    return {
        "version": exercise.version,
        "title": wordings(exercise.title),
        "sample": wordings(exercise.sample),
        "competencies": list(exercise.competencies),
    }


class ReadingForm(PortalForm):
    """A mark for each behaviour, and a few words why; ``version`` is the reading's, 0 if new."""

    version = IntegerField(widget=HiddenInput(), default=0)

    behaviours: Mapping[str, str] = {}
    """The words of each behaviour, by key."""

    @property
    def sends(self) -> bool:
        return request.form.get("then") == SEND

    def mark(self, key: str) -> Field:
        return self[f"mark-{key}"]

    def because(self, key: str) -> Field:
        return self[f"because-{key}"]

    def validate(self, extra_validators: object = None) -> bool:
        """Words need the mark they are about; a reading that is sent marks every behaviour."""
        is_valid = bool(super().validate(extra_validators))
        for key in self.behaviours:
            field = self.mark(key)
            if not field.data and (self.sends or self.because(key).data):
                told = _("Choose a mark: %(behaviour)s", behaviour=self.behaviours[key])
                field.errors = [*field.errors, str(told)]
                is_valid = False
        return is_valid

    def said(self) -> dict[str, Said]:
        """What is marked so far."""
        return {
            key: Said(Mark(self.mark(key).data), self.because(key).data or "")
            for key in self.behaviours
            if self.mark(key).data
        }


def reading_form_class(behaviours: Mapping[str, Behaviour]) -> type[ReadingForm]:
    """The form for marking these behaviours."""
    spoken = {key: words(behaviour.text) for key, behaviour in behaviours.items()}
    fields: dict[str, object] = {"behaviours": spoken}
    for key in behaviours:
        fields[f"mark-{key}"] = RadioField(
            choices=[SelectChoice(mark.value, label) for mark, label in MARKS.items()],
            validators=[Optional()],
            default="",
        )
        fields[f"because-{key}"] = StringField(
            _l("Because"),
            filters=[cleaned],
            validators=[
                Optional(),
                Length(max=LONGEST_BECAUSE, message=_l("Use at most %(max)d characters.")),
            ],
        )
    return type("FilledReadingForm", (ReadingForm,), fields)


def reading_data(said: Mapping[str, Said]) -> dict[str, object]:
    """A reading as its form has it."""
    return {
        **{f"mark-{key}": one.mark.value for key, one in said.items()},
        **{f"because-{key}": one.because for key, one in said.items()},
    }
