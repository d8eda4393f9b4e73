"""A framework put together row by row, in whatever order a file says things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from portal.domain.keys import is_key
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Weight
from portal.domain.names import folded
from portal.interchange.orders import merged
from portal.interchange.readings import (
    LONGEST_TEXT,
    MOST_BEHAVIOURS,
    FileRefusal,
    FileRefused,
    Place,
    Problem,
    ProblemKind,
    ReadBehaviour,
    ReadCategory,
    ReadCell,
    ReadCompetency,
    ReadFramework,
    ReadRole,
)
from portal.interchange.registers import UNCATEGORISED, Register, Words

ALL_LEVELS: Words = {"en": "All levels", "es": "Todos los niveles"}
"""The one role of a framework that tells no roles apart."""


@dataclass
class _Cell:
    weight: Weight | None = None
    behaviours: list[ReadBehaviour] = field(default_factory=list)
    seen: set[object] = field(default_factory=set)


class Gathering:
    """What a file has said so far. Numbers stand for roles, categories and competencies."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._roles = Register()
        self._categories = Register()
        self._competencies = Register()
        self._cells: dict[tuple[int, int], _Cell] = {}
        self._said: list[tuple[int | None, int]] = []
        self._heard: dict[tuple[object, ...], int] = {}
        self._keyed: dict[str, tuple[int, LocalizedText]] = {}
        self._behaviours = 0

    def note(self, kind: ProblemKind, place: Place, detail: str = "") -> None:
        self.problems.append(Problem(kind, place, detail))

    def role(self, words: Words, key: str | None = None, place: Place | None = None) -> int:
        key = self.sound_key(key, place)
        return self._known(self._roles, words, key, UNCATEGORISED, place)

    def role_purpose(self, role: int, words: Words) -> None:
        self._roles.all[role].summary |= words

    def category(self, words: Words, key: str | None = None, place: Place | None = None) -> int:
        """A category's number; that of none at all when it has neither a title nor a key."""
        key = self.sound_key(key, place)
        if not any(words.values()) and not key:
            return UNCATEGORISED
        named = words if any(words.values()) else {"en": key or ""}
        return 1 + self._known(self._categories, named, key, UNCATEGORISED, place)

    def competency(
        self,
        words: Words,
        key: str | None = None,
        category: int = UNCATEGORISED,
        summary: Words | None = None,
        place: Place | None = None,
    ) -> int:
        key = self.sound_key(key, place)
        number = self._known(self._competencies, words, key, category, place)
        known = self._competencies.all[number]
        if category != known.category:
            self.note(ProblemKind.KEY_TWICE, place or Place(), key or "")
        for language, text in (summary or {}).items():
            if text:
                known.summary.setdefault(language, self._bounded(text, place))
        self._said.append((None, number))
        return number

    def put(
        self,
        role: int,
        competency: int,
        behaviours: Iterable[ReadBehaviour] = (),
        weight: Weight | None = None,
        place: Place | None = None,
    ) -> None:
        """Add to one cell what a row says of it; a cell may be there without behaviours."""
        cell = self._cells.setdefault((competency, role), _Cell())
        self._said.append((role, competency))
        if weight and cell.weight not in {None, weight}:
            self.note(ProblemKind.LEFT_OUT, place or Place(), weight.value)
        cell.weight = cell.weight or weight
        for behaviour in behaviours:
            self._add(cell, competency, behaviour)

    def _add(self, cell: _Cell, competency: int, behaviour: ReadBehaviour) -> None:
        texts = behaviour.text.texts
        for text in texts.values():
            self._bounded(text, behaviour.place)
        if behaviour.key:
            said = (competency, behaviour.text)
            if self._keyed.setdefault(behaviour.key, said) != said:
                self.note(ProblemKind.KEY_TWICE, behaviour.place, behaviour.key)
        same = behaviour.key or tuple(sorted(texts.items()))
        if same in cell.seen:
            self.note(ProblemKind.REPEATED_BEHAVIOUR, behaviour.place, behaviour.text.original)
            return
        cell.seen.add(same)
        cell.behaviours.append(behaviour)
        self._behaviours += 1
        if self._behaviours > MOST_BEHAVIOURS:
            raise FileRefused(FileRefusal.TOO_MANY_BEHAVIOURS, row=behaviour.place.row)

    def sound_key(self, key: str | None, place: Place | None) -> str | None:
        """A key as the file gives it; None, and a problem, when it is malformed."""
        if not key or is_key(key):
            return key or None
        self.note(ProblemKind.KEY_MALFORMED, place or Place(), key)
        return None

    def finished(
        self, title: LocalizedText | None = None, track_key: str | None = None
    ) -> ReadFramework:
        names = self._role_names()
        by_category: dict[int, list[ReadCompetency]] = {}
        cells: dict[int, list[tuple[int, _Cell]]] = {}
        for (competency, role), cell in self._cells.items():
            cells.setdefault(competency, []).append((role, cell))
        for number in merged(self._sequences()):
            known = self._competencies.all[number]
            row = ReadCompetency(
                title=known.title,
                cells=tuple(
                    ReadCell(names[role], tuple(cell.behaviours), cell.weight)
                    for role, cell in sorted(cells.get(number, []), key=lambda one: one[0])
                ),
                key=known.key,
                summary=_text(known.summary),
                place=known.place,
            )
            by_category.setdefault(known.category, []).append(row)
        if not names:
            self.note(ProblemKind.NO_ROLES, Place())
        return ReadFramework(
            roles=tuple(
                ReadRole(name, role.title, role.key, purpose=_text(role.summary))
                for name, role in zip(names, self._roles.all, strict=True)
            ),
            categories=tuple(self._category(n, rows) for n, rows in by_category.items()),
            title=title,
            track_key=track_key,
            problems=tuple(self.problems),
        )

    def _category(self, number: int, rows: Sequence[ReadCompetency]) -> ReadCategory:
        if number == UNCATEGORISED:
            return ReadCategory(None, tuple(rows))
        known = self._categories.all[number - 1]
        return ReadCategory(known.title, tuple(rows), known.key)

    def _role_names(self) -> list[str]:
        """A name for each role that no other has."""
        names: dict[str, None] = {}
        for role in self._roles.all:
            name = role.title.original
            if name in names:
                name = f"{name} ({role.key or len(names) + 1})"
            while name in names:
                name += "*"
            names[name] = None
        return list(names)

    def _sequences(self) -> Iterator[list[int]]:
        """The competencies in the orders the file has them: role by role, or all in one."""
        runs: list[tuple[int, list[int]]] = []
        for role, competency in self._said:
            if role is None:
                continue
            if not runs or runs[-1][0] != role:
                runs.append((role, []))
            runs[-1][1].append(competency)
        if len({role for role, _ in runs}) == len(runs):
            yield from (run for _, run in runs)
        yield [competency for _, competency in self._said]

    def _known(
        self, register: Register, words: Words, key: str | None, within: int, place: Place | None
    ) -> int:
        said = (id(register), key, within, *sorted(words.items()))
        if said in self._heard:
            return self._heard[said]
        sound = {language: self._bounded(text, place) for language, text in words.items()}
        if not any(sound.values()):
            sound = {"en": key or "?"}
        number = register.number(sound, key, within, place or Place())
        if key and _says_otherwise(register.all[number].texts, words):
            self.note(ProblemKind.KEY_TWICE, place or Place(), key)
        self._heard[said] = number
        return number

    def _bounded(self, text: str, place: Place | None) -> str:
        if len(text) > LONGEST_TEXT:
            self.note(ProblemKind.TEXT_TOO_LONG, place or Place(), str(len(text)))
        return text


def _says_otherwise(known: Words, words: Words) -> bool:
    return any(
        text and folded(known.get(code, text)) != folded(text) for code, text in words.items()
    )


def _text(texts: Words) -> LocalizedText | None:
    written = {language: text for language, text in texts.items() if text}
    return LocalizedText(written) if written else None
