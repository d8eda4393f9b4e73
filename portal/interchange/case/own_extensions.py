"""What CASE has no field for and our packages carry along: keys, languages, weights, origins.

It stands under one name in the ``extensions`` of each object. The standard's own fields say what
a reader of one language needs; these let the portal read its package back without a loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Category, Competency, Matrix, RoleColumn

NAME = "careerPortal"
FORMAT = 1


def of_document(matrix: Matrix) -> dict[str, Any]:
    return _named(
        format=FORMAT,
        track=matrix.track_key,
        title=matrix.track_title.to_json(),
        state=matrix.state.value,
        note=_text(matrix.note),
    )


def of_role(role: RoleColumn) -> dict[str, Any]:
    return _named(
        key=role.key,
        text=role.title.to_json(),
        short=role.short.to_json(),
        notes=_text(role.purpose),
    )


def of_category(category: Category) -> dict[str, Any]:
    return _named(key=category.key, text=category.title.to_json())


def of_competency(row: Competency) -> dict[str, Any]:
    return _named(
        key=row.key,
        text=row.title.to_json(),
        notes=_text(row.summary),
        came_from=list(row.came_from) or None,
    )


def of_behaviour(behaviour: Behaviour) -> dict[str, Any]:
    return _named(
        key=behaviour.key,
        text=behaviour.text.to_json(),
        notes=_text(behaviour.waiver),
        came_from=list(behaviour.came_from) or None,
    )


def of_cell(role: RoleColumn, weight: str, behaviours: list[str]) -> list[dict[str, Any]]:
    """The standard wants a list here."""
    return [_named(role=role.key, weight=weight, behaviours=behaviours)]


def _named(**said: Any) -> dict[str, Any]:
    return {NAME: {name: value for name, value in said.items() if value is not None}}


def _text(text: LocalizedText | None) -> Any:
    return text.to_json() if text else None


def read(extensions: object) -> Mapping[str, Any]:
    """What the ``extensions`` of an object say in our name; nothing where they say nothing."""
    for one in extensions if isinstance(extensions, list) else [extensions]:
        if isinstance(one, Mapping) and isinstance(said := one.get(NAME), Mapping):
            return said
    return {}


def read_text(said: object) -> LocalizedText | None:
    """A text in its languages, or None where it is not written as we write it."""
    if not isinstance(said, Mapping) or not isinstance(texts := said.get("texts"), Mapping):
        return None
    outdated = said.get("outdated")
    try:
        return LocalizedText(
            {str(code): words for code, words in texts.items() if isinstance(words, str)},
            frozenset(map(str, outdated)) if isinstance(outdated, list) else frozenset(),
        )
    except ValueError:
        return None


def read_keys(said: object) -> tuple[str, ...]:
    return tuple(key for key in said if isinstance(key, str)) if isinstance(said, list) else ()
