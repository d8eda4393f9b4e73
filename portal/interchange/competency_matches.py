"""The competencies and categories of a file among those of a matrix."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Category, Competency, Matrix
from portal.interchange.new_keys import NewKeys
from portal.interchange.readings import (
    Problem,
    ProblemKind,
    ReadCategory,
    ReadCompetency,
    ReadFramework,
)
from portal.interchange.wordings import either, likenesses, taken_over

UNSORTED = Category("general", LocalizedText({"en": "General", "es": "General"}), ())
"""Where competencies go that are in no category, neither in the file nor in the matrix."""


@dataclass(frozen=True)
class Row:
    """A competency of a file: ``known`` is what the matrix has of it so far, if anything."""

    read: ReadCompetency
    category: str
    key: str
    title: LocalizedText
    summary: LocalizedText | None
    came_from: tuple[str, ...]
    known: Competency | None


class CompetencyMatches:
    """Which competency each of a file is: by key, then by title in any language, or a new one."""

    def __init__(self, read: ReadFramework, onto: Matrix | None, taken: Container[str]) -> None:
        self.problems: list[Problem] = []
        self._onto = onto
        known = {row.key: row for row in onto.competencies()} if onto else {}
        self._keys = NewKeys(known, taken, "competency")
        self._home = {
            row.key: category
            for category in (onto.categories if onto else ())
            for row in category.competencies
        }
        self.categories = self._matched_categories(read)
        """Titles by key, in the order in which a file that names them has them."""
        found = self._matched(read, known)
        self.rows = [self._row(group, row, found.get(id(row))) for group, row in _all(read)]

    def _matched(self, read: ReadFramework, known: dict[str, Competency]) -> dict[int, Competency]:
        found: dict[int, Competency] = {}
        claimed: set[str] = set()
        for _, row in _all(read):
            if row.key in known and row.key not in claimed:
                found[id(row)] = known[row.key]
                claimed.add(row.key)
        by_title: dict[str, list[Competency]] = {}
        for one in known.values():
            for like in likenesses(one.title):
                by_title.setdefault(like, []).append(one)
        for group, row in _all(read):
            if id(row) in found:
                continue
            candidates = [
                one
                for like in likenesses(row.title)
                for one in by_title.get(like, ())
                if one.key not in claimed
            ]
            home = self._category_key(group)
            candidates.sort(key=lambda one: self._home[one.key].key != home)
            if candidates:
                found[id(row)] = candidates[0]
                claimed.add(candidates[0].key)
        return found

    def _row(self, group: ReadCategory, row: ReadCompetency, known: Competency | None) -> Row:
        category = self._category_key(group)
        if category is None:
            home = self._home[known.key] if known else UNSORTED
            category = home.key
            self.categories.setdefault(category, home.title)
        if known is None:
            key = self._keys.take(row.key, row.title.original, is_shared=True)
            if row.key and key != row.key:
                self.problems.append(Problem(ProblemKind.KEY_TWICE, row.place, row.key))
            return Row(row, category, key, row.title, row.summary, row.came_from, None)
        says_its_key_only = row.title.original == known.key
        title = known.title if says_its_key_only else taken_over(known.title, row.title)
        summary = either(known.summary, row.summary)
        came_from = row.came_from or known.came_from
        return Row(row, category, known.key, title, summary, came_from, known)

    # Categories

    def _matched_categories(self, read: ReadFramework) -> dict[str, LocalizedText]:
        known = self._onto.categories if self._onto else ()
        by_title = {like: group for group in reversed(known) for like in likenesses(group.title)}
        by_key = {group.key: group for group in known}
        keys = NewKeys([*by_key, UNSORTED.key], frozenset(), "category")
        self._keys_of: dict[int, str] = {}
        titles: dict[str, LocalizedText] = {}
        for group in read.categories:
            if group.title is None:
                continue
            found = by_key.get(group.key or "") or next(
                (by_title[like] for like in likenesses(group.title) if like in by_title), None
            )
            key = found.key if found else keys.take(group.key, group.title.original)
            self._keys_of[id(group)] = key
            titles.setdefault(key, taken_over(found.title, group.title) if found else group.title)
        return titles

    def _category_key(self, group: ReadCategory) -> str | None:
        return self._keys_of.get(id(group))


def _all(read: ReadFramework) -> Iterator[tuple[ReadCategory, ReadCompetency]]:
    for group in read.categories:
        for row in group.competencies:
            yield group, row


def in_order(categories: Iterable[str], onto: Matrix | None) -> list[str]:
    """Category keys as a matrix has them, those it does not have behind."""
    places = {group.key: at for at, group in enumerate(onto.categories if onto else ())}
    return sorted(categories, key=lambda key: places.get(key, len(places)))
