"""Competency frameworks as Moodle's CSV (tool_lpimportcsv): 14 columns, or 12 in its first years.

Columns are known by their place, because Moodle translates the headings. Rows make a tree:
categories, competencies, behaviours. Roles, where there are any, are a branch of their own whose
members the behaviours name as cross-referenced competencies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from portal.domain.languages import BASE_LANGUAGE, LocalizedText
from portal.interchange.gathering import ALL_LEVELS, Gathering
from portal.interchange.language_marks import language_of
from portal.interchange.moodle_trees import (
    FORMAT,
    NAME,
    NUMBER,
    PARENT,
    Node,
    Tree,
    own_key,
    tree_of,
    usual_depth,
)
from portal.interchange.readings import (
    FileRefusal,
    FileRefused,
    Place,
    ProblemKind,
    ReadBehaviour,
    ReadFramework,
)
from portal.interchange.registers import UNCATEGORISED
from portal.interchange.tables import Row, Table

_FORMATS = {"", "0", "1", "2", "4"}
_IS_FRAMEWORK = {12: 10, 14: 12}
"""Which column says so, by how many there are."""

_VERSIONED = re.compile(r"(.+)-\d+\.\d+\.\d+")


def is_moodle(table: Table) -> bool:
    """Whether a table has the columns of Moodle's format, by what stands in them."""
    column = _framework_column(table)
    return (
        column is not None
        and all(row.cell(FORMAT) in _FORMATS for row in table.rows[1:])
        and all(row.cell(column) in {"", "0", "1"} for row in table.rows[1:])
        and any(row.cell(column) == "1" and not row.cell(PARENT) for row in table.rows[1:])
    )


def read(table: Table) -> ReadFramework:
    """What Moodle would import, and what it would drop without a word as problems.

    FileRefused when the table is no framework of Moodle's.
    """
    column = _framework_column(table)
    frameworks = [row for row in table.rows[1:] if column and row.cell(column) == "1"]
    if column is None or not frameworks:
        raise FileRefused(FileRefusal.NOT_A_FRAMEWORK)
    rows = [row for row in table.rows[1:] if row.cell(column) != "1"]
    has_references = len(table.rows[0].cells) > min(_IS_FRAMEWORK)
    tree = tree_of(rows, has_references=has_references)
    return _Reading(tree, frameworks[-1], table.rows[0].cells).framework()


def _framework_column(table: Table) -> int | None:
    return _IS_FRAMEWORK.get(len(table.rows[0].cells)) if table.rows else None


class _Reading:
    """One framework of Moodle's being read."""

    def __init__(self, tree: Tree, framework: Row, heads: Sequence[str]) -> None:
        self._tree = tree
        self._framework = framework
        self._heads = heads
        self._gathering = Gathering()
        self._levels = tree.levels()
        self._links = tree.links(self._levels) if self._levels else {}
        self._branches = [branch for branch in tree.top if branch is not self._levels]
        self._depth = usual_depth(self._branches)
        spoken = [node.words for branch in self._branches for node in branch.under()]
        self._language = language_of(spoken) or BASE_LANGUAGE
        self._roles: Mapping[str, int] = {}

    def framework(self) -> ReadFramework:
        self._note_what_moodle_drops()
        self._roles = self._taken_roles()
        for branch in self._branches:
            self._take(branch, UNCATEGORISED)
        name = self._framework.cell(NAME) or self._framework.cell(NUMBER)
        versioned = _VERSIONED.fullmatch(self._framework.cell(NUMBER))
        return self._gathering.finished(
            title=self._text(name) if name else None,
            track_key=own_key(versioned[1]) if versioned else None,
        )

    def _note_what_moodle_drops(self) -> None:
        for row in self._tree.nameless:
            self._gathering.note(ProblemKind.LEFT_OUT, Place(row, self._heads[NAME]))
        for node in self._tree.orphans:
            place = Place(node.row, self._heads[PARENT])
            self._gathering.note(ProblemKind.ORPHAN, place, node.parent)

    def _taken_roles(self) -> dict[str, int]:
        """The members of the branch of roles by their numbers; or one role for everything."""
        if self._levels is None:
            self._gathering.note(ProblemKind.NO_ROLES, Place(self._framework.number))
            return {"": self._gathering.role(self._words(ALL_LEVELS[self._language]))}
        roles = {}
        for node in self._levels.under():
            if not node.children:
                words, place = self._words(node.name), Place(node.row, self._heads[NAME])
                roles[node.number] = self._gathering.role(words, own_key(node.number), place)
                if node.description and node.description != node.name:
                    self._gathering.role_purpose(roles[node.number], self._words(node.description))
        return roles

    def _take(self, branch: Node, category: int) -> None:
        """A branch from a category down; deeper than behaviours lie, everything is one."""
        place = Place(branch.row, self._heads[NAME])
        if branch.depth >= self._depth - 1:
            self._take_competency(branch, category, place)
            return
        if not branch.children:
            self._gathering.note(ProblemKind.LEFT_OUT, place, branch.name)
            return
        number = self._gathering.category(self._words(branch.name), own_key(branch.number), place)
        for child in branch.children:
            self._take(child, number)

    def _take_competency(self, node: Node, category: int, place: Place) -> None:
        title = node.words if node.is_cut else node.name
        summary = node.description if node.description != title else ""
        competency = self._gathering.competency(
            self._words(title), own_key(node.number), category, self._words(summary), place
        )
        below = list(node.under())
        if not below:
            self._gathering.note(ProblemKind.BEHAVIOUR_MISSING, place, node.name)
        for one in below:
            self._take_behaviour(one, competency)

    def _take_behaviour(self, node: Node, competency: int) -> None:
        place = Place(node.row, self._heads[NAME])
        linked = self._links.get(node.number, set())
        roles = [
            role for number, role in self._roles.items() if self._levels is None or number in linked
        ]
        if not roles:
            self._gathering.note(ProblemKind.ORPHAN, place, node.words)
        behaviour = ReadBehaviour(self._text(node.words), own_key(node.number), place)
        for role in roles:
            self._gathering.put(role, competency, [behaviour], place=place)

    def _words(self, words: str) -> dict[str, str]:
        return {self._language: words}

    def _text(self, words: str) -> LocalizedText:
        return LocalizedText(self._words(words))
