"""The evidence log, what is shared of it, and thank-yous."""

from __future__ import annotations

from portal.blueprints.evidence import log, thanks, writing
from portal.blueprints.evidence.blueprint import bp

__all__ = ["bp", "log", "thanks", "writing"]
