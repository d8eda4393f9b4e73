"""The roles that a package knows, under the names by which its cells refer to them."""

from __future__ import annotations

from portal.domain.languages import LocalizedText
from portal.interchange.case.sources import Node
from portal.interchange.case.wordings import Wordings
from portal.interchange.readings import Place, ReadRole

EVERY_LEVEL = LocalizedText({"en": "All levels", "es": "Todos los niveles"})
"""The one role of a framework that knows none."""


class Columns:
    """Roles in the order in which they were met; each name stands for one of them."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings
        self._roles: dict[str, ReadRole] = {}
        self._by_item: dict[str, str] = {}
        self._by_title: dict[str, str] = {}
        self.fell_back = False

    @property
    def roles(self) -> tuple[ReadRole, ...]:
        return tuple(self._roles.values())

    def item(self, node: Node) -> str:
        """The name of the role that an item is."""
        if node.identifier not in self._by_item:
            title = self._wordings.of(node)
            name = self._free(node.key or title.words(self._wordings.language))
            self._put(
                ReadRole(
                    name,
                    title,
                    key=node.key,
                    short=self._wordings.short_of(node),
                    purpose=self._wordings.notes_of(node),
                )
            )
            self._by_item[node.identifier] = name
        return self._by_item[node.identifier]

    def named(self, words: str, place: Place) -> str:
        """The name of the role with a title, which need not be an item."""
        title = self._wordings.foreign(words, place) or EVERY_LEVEL
        sought = title.words(self._wordings.language).casefold()
        if sought not in self._by_title:
            self._put(ReadRole(self._free(title.words(self._wordings.language)), title))
        return self._by_title[sought]

    def keyed(self, key: str) -> str | None:
        """The name of the role with a key of ours."""
        return next((role.name for role in self._roles.values() if role.key == key), None)

    def every_level(self) -> str:
        self.fell_back = True
        return self.named(EVERY_LEVEL.words(self._wordings.language), Place())

    def arrange(self, order: dict[str, float]) -> None:
        """Put the roles in the order of their positions; what has none stays behind the rest."""
        last = float("inf")
        self._roles = dict(sorted(self._roles.items(), key=lambda entry: order.get(entry[0], last)))

    def _put(self, role: ReadRole) -> None:
        self._roles[role.name] = role
        title = role.title.words(self._wordings.language).casefold()
        self._by_title.setdefault(title, role.name)

    def _free(self, wanted: str) -> str:
        name, number = wanted, 2
        while name in self._roles:
            name, number = f"{wanted} ({number})", number + 1
        return name
