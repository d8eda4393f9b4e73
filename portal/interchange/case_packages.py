"""CASE packages as one of the formats that matrices come and go in."""

from portal.interchange.case.packages import write
from portal.interchange.case.reading import read

__all__ = ["read", "write"]
