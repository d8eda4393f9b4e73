"""The versions of a matrix that readers may see, as a history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.domain.comparisons import ChangeLevel
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionNumber, VersionState


@dataclass(frozen=True)
class PastVersion:
    """One version; ``before`` is the number of the one that it followed, None for the first."""

    number: VersionNumber
    state: VersionState
    published_on: date
    note: LocalizedText
    before: VersionNumber | None

    @property
    def level(self) -> ChangeLevel | None:
        """What kind of change it was published as; None for the first version."""
        return level_between(self.before, self.number) if self.before else None


def level_between(before: VersionNumber, after: VersionNumber) -> ChangeLevel:
    """The first part in which two numbers differ says what kind of change lies between them."""
    if before.major != after.major:
        return ChangeLevel.MAJOR
    return ChangeLevel.MINOR if before.minor != after.minor else ChangeLevel.PATCH
