"""Roles, categories and competencies as a file names them: one entry each, however often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.domain.languages import LocalizedText
from portal.domain.names import folded
from portal.interchange.readings import Place

Words = Mapping[str, str]
"""Wordings by language; blank ones are as good as none."""

UNCATEGORISED = 0


@dataclass
class Named:
    """A role, a category or a competency so far."""

    key: str | None
    texts: dict[str, str]
    summary: dict[str, str] = field(default_factory=dict)
    category: int = UNCATEGORISED
    place: Place = field(default_factory=Place)

    @property
    def title(self) -> LocalizedText:
        return LocalizedText(self.texts)


class Register:
    """Things of one kind by their keys and, within what they belong to, by their titles."""

    def __init__(self) -> None:
        self.all: list[Named] = []
        self._by_key: dict[str, int] = {}
        self._by_title: dict[tuple[int, str], int] = {}

    def number(self, words: Words, key: str | None, within: int, place: Place) -> int:
        texts = {language: text for language, text in words.items() if text}
        titles = [(within, folded(text)) for text in texts.values()]
        found = self._by_key.get(key) if key else None
        if found is None:
            found = next((self._by_title[t] for t in titles if t in self._by_title), None)
            if found is not None and key and self.all[found].key:
                found = None
        if found is None:
            found = len(self.all)
            self.all.append(Named(key, texts, category=within, place=place))
        known = self.all[found]
        if key:
            known.key = key
            self._by_key.setdefault(key, found)
        known.texts = {**texts, **known.texts}
        for title in titles:
            self._by_title.setdefault(title, found)
        return found
