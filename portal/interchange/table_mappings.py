"""What somebody says, or the portal supposes, that the columns of a table mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.languages import BASE_LANGUAGE
from portal.interchange.column_words import ColumnKind


class Shape(StrEnum):
    """WIDE: competencies down, roles across. LONG: a row for each role, competency and behaviour.

    ACROSS: roles down, competencies across.
    """

    WIDE = "wide"
    LONG = "long"
    ACROSS = "across"


@dataclass(frozen=True)
class ColumnUse:
    """What one column is for.

    ``language`` None is the table's own. ``name`` is whose behaviours the column holds: a role's
    in a wide table, a competency's in one with roles down; a long table's have none.
    """

    kind: ColumnKind
    language: str | None = None
    name: str = ""


IGNORED = ColumnUse(ColumnKind.IGNORED)


@dataclass(frozen=True)
class Mapping:
    """How to read a table: ``header_row`` is the number of the row that heads the columns.

    ``language`` is what columns are in that name none themselves.
    """

    shape: Shape
    header_row: int
    columns: tuple[ColumnUse, ...]
    language: str = BASE_LANGUAGE

    def having(self, *kinds: ColumnKind) -> list[int]:
        """The 0-based columns of some kinds, from the left."""
        return [index for index, use in enumerate(self.columns) if use.kind in kinds]


def lacking(mapping: Mapping, *, has_sheet_name: bool = False) -> tuple[ColumnKind, ...]:
    """The kinds of column without which a table cannot be read so; empty when it can.

    A long sheet may leave the role to the sheet's name.
    """
    wanted: list[tuple[ColumnKind, ...]] = [(ColumnKind.BEHAVIOUR, ColumnKind.BEHAVIOUR_KEY)]
    if mapping.shape is not Shape.ACROSS:
        wanted.insert(0, (ColumnKind.COMPETENCY, ColumnKind.COMPETENCY_KEY))
    if mapping.shape is Shape.ACROSS or (mapping.shape is Shape.LONG and not has_sheet_name):
        wanted.insert(0, (ColumnKind.ROLE, ColumnKind.ROLE_KEY))
    return tuple(kinds[0] for kinds in wanted if not mapping.having(*kinds))
