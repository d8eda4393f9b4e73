"""Progression frameworks that engineering teams publish as YAML or JSON, in two shapes.

One lists levels, themes, and competencies that each belong to a level and a theme
(``progression_themes``). The other lists topics, each with its criteria by numbered level
(``progression_topics``).
"""

from __future__ import annotations

from collections.abc import Mapping

from portal.interchange.lossless_shapes import Lines, no_lines
from portal.interchange.progression_themes import Themes
from portal.interchange.progression_topics import Topics
from portal.interchange.readings import FileRefusal, FileRefused, ReadFramework


def is_progression(data: object) -> bool:
    """Whether data has one of the two shapes."""
    return isinstance(data, Mapping) and (_has(data, "topics") or _has_themes(data))


def read_data(data: object, lines: Lines = no_lines) -> ReadFramework:
    """What such data says; FileRefused when it has neither shape."""
    if isinstance(data, Mapping) and _has_themes(data):
        return Themes(data, lines).framework()
    if isinstance(data, Mapping) and _has(data, "topics"):
        return Topics(data, lines).framework()
    raise FileRefused(FileRefusal.NOT_A_FRAMEWORK)


def _has_themes(data: Mapping[object, object]) -> bool:
    return _has(data, "levels") and _has(data, "competencies")


def _has(data: Mapping[object, object], name: str) -> bool:
    return isinstance(data.get(name), list) and bool(data[name])
