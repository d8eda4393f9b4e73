"""A matrix as a document that loses nothing, and back: what JSON, YAML and our PDFs carry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Behaviour, Category, Competency, Matrix, RoleColumn
from portal.interchange.lossless_readings import reading_of
from portal.interchange.lossless_shapes import (
    FORMAT,
    FORMAT_VERSION,
    Lines,
    no_lines,
    shaped,
)
from portal.interchange.readings import FileRefusal, FileRefused, ReadFramework


def document_of(matrix: Matrix) -> dict[str, Any]:
    """A matrix as mappings, lists and strings, in reading order; what is not there is left out.

    Of a matrix of one role only that role's expectations are written.
    """
    version = {"number": str(matrix.number), "state": matrix.state.value}
    if matrix.published_on:
        version["published_on"] = matrix.published_on.isoformat()
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "track": {"key": matrix.track_key, "title": _text(matrix.track_title)},
        "version": version,
        **_where_there_is("note", matrix.note),
        "roles": [_role(role) for role in matrix.roles],
        "categories": [_category(category, matrix.roles) for category in matrix.categories],
    }


def read(data: object, lines: Lines = no_lines) -> ReadFramework:
    """What a document says, with every problem in it; ``exact`` when nothing stops it.

    FileRefused when it is no such document, is of a newer format, or is out of shape.
    """
    return reading_of(shaped(data, lines), lines)


def read_lossless(data: object) -> Matrix:
    """The matrix that a document holds; FileRefused when it holds none, or not a sound one."""
    framework = read(data)
    if framework.exact is None:
        said = [
            f"{problem.place.column}: {problem.kind.value}"
            for problem in framework.problems
            if problem.stops
        ]
        raise FileRefused(FileRefusal.BROKEN, "; ".join(said) or "keys are missing")
    return framework.exact


def _role(role: RoleColumn) -> dict[str, Any]:
    return {
        "key": role.key,
        "title": _text(role.title),
        "short": _text(role.short),
        **_where_there_is("purpose", role.purpose),
    }


def _category(category: Category, roles: Iterable[RoleColumn]) -> dict[str, Any]:
    return {
        "key": category.key,
        "title": _text(category.title),
        "competencies": [_competency(row, roles) for row in category.competencies],
    }


def _competency(row: Competency, roles: Iterable[RoleColumn]) -> dict[str, Any]:
    written: dict[str, Any] = {
        "key": row.key,
        "title": _text(row.title),
        **_where_there_is("summary", row.summary),
    }
    if row.came_from:
        written["came_from"] = list(row.came_from)
    written["expectations"] = {
        role.key: {
            "weight": cell.weight.value,
            "behaviours": [_behaviour(behaviour) for behaviour in cell.behaviours],
        }
        for role in roles
        if (cell := row.expectations.get(role.key)) is not None
    }
    return written


def _behaviour(behaviour: Behaviour) -> dict[str, Any]:
    written: dict[str, Any] = {"key": behaviour.key, "text": _text(behaviour.text)}
    if behaviour.came_from:
        written["came_from"] = list(behaviour.came_from)
    return {**written, **_where_there_is("waiver", behaviour.waiver)}


def _where_there_is(name: str, text: LocalizedText | None) -> dict[str, Any]:
    return {name: _text(text)} if text else {}


def _text(text: LocalizedText) -> dict[str, Any]:
    """The wordings in the portal's order of languages, then which of them are outdated."""
    written: dict[str, Any] = {
        code: text.texts[code] for code in LANGUAGES if text.texts.get(code, "").strip()
    }
    if outdated := [code for code in written if code in text.outdated]:
        written["outdated"] = outdated
    return written
