"""Bringing what somebody said over to a newer version of their matrix, without losing a word.

A mark follows its behaviour, reworded or moved or not. What came of a split gets the mark of its
origin offered, for the person to accept; what came of a merge gets a mark only where all its
origins have the same one. Whatever finds no place in the newer version is listed.
"""

from __future__ import annotations

from portal.domain.bringing_over.carrying import Carried, carry_over
from portal.domain.bringing_over.marks import Carriage, CarriedBehaviour, Said
from portal.domain.bringing_over.notes import CarriedNote, NoteFate

__all__ = [
    "Carriage",
    "Carried",
    "CarriedBehaviour",
    "CarriedNote",
    "NoteFate",
    "Said",
    "carry_over",
]
