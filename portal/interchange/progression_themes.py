"""Progression frameworks of levels, themes and competencies.

Each competency names its level and its theme by their ids. The themes become the competencies of
the matrix, and what a competency sums up becomes a behaviour.
"""

from __future__ import annotations

from collections.abc import Mapping

from portal.interchange.lossless_shapes import Lines, Path
from portal.interchange.progression_values import Fields, Values, listed, sound, words
from portal.interchange.readings import ProblemKind, ReadBehaviour, ReadFramework


class Themes:
    def __init__(self, data: Fields, lines: Lines) -> None:
        self._values = Values(data, lines)
        self._themes = self._titled("themes")
        self._levels = {
            number: self._values.gathering.role(
                self._values.named(title), sound(number), self._values.place(("levels",))
            )
            for number, (title, _) in self._titled("levels").items()
        }

    def framework(self) -> ReadFramework:
        for index, entry in enumerate(listed(self._values.data.get("competencies"))):
            path = ("competencies", index)
            if isinstance(entry, Mapping):
                self._take(entry, path)
            else:
                self._values.note(ProblemKind.LEFT_OUT, path)
        return self._values.finished()

    def _take(self, entry: Fields, path: Path) -> None:
        level, theme = words(entry.get("level")), words(entry.get("theme"))
        found = self._behaviours(entry, path)
        if level not in self._levels:
            self._values.note(ProblemKind.ROLE_MISSING, (*path, "level"), level)
            return
        if not theme:
            self._values.note(ProblemKind.COMPETENCY_MISSING, (*path, "theme"))
            return
        title, summary = self._themes.get(theme, (theme, ""))
        gathering, place = self._values.gathering, self._values.place(path)
        competency = gathering.competency(
            self._values.named(title),
            sound(theme),
            summary=self._values.named(summary),
            place=place,
        )
        gathering.put(self._levels[level], competency, found, place=place)

    def _behaviours(self, entry: Fields, path: Path) -> list[ReadBehaviour]:
        """The summary is the behaviour. Examples are its own only where there is no summary."""
        found = self._values.behaviours(entry.get("summary"), words(entry.get("id")).lower(), path)
        examples = [text for example in listed(entry.get("examples")) if (text := words(example))]
        if not found:
            found = self._values.behaviours(examples, None, (*path, "examples"))
        elif examples:
            said = " · ".join(examples)
            self._values.note(ProblemKind.LEFT_OUT, (*path, "examples"), said)
        if not found:
            self._values.note(ProblemKind.BEHAVIOUR_MISSING, path)
        return found

    def _titled(self, name: str) -> dict[str, tuple[str, str]]:
        """Titles and summaries by id, of things that have an id and a name."""
        titled: dict[str, tuple[str, str]] = {}
        for index, entry in enumerate(listed(self._values.data.get(name))):
            fields = entry if isinstance(entry, Mapping) else {"id": entry}
            title = words(fields.get("name")) or words(fields.get("title"))
            number = words(fields.get("id")) or title
            if not number:
                self._values.note(ProblemKind.LEFT_OUT, (name, index))
                continue
            summary = words(fields.get("summary")) or words(fields.get("description"))
            titled[number] = (title or number, summary)
        return titled
