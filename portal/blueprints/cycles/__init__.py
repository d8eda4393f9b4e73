"""Rounds of assessments: setting one up, its readiness check, and its life once it is open."""

from portal.blueprints.cycles import board, readiness, running, setup
from portal.blueprints.cycles.blueprint import bp

__all__ = ["board", "bp", "readiness", "running", "setup"]
