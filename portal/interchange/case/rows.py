"""What the readings of rubrics and of trees have in common: categories, rows and behaviours."""

from __future__ import annotations

from dataclasses import dataclass, field

from portal.domain.keys import is_key
from portal.domain.languages import LocalizedText
from portal.interchange.case import own_extensions
from portal.interchange.case.sources import Node
from portal.interchange.case.wordings import Wordings
from portal.interchange.readings import (
    Place,
    ProblemKind,
    ReadBehaviour,
    ReadCategory,
    ReadCell,
    ReadCompetency,
)


@dataclass
class Shelf:
    """A category being filled; ``title`` is None for rows in no category."""

    title: LocalizedText | None
    key: str | None = None
    rows: list[ReadCompetency] = field(default_factory=list)


class Rows:
    """The categories of a package in the order in which they were met, and what stands in them."""

    def __init__(self, wordings: Wordings) -> None:
        self.wordings = wordings
        self.used: set[str] = set()
        self._shelves: dict[str, Shelf] = {}
        self._behaviours: dict[str, ReadBehaviour] = {}
        self._keys: set[tuple[str, str]] = set()

    @property
    def categories(self) -> tuple[ReadCategory, ...]:
        return tuple(
            ReadCategory(shelf.title, tuple(shelf.rows), shelf.key)
            for shelf in self._shelves.values()
        )

    def shelf(self, path: tuple[Node, ...]) -> Shelf:
        """The category that items, the innermost last, make together; one of the portal's alone."""
        self.used.update(node.identifier for node in path)
        name = "/".join(node.identifier for node in path)
        if name not in self._shelves:
            key = self.key_of(path[-1], "category") if path else None
            self._shelves[name] = Shelf(self._joined(path), key)
        return self._shelves[name]

    def named_shelf(self, words: str, place: Place) -> Shelf:
        """The category with a title that is no item."""
        return self._shelves.setdefault(
            f"title/{words.casefold()}", Shelf(self.wordings.foreign(words, place))
        )

    def _joined(self, path: tuple[Node, ...]) -> LocalizedText | None:
        texts = [self.wordings.of(node) for node in path]
        if len(texts) < 2:
            return texts[0] if texts else None
        language = self.wordings.language
        return LocalizedText({language: " › ".join(text.words(language) for text in texts)})

    def competency(self, node: Node, cells: tuple[ReadCell, ...]) -> ReadCompetency:
        self.used.add(node.identifier)
        return ReadCompetency(
            title=self.wordings.of(node),
            cells=cells,
            key=self.key_of(node, "competency"),
            summary=self.wordings.notes_of(node),
            place=node.place,
            came_from=own_extensions.read_keys(node.said.get("came_from")),
        )

    def behaviour(self, node: Node) -> ReadBehaviour:
        self.used.add(node.identifier)
        if node.identifier not in self._behaviours:
            self._behaviours[node.identifier] = ReadBehaviour(
                text=self.wordings.of(node),
                key=self.key_of(node, "behaviour"),
                place=node.place,
                came_from=own_extensions.read_keys(node.said.get("came_from")),
                waiver=self.wordings.waiver_of(node),
            )
        return self._behaviours[node.identifier]

    def key_of(self, node: Node, kind: str) -> str | None:
        """The portal's key of an item; a key that another item of its kind has is told."""
        if node.key is None:
            return None
        if not is_key(node.key):
            self.wordings.note(ProblemKind.KEY_MALFORMED, node.place, node.key)
        if (kind, node.key) in self._keys:
            self.wordings.note(ProblemKind.KEY_TWICE, node.place, node.key)
        self._keys.add((kind, node.key))
        return node.key

    def each_once(self, behaviours: list[ReadBehaviour]) -> tuple[ReadBehaviour, ...]:
        """The behaviours of a cell, without those that stand in it already."""
        kept: dict[object, ReadBehaviour] = {}
        for behaviour in behaviours:
            sort = behaviour.key or tuple(sorted(behaviour.text.texts.items()))
            if sort in kept:
                words = behaviour.text.original
                self.wordings.note(ProblemKind.REPEATED_BEHAVIOUR, behaviour.place, words)
            kept.setdefault(sort, behaviour)
        return tuple(kept.values())
