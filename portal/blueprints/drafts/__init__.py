"""The editor of draft matrices."""

from __future__ import annotations

from portal.blueprints.drafts import (
    behaviours,
    cells,
    competencies,
    outlines,
    previews,
    showing,
    translations,
    views,
)
from portal.blueprints.drafts.blueprint import bp

__all__ = [
    "behaviours",
    "bp",
    "cells",
    "competencies",
    "outlines",
    "previews",
    "showing",
    "translations",
    "views",
]
