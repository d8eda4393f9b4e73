"""The roles of a file among those of a matrix and of the ladder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from portal.domain.languages import LocalizedText
from portal.domain.matrices import RoleColumn
from portal.interchange.new_keys import NewKeys
from portal.interchange.readings import Place, Problem, ProblemKind, ReadRole
from portal.interchange.wordings import either, likeness, taken_over


class RoleMatches:
    """Which column each role of a file is: by key, then by title or short name, or a new one."""

    def __init__(
        self,
        read: Sequence[ReadRole],
        own: Sequence[RoleColumn],
        ladder: Sequence[RoleColumn],
        retired: Sequence[RoleColumn] = (),
    ) -> None:
        self.problems: list[Problem] = []
        self.retired: list[Problem] = []
        """The roles that are none of these but one that the ladder had once."""
        self._once = _index(retired)
        self.columns: dict[str, RoleColumn] = {}
        """By the name that the file has for them."""
        self._on_ladder = {role.key for role in ladder}
        known = {role.key: role for role in [*ladder, *own]}
        self._keys = NewKeys(known, frozenset(), "role")
        self._claimed: set[str] = set()
        waiting = []
        for role in read:
            if role.key in known and role.key not in self._claimed:
                column = known[role.key]
                self._claimed.add(column.key)
                self.columns[role.name] = _reworded(column, role, title=_title_of(role, column))
            else:
                waiting.append(role)
        by_title = _index([*own, *ladder])
        for role in waiting:
            self.columns[role.name] = self._named(role, by_title)
        self.columns = {role.name: self.columns[role.name] for role in read}

    @property
    def new(self) -> tuple[RoleColumn, ...]:
        return tuple(role for role in self.columns.values() if role.key not in self._on_ladder)

    def _named(self, role: ReadRole, by_title: dict[str, RoleColumn]) -> RoleColumn:
        words = [*_words(role.title), *(_words(role.short) if role.short else ())]
        found = next((by_title[like] for w in words if (like := likeness(w)) in by_title), None)
        if found is not None and found.key in self._claimed:
            self.problems.append(
                Problem(ProblemKind.ROLE_TWICE, Place(column=role.name), role.title.original)
            )
            found = None
        if found is None:
            if any(likeness(w) in self._once for w in [*words, role.key or ""]):
                place = Place(column=role.name)
                self.retired.append(Problem(ProblemKind.ROLE_RETIRED, place, role.title.original))
            key = self._keys.take(role.key, role.title.original)
            self._claimed.add(key)
            return RoleColumn(key, role.title, role.short or role.title, role.purpose)
        self._claimed.add(found.key)
        is_title = likeness(role.title.original) in {likeness(w) for w in _words(found.title)}
        return _reworded(found, role, title=role.title if is_title else None)


def _title_of(role: ReadRole, column: RoleColumn) -> LocalizedText | None:
    """The title that a file gives a known role, unless it only repeats a short name or the key."""
    said = {likeness(words) for words in role.title.texts.values()}
    other_names = {likeness(words) for words in _words(column.short)} | {likeness(column.key)}
    other_names -= {likeness(words) for words in _words(column.title)}
    return None if said <= other_names else role.title


def _reworded(column: RoleColumn, role: ReadRole, title: LocalizedText | None) -> RoleColumn:
    return replace(
        column,
        title=taken_over(column.title, title) if title else column.title,
        short=taken_over(column.short, role.short) if role.short else column.short,
        purpose=either(column.purpose, role.purpose),
    )


def _index(columns: Iterable[RoleColumn]) -> dict[str, RoleColumn]:
    """The columns by the likeness of their titles, and where those leave room, of short names."""
    by_title: dict[str, RoleColumn] = {}
    listed = list(columns)
    for column in listed:
        for words in _words(column.title):
            by_title.setdefault(likeness(words), column)
    for column in listed:
        for words in [*_words(column.short), column.key]:
            by_title.setdefault(likeness(words), column)
    return by_title


def _words(text: LocalizedText) -> list[str]:
    return [words for words in text.texts.values() if words.strip()]
