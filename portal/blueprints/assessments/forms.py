"""The form of a self-assessment: one part a competency, saved together or one by one.

Field names carry the competency's key as prefix (``product-knowledge-note``), so that a whole
page and a single part are read by the same code.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import Length, Optional, StopValidation, ValidationError

from portal.domain.assessments import (
    LONGEST_LINK,
    LONGEST_NOTE,
    LONGEST_REASON,
    NOTHING,
    Answer,
)
from portal.domain.matrices import Competency, Matrix
from portal.domain.observations import Mark
from portal.domain.typed import cleaned
from portal.services.assessments import Typed
from portal.wording.names import MARKS

MINE = "mine"
THEIRS = "theirs"


def _web_address(_form: Form, field: Field) -> None:
    """A link must be one that a browser opens as a page, not a script or a file."""
    try:
        parts = urlsplit(field.data or "")
    except ValueError:
        parts = urlsplit("")
    if field.data and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValidationError(_("Start the link with https:// so that it opens as a page."))


class AnswerForm(Form):
    """One competency. ``seen`` is the fingerprint of the answer this form was filled over.

    ``keep`` decides a conflict: mine (what is typed here) or theirs (what is stored). ``over`` is
    the fingerprint of the stored answer that the choice was made over: it may only replace that.
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
            _web_address,
        ],
    )
    seen = HiddenField(validators=[Length(max=64)])
    over = HiddenField(validators=[Length(max=64)])
    keep = RadioField(
        choices=[
            SelectChoice(MINE, _l("Keep what I typed here")),
            SelectChoice(THEIRS, _l("Take the other version")),
        ],
        validators=[Optional()],
        default=None,
    )

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
        replaced = self.over.data if self.keep.data == MINE else ""
        return Typed(self.answer(), replaced or self.seen.data or "")

    def ask_which(self, stored: Answer) -> None:
        """Let the person choose between what is typed here and the ``stored`` answer."""
        self.over.data = stored.fingerprint
        self.keep.data = None

    def is_over(self, answer: Answer) -> None:
        """From now on, this form changes ``answer``; no choice is open any more."""
        self.seen.data = answer.fingerprint
        self.over.data, self.keep.data = "", None

    @property
    def takes_theirs(self) -> bool:
        return bool(self.keep.data == THEIRS)


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
    matrix: Matrix, role_key: str, answers: Mapping[str, Answer]
) -> dict[str, AnswerForm]:
    """A form per competency of the role, by key: filled with what was sent, else what is stored."""
    sent = request.form if request.method == "POST" else None
    forms = {}
    for competency in matrix.for_role(role_key).competencies():
        answer = answers.get(competency.key, NOTHING)
        stored = {
            "note": answer.note,
            "link": answer.link,
            "seen": answer.fingerprint,
            **{f"mark-{key}": mark.value for key, mark in answer.marks.items()},
            **{f"reason-{key}": reason for key, reason in answer.reasons.items()},
        }
        form_class = answer_form_class(competency, role_key)
        forms[competency.key] = form_class(sent, data=stored, prefix=competency.key)
    return forms


def is_of_another_version(matrix: Matrix) -> bool:
    """Whether what was sent was filled in before the draft was brought over in another tab."""
    return request.form.get("version", str(matrix.number)) != str(matrix.number)


def strayed(forms: Mapping[str, AnswerForm]) -> list[str]:
    """Words that were typed into parts which are not among ``forms`` any more."""
    known = {field.name for form in forms.values() for field in form}
    return [
        words
        for name, typed in request.form.items()
        if name not in known and _holds_words(name) and (words := cleaned(typed))
    ]


def _holds_words(name: str) -> bool:
    return "-mark-" not in name and ("-reason-" in name or name.endswith(("-note", "-link")))
