"""The forms of a quality review and of a principle of the tone guide."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import HiddenInput

from portal.domain.quality import (
    LONGEST_CONVERSATION,
    LONGEST_REMARK,
    LONGEST_WORDS,
    unfinished,
)
from portal.domain.typed import cleaned
from portal.forms import PortalForm
from portal.localized_fields import LocalizedField
from portal.models import TonePrinciple
from portal.presentation import words
from portal.services.quality import ReviewEntry
from portal.services.tone_guide import PrincipleEntry

SEND = "send"
"""What the button that sends a review sends along."""
TOO_LONG = _l("Use at most %(max)d characters.")


class ReviewForm(PortalForm):
    """A review; ``version`` is that of the draft it was filled over, 0 for a new one."""

    version = IntegerField(widget=HiddenInput(), default=0)
    conversation = StringField(
        _l("Which conversation"),
        filters=[cleaned],
        validators=[
            DataRequired(_l("Say which conversation it is: its link, or what your tool calls it.")),
            Length(max=LONGEST_CONVERSATION, message=TOO_LONG),
        ],
    )
    happened_on = DateField(
        _l("When it took place"),
        validators=[DataRequired(_l("Enter the day of the conversation."))],
    )
    worked = TextAreaField(
        _l("What worked"),
        filters=[cleaned],
        validators=[Length(max=LONGEST_WORDS, message=TOO_LONG)],
    )
    to_try = TextAreaField(
        _l("One thing to try"),
        filters=[cleaned],
        validators=[Length(max=LONGEST_WORDS, message=TOO_LONG)],
    )

    principles: tuple[TonePrinciple, ...] = ()

    @property
    def sends(self) -> bool:
        return request.form.get("then") == SEND

    def remark(self, principle: TonePrinciple) -> Field:
        return self[f"remark-{principle.key}"]

    def validate(self, extra_validators: object = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if not self.sends:
            return is_valid
        missing = {
            "worked": _("Say what worked: what should they keep doing?"),
            "to_try": _("Say one thing to try in a conversation to come."),
        }
        lacking = unfinished(self.worked.data or "", self.to_try.data or "")
        for name in lacking:
            self[name].errors = [*self[name].errors, str(missing[name])]
        return is_valid and not lacking

    def entry(self) -> ReviewEntry:
        remarks = {p.key: self.remark(p).data for p in self.principles}
        return ReviewEntry(
            conversation=self.conversation.data or "",
            happened_on=self.happened_on.data,
            worked=self.worked.data or "",
            to_try=self.to_try.data or "",
            remarks={key: text for key, text in remarks.items() if text},
        )


def review_form_class(principles: Sequence[TonePrinciple]) -> type[ReviewForm]:
    """The form with room for a remark along each of ``principles``."""
    fields: dict[str, object] = {
        f"remark-{principle.key}": TextAreaField(
            words(principle.title),
            filters=[cleaned],
            validators=[Optional(), Length(max=LONGEST_REMARK, message=TOO_LONG)],
        )
        for principle in principles
    }
    return type("FilledReviewForm", (ReviewForm,), {**fields, "principles": tuple(principles)})


def data_of(entry: ReviewEntry) -> dict[str, object]:
    """A review as its form has it."""
    return {
        "conversation": entry.conversation,
        "happened_on": entry.happened_on,
        "worked": entry.worked,
        "to_try": entry.to_try,
        **{f"remark-{key}": text for key, text in entry.remarks.items()},
    }


class PrincipleForm(PortalForm):
    version = IntegerField(widget=HiddenInput(), default=0)
    title = LocalizedField(_l("Title"), longest=60, missing=_l("Give the principle a title."))
    text = LocalizedField(
        _l("What it asks"),
        longest=600,
        is_long=True,
        missing=_l("Say in two or three sentences what it asks."),
    )
    after = SelectField(_l("Where it stands in the guide"), default="")

    def offer(self, principles: Sequence[TonePrinciple], principle: TonePrinciple | None) -> None:
        """Say which principles it may come after."""
        self.after.choices = [SelectChoice("", _("First"))] + [
            SelectChoice(other.key, _("After %(principle)s", principle=words(other.title)))
            for other in principles
            if other != principle
        ]

    def entry(self, principle: TonePrinciple | None = None) -> PrincipleEntry:
        return PrincipleEntry(
            title=self.title.required_text(principle.title if principle else None),
            text=self.text.required_text(principle.text if principle else None),
            after=self.after.data or None,
        )
