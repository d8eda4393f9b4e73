"""The kinds of items that a framework of ours is made of."""

from __future__ import annotations

from enum import StrEnum

from portal.interchange.case.identifiers import Collection, Identifiers
from portal.interchange.case.shapes import CFItemType, LinkURI

DEFINED_AT = "2026-11-22T00:00:00Z"
"""When what these kinds mean was last changed."""


class ItemKind(StrEnum):
    """The kinds by their titles in CASE, which are English in every package."""

    CATEGORY = "Competency group"
    COMPETENCY = "Competency"
    BEHAVIOUR = "Behaviour"
    ROLE = "Role level"

    @property
    def code(self) -> str:
        return self.value.lower().replace(" ", "-")


MEANINGS = {
    ItemKind.CATEGORY: "A group of competencies that belong together.",
    ItemKind.COMPETENCY: "An attribute that matters across roles.",
    ItemKind.BEHAVIOUR: "One observable sentence: what somebody in a role is seen doing.",
    ItemKind.ROLE: "A rung of the ladder, at which behaviours are expected.",
}


def definitions(names: Identifiers) -> list[CFItemType]:
    return [
        CFItemType(
            identifier=(identifier := names.shared("item-types", kind.code)),
            uri=names.address(Collection.ITEM_TYPES, identifier),
            title=kind.value,
            description=meaning,
            hierarchyCode=str(place),
            typeCode=kind.code,
            lastChangeDateTime=DEFINED_AT,
        )
        for place, (kind, meaning) in enumerate(MEANINGS.items(), 1)
    ]


def link(names: Identifiers, kind: ItemKind) -> LinkURI:
    identifier = names.shared("item-types", kind.code)
    return LinkURI(
        title=kind.value,
        identifier=identifier,
        uri=names.address(Collection.ITEM_TYPES, identifier),
    )
