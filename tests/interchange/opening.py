"""Opening files in tests, and saying in short what came out."""

from __future__ import annotations

from portal.domain.ladders import Track
from portal.domain.languages import LocalizedText
from portal.interchange import formats, matching
from portal.interchange.matching import Matched
from portal.interchange.readings import FileRefused, ProblemKind, ReadFramework
from portal.interchange.tables import Rows, Table

TRACK = Track("support", LocalizedText({"en": "Support", "es": "Soporte"}), None)


def framework_of(name: str, content: str | bytes) -> ReadFramework:
    """What a file says if whatever is proposed for it is right."""
    opened = formats.open_file(name, content.encode() if isinstance(content, str) else content)
    return opened if isinstance(opened, ReadFramework) else opened.read()


def refusal_of(name: str, content: str | bytes) -> FileRefused:
    try:
        framework_of(name, content)
    except FileRefused as refused:
        return refused
    raise AssertionError("the file was read")


def new_matrix_of(read: ReadFramework) -> Matched:
    return matching.match(read, None, (), TRACK)


def line_of(text: str, words: str) -> int:
    """The line on which some words stand first, counted from 1."""
    return next(at for at, line in enumerate(text.split("\n"), start=1) if words in line)


def table_of(*rows: str, name: str = "", is_sheet: bool = False) -> Table:
    """A table of rows whose cells are parted by bars; ``/`` is a line break in a cell."""
    gathered = Rows()
    for number, row in enumerate(rows, start=1):
        gathered.add(number, [cell.strip().replace("/", "\n") for cell in row.split("|")])
    return gathered.table(name, is_sheet=is_sheet)


def told(read: ReadFramework, language: str = "en") -> dict[str, dict[str, list[str]]]:
    """The behaviours by role and competency."""
    found: dict[str, dict[str, list[str]]] = {role.name: {} for role in read.roles}
    for competency in read.competencies():
        for cell in competency.cells:
            found[cell.role][competency.title.words(language)] = [
                behaviour.text.words(language) for behaviour in cell.behaviours
            ]
    return found


def grouped(read: ReadFramework) -> dict[str | None, list[str]]:
    """The competencies by category."""
    return {
        category.title.original if category.title else None: [
            row.title.original for row in category.competencies
        ]
        for category in read.categories
    }


def problems(read: ReadFramework) -> list[tuple[ProblemKind, int | None, str]]:
    return [(one.kind, one.place.row, one.place.column) for one in read.problems]
