"""Versions of matrices: reading and comparing them, and bringing the next one out."""

from portal.blueprints.versions import advice, publishing
from portal.blueprints.versions.views import bp

__all__ = ["advice", "bp", "publishing"]
