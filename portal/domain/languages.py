"""Texts that people write in several languages.

English is the base: every text has it. A translation may be missing (the reader gets the base,
marked as such) or outdated (the base was reworded after the translation was written).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
        if not self.texts.get(BASE_LANGUAGE, "").strip():
            raise ValueError(f"A text needs its {BASE_LANGUAGE!r} wording")

    def read(self, language: str) -> Reading:
        """The wording for a reader of ``language``; the base wording where there is none."""
        if words := self.texts.get(language):
            return Reading(words, language, False, language in self.outdated)
        return Reading(self.texts[BASE_LANGUAGE], BASE_LANGUAGE, True, False)

    def words(self, language: str) -> str:
        return self.read(language).words

    def missing(self) -> list[str]:
        """The portal's languages in which this text is not written yet."""
        return [language for language in LANGUAGES if not self.texts.get(language)]

    def to_json(self) -> dict[str, Any]:
        stored: dict[str, Any] = dict(sorted(self.texts.items()))
        return {"texts": stored, "outdated": sorted(self.outdated)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(dict(stored["texts"]), frozenset(stored["outdated"]))
