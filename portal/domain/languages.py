"""Texts that people write in several languages.

The original of a text is its English wording, or where it has none the wording in the first of
the portal's languages that it does have. A translation may be missing (the reader gets the
original, marked as such) or outdated (the original was reworded after it was written).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

BASE_LANGUAGE = "en"
LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Español"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of one language gets: the words, and the language they really are in."""

    words: str
    language: str
    is_fallback: bool
    is_outdated: bool


@dataclass(frozen=True)
class LocalizedText:
    """One text in its languages: ``texts`` by language code, and which of them are outdated."""

    texts: Mapping[str, str]
    outdated: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not any(self.texts.get(language, "").strip() for language in LANGUAGES):
            raise ValueError(f"A text needs a wording in one of {', '.join(LANGUAGES)}")

    @property
    def original_language(self) -> str:
        return next(code for code in LANGUAGES if self.texts.get(code, "").strip())

    @property
    def original(self) -> str:
        return self.texts[self.original_language]

    def read(self, language: str) -> Reading:
        """The wording for a reader of ``language``; the original where there is none."""
        if words := self.texts.get(language):
            return Reading(words, language, False, language in self.outdated)
        return Reading(self.original, self.original_language, True, False)

    def words(self, language: str) -> str:
        return self.read(language).words

    def missing(self) -> list[str]:
        """The portal's languages in which this text is not written yet."""
        return [language for language in LANGUAGES if not self.texts.get(language)]

    def reworded(self, wordings: Mapping[str, str]) -> Self:
        """This text with some wordings written anew; an empty wording takes its language away.

        Rewording the original makes every translation that is not written anew with it outdated;
        writing a translation anew makes it current. Where the original is written for the first
        time, what was there before was its source, and stays current.
        """
        texts = {**self.texts, **wordings}
        text = type(self)({code: words for code, words in texts.items() if words.strip()})
        anew = {code for code, words in text.texts.items() if words != self.texts.get(code)}
        outdated = set(self.outdated) - anew
        if text.original_language in anew and text.original_language in self.texts:
            outdated |= set(text.texts) - anew
        return replace(
            text, outdated=frozenset(outdated & set(text.texts)) - {text.original_language}
        )

    def confirmed(self, language: str) -> Self:
        """This text with a translation said to be right still."""
        return replace(self, outdated=self.outdated - {language})

    def to_json(self) -> dict[str, Any]:
        stored: dict[str, Any] = dict(sorted(self.texts.items()))
        return {"texts": stored, "outdated": sorted(self.outdated)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(dict(stored["texts"]), frozenset(stored["outdated"]))
