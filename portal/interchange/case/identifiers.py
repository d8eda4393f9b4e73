"""What things are called in CASE: identifiers that stay, and the addresses they are found at.

A framework's things keep their identifiers from version to version, because they are made of the
portal's address, the track and the thing's key only (UUIDs of version 5, lower case).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

ROOT = "/ims/case/v1p1"
"""Where the standard wants its addresses, below the portal's own."""

UUID_SHAPE = "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
"""CASE knows UUIDs of versions 1 to 5 only, in lower case."""


class Collection(StrEnum):
    """The parts of an address that name a kind of thing."""

    DOCUMENTS = "CFDocuments"
    PACKAGES = "CFPackages"
    ITEMS = "CFItems"
    ASSOCIATIONS = "CFAssociations"
    RUBRICS = "CFRubrics"
    ITEM_TYPES = "CFItemTypes"


def is_uuid(written: str) -> bool:
    return re.fullmatch(UUID_SHAPE, written) is not None


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The identifiers of one track's framework at one portal."""

    base_url: str
    track_key: str

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).netloc or self.base_url

    def of(self, *names: str) -> str:
        """The identifier of what ``names`` name within the framework."""
        return self._made_of("tracks", self.track_key, *names)

    def shared(self, *names: str) -> str:
        """The identifier of what all of this portal's frameworks have in common."""
        return self._made_of(*names)

    def _made_of(self, *names: str) -> str:
        return str(uuid5(NAMESPACE_URL, "/".join((self.base_url + ROOT, *names))))

    @property
    def document(self) -> str:
        return self.of("document")

    @property
    def rubric(self) -> str:
        return self.of("rubric")

    def address(self, collection: Collection, identifier: str) -> str:
        return f"{self.base_url}{ROOT}/{collection}/{identifier}"
