"""Form fields for texts that are written in every language of the portal, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.typed import cleaned

STILL_RIGHT = "{}-still-right"
"""The name of the box that says that an outdated translation is right still."""


def _wordings(longest: int, *, is_long: bool) -> dict[str, Any]:
    """One field for each language, and one to say that its translation is right still."""
    kind = TextAreaField if is_long else StringField
    message = _l("Use at most %(max)d characters.")
    fields: dict[str, Any] = {}
    for code, name in LANGUAGES.items():
        fields[code] = kind(
            name, filters=[cleaned], validators=[Length(max=longest, message=message)]
        )
        fields[STILL_RIGHT.format(code)] = BooleanField(
            _l("The %(language)s still says the same", language=name)
        )
    return fields


class LocalizedField(FormField):
    """One text. ``missing`` is what to say when it is in no language; None if it may be empty."""

    def __init__(
        self,
        label: Any = None,
        *,
        longest: int = 200,
        is_long: bool = False,
        missing: Any = None,
        **options: Any,
    ) -> None:
        wordings = type("Wordings", (Form,), _wordings(longest, is_long=is_long))
        super().__init__(wordings, label, **options)
        self.type = FormField.__name__  # what is told about errors is told as for any other
        self.missing = missing

    @property
    def is_optional(self) -> bool:
        return self.missing is None

    @property
    def languages(self) -> list[tuple[str, Field, Field]]:
        """Code, field for the words, and box for *still right*, of each language."""
        return [(code, self.form[code], self.form[STILL_RIGHT.format(code)]) for code in LANGUAGES]

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:
        is_valid = bool(super().validate(form, extra_validators))
        if self.missing is None or self._typed:
            return is_valid
        first = self.form[next(iter(LANGUAGES))]
        first.errors = [*first.errors, str(self.missing)]
        return False

    @property
    def _typed(self) -> dict[str, str]:
        return {code: words for code in LANGUAGES if (words := self.form[code].data or "")}

    def text(self, current: LocalizedText | None = None) -> LocalizedText | None:
        """The text as typed over what it says so far; None when it is in no language."""
        if not self._typed:
            return None
        if current is None:
            return LocalizedText(self._typed)
        text = current.reworded({code: self._typed.get(code, "") for code in LANGUAGES})
        for code in LANGUAGES:
            if self.form[STILL_RIGHT.format(code)].data:
                text = text.confirmed(code)
        return text

    def required_text(self, current: LocalizedText | None = None) -> LocalizedText:
        """The text of a field that was found to hold one when it was checked."""
        text = self.text(current)
        if text is None:
            raise ValueError("A required text is read before it was checked")
        return text


class LinesField(FieldList):
    """Several texts in order, each in every language; a line without words is left out.

    ``was`` in a line says which of the texts so far it began as.
    """

    def __init__(self, label: Any = None, *, longest: int = 300, **options: Any) -> None:
        fields = _wordings(longest, is_long=True)
        fields["was"] = StringField(widget=HiddenInput())
        line = type("Line", (Form,), fields)
        super().__init__(FormField(line), label, **options)
        self.type = FieldList.__name__

    def languages(self, line: Any) -> list[tuple[str, Field]]:
        return [(code, line.form[code]) for code in LANGUAGES]

    def is_written(self, line: Any) -> bool:
        return any(line.form[code].data for code in LANGUAGES)

    def texts(self, current: Sequence[LocalizedText] = ()) -> tuple[LocalizedText, ...]:
        """The lines as typed over what they said so far."""
        by_place = {str(at): text for at, text in enumerate(current)}
        found: list[LocalizedText] = []
        for line in self.entries:
            typed = {code: words for code in LANGUAGES if (words := line.form[code].data or "")}
            if not typed:
                continue
            was = by_place.get(line.form.was.data or "")
            if was is None:
                found.append(LocalizedText(typed))
            else:
                found.append(was.reworded({code: typed.get(code, "") for code in LANGUAGES}))
        return tuple(found)

    def press(self, button: str) -> bool:
        """Another line, or one of them a place further up; whether the button is for that."""
        name, _, place = button.rpartition("-")
        if button == f"{self.name}-more":
            self.append_entry()
        elif name == f"{self.name}-up" and place.isdecimal():
            self._raise(int(place))
        else:
            return False
        return True

    def _raise(self, at: int) -> None:
        """Swap a line with the one above it."""
        if not 0 < at < len(self.entries):
            return
        above, line = self.entries[at - 1].form, self.entries[at].form
        for name in (*LANGUAGES, "was"):
            above[name].data, line[name].data = line[name].data, above[name].data


def wordings(text: LocalizedText | None) -> Mapping[str, str]:
    """A text as the data of a LocalizedField."""
    return dict(text.texts) if text else {}


def lines(texts: Sequence[LocalizedText], empty: int = 1) -> list[Mapping[str, Any]]:
    """Texts as the data of a LinesField, with a few empty lines after them."""
    written: list[Mapping[str, Any]] = [
        {**text.texts, "was": str(at)} for at, text in enumerate(texts)
    ]
    return [*written, *({} for _ in range(empty))]
