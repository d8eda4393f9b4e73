"""What a lossless file holds, field by field: one shape for JSON, YAML and the data in a PDF.

Unknown fields are refused, so that a typing mistake does not pass as silence. What may be left
out has a default here; ``docs/formats.md`` describes the same for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from portal.domain.matrices import VersionNumber, VersionState
from portal.interchange.readings import FileRefusal, FileRefused

FORMAT = "career-matrix"
FORMAT_VERSION = 1
MOST_SAID = 5
"""Of everything that is wrong with a file's shape, as much as one can mend at a time."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value within the data: field names, and indexes into lists."""

Lines: TypeAlias = Callable[[Path], int | None]
"""The line on which the value at a path begins, in formats that people read line by line."""


def no_lines(_path: Path) -> int | None:
    return None


def _number(written: object) -> object:
    return VersionNumber.parse(written) if isinstance(written, str) else written


def _state(written: object) -> object:
    return VersionState(written) if isinstance(written, str) else written


def _day(written: object) -> object:
    return date.fromisoformat(written) if isinstance(written, str) else written


class Shape(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True
    )


class Text(BaseModel):
    """Wordings by language code; ``outdated`` names those that are older than their original."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    __pydantic_extra__: dict[str, str | None] = Field(init=False)
    outdated: list[str] = []

    @property
    def wordings(self) -> Mapping[str, str]:
        return {code: words for code, words in self.__pydantic_extra__.items() if words}


class BehaviourShape(Shape):
    key: str | None = None
    text: Text
    came_from: list[str] = []
    waiver: Text | None = None


class CellShape(Shape):
    weight: str
    behaviours: list[BehaviourShape] = []


class CompetencyShape(Shape):
    key: str | None = None
    title: Text
    summary: Text | None = None
    came_from: list[str] = []
    expectations: dict[str, CellShape] = {}


class CategoryShape(Shape):
    key: str | None = None
    title: Text
    competencies: list[CompetencyShape] = []


class RoleShape(Shape):
    key: str
    title: Text
    short: Text | None = None
    purpose: Text | None = None


class VersionShape(Shape):
    number: Annotated[VersionNumber, BeforeValidator(_number)] = VersionNumber(1, 0, 0)
    state: Annotated[VersionState, BeforeValidator(_state)] = VersionState.DRAFT
    published_on: Annotated[date | None, BeforeValidator(_day)] = None


class TrackShape(Shape):
    key: str
    title: Text


class DocumentShape(Shape):
    format: str
    format_version: int
    track: TrackShape
    version: VersionShape = VersionShape()
    note: Text | None = None
    roles: list[RoleShape] = []
    categories: list[CategoryShape] = []


def is_ours(data: object) -> bool:
    """Whether data says of itself that it is a lossless matrix, of whatever version."""
    return isinstance(data, Mapping) and data.get("format") == FORMAT


def shaped(data: object, lines: Lines) -> DocumentShape:
    """Data as a document; FileRefused when it is another thing, newer, or out of shape."""
    if not isinstance(data, Mapping) or not is_ours(data):
        raise FileRefused(FileRefusal.NOT_A_FRAMEWORK)
    whole: dict[Any, Any] = {**data, "format_version": _whole(data.get("format_version"))}
    if isinstance(whole["format_version"], int) and whole["format_version"] > FORMAT_VERSION:
        raise FileRefused(FileRefusal.NEWER_FORMAT, f"format_version: {whole['format_version']}")
    try:
        return DocumentShape.model_validate(whole)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        said = [f"{dotted(one['loc'])}: {one['msg']}" for one in found[:MOST_SAID]]
        row = lines(found[0]["loc"]) if found else None
        raise FileRefused(FileRefusal.BROKEN, "; ".join(said), row) from None


def _whole(written: object) -> object:
    """YAML's plain ``1`` arrives as text here, as every plain value does."""
    if isinstance(written, str) and written.isascii() and written.isdigit() and len(written) < 9:
        return int(written)
    return written


def dotted(path: Path) -> str:
    """A path as people write it; the first of a list is 1."""
    steps = "".join(f"[{s + 1}]" if isinstance(s, int) else f".{s}" for s in path)
    return steps.lstrip(".") or "the file"
