"""Matrices as Markdown: a section a role, in it a heading a competency, its behaviours as a list.

What people wrote is escaped, so that every Markdown reader shows it as it was written. A matrix
reads well without its keys; this format leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.domain.matrices import Behaviour, Matrix, RoleColumn
from portal.interchange.matrix_lines import role_titles
from portal.interchange.written_words import WORDS

_SIGNS = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#A-Za-z])")
_STARTS = re.compile(r"(?P<mark>[#+\-=])|(?P<digits>\d+)(?P<point>[.)])")
_CLOSING_MARKS = re.compile(r"(?<=\s)#+$")


def write(matrix: Matrix, language: str) -> bytes:
    """The matrix in ``language``; the same bytes for the same matrix."""
    parts = [*_opening(matrix, language)]
    for role, title in zip(matrix.roles, role_titles(matrix, language), strict=True):
        parts += _section(matrix, role, title, language)
    return ("\n\n".join(parts) + "\n").encode()


def _opening(matrix: Matrix, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"# {_heading(matrix.track_title.words(language))}"
    when = matrix.published_on.isoformat() if matrix.published_on else words.draft
    yield f"*{words.version} {matrix.number} ({when})*"
    if matrix.note:
        yield escaped(matrix.note.words(language))


def _section(matrix: Matrix, role: RoleColumn, title: str, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"## {_heading(title)}"
    if role.purpose:
        yield escaped(role.purpose.words(language))
    for category in matrix.categories:
        for row in category.competencies:
            if (cell := row.expectations.get(role.key)) is None:
                continue
            yield f"### {_heading(row.title.words(language))}"
            group = _one_line(escaped(category.title.words(language)))
            yield f"**{words.weights[cell.weight]}** · {group}"
            if row.summary:
                yield escaped(row.summary.words(language))
            if cell.behaviours:
                items = (_item(behaviour, language) for behaviour in cell.behaviours)
                yield "\n".join(items).rstrip("\n")


def _item(behaviour: Behaviour, language: str) -> str:
    text = escaped(behaviour.text.words(language)).replace("\n", "\n  ")
    if behaviour.waiver is None:
        return f"- {text}"
    reason = _one_line(escaped(behaviour.waiver.words(language)))
    return f"- {text}\n\n  *{WORDS[language].waiver}:* {reason}\n"


def _heading(text: str) -> str:
    """Without what would close a heading instead of standing in it."""
    line = _one_line(escaped(text))
    return _CLOSING_MARKS.sub(lambda marks: "\\#" * len(marks[0]), line)


def _one_line(markdown: str) -> str:
    return " ".join(markdown.split("\\\n"))


def escaped(text: str) -> str:
    """Markdown that shows ``text`` as it is: no sign of it means anything, lines stay lines."""
    return "\\\n".join(_escaped_line(line) for line in text.split("\n"))


def _escaped_line(line: str) -> str:
    """White space at its edges is spelled out, because Markdown would drop it."""
    inner = line.strip()
    start, end = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :] if inner else ""
    quiet = _SIGNS.sub(lambda sign: "\\" + sign[0], inner)
    if found := _STARTS.match(quiet):
        number = f"{found['digits']}\\{found['point']}"
        quiet = ("\\" + found["mark"] if found["mark"] else number) + quiet[found.end() :]
    return _spelled_out(start) + quiet + _spelled_out(end)


def _spelled_out(spaces: str) -> str:
    return "".join(f"&#{ord(space)};" for space in spaces)
