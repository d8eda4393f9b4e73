"""Calibration exercises: several assessors read one made-up sample, each alone, then compare."""

from portal.blueprints.calibrations import reading, running, views
from portal.blueprints.calibrations.blueprint import bp

__all__ = ["bp", "reading", "running", "views"]
