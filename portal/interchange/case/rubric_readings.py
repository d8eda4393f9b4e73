"""Rubrics read as a matrix: criteria are its rows, the levels of a criterion its cells."""

from __future__ import annotations

from portal.domain.matrices import Weight
from portal.interchange import bullets
from portal.interchange.case import own_extensions
from portal.interchange.case.columns import Columns
from portal.interchange.case.item_types import ItemKind
from portal.interchange.case.rows import Rows, Shelf
from portal.interchange.case.sources import (
    Json,
    Node,
    Source,
    identifier,
    number,
    objects,
    string,
)
from portal.interchange.case.trees import Tree, stated_kind
from portal.interchange.case.wordings import Wordings
from portal.interchange.readings import (
    MOST_ROWS,
    FileRefusal,
    FileRefused,
    Place,
    ProblemKind,
    ReadBehaviour,
    ReadCell,
    ReadCompetency,
)

SHEET = "CFRubrics"


def criteria_of(source: Source) -> list[Json] | None:
    """The criteria of all rubrics in their order; None where they say nothing of levels.

    In a package of ours they are the rows, whether or not there is anything in their cells yet.
    """
    found: list[Json] = []
    for rubric in source.rubrics:
        criteria = objects(rubric.get("CFRubricCriteria"), "CFRubricCriterion")
        found += sorted(criteria, key=lambda one: number(one.get("position")))
    is_ours = bool(source.said and source.rubrics)
    return found if is_ours or any(levels_of(one) for one in found) else None


def levels_of(criterion: Json) -> list[Json]:
    levels = objects(criterion.get("CFRubricCriterionLevels"), "CFRubricCriterionLevel")
    return sorted(levels, key=lambda one: number(one.get("position")))


def read(source: Source, criteria: list[Json], tree: Tree, wordings: Wordings) -> RubricReading:
    reading = RubricReading(source, tree, wordings)
    for row, criterion in enumerate(criteria, 1):
        reading.take(criterion, Place(row=row, column="CFRubricCriteria", sheet=SHEET))
    reading.finish()
    return reading


class RubricReading:
    def __init__(self, source: Source, tree: Tree, wordings: Wordings) -> None:
        self.columns = Columns(wordings)
        self.rows = Rows(wordings)
        self._source = source
        self._tree = tree
        self._wordings = wordings
        self._positions: dict[str, float] = {}
        self._levels = 0
        self._keyed = {
            (stated_kind(node), node.key): node for node in source.nodes.values() if node.key
        }
        for node in tree.levels:
            self.columns.item(node)
        for node in tree.roots:
            if stated_kind(node) is ItemKind.CATEGORY:
                self.rows.shelf((node,))

    def take(self, criterion: Json, place: Place) -> None:
        node = self._source.nodes.get(identifier(criterion.get("CFItemURI")))
        cells = tuple(
            cell
            for at, level in enumerate(levels_of(criterion), 1)
            if (cell := self._cell(level, at, place)) is not None
        )
        if node is not None:
            row: ReadCompetency | None = self.rows.competency(node, cells)
        else:
            row = self._without_item(criterion, cells, place)
        if row is not None:
            self._shelf(node, criterion, place).rows.append(row)

    def _without_item(
        self, criterion: Json, cells: tuple[ReadCell, ...], place: Place
    ) -> ReadCompetency | None:
        link = criterion.get("CFItemURI")
        words = string(criterion.get("description")) or (
            string(link.get("title")) if isinstance(link, dict) else ""
        )
        title = self._wordings.foreign(words, place)
        if title is None:
            self._wordings.note(ProblemKind.COMPETENCY_MISSING, place)
            return None
        return ReadCompetency(title, cells, place=place)

    def _shelf(self, node: Node | None, criterion: Json, place: Place) -> Shelf:
        """The group that the item hangs under, or the category that the criterion names."""
        parent = self._tree.parents.get(node.identifier) if node else None
        if parent is not None:
            return self.rows.shelf((parent,))
        if words := string(criterion.get("category")).strip():
            return self.rows.named_shelf(words, place)
        return self.rows.shelf(())

    def _cell(self, level: Json, at: int, place: Place) -> ReadCell | None:
        self._levels += 1
        if self._levels > MOST_ROWS:
            raise FileRefused(FileRefusal.TOO_MANY_ROWS)
        said = own_extensions.read(level.get("extensions"))
        key = said.get("role")
        role = self.columns.keyed(key) if isinstance(key, str) else None
        behaviours = self._behaviours(level, said.get("behaviours"), place)
        weight = self._weight(level, said.get("weight"), place)
        if role is None:
            if not behaviours and weight is None:
                return None
            quality = string(level.get("quality")).strip() or f"{at}"
            role = self.columns.named(quality, place)
        position = number(level.get("position"))
        self._positions[role] = min(self._positions.get(role, position), position)
        return ReadCell(role, self.rows.each_once(behaviours), weight)

    def _behaviours(self, level: Json, said: object, place: Place) -> list[ReadBehaviour]:
        """The items that our own package names, or else what the description lists."""
        if isinstance(said, list):
            found = [self._keyed.get((ItemKind.BEHAVIOUR, key)) for key in map(string, said)]
            for key, node in zip(said, found, strict=True):
                if node is None:
                    self._wordings.note(ProblemKind.LEFT_OUT, place, string(key))
            return [self.rows.behaviour(node) for node in found if node]
        texts = (
            self._wordings.foreign(words, place)
            for words in bullets.split(string(level.get("description")))
        )
        return [ReadBehaviour(text, place=place) for text in texts if text]

    def _weight(self, level: Json, said: object, place: Place) -> Weight | None:
        known = {weight.value: weight for weight in Weight}
        if isinstance(said, str) and said not in known:
            self._wordings.note(ProblemKind.WEIGHT_UNKNOWN, place, said)
        return known.get(string(said)) or known.get(string(level.get("feedback")).strip())

    def finish(self) -> None:
        """Roles in the order of their levels' positions; items that stand in no row are told."""
        order: dict[str, float] = {}
        for at, role in enumerate(self.columns.roles):
            own_place = float(at) if role.key is not None else None
            position = self._positions.get(role.name)
            order[role.name] = (
                own_place if own_place is not None else position if position is not None else 1e13
            )
        self.columns.arrange(order)
        levels = {node.identifier for node in self._tree.levels}
        for node in self._source.nodes.values():
            if node.identifier not in self.rows.used | levels:
                self._wordings.note(ProblemKind.LEFT_OUT, node.place, node.words)
