"""What stands in the cells of one table, under what its columns are said to mean."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Weight
from portal.interchange import bullets
from portal.interchange.column_words import ColumnKind, weight_named
from portal.interchange.gathering import Gathering
from portal.interchange.readings import Place, ProblemKind, ReadBehaviour
from portal.interchange.table_mappings import ColumnUse, Mapping, Shape
from portal.interchange.tables import Row, Table

_A, _LETTERS = ord("A"), 26
_OUTLINED = (ColumnKind.ROLE, ColumnKind.COMPETENCY, ColumnKind.CATEGORY)


class Cells:
    """The cells of a table by what they hold; ``body`` are the rows below the header."""

    def __init__(self, table: Table, mapping: Mapping, gathering: Gathering) -> None:
        self._table = table
        self._mapping = mapping
        self._gathering = gathering
        self.body = [row for row in table.rows if row.number > mapping.header_row]
        header = [row for row in table.rows if row.number == mapping.header_row]
        self._heads = header[0].cells if header else ()
        self._columns = {kind: mapping.having(kind) for kind in ColumnKind}
        self._outlined = {kind: self._is_outlined(self._columns[kind]) for kind in _OUTLINED}
        self._last: dict[ColumnKind, dict[str, str]] = {}

    def having(self, *kinds: ColumnKind) -> list[int]:
        """The columns of some kinds, the first kind's first."""
        return [column for kind in kinds for column in self._columns[kind]]

    def words(self, row: Row, kind: ColumnKind) -> dict[str, str]:
        """The wordings in a row's columns of a kind, or those above where cells are merged."""
        words = self.written(row, kind)
        is_filled_down = self._outlined[kind] or (
            kind is ColumnKind.CATEGORY and self._mapping.shape is Shape.WIDE
        )
        if not words and is_filled_down:
            return self._last.get(kind, {})
        if words:
            self._last[kind] = words
        return words

    def written(self, row: Row, kind: ColumnKind) -> dict[str, str]:
        """Two columns of one language, such as a job and its level, are read as one."""
        found: dict[str, list[str]] = {}
        for column in self._columns[kind]:
            if words := row.cell(column):
                found.setdefault(self.language(self._mapping.columns[column]), []).append(words)
        return {language: " · ".join(words) for language, words in found.items()}

    def key(self, row: Row, kind: ColumnKind) -> str | None:
        return next((key for c in self._columns[kind] if (key := row.cell(c))), None)

    def weight(self, row: Row) -> Weight | None:
        for column in self._columns[ColumnKind.WEIGHT]:
            if written := row.cell(column):
                weight = weight_named(written)
                if weight is None:
                    place = self.place(row, column)
                    self._gathering.note(ProblemKind.WEIGHT_UNKNOWN, place, written)
                return weight
        return None

    def behaviours(self, row: Row, columns: Iterable[int], key: str | None) -> list[ReadBehaviour]:
        """The behaviours in some cells of a row, the languages side by side.

        A cell with a key is one behaviour. Lists of different lengths cannot be paired: then the
        first language is taken and the others are left out.
        """
        lists: dict[str, tuple[str, ...]] = {}
        places: dict[str, Place] = {}
        for column in columns:
            language = self.language(self._mapping.columns[column])
            written = row.cell(column)
            if written and language not in lists:
                lists[language] = (written,) if key else bullets.split(written)
                places[language] = self.place(row, column)
        filled = {language: texts for language, texts in lists.items() if texts}
        if not filled:
            return []
        first = next(iter(filled))
        for language, texts in list(filled.items()):
            if len(texts) != len(filled[first]):
                self._gathering.note(ProblemKind.LEFT_OUT, places[language], language)
                del filled[language]
        sound = self._gathering.sound_key(key, places[first])
        return [
            ReadBehaviour(
                LocalizedText({language: texts[at] for language, texts in filled.items()}),
                sound,
                places[first],
            )
            for at in range(len(filled[first]))
        ]

    def note_flaws(self, row: Row) -> None:
        if not self._table.flaws:
            return
        for column, use in enumerate(self._mapping.columns):
            if use.kind is not ColumnKind.IGNORED and (row.number, column) in self._table.flaws:
                kind = self._table.flaws[row.number, column]
                self._gathering.note(kind, self.place(row, column), row.cell(column))

    def language(self, use: ColumnUse) -> str:
        return use.language or self._mapping.language

    def place(self, row: Row | None, column: int | None) -> Place:
        """A cell's place, the header's when no row is given."""
        return Place(
            row.number if row else self._mapping.header_row,
            "" if column is None else self.head(column),
            self._table.name if self._table.is_sheet else "",
        )

    def head(self, column: int) -> str:
        """A column as the file heads it, or as a spreadsheet counts it."""
        head = self._heads[column] if column < len(self._heads) else ""
        return " ".join(head.split()) or column_letters(column)

    def _is_outlined(self, columns: Sequence[int]) -> bool:
        """Whether a column says each thing once and leaves the rows below it empty."""
        written = [any(row.cell(column) for column in columns) for row in self.body]
        if not columns or 2 * written.count(False) < len(written) or not any(written):
            return False
        first = [row.cell(columns[0]) for row in self.body]
        return all(above != below or not above for above, below in itertools.pairwise(first))


def column_letters(column: int) -> str:
    """A, B … Z, AA … for 0, 1 … 25, 26 …"""
    letters = ""
    while column >= 0:
        column, place = divmod(column, _LETTERS)
        letters = chr(_A + place) + letters
        column -= 1
    return letters
