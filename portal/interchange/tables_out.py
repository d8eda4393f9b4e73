"""Matrices as CSV: wide to read in a spreadsheet, long to work on with other programs.

UTF-8 with a byte-order mark, by which Excel knows it; commas; lines end as RFC 4180 says. Cells
are inert (``portal.interchange.inert``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Matrix
from portal.interchange.inert import inert
from portal.interchange.matrix_lines import Line, bulleted, lines_of, role_titles, wordings
from portal.interchange.written_words import WORDS

LONG_COLUMNS = (
    "track", "role_key", "role", "category_key", "category", "competency_key", "competency",
    "weight", "behaviour_key", *(f"behaviour_{code}" for code in LANGUAGES),
)  # fmt: skip


def write_wide(matrix: Matrix, language: str) -> bytes:
    """Competencies down, roles across; a cell's behaviours are its lines. Weights are left out."""
    words = WORDS[language]
    return csv_of(
        [
            [words.category, words.competency, *role_titles(matrix, language)],
            *(
                [
                    category.title.words(language),
                    row.title.words(language),
                    *(bulleted(row.expectations.get(role.key), language) for role in matrix.roles),
                ]
                for category in matrix.categories
                for row in category.competencies
            ),
        ]
    )


def write_long(matrix: Matrix, language: str) -> bytes:
    """One row per role, competency and behaviour, with keys and both wordings.

    ``language`` is that of the titles. A cell without behaviours has one row without a behaviour.
    """
    rows = [_long_row(matrix, line, language) for line in lines_of(matrix)]
    return csv_of([list(LONG_COLUMNS), *rows])


def _long_row(matrix: Matrix, line: Line, language: str) -> list[str]:
    return [
        matrix.track_key,
        line.role.key,
        line.role.title.words(language),
        line.category.key,
        line.category.title.words(language),
        line.competency.key,
        line.competency.title.words(language),
        line.cell.weight.value,
        line.behaviour.key if line.behaviour else "",
        *wordings(line.behaviour).values(),
    ]


def csv_of(rows: Iterable[Iterable[str]], *, marked: bool = True) -> bytes:
    """Rows as inert CSV; ``marked`` with a byte-order mark."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([inert(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig" if marked else "utf-8")
