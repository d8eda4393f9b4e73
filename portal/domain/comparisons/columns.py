"""One role's column taken apart: its cells, and what stands where in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Matrix, RoleColumn, Weight

HEAVIEST_FIRST = tuple(Weight)


@dataclass(frozen=True)
class Cell:
    """A competency at a role, and the category it is in."""

    category_key: str
    category: LocalizedText
    competency_key: str
    competency: LocalizedText
    weight: Weight


@dataclass(frozen=True)
class Placed:
    """A behaviour where it stands: ``place`` is its number within the cell, from 1."""

    behaviour: Behaviour
    cell: Cell
    place: int


@dataclass(frozen=True)
class Column:
    """What one version asks of one role, in reading order."""

    role: RoleColumn
    cells: Mapping[str, Cell]
    """By competency key."""
    placed: tuple[Placed, ...]

    @cached_property
    def spots(self) -> Mapping[str, tuple[Placed, ...]]:
        """By behaviour key, in reading order: where it stands; mostly once."""
        found: dict[str, list[Placed]] = {}
        for one in self.placed:
            found.setdefault(one.behaviour.key, []).append(one)
        return {key: tuple(spots) for key, spots in found.items()}

    @cached_property
    def in_cells(self) -> Mapping[str, tuple[str, ...]]:
        """The behaviour keys of each cell, by competency key."""
        found: dict[str, list[str]] = {key: [] for key in self.cells}
        for one in self.placed:
            found[one.cell.competency_key].append(one.behaviour.key)
        return {key: tuple(keys) for key, keys in found.items()}

    def heaviest(self, key: str) -> Weight:
        """The greatest weight with which a behaviour is asked."""
        return min((spot.cell.weight for spot in self.spots[key]), key=HEAVIEST_FIRST.index)


def weighs_more(weight: Weight, than: Weight) -> bool:
    return HEAVIEST_FIRST.index(weight) < HEAVIEST_FIRST.index(than)


def column(matrix: Matrix, role_key: str) -> Column | None:
    """What a matrix asks of a role; None when the role is not in it."""
    role = matrix.role(role_key)
    if role is None:
        return None
    cells: dict[str, Cell] = {}
    placed: list[Placed] = []
    for category in matrix.categories:
        for row in category.competencies:
            if expectation := row.expectations.get(role_key):
                cell = Cell(category.key, category.title, row.key, row.title, expectation.weight)
                cells[row.key] = cell
                placed += [
                    Placed(behaviour, cell, place)
                    for place, behaviour in enumerate(expectation.behaviours, start=1)
                ]
    return Column(role, cells, tuple(placed))
