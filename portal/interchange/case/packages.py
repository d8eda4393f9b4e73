"""A matrix as a CASE 1.1 package: strict, in one language, the others carried along.

The track is the document; categories, competencies, behaviours and roles are items, tied together
by ``isChildOf``; a behaviour points by ``hasSkillLevel`` to each role that expects it. The matrix
itself is one rubric: a criterion for each competency, a level for each of its cells. No level has
a score: in CASE that is a number of points, and matrices describe, they do not count.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Competency, Matrix, RoleColumn, VersionState
from portal.interchange.case import item_types, own_extensions, rubrics
from portal.interchange.case.identifiers import Collection, Identifiers
from portal.interchange.case.item_types import ItemKind
from portal.interchange.case.rubrics import plain
from portal.interchange.case.shapes import (
    AssociationType,
    CFDefinition,
    CFPackage,
    CFPckgAssociation,
    CFPckgDocument,
    CFPckgItem,
    LinkGenURI,
)

STATUSES = {
    VersionState.DRAFT: "Draft",
    VersionState.PUBLISHED: "Adopted",
    VersionState.SUPERSEDED: "Deprecated",
}
NO_DAY_YET = "1970-01-01"
"""A draft changed on no certain day, and CASE leaves no object without one."""


def write(matrix: Matrix, base_url: str, language: str) -> bytes:
    """The package as a file; equal matrices give equal bytes."""
    written = package(matrix, base_url, language).written()
    return json.dumps(written, ensure_ascii=False, indent=1).encode()


def package(matrix: Matrix, base_url: str, language: str) -> CFPackage:
    """The package of a matrix as the portal at ``base_url`` gives it to readers of a language."""
    matrix = matrix.only_roles()
    names = Identifiers(base_url.rstrip("/"), matrix.track_key)
    moment = f"{matrix.published_on or NO_DAY_YET}T00:00:00Z"
    nodes = _Nodes(matrix, names, language, moment)
    nodes.put_in()
    return CFPackage(
        CFDocument=_document(matrix, names, language, moment),
        CFItems=list(nodes.items.values()),
        CFAssociations=list(nodes.associations.values()),
        CFDefinitions=CFDefinition(CFItemTypes=item_types.definitions(names)),
        CFRubrics=[rubrics.rubric(matrix, names, language, moment)],
    )


def _document(matrix: Matrix, names: Identifiers, language: str, moment: str) -> CFPckgDocument:
    return CFPckgDocument(
        identifier=names.document,
        uri=names.address(Collection.DOCUMENTS, names.document),
        creator=names.host,
        title=plain(matrix.track_title.words(language)),
        lastChangeDateTime=moment,
        officialSourceURL=f"{names.base_url}/matrices/{matrix.track_key}",
        language=language,
        version=str(matrix.number),
        adoptionStatus=STATUSES[matrix.state],
        statusStartDate=matrix.published_on.isoformat() if matrix.published_on else None,
        notes=matrix.note.words(language) if matrix.note else None,
        extensions=own_extensions.of_document(matrix),
    )


@dataclass
class _Nodes:
    """The items of a package and what ties them together, each under its identifier."""

    matrix: Matrix
    names: Identifiers
    language: str
    moment: str
    items: dict[str, CFPckgItem] = field(default_factory=dict)
    associations: dict[str, CFPckgAssociation] = field(default_factory=dict)

    def put_in(self) -> None:
        root = self._link(Collection.DOCUMENTS, self.names.document, self.matrix.track_title)
        for place, category in enumerate(self.matrix.categories, 1):
            group = self._item(
                ItemKind.CATEGORY,
                category.key,
                category.title,
                extensions=own_extensions.of_category(category),
            )
            self._tie(group, "isChildOf", root, place)
            for row_place, row in enumerate(category.competencies, 1):
                self._tie(self._competency(row), "isChildOf", group, row_place)
        for place, role in enumerate(self.matrix.roles, len(self.matrix.categories) + 1):
            self._tie(self._role(role), "isChildOf", root, place)
        for row in self.matrix.competencies():
            self._behaviours(row)

    def _role(self, role: RoleColumn) -> LinkGenURI:
        return self._item(
            ItemKind.ROLE,
            role.key,
            role.title,
            abbreviatedStatement=plain(role.short.words(self.language)),
            notes=self._words(role.purpose),
            extensions=own_extensions.of_role(role),
        )

    def _competency(self, row: Competency) -> LinkGenURI:
        return self._item(
            ItemKind.COMPETENCY,
            row.key,
            row.title,
            notes=self._words(row.summary),
            extensions=own_extensions.of_competency(row),
        )

    def _behaviours(self, row: Competency) -> None:
        """A row's behaviours in reading order, each once, however many roles expect it."""
        parent = self._link_to(ItemKind.COMPETENCY, row.key, row.title)
        known: dict[str, LinkGenURI] = {}
        for role, place, behaviour in self._cells(row):
            if behaviour.key not in known:
                known[behaviour.key] = self._item(
                    ItemKind.BEHAVIOUR,
                    behaviour.key,
                    behaviour.text,
                    notes=self._words(behaviour.waiver),
                    extensions=own_extensions.of_behaviour(behaviour),
                )
                self._tie(known[behaviour.key], "isChildOf", parent, len(known))
            level = self._link_to(ItemKind.ROLE, role.key, role.title)
            self._tie(known[behaviour.key], "hasSkillLevel", level, place)

    def _cells(self, row: Competency) -> Iterator[tuple[RoleColumn, int, Any]]:
        for role in self.matrix.roles:
            if cell := row.expectations.get(role.key):
                for place, behaviour in enumerate(cell.behaviours, 1):
                    yield role, place, behaviour

    def _item(self, kind: ItemKind, key: str, text: LocalizedText, **more: Any) -> LinkGenURI:
        link = self._link_to(kind, key, text)
        reading = text.read(self.language)
        self.items[link.identifier] = CFPckgItem(
            identifier=link.identifier,
            fullStatement=reading.words,
            CFItemType=kind.value,
            uri=link.uri,
            humanCodingScheme=key,
            language=reading.language,
            CFItemTypeURI=item_types.link(self.names, kind),
            lastChangeDateTime=self.moment,
            **more,
        )
        return link

    def _link_to(self, kind: ItemKind, key: str, text: LocalizedText) -> LinkGenURI:
        return self._link(Collection.ITEMS, self.names.of(kind.code, key), text)

    def _link(self, collection: Collection, identifier: str, text: LocalizedText) -> LinkGenURI:
        return LinkGenURI(
            title=plain(text.words(self.language)),
            identifier=identifier,
            uri=self.names.address(collection, identifier),
            targetType="CASE",
        )

    def _tie(
        self, origin: LinkGenURI, how: AssociationType, destination: LinkGenURI, place: int
    ) -> None:
        identifier = self.names.of(how, origin.identifier, destination.identifier)
        self.associations.setdefault(
            identifier,
            CFPckgAssociation(
                identifier=identifier,
                associationType=how,
                sequenceNumber=place,
                uri=self.names.address(Collection.ASSOCIATIONS, identifier),
                originNodeURI=origin,
                destinationNodeURI=destination,
                lastChangeDateTime=self.moment,
            ),
        )

    def _words(self, text: LocalizedText | None) -> str | None:
        return text.words(self.language) if text else None
