"""A tree of items read as a matrix, where no rubric says what is expected at which level.

Leaves are behaviours, what holds leaves is a competency, what is above is a category, unless an
item says of itself what it is. Levels come from ``hasSkillLevel``, else from ``educationLevel``,
else all behaviours stand at one level.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from portal.domain.languages import LocalizedText
from portal.interchange.case.columns import Columns
from portal.interchange.case.item_types import ItemKind
from portal.interchange.case.rows import Rows
from portal.interchange.case.sources import HAS_LEVEL, Node, Source, Tie
from portal.interchange.case.trees import Tree, stated_kind
from portal.interchange.case.wordings import Wordings
from portal.interchange.readings import (
    Place,
    ReadBehaviour,
    ReadCell,
    ReadCompetency,
)

LONGEST_PATH = 2
"""How many of the items above a competency its category names, the nearest last."""


@dataclass
class _Row:
    """A competency found; ``node`` is None for statements that stand right below the document."""

    node: Node | None
    path: tuple[Node, ...]
    behaviours: list[Node] = field(default_factory=list)


def read(source: Source, tree: Tree, title: LocalizedText, wordings: Wordings) -> TreeReading:
    """``title`` names the one competency of a framework that is a mere list."""
    reading = TreeReading(source, tree, wordings)
    for row in _rows_of(tree):
        reading.take(row, title)
    return reading


def _rows_of(tree: Tree) -> list[_Row]:
    """From top to bottom, without recursion: a tree may be as deep as it has items."""
    loose = _Row(None, ())
    is_list = not tree.children
    rows: list[_Row] = []
    waiting: list[tuple[Node, tuple[Node, ...], _Row | None]] = [
        (node, (), loose if is_list else None) for node in reversed(tree.roots)
    ]
    while waiting:
        node, path, row = waiting.pop()
        kind = _kind(tree, node, row)
        children = tree.under(node)
        below, path_below = row, (*path, node)[-LONGEST_PATH:]
        if kind is ItemKind.BEHAVIOUR and row is not None:
            row.behaviours.append(node)
            path_below = path
        elif kind is ItemKind.CATEGORY:
            below = None
        else:
            below = _Row(node, path)
            rows.append(below)
        waiting += [(child, path_below, below) for child in reversed(children)]
    return [loose, *rows] if loose.behaviours else rows


def _kind(tree: Tree, node: Node, row: _Row | None) -> ItemKind:
    if stated := stated_kind(node):
        return stated
    children = tree.under(node)
    if not children:
        return ItemKind.BEHAVIOUR if row is not None else ItemKind.COMPETENCY
    holds_behaviours = any(
        stated_kind(child) is ItemKind.BEHAVIOUR
        or (stated_kind(child) is None and not tree.under(child))
        for child in children
    )
    return ItemKind.COMPETENCY if holds_behaviours else ItemKind.CATEGORY


class TreeReading:
    def __init__(self, source: Source, tree: Tree, wordings: Wordings) -> None:
        self.columns = Columns(wordings)
        self.rows = Rows(wordings)
        self._source = source
        self._wordings = wordings
        self._ties: dict[str, list[Tie]] = {}
        for tie in sorted(source.tied(HAS_LEVEL), key=lambda tie: tie.position):
            self._ties.setdefault(tie.origin, []).append(tie)
        for node in tree.levels:
            self.columns.item(node)
        stated = {level for node in source.nodes.values() for level in node.education_levels}
        if stated and not self._ties and all(level.isdecimal() for level in stated):
            for level in sorted(stated, key=int):
                self.columns.named(level, Place())

    def take(self, row: _Row, title: LocalizedText) -> None:
        cells: dict[str, list[tuple[float, ReadBehaviour]]] = {}
        for node in row.behaviours:
            behaviour = self.rows.behaviour(node)
            for role, position in self._levels(node, row):
                cells.setdefault(role, []).append((position, behaviour))
        found = tuple(
            ReadCell(
                role.name,
                self.rows.each_once([b for _, b in sorted(cells[role.name], key=lambda e: e[0])]),
            )
            for role in self.columns.roles
            if role.name in cells
        )
        if row.node is None:
            self.rows.shelf(()).rows.append(ReadCompetency(title, found))
        else:
            self.rows.shelf(row.path).rows.append(self.rows.competency(row.node, found))

    def _levels(self, node: Node, row: _Row) -> list[tuple[str, float]]:
        """The roles a behaviour stands at, its own or else its competency's; one for all if none.

        With each the behaviour's place among the others there, where one is stated.
        """
        holders = [node, *([row.node] if row.node else []), *reversed(row.path)]
        for holder in holders:
            if ties := self._ties.get(holder.identifier):
                is_own = holder is node
                places = {self._role(tie): tie.position if is_own else 0.0 for tie in ties}
                return list(places.items())
        for holder in holders:
            if holder.education_levels:
                place = Place(row=holder.row, column="educationLevel", sheet="CFItems")
                names = [self.columns.named(level, place) for level in holder.education_levels]
                return [(name, 0.0) for name in dict.fromkeys(names)]
        return [(self.columns.every_level(), 0.0)]

    def _role(self, tie: Tie) -> str:
        if node := self._source.nodes.get(tie.destination):
            return self.columns.item(node)
        place = Place(tie.destination_row, "destinationNodeURI", "CFAssociations")
        return self.columns.named(tie.destination_title or tie.destination, place)
