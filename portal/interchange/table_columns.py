"""The columns of a table under one header, and what each seems to be for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from portal.interchange.column_words import ColumnKind, Heading, names_a_role, understood
from portal.interchange.language_marks import marked_language
from portal.interchange.table_mappings import IGNORED, ColumnUse, Shape
from portal.interchange.tables import Row, Table


class Columns:
    """The columns of a table under one header, and what can be told of them."""

    def __init__(self, table: Table, header: Row, body: Sequence[Row]) -> None:
        self._body = body
        self._has_sheet_name = table.is_sheet and bool(table.name)
        self.heads = [header.cell(index) for index in range(table.width)]
        self.found: list[Heading | None] = [understood(head) for head in self.heads]
        self._is_filled = [any(row.cell(index) for row in body) for index in range(table.width)]

    def cells(self, index: int) -> Iterable[str]:
        return (cell for row in self._body if (cell := row.cell(index)))

    def _has(self, *kinds: ColumnKind, firmly: bool = False) -> bool:
        return any(one and one.kind in kinds and (one.is_firm or not firmly) for one in self.found)

    def _own(self) -> list[int]:
        """The columns headed by the file's own words: roles', or competencies' names."""
        return [
            index
            for index, head in enumerate(self.heads)
            if head and self.found[index] is None and self._is_filled[index]
        ]

    def shape(self) -> Shape:
        has_role = self._has(ColumnKind.ROLE, ColumnKind.ROLE_KEY)
        has_competency = self._has(ColumnKind.COMPETENCY, ColumnKind.COMPETENCY_KEY)
        has_behaviour = self._has(ColumnKind.BEHAVIOUR, ColumnKind.BEHAVIOUR_KEY)
        own = self._own()
        if has_role and has_competency and (has_behaviour or len(own) < 2):
            return Shape.LONG
        if has_role and self._has(ColumnKind.CATEGORY) and has_behaviour and not own:
            return Shape.LONG
        if has_competency and has_behaviour and not own:
            return Shape.LONG if self._has_sheet_name else Shape.WIDE
        if has_role and not has_competency and own:
            return Shape.ACROSS
        if not has_competency and self._has_roles_down(own):
            return Shape.ACROSS
        return Shape.WIDE

    def _has_roles_down(self, own: list[int]) -> bool:
        down = list(self.cells(0))
        across = [self.heads[index] for index in own if index > 0]
        return 2 * sum(map(names_a_role, down)) > len(down) and 2 * sum(
            map(names_a_role, across)
        ) < len(across)

    def long(self) -> tuple[ColumnUse, ...]:
        uses = [self._use(index) for index in range(len(self.heads))]
        if not self._has(ColumnKind.COMPETENCY, ColumnKind.COMPETENCY_KEY):
            uses = [_as_competency(use) for use in uses]
        if not self._has(ColumnKind.BEHAVIOUR, ColumnKind.BEHAVIOUR_KEY):
            for index in self._own()[:1]:
                uses[index] = ColumnUse(ColumnKind.BEHAVIOUR)
        return tuple(uses)

    def wide(self) -> tuple[ColumnUse, ...]:
        """Known columns as they are; of the rest the first is the competency's, then come roles.

        A description is the competency's own where roles' columns stand beside it.
        """
        uses = [self._use(index) for index in range(len(self.heads))]
        free = self._own()
        if not self._has(ColumnKind.COMPETENCY, ColumnKind.COMPETENCY_KEY):
            uses, free = self._with_competency(uses, free)
        for index in free:
            words, language = marked_language(self.heads[index])
            uses[index] = ColumnUse(ColumnKind.BEHAVIOUR, language, words)
        for index, use in enumerate(uses):
            if use.kind is ColumnKind.BEHAVIOUR and not use.name:
                described = ColumnUse(ColumnKind.SUMMARY, use.language)
                uses[index] = described if free else replace(use, name=self.heads[index])
            elif use.kind in {ColumnKind.ROLE, ColumnKind.ROLE_KEY, ColumnKind.BEHAVIOUR_KEY}:
                uses[index] = IGNORED
        return tuple(uses)

    def _with_competency(
        self, uses: list[ColumnUse], free: list[int]
    ) -> tuple[list[ColumnUse], list[int]]:
        """The column of the competencies, where no heading says which it is.

        It is the last one before the roles, with the category before it; or else the first.
        """
        first_role = next((i for i in free if names_a_role(self.heads[i])), None)
        labels = [
            index
            for index in range(len(self.heads) if first_role is None else first_role)
            if self._is_filled[index]
            and (self.found[index] is None or uses[index].kind is ColumnKind.CATEGORY)
        ]
        if first_role is None:
            first_free = [index for index in labels if uses[index].kind is not ColumnKind.CATEGORY]
            labels = [*[i for i in labels if i not in first_free], *first_free[:1]]
        if not labels:
            return uses, free
        *before, competency = labels
        uses[competency] = ColumnUse(ColumnKind.COMPETENCY, uses[competency].language)
        if before and ColumnKind.CATEGORY not in {uses[index].kind for index in before}:
            uses[before[-1]] = ColumnUse(ColumnKind.CATEGORY)
        return uses, [i for i in free if uses[i].kind is ColumnKind.IGNORED and i not in labels]

    def across(self) -> tuple[ColumnUse, ...]:
        uses = [self._use(index) for index in range(len(self.heads))]
        own = self._own()
        if not self._has(ColumnKind.ROLE, ColumnKind.ROLE_KEY):
            uses[0] = ColumnUse(ColumnKind.ROLE, uses[0].language)
            own = [index for index in own if index > 0]
        for index in own:
            words, language = marked_language(self.heads[index])
            uses[index] = ColumnUse(ColumnKind.BEHAVIOUR, language, words)
        return tuple(
            use if use.name or use.kind in {ColumnKind.ROLE, ColumnKind.ROLE_KEY} else IGNORED
            for use in uses
        )

    def _use(self, index: int) -> ColumnUse:
        found = self.found[index]
        return ColumnUse(found.kind, found.language) if found else IGNORED


def _as_competency(use: ColumnUse) -> ColumnUse:
    """A theme is the competency where a table has nothing finer."""
    if use.kind is ColumnKind.CATEGORY:
        return replace(use, kind=ColumnKind.COMPETENCY)
    if use.kind is ColumnKind.CATEGORY_KEY:
        return replace(use, kind=ColumnKind.COMPETENCY_KEY)
    return use
