"""Assessments: private checks of oneself, and the views of a round."""

from __future__ import annotations

from portal.blueprints.assessments import (
    beginning,
    bringing_over,
    checks,
    opened,
    reading,
    views,
    writing,
)
from portal.blueprints.assessments.blueprint import bp

__all__ = ["beginning", "bp", "bringing_over", "checks", "opened", "reading", "views", "writing"]
