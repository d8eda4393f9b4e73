"""CASE, 1EdTech's format for competency frameworks: written strictly as 1.1, read leniently."""

from portal.interchange.case.packages import write
from portal.interchange.case.reading import read

__all__ = ["read", "write"]
