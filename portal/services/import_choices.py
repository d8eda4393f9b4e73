"""What somebody chose for an uploaded file: kept as JSON, and doubted when it is read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from portal.domain.importing import Target
from portal.domain.languages import LANGUAGES
from portal.interchange.formats import Opened, Proposed, Tables
from portal.interchange.readings import ReadFramework
from portal.interchange.table_mappings import Mapping as Columns
from portal.interchange.tables import Table

LONGEST_NAME = 200


@dataclass(frozen=True)
class TableChoice:
    """Whether one of the file's tables is read, and how."""

    is_chosen: bool
    mapping: Columns

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True)
class Choices:
    """``target`` None and no ``tables`` as long as nobody chose: then the portal proposes."""

    target: Target | None = None
    tables: tuple[TableChoice, ...] = ()

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)


_CHOICES = TypeAdapter(Choices)


def read_back(stored: Mapping[str, Any]) -> Choices:
    """The choices kept for a file; none where they are not what this version keeps."""
    try:
        return _CHOICES.validate_json(json.dumps(stored))
    except ValidationError:
        return Choices()


def to_json(choices: Choices) -> dict[str, Any]:
    """JSON that ``read_back`` takes."""
    stored: dict[str, Any] = asdict(choices)
    return stored


def as_chosen(opened: Opened, choices: Choices) -> Opened:
    """The tables of a file as somebody wants them read; where the choice does not fit, as proposed.

    Files that say themselves what is what leave nothing to choose.
    """
    if not isinstance(opened, Tables) or len(choices.tables) != len(opened.proposed):
        return opened
    pairs = zip(opened.proposed, choices.tables, strict=True)
    return Tables(tuple(_chosen(proposed, choice) for proposed, choice in pairs))


def framework(opened: Opened) -> ReadFramework:
    """What the file says; FileRefused when its tables cannot be read as chosen."""
    return opened.read() if isinstance(opened, Tables) else opened


def _chosen(proposed: Proposed, choice: TableChoice) -> Proposed:
    if not _fits(choice.mapping, proposed.table):
        return proposed
    return replace(proposed, mapping=choice.mapping, is_chosen=choice.is_chosen)


def _fits(mapping: Columns, table: Table) -> bool:
    languages = {mapping.language, *(use.language for use in mapping.columns if use.language)}
    return (
        len(mapping.columns) == table.width
        and any(row.number == mapping.header_row for row in table.rows)
        and languages <= set(LANGUAGES)
        and all(len(use.name) <= LONGEST_NAME for use in mapping.columns)
    )
