"""Tables and what their columns are said to mean, read as a framework with every problem."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.keys import is_key
from portal.domain.languages import LocalizedText
from portal.domain.names import folded
from portal.interchange.column_words import ColumnKind
from portal.interchange.gathering import Gathering
from portal.interchange.readings import FileRefusal, FileRefused, ProblemKind, ReadFramework
from portal.interchange.registers import UNCATEGORISED
from portal.interchange.table_cells import Cells
from portal.interchange.table_mappings import Mapping, Shape, lacking
from portal.interchange.tables import Row, Table


def read(table: Table, mapping: Mapping) -> ReadFramework:
    return read_all([(table, mapping)])


def read_all(chosen: Sequence[tuple[Table, Mapping]]) -> ReadFramework:
    """One framework out of one table or several, such as a workbook with a sheet for each role.

    FileRefused when a mapping lacks a column that nothing can be read without.
    """
    gathering = Gathering()
    readings = [_Reading(table, mapping, gathering) for table, mapping in chosen]
    for reading in readings:
        reading.read()
    titles = {reading.title for reading in readings}
    track_key = next((reading.track for reading in readings if reading.track), "")
    return gathering.finished(
        title=LocalizedText(dict(titles.pop() or ())) if len(titles) == 1 and any(titles) else None,
        track_key=track_key if is_key(track_key) else None,
    )


class _Reading:
    """One table being read into what is gathered."""

    def __init__(self, table: Table, mapping: Mapping, gathering: Gathering) -> None:
        if missing := lacking(mapping, has_sheet_name=table.is_sheet and bool(table.name)):
            raise FileRefused(FileRefusal.NOT_A_FRAMEWORK, ", ".join(missing))
        self._table = table
        self._mapping = mapping
        self._gathering = gathering
        self._cells = Cells(table, mapping, gathering)
        self._names = self._columns_by_name()
        self._section: dict[str, str] = {}
        self._other_tracks: set[str] = set()
        self.track = ""

    @property
    def title(self) -> tuple[tuple[str, str], ...]:
        """What stands alone above the header, as a language and the words; or nothing."""
        above = [row for row in self._table.rows if row.number < self._mapping.header_row]
        words = [cell for row in above[:1] for cell in row.cells if cell]
        return ((self._mapping.language, words[0]),) if len(words) == 1 else ()

    def read(self) -> None:
        self._refuse_twins()
        by_shape = {Shape.LONG: self._long, Shape.WIDE: self._wide, Shape.ACROSS: self._across}
        for row in self._cells.body:
            self._cells.note_flaws(row)
            if self._is_of_this_track(row):
                by_shape[self._mapping.shape](row)

    # A row of each shape

    def _long(self, row: Row) -> None:
        competency = self._competency(row)
        role = self._role(row)
        if role is None or competency is None:
            return
        columns = self._cells.having(ColumnKind.BEHAVIOUR)
        key = self._cells.key(row, ColumnKind.BEHAVIOUR_KEY)
        place = self._cells.place(row, self._first(ColumnKind.BEHAVIOUR, ColumnKind.BEHAVIOUR_KEY))
        found = self._cells.behaviours(row, columns, key)
        if not found:
            self._gathering.note(ProblemKind.BEHAVIOUR_MISSING, place)
        self._gathering.put(role, competency, found, self._cells.weight(row), place)

    def _wide(self, row: Row) -> None:
        filled = {name: [i for i in found if row.cell(i)] for name, found in self._names.items()}
        competency = self._competency(row, is_bare=not any(filled.values()))
        weight = self._cells.weight(row)
        for name, columns in filled.items():
            role = self._gathering.role({self._mapping.language: name})
            if columns and competency is not None:
                found = self._cells.behaviours(row, columns, None)
                place = self._cells.place(row, columns[0])
                self._gathering.put(role, competency, found, weight, place)

    def _across(self, row: Row) -> None:
        role = self._role(row)
        for name, columns in self._names.items():
            filled = [index for index in columns if row.cell(index)]
            if filled and role is not None:
                place = self._cells.place(row, filled[0])
                competency = self._gathering.competency({self._mapping.language: name}, place=place)
                found = self._cells.behaviours(row, filled, None)
                self._gathering.put(role, competency, found, place=place)

    # What a row says of one thing

    def _role(self, row: Row) -> int | None:
        words = self._cells.words(row, ColumnKind.ROLE)
        key = self._cells.key(row, ColumnKind.ROLE_KEY)
        if not self._cells.having(ColumnKind.ROLE) and self._table.is_sheet:
            words = {self._mapping.language: self._table.name}
        place = self._cells.place(row, self._first(ColumnKind.ROLE, ColumnKind.ROLE_KEY))
        if not words and not key:
            self._gathering.note(ProblemKind.ROLE_MISSING, place)
            return None
        return self._gathering.role(words, key, place)

    def _competency(self, row: Row, *, is_bare: bool = False) -> int | None:
        """The row's competency; ``is_bare`` when the row says nothing of any role."""
        words = self._cells.words(row, ColumnKind.COMPETENCY)
        key = self._cells.key(row, ColumnKind.COMPETENCY_KEY)
        has_categories = bool(self._cells.having(ColumnKind.CATEGORY, ColumnKind.CATEGORY_KEY))
        if is_bare and words and not key and not has_categories:
            self._section = words  # a line of its own above a group of rows
            return None
        category = self._category(row) if has_categories else self._in_section()
        place = self._cells.place(
            row, self._first(ColumnKind.COMPETENCY, ColumnKind.COMPETENCY_KEY)
        )
        if not words and not key:
            if not is_bare:
                self._gathering.note(ProblemKind.COMPETENCY_MISSING, place)
            return None
        summary = self._cells.written(row, ColumnKind.SUMMARY)
        return self._gathering.competency(words, key, category, summary, place)

    def _category(self, row: Row) -> int:
        words = self._cells.words(row, ColumnKind.CATEGORY)
        key = self._cells.key(row, ColumnKind.CATEGORY_KEY)
        at = self._first(ColumnKind.CATEGORY, ColumnKind.CATEGORY_KEY)
        return self._gathering.category(words, key, self._cells.place(row, at))

    def _in_section(self) -> int:
        return self._gathering.category(self._section) if self._section else UNCATEGORISED

    # The table as a whole

    def _is_of_this_track(self, row: Row) -> bool:
        """A file may hold several tracks: the first is read, the others are left out."""
        columns = self._cells.having(ColumnKind.TRACK)
        written = next((cell for column in columns if (cell := row.cell(column))), "")
        if not written or written == self.track:
            return True
        if not self.track:
            self.track = written
            return True
        if written not in self._other_tracks:
            self._other_tracks.add(written)
            place = self._cells.place(row, columns[0])
            self._gathering.note(ProblemKind.LEFT_OUT, place, written)
        return False

    def _refuse_twins(self) -> None:
        """Two columns that would be the same role in the same language."""
        seen: set[tuple[str, str]] = set()
        for column in self._cells.having(ColumnKind.BEHAVIOUR):
            use = self._mapping.columns[column]
            twin = (folded(use.name), self._cells.language(use))
            if twin in seen and self._mapping.shape is Shape.WIDE:
                place = self._cells.place(None, column)
                self._gathering.note(ProblemKind.ROLE_TWICE, place, use.name)
            seen.add(twin)

    def _columns_by_name(self) -> dict[str, list[int]]:
        named: dict[str, list[int]] = {}
        for column in self._cells.having(ColumnKind.BEHAVIOUR):
            name = self._mapping.columns[column].name or self._cells.head(column)
            named.setdefault(name, []).append(column)
        return named

    def _first(self, *kinds: ColumnKind) -> int | None:
        return next(iter(self._cells.having(*kinds)), None)
