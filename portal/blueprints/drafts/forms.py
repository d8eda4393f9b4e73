"""Forms over texts of a draft: each text in every language, and what to do when two editors meet.

Fields are named after the place of their text (``behaviours-<key>-en``), so that a whole form and
a single save while typing are read by the same code.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol, Self

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import Length, Optional

from portal.domain.drafting.texts import (
    LONGEST_TEXT,
    Clash,
    TextsClash,
    Typed,
    is_untouched,
    seen_print,
)
from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.typed import cleaned
from portal.wording.refusals import refusal_text

MINE = "mine"
THEIRS = "theirs"

Sent = MultiDict[str, str]


class Clashing(Protocol):
    """Fields that can meet what somebody else wrote, or break a rule."""

    def ask_which(self, clash: Clash) -> None: ...

    def complain(self, refusal: Refusal) -> None: ...


class TextFields(Form):
    """One text side by side in every language.

    ``seen`` is the print of the text that was before the editor when they began. After a clash
    ``over`` is the print of the other text, and ``keep`` the choice that was made over it.
    """

    seen = HiddenField(validators=[Length(max=64)])
    over = HiddenField(validators=[Length(max=64)])
    keep = RadioField(
        choices=[
            SelectChoice(MINE, _l("Keep what stands in the fields here")),
            SelectChoice(THEIRS, _l("Take what is in the draft now")),
        ],
        validators=[Optional()],
        default=None,
    )

    now: LocalizedText | None = None
    """The text as the draft has it now."""

    clash: Clash | None = None
    is_required = False

    @classmethod
    def of(
        cls,
        place: str,
        now: LocalizedText | None,
        sent: Sent | None = None,
        *,
        is_required: bool = False,
    ) -> Self:
        """The fields of the text at a place: filled with what was sent, else with what is there."""
        words = now.texts if now else {}
        stored = {**{code: words.get(code, "") for code in LANGUAGES}, "seen": seen_print(now)}
        form = cls(sent, data=stored, prefix=place.replace("/", "-"))
        form.now, form.is_required = now, is_required
        return form

    @property
    def wordings(self) -> dict[str, str]:
        return {code: self[code].data or "" for code in LANGUAGES}

    @property
    def is_empty(self) -> bool:
        return not any(self.wordings.values())

    @property
    def is_untouched(self) -> bool:
        return is_untouched(self.typed())

    @property
    def takes_theirs(self) -> bool:
        return bool(self.keep.data == THEIRS)

    @property
    def insists(self) -> bool:
        """Whether the editor chose their own text over somebody else's."""
        return bool(self.keep.data == MINE)

    def typed(self) -> Typed:
        seen = self.over.data if self.insists else self.seen.data
        confirmed = {code for code in LANGUAGES if self[f"still-{code}"].data}
        return Typed(self.wordings, seen or "", frozenset(confirmed))

    def prefill(self, text: LocalizedText) -> None:
        """Begin with the words of another text."""
        for code, words in text.texts.items():
            self[code].data = words

    def languages(self) -> list[tuple[str, str, Field]]:
        """Code, own name and field of each language."""
        return [(code, name, self[code]) for code, name in LANGUAGES.items()]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if self.is_required and self.is_empty and not self.takes_theirs:
            self.complain(Refusal.TEXT_MISSING)
            return False
        return is_valid

    def complain(self, refusal: Refusal) -> None:
        first: Field = self[next(iter(LANGUAGES))]
        first.errors = [*first.errors, str(refusal_text(refusal))]

    def ask_which(self, clash: Clash) -> None:
        """Let the editor choose between what they typed and what is there now."""
        self.clash, self.now = clash, clash.theirs
        self.over.data, self.keep.data = seen_print(clash.theirs), None


for _code, _name in LANGUAGES.items():
    setattr(
        TextFields,
        _code,
        TextAreaField(
            _name,
            filters=[cleaned],
            validators=[Length(max=LONGEST_TEXT, message=refusal_text(Refusal.TEXT_LONG))],
        ),
    )
    setattr(TextFields, f"still-{_code}", BooleanField(_l("The translation is still right")))


class TextsForm:
    """Several texts of a draft, by place, that are saved together or not at all."""

    def __init__(
        self,
        places: Mapping[str, LocalizedText | None],
        sent: Sent | None = None,
        *,
        required: Collection[str] = (),
    ) -> None:
        self.sent = sent
        self.form_errors: list[str] = []
        self.is_refused = False
        self.texts = {
            place: TextFields.of(place, now, sent, is_required=place in required)
            for place, now in places.items()
        }

    def validate(self) -> bool:
        """Each text, so that everything that is wrong shows at once."""
        wrong = [text for text in self.texts.values() if not text.validate()]
        return not wrong

    @property
    def errors(self) -> bool:
        return bool(self.form_errors or self.clashing or self.wrong_fields)

    @property
    def clashing(self) -> list[str]:
        """The places whose texts somebody else changed too."""
        return [place for place, text in self.texts.items() if text.clash]

    @property
    def wrong_fields(self) -> list[Field]:
        return [field for text in self.texts.values() for field in text if field.errors]

    def typed(self, place: str) -> Typed:
        """What was typed at a place; as it was before, where the other text was chosen."""
        text = self.texts[place]
        if text.takes_theirs:
            return Typed(dict(text.now.texts) if text.now else {}, seen_print(text.now))
        return text.typed()

    def ask(self, clash: TextsClash) -> None:
        """Show the texts that somebody else changed too, and let the editor choose."""
        for one in clash.clashes:
            if fields := self._at(one.place):
                fields.ask_which(one)
        self._refresh()

    def refuse(self, broken: RuleBroken) -> None:
        """Show a broken rule at its text, or above the form when it is about no text."""
        self.is_refused = True
        if fields := self._at(broken.field):
            fields.complain(broken.refusal)
        else:
            self.form_errors.append(str(refusal_text(broken.refusal)))
        self._refresh()

    def _at(self, place: str | None) -> Clashing | None:
        return self.texts.get(place or "")

    def _refresh(self) -> None:
        """Show texts that the editor did not touch as they are now."""
        for place, text in self.texts.items():
            if text.now and text.is_untouched and not text.clash:
                fresh = TextFields.of(place, text.now, is_required=text.is_required)
                for code, _name, field in text.languages():
                    fresh[code].errors = field.errors
                self.texts[place] = fresh
