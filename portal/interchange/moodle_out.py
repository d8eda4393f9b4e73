"""Matrices as Moodle's CSV of a competency framework, 14 columns (tool_lpimportcsv).

Categories, competencies and behaviours make a tree of three levels. A branch of its own holds the
roles; a behaviour names the roles that it is expected of as cross-referenced competencies, which
is how the sample that Moodle ships relates levels to behaviours. Weights have no place in it.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.matrices import Behaviour, Competency, Matrix
from portal.interchange.tables_out import csv_of
from portal.interchange.written_words import WORDS

COLUMNS = (
    "Parent id number", "Id number", "Shortname", "Description", "Description format",
    "Scale values", "Scale configuration", "Rule type (optional)", "Rule outcome (optional)",
    "Rule config (optional)", "Cross referenced competency id numbers", "Exported id (optional)",
    "Is framework", "Taxonomy",
)  # fmt: skip
LONGEST = 100
"""Moodle cuts id numbers and short names here."""

TAXONOMY = "domain,competency,behaviour,behaviour"
AS_HTML = "1"
ROLES = "levels"

# "On own initiative" is what a role asks for: from there on Moodle counts as proficient.
_SCALE = [
    {"scaleid": "1"},
    {"id": 3, "scaledefault": 1, "proficient": 1},
    {"id": 4, "scaledefault": 0, "proficient": 1},
]


@dataclass(frozen=True)
class _Entry:
    """A row of the tree; ``related`` are id numbers."""

    parent: str
    number: str
    name: str
    description: str = ""
    related: tuple[str, ...] = ()

    def row(self) -> list[str]:
        return [
            self.parent, self.number, shortened(self.name), self.description, AS_HTML,
            "", "", "", "0", "null", ",".join(self.related), "", "", "",
        ]  # fmt: skip


def write(matrix: Matrix, language: str) -> bytes:
    """The framework's row, then the tree, then the branch of roles."""
    entries = [*_tree(matrix, language), *_roles(matrix, language)]
    rows = [list(COLUMNS), _framework(matrix, language), *(entry.row() for entry in entries)]
    return csv_of(rows, marked=False)


def _framework(matrix: Matrix, language: str) -> list[str]:
    name = f"{matrix.track_title.words(language)} {matrix.number}"
    note = _paragraph(matrix.note.words(language)) if matrix.note else ""
    scale = ",".join(WORDS[language].scale)
    config = json.dumps(_SCALE, separators=(",", ":"))
    return [
        "", f"{matrix.track_key}-{matrix.number}", shortened(name), note, AS_HTML,
        scale, config, "", "", "", "", "", "1", TAXONOMY,
    ]  # fmt: skip


def _tree(matrix: Matrix, language: str) -> Iterator[_Entry]:
    used: set[str] = set()
    for category in matrix.categories:
        place = f"categories/{category.key}"
        yield _Entry("", place, category.title.words(language))
        for row in category.competencies:
            yield from _branch(matrix, row, place, language, used)


def _branch(
    matrix: Matrix, row: Competency, parent: str, language: str, used: set[str]
) -> Iterator[_Entry]:
    place = f"competencies/{row.key}"
    summary = _paragraph(row.summary.words(language)) if row.summary else ""
    yield _Entry(parent, place, row.title.words(language), summary)
    found: dict[str, Behaviour] = {}
    roles: dict[str, list[str]] = {}
    for role in matrix.roles:
        cell = row.expectations.get(role.key)
        for behaviour in cell.behaviours if cell else ():
            found.setdefault(behaviour.key, behaviour)
            roles.setdefault(behaviour.key, []).append(f"{ROLES}/{role.key}")
    for key, behaviour in found.items():
        text = behaviour.text.words(language)
        yield _Entry(place, _free(key, used), text, _paragraph(text), tuple(roles[key]))


def _free(key: str, used: set[str]) -> str:
    """The behaviour's id number; a number behind it where another competency has it too."""
    number, times = f"behaviours/{key}", 1
    while number in used:
        times += 1
        number = f"behaviours/{key}/{times}"
    used.add(number)
    return number


def _roles(matrix: Matrix, language: str) -> Iterator[_Entry]:
    if matrix.roles:
        yield _Entry("", ROLES, WORDS[language].roles)
    for role in matrix.roles:
        purpose = _paragraph(role.purpose.words(language)) if role.purpose else ""
        yield _Entry(ROLES, f"{ROLES}/{role.key}", role.title.words(language), purpose)


def shortened(name: str) -> str:
    """A name in one line, cut where Moodle would cut it."""
    line = " ".join(name.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _paragraph(text: str) -> str:
    return "<p>" + html.escape(text, quote=False).replace("\n", "<br>") + "</p>"
