"""Progression frameworks of topics with criteria by level, some levels parted into sublevels.

Topics become competencies, levels and sublevels roles. What is said of a level as a whole is meant
for each of its sublevels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.interchange.lossless_shapes import Lines, Path
from portal.interchange.progression_values import Fields, Values, listed, sound, words
from portal.interchange.readings import ProblemKind, ReadFramework

_SUBLEVEL = re.compile(r"criteria\s+for\s+(?:the\s+)?", re.IGNORECASE)
_LEVEL: Mapping[str, str] = {"en": "Level", "es": "Nivel"}


@dataclass(frozen=True)
class _Criteria:
    """What a topic asks for at a level, or at one sublevel of it."""

    level: str
    sublevel: str
    texts: object
    path: Path


class Topics:
    def __init__(self, data: Fields, lines: Lines) -> None:
        self._values = Values(data, lines)
        self._topics = [
            (("topics", index), topic)
            for index, topic in enumerate(listed(data.get("topics")))
            if isinstance(topic, Mapping)
        ]
        self._roles = self._taken_roles()

    def framework(self) -> ReadFramework:
        for path, topic in self._topics:
            self._take(topic, path)
        return self._values.finished()

    def _take(self, topic: Fields, path: Path) -> None:
        name = words(topic.get("name"))
        title = words(topic.get("title")) or name[:1].upper() + name[1:]
        if not title:
            self._values.note(ProblemKind.COMPETENCY_MISSING, path)
            return
        gathering = self._values.gathering
        place = self._values.place(path)
        competency = gathering.competency(self._values.named(title), sound(name), place=place)
        for one in _criteria(topic, path):
            found = self._values.behaviours(one.texts, None, one.path)
            if not one.level:
                self._values.note(ProblemKind.ROLE_MISSING, one.path)
                continue
            roles = self._roles[one.level]
            meant = [roles[one.sublevel]] if one.sublevel in roles else list(roles.values())
            for role in meant:
                gathering.put(role, competency, found, place=self._values.place(one.path))

    def _taken_roles(self) -> dict[str, dict[str, int]]:
        """The roles of each level, from the lowest up; a level without sublevels has one, ""."""
        sublevels: dict[str, dict[str, None]] = {}
        for path, topic in self._topics:
            for one in _criteria(topic, path):
                known = sublevels.setdefault(one.level, {})
                if one.sublevel:
                    known[one.sublevel] = None
        return {
            level: {
                name: self._values.gathering.role(self._values.named(self._title(level, name)))
                for name in sublevels[level] or {"": None}
            }
            for level in sorted(filter(None, sublevels), key=_height)
        }

    def _title(self, level: str, sublevel: str) -> str:
        title = f"{_LEVEL[self._values.language]} {level}" if level.isdecimal() else level
        return f"{title} · {sublevel}" if sublevel else title


def _criteria(topic: Fields, path: Path) -> Iterator[_Criteria]:
    for index, entry in enumerate(listed(topic.get("content"))):
        if not isinstance(entry, Mapping):
            continue
        inside = (*path, "content", index)
        level = words(entry.get("level"))
        if texts := entry.get("criteria"):
            yield _Criteria(level, "", texts, (*inside, "criteria"))
        for number, part in enumerate(listed(entry.get("exampleCriteria"))):
            if isinstance(part, Mapping):
                name = _SUBLEVEL.sub("", words(part.get("criteria")))
                part_path = (*inside, "exampleCriteria", number)
                yield _Criteria(level, name, part.get("examples"), part_path)


def _height(level: str) -> tuple[int, str]:
    return (int(level), "") if level.isdecimal() and len(level) < 9 else (10**9, level)
