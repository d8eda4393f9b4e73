"""What progression frameworks are made of, whatever their shape: loose values with their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from portal.domain.keys import is_key
from portal.domain.languages import BASE_LANGUAGE, LocalizedText
from portal.domain.typed import cleaned
from portal.interchange import bullets
from portal.interchange.gathering import Gathering
from portal.interchange.language_marks import language_of
from portal.interchange.lossless_shapes import Lines, Path, dotted
from portal.interchange.readings import Place, ProblemKind, ReadBehaviour, ReadFramework

Fields = Mapping[Any, Any]

_HALVES = re.compile("[\ud800-\udfff]")
_LOOKED_AT = 2_000


class Values:
    """Data being read into what is gathered; a problem's column is the way to its value."""

    def __init__(self, data: Fields, lines: Lines) -> None:
        self._lines = lines
        self.data = data
        self.gathering = Gathering()
        self.language = language_of(_all_texts(data)) or BASE_LANGUAGE

    def finished(self) -> ReadFramework:
        title = words(self.data.get("title")) or words(self.data.get("name"))
        return self.gathering.finished(title=self._text(title) if title else None)

    def behaviours(self, written: object, key: str | None, path: Path) -> list[ReadBehaviour]:
        """A text, or a list of them; one with bullets in it is several, and then has no key."""
        texts = [text for one in listed(written) for text in bullets.split(words(one))]
        own = key if key and is_key(key) and len(texts) == 1 else None
        place = self.place(path)
        return [ReadBehaviour(self._text(text), own, place) for text in texts]

    def named(self, title: str) -> dict[str, str]:
        return {self.language: title}

    def place(self, path: Path) -> Place:
        return Place(row=self._lines(path), column=dotted(path))

    def note(self, kind: ProblemKind, path: Path, detail: str = "") -> None:
        self.gathering.note(kind, self.place(path), detail)

    def _text(self, text: str) -> LocalizedText:
        return LocalizedText(self.named(text))


def listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def words(value: object) -> str:
    """A plain value as text; lists and mappings are none."""
    if value is None or isinstance(value, bool | list | Mapping):
        return ""
    return cleaned(_HALVES.sub("\ufffd", str(value)))


def sound(key: str) -> str | None:
    """A foreign id as a key, where it would do as one."""
    return key if is_key(key) and not key.isdigit() else None


def _all_texts(data: object) -> list[str]:
    texts: list[str] = []
    waiting = [data]
    while waiting and len(texts) < _LOOKED_AT:
        value = waiting.pop()
        if isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str):
            texts.append(value)
    return texts
