"""A list of texts with their translations into one language, saved together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import Length, Optional

from portal.blueprints.drafts.forms import MINE, THEIRS, Clashing, Sent, TextsForm
from portal.domain.drafting.texts import LONGEST_TEXT, Clash, seen_print, words_print
from portal.domain.drafting.translations import Entry, Translation
from portal.domain.languages import LocalizedText
from portal.domain.refusals import Refusal
from portal.domain.typed import cleaned
from portal.wording.refusals import refusal_text


class TranslationFields(Form):
    """One text in one language.

    ``seen`` and ``was`` are the prints of the whole text and of this wording, as they were before
    the editor; ``over`` and ``keep`` settle a clash as they do for ``TextFields``.
    """

    words = TextAreaField(
        filters=[cleaned],
        validators=[Length(max=LONGEST_TEXT, message=refusal_text(Refusal.TEXT_LONG))],
    )
    still = BooleanField(_l("Still right"))
    seen = HiddenField(validators=[Length(max=64)])
    was = HiddenField(validators=[Length(max=64)])
    over = HiddenField(validators=[Length(max=64)])
    keep = RadioField(
        choices=[
            SelectChoice(MINE, _l("Keep what stands in the field here")),
            SelectChoice(THEIRS, _l("Take what is in the draft now")),
        ],
        validators=[Optional()],
        default=None,
    )

    now: LocalizedText | None = None
    clash: Clash | None = None
    language = ""

    @classmethod
    def of(
        cls, place: str, now: LocalizedText | None, language: str, sent: Sent | None = None
    ) -> Self:
        words = now.texts.get(language, "") if now else ""
        stored = {
            "words": words,
            "seen": seen_print(now),
            "was": words_print(language, words),
        }
        form = cls(sent, data=stored, prefix=place.replace("/", "-"))
        form.now, form.language = now, language
        return form

    @property
    def is_untouched(self) -> bool:
        is_same = words_print(self.language, self.words.data or "") == self.was.data
        return is_same and not self.still.data

    def translation(self) -> Translation | None:
        """What is to be saved of it; None where the other text was chosen."""
        if self.keep.data == THEIRS:
            return None
        is_over = self.keep.data == MINE
        return Translation(
            words=self.words.data or "",
            seen=(self.over.data if is_over else self.seen.data) or "",
            was=self.was.data or "",
            is_confirmed=self.still.data,
        )

    def complain(self, refusal: Refusal) -> None:
        self.words.errors = [*self.words.errors, str(refusal_text(refusal))]

    def ask_which(self, clash: Clash) -> None:
        self.clash, self.now = clash, clash.theirs
        self.over.data, self.keep.data = seen_print(clash.theirs), None


@dataclass(frozen=True)
class Row:
    """A text of the list; ``entry`` is None where the draft does not have it any more."""

    place: str
    entry: Entry | None
    fields: TranslationFields


class TranslationsForm(TextsForm):
    """Texts that are shown together. ``gone`` are places that the draft has no text at any more."""

    def __init__(
        self,
        shown: Sequence[Entry],
        language: str,
        sent: Sent | None = None,
        gone: Collection[str] = (),
    ) -> None:
        super().__init__({})
        self.language = language
        self.entries = {entry.place: entry for entry in shown}
        self.fields = {
            place: TranslationFields.of(place, entry.text if entry else None, language, sent)
            for place, entry in {**self.entries, **dict.fromkeys(gone)}.items()
        }

    @property
    def rows(self) -> list[Row]:
        """In the order of the list; what is gone only where something was typed into it."""
        return [
            Row(place, self.entries.get(place), fields)
            for place, fields in self.fields.items()
            if place in self.entries or fields.clash
        ]

    def validate(self) -> bool:
        wrong = [fields for fields in self.fields.values() if not fields.validate()]
        return not wrong

    @property
    def clashing(self) -> list[str]:
        return [place for place, fields in self.fields.items() if fields.clash]

    @property
    def wrong_fields(self) -> list[Field]:
        return [field for fields in self.fields.values() for field in fields if field.errors]

    def translations(self) -> dict[str, Translation]:
        typed = {place: fields.translation() for place, fields in self.fields.items()}
        return {place: one for place, one in typed.items() if one is not None}

    def _at(self, place: str | None) -> Clashing | None:
        return self.fields.get(place or "")

    def _refresh(self) -> None:
        for place, fields in self.fields.items():
            if fields.now and fields.is_untouched and not fields.clash and not fields.errors:
                self.fields[place] = TranslationFields.of(place, fields.now, self.language)
