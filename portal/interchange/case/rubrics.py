"""A matrix as a rubric: competencies are its criteria, cells their levels, in the roles' order."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.matrices import Category, Competency, Expectation, Matrix, RoleColumn
from portal.interchange.case import own_extensions
from portal.interchange.case.identifiers import Collection, Identifiers
from portal.interchange.case.item_types import ItemKind
from portal.interchange.case.shapes import (
    CFRubric,
    CFRubricCriterion,
    CFRubricCriterionLevel,
    LinkURI,
)


def plain(words: str) -> str:
    """Words on one line, as titles are in CASE."""
    return " ".join(words.split())


def rubric(matrix: Matrix, names: Identifiers, language: str, moment: str) -> CFRubric:
    rows = [(group, row) for group in matrix.categories for row in group.competencies]
    writing = _Writing(matrix, names, language, moment)
    return CFRubric(
        identifier=names.rubric,
        uri=writing.address(),
        title=plain(matrix.track_title.words(language)),
        lastChangeDateTime=moment,
        CFRubricCriteria=[
            writing.criterion(group, row, place) for place, (group, row) in enumerate(rows, 1)
        ],
    )


@dataclass(frozen=True)
class _Writing:
    """What all parts of one rubric are written with."""

    matrix: Matrix
    names: Identifiers
    language: str
    moment: str

    def address(self, part: str = "") -> str:
        """The rubric's address; its parts have none of their own and are found within it."""
        whole = self.names.address(Collection.RUBRICS, self.names.rubric)
        return f"{whole}#{part}" if part else whole

    def criterion(self, group: Category, row: Competency, place: int) -> CFRubricCriterion:
        """A level's position is its role's column, so that a role has the same in every row."""
        identifier = self.names.of("criterion", row.key)
        item = self.names.of(ItemKind.COMPETENCY.code, row.key)
        title = row.title.words(self.language)
        return CFRubricCriterion(
            identifier=identifier,
            uri=self.address(identifier),
            category=plain(group.title.words(self.language)),
            description=title,
            CFItemURI=LinkURI(
                title=plain(title),
                identifier=item,
                uri=self.names.address(Collection.ITEMS, item),
            ),
            position=place,
            rubricId=self.names.rubric,
            lastChangeDateTime=self.moment,
            CFRubricCriterionLevels=[
                self._level(identifier, row.key, role, column, cell)
                for column, role in enumerate(self.matrix.roles, 1)
                if (cell := row.expectations.get(role.key))
            ],
        )

    def _level(
        self, criterion: str, row_key: str, role: RoleColumn, column: int, cell: Expectation
    ) -> CFRubricCriterionLevel:
        identifier = self.names.of("level", row_key, role.key)
        texts = [behaviour.text.words(self.language) for behaviour in cell.behaviours]
        return CFRubricCriterionLevel(
            identifier=identifier,
            uri=self.address(identifier),
            description="\n".join(map(_bullet, texts)) or None,
            quality=plain(role.title.words(self.language)),
            feedback=cell.weight.value,
            position=column,
            rubricCriterionId=criterion,
            lastChangeDateTime=self.moment,
            extensions=own_extensions.of_cell(
                role, cell.weight.value, [behaviour.key for behaviour in cell.behaviours]
            ),
        )


def _bullet(words: str) -> str:
    """One entry of a Markdown list; further lines belong to it."""
    return "- " + "\n  ".join(words.splitlines())
