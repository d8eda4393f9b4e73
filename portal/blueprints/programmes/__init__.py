"""Programmes: reading about them, people's ways through them, and keeping them."""

from portal.blueprints.programmes import editing, modules, views, ways
from portal.blueprints.programmes.blueprint import bp

__all__ = ["bp", "editing", "modules", "views", "ways"]
