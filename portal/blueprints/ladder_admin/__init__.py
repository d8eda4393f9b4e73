"""Keeping the ladder: its tracks, roles and moves, how roles evolve, and whether it is sound."""

from portal.blueprints.ladder_admin import evolving, health, moves, roles, tracks
from portal.blueprints.ladder_admin.blueprint import bp

__all__ = ["bp", "evolving", "health", "moves", "roles", "tracks"]
