"""The form of a view: one part a competency, saved together or one by one.

Field names carry the competency's key as prefix (``product-knowledge-note``), so that a whole
page and a single part are read by the same code.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import Length, Optional, StopValidation

from portal.domain.assessments import (
    LONGEST_LINK,
    LONGEST_NEXT_STEPS,
    LONGEST_NOTE,
    LONGEST_REASON,
    NOTHING,
    Answer,
)
from portal.domain.matrices import Competency, Matrix
from portal.domain.observations import Mark
from portal.domain.typed import cleaned
from portal.services.answers import Typed
from portal.services.conversations import TypedSteps
from portal.web_addresses import web_address
from portal.wording.names import MARKS

MINE = "mine"
THEIRS = "theirs"
STEPS = "next-steps"
LONGEST_LIST = 4000


def _number(text: object) -> int:
    """The number of a record, 0 where it is none."""
    written = str(text)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


class PartForm(Form):
    """A part that is saved by itself. ``seen`` says over what this form was filled in.

    ``keep`` decides a conflict: mine (what is typed here) or theirs (what is stored). ``over`` says
    over what that choice was made: it may only replace that.
    """

    seen = HiddenField(filters=[cleaned], validators=[Length(max=LONGEST_NEXT_STEPS)])
    over = HiddenField(filters=[cleaned], validators=[Length(max=LONGEST_NEXT_STEPS)])
    keep = RadioField(
        choices=[
            SelectChoice(MINE, _l("Keep what I typed here")),
            SelectChoice(THEIRS, _l("Take the other version")),
        ],
        validators=[Optional()],
        default=None,
    )

    @property
    def replaces(self) -> str:
        """What this may replace: what it was filled in over, or what the choice was made over."""
        return (self.over.data if self.keep.data == MINE else self.seen.data) or ""

    @property
    def takes_theirs(self) -> bool:
        return bool(self.keep.data == THEIRS)

    def ask_which(self, stored: str) -> None:
        """Let the person choose between what is typed here and what is ``stored``."""
        self.over.data = stored
        self.keep.data = None

    def is_over(self, stored: str) -> None:
        """From now on, this form changes what is ``stored``; no choice is open any more."""
        self.seen.data = stored
        self.over.data, self.keep.data = "", None


class StepsForm(PartForm):
    """What comes next: one text that both write. ``seen`` and ``over`` are whole texts."""

    text = TextAreaField(
        _l("Next steps"),
        filters=[cleaned],
        validators=[
            Length(max=LONGEST_NEXT_STEPS, message=_l("Use at most 4,000 characters.")),
        ],
    )

    def typed(self) -> TypedSteps:
        return TypedSteps(self.text.data, self.replaces)

    def meets_other_text(self, stored: str) -> bool:
        """Whether the other one wrote meanwhile, so that saving this would lose what they wrote."""
        return self.replaces != stored and self.text.data not in {stored, self.replaces}


def steps_form(stored: str) -> StepsForm:
    sent = request.form if request.method == "POST" else None
    return StepsForm(sent, data={"text": stored, "seen": stored}, prefix=STEPS)


class AnswerForm(PartForm):
    """One competency; ``seen`` and ``over`` are fingerprints of answers.

    ``evidence`` are the ids of the notes that are attached, ``attached`` those that were when the
    form was filled in: what somebody attached or took away elsewhere meanwhile stays so.
    """

    note = TextAreaField(
        _l("What shows it"),
        filters=[cleaned],
        validators=[Length(max=LONGEST_NOTE, message=_l("Use at most 2,000 characters."))],
    )
    link = URLField(
        _l("Link"),
        filters=[cleaned],
        validators=[
            Length(max=LONGEST_LINK, message=_l("Use at most 500 characters.")),
            web_address,
        ],
    )
    evidence = SelectMultipleField(
        _l("From the evidence log"), choices=(), validate_choice=False, coerce=_number
    )
    attached = HiddenField(validators=[Length(max=LONGEST_LIST)])

    behaviour_keys: tuple[str, ...] = ()

    def answer(self) -> Answer:
        marks = {
            key: Mark(self[f"mark-{key}"].data)
            for key in self.behaviour_keys
            if self[f"mark-{key}"].data
        }
        reasons = {
            key: self[f"reason-{key}"].data
            for key, mark in marks.items()
            if mark is Mark.NOT_APPLICABLE and self[f"reason-{key}"].data
        }
        return Answer(marks, reasons, self.note.data, self.link.data)

    @property
    def marked(self) -> int:
        """How many of the behaviours carry a mark, as filled in here."""
        return sum(1 for key in self.behaviour_keys if self[f"mark-{key}"].data)

    def typed(self) -> Typed:
        return Typed(self.answer(), self.replaces)

    def chosen(self, stored: Collection[int]) -> set[int]:
        """The notes to be attached, where ``stored`` are attached now."""
        if not self.attached.raw_data:
            return set(stored)  # the page had no choice of notes
        before = {_number(one) for one in (self.attached.data or "").split(",")}
        now = set(self.evidence.data or ())
        return ((set(stored) | (now - before)) - (before - now)) - {0}

    def shows(self, attached: Collection[int]) -> None:
        """From now on, this form changes what is ``attached``."""
        self.evidence.data = sorted(attached)
        self.attached.data = ",".join(str(one) for one in sorted(attached))


def _known_mark(_form: Form, field: Field) -> None:
    if field.data and field.data not in set(Mark):
        raise StopValidation(_("Choose one of the marks."))


def answer_form_class(competency: Competency, role_key: str) -> type[AnswerForm]:
    """The form for one competency of a role: a mark and a reason for each behaviour."""
    fields: dict[str, object] = {}
    keys = tuple(b.key for b in competency.expectations[role_key].behaviours)
    for key in keys:
        fields[f"mark-{key}"] = RadioField(
            choices=[SelectChoice(mark.value, label) for mark, label in MARKS.items()],
            validators=[_known_mark],
            validate_choice=False,
            default=None,
        )
        fields[f"reason-{key}"] = StringField(
            _l("Why it does not apply"),
            filters=[cleaned],
            validators=[Length(max=LONGEST_REASON, message=_l("Use at most 300 characters."))],
        )
    return type("CompetencyAnswerForm", (AnswerForm,), {**fields, "behaviour_keys": keys})


def answer_forms(
    matrix: Matrix,
    role_key: str,
    answers: Mapping[str, Answer],
    attached: Mapping[str, Collection[int]] = MappingProxyType({}),
) -> dict[str, AnswerForm]:
    """A form per competency of the role, by key: filled with what was sent, else what is stored.

    ``attached`` are the ids of the notes that are attached, by competency key.
    """
    sent = request.form if request.method == "POST" else None
    forms = {}
    for competency in matrix.for_role(role_key).competencies():
        answer = answers.get(competency.key, NOTHING)
        stored = {
            "note": answer.note,
            "link": answer.link,
            "seen": answer.fingerprint,
            "evidence": sorted(attached.get(competency.key, ())),
            "attached": ",".join(str(one) for one in sorted(attached.get(competency.key, ()))),
            **{f"mark-{key}": mark.value for key, mark in answer.marks.items()},
            **{f"reason-{key}": reason for key, reason in answer.reasons.items()},
        }
        form_class = answer_form_class(competency, role_key)
        forms[competency.key] = form_class(sent, data=stored, prefix=competency.key)
    return forms


def is_of_another_version(matrix: Matrix) -> bool:
    """Whether what was sent was filled in before the draft was brought over in another tab."""
    return request.form.get("version", str(matrix.number)) != str(matrix.number)


def strayed(forms: Mapping[str, PartForm]) -> list[str]:
    """Words that were typed into parts which are not among ``forms`` any more."""
    known = {field.name for form in forms.values() for field in form}
    return [
        words
        for name, typed in request.form.items()
        if name not in known and _holds_words(name) and (words := cleaned(typed))
    ]


def _holds_words(name: str) -> bool:
    return "-mark-" not in name and ("-reason-" in name or name.endswith(("-note", "-link")))
