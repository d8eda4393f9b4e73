"""What somebody chose for a file that is to be imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

KEPT_FOR = timedelta(days=1)
"""How long an uploaded file waits for the decision to import it."""


class ImportMode(StrEnum):
    """REPLACE: what is not in the file goes out of the draft. ADD: it stays."""

    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True)
class Target:
    """Where a file goes: into the matrix of a track, or of a new track of this title."""

    track_key: str | None = None
    new_title: str = ""
    mode: ImportMode = ImportMode.REPLACE
