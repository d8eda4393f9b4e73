"""The published frameworks as CASE has them, kept ready to be looked up.

Building a package from a matrix costs many times what sending it does, and a published version
never changes: what was built is kept, and asked for again by what the database says is published
now. A draft or a superseded version is in none of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from portal.domain.matrices import Matrix
from portal.interchange.case.identifiers import Collection
from portal.interchange.case.packages import package
from portal.interchange.case.shapes import (
    CFAssociation,
    CFAssociationSet,
    CFDocument,
    CFItem,
    CFItemType,
    CFPackage,
    CFPckgAssociation,
    CFPckgItem,
    CFRubric,
    LinkURI,
)
from portal.queries import matrices
from portal.queries.case_frameworks import Stamp, published_stamps

MOST_KEPT = 60


@dataclass(frozen=True)
class Framework:
    """One published matrix, with its parts under their identifiers."""

    package: CFPackage
    items: Mapping[str, CFPckgItem]
    associations: Mapping[str, CFPckgAssociation]
    by_item: Mapping[str, list[CFPckgAssociation]]
    rubrics: Mapping[str, CFRubric]
    item_types: Mapping[str, CFItemType]

    @property
    def identifier(self) -> str:
        return self.package.CFDocument.identifier

    @property
    def document(self) -> CFDocument:
        document = self.package.CFDocument
        place = document.uri.removesuffix(f"{Collection.DOCUMENTS}/{document.identifier}")
        address = f"{place}{Collection.PACKAGES}/{document.identifier}"
        link = LinkURI(title=document.title, identifier=document.identifier, uri=address)
        return CFDocument(**dict(document), CFPackageURI=link)

    @property
    def document_link(self) -> LinkURI:
        document = self.package.CFDocument
        return LinkURI(title=document.title, identifier=document.identifier, uri=document.uri)

    def item(self, identifier: str) -> CFItem | None:
        found = self.items.get(identifier)
        return CFItem(**dict(found), CFDocumentURI=self.document_link) if found else None

    def association(self, identifier: str) -> CFAssociation | None:
        found = self.associations.get(identifier)
        return CFAssociation(**dict(found), CFDocumentURI=self.document_link) if found else None

    def item_associations(self, identifier: str) -> CFAssociationSet | None:
        """An item with every association that it begins or ends."""
        item = self.item(identifier)
        if item is None:
            return None
        return CFAssociationSet(CFItem=item, CFAssociations=self.by_item.get(identifier, []))


_kept: OrderedDict[tuple[str, str, Stamp], Framework] = OrderedDict()
_lock = Lock()


def published(base_url: str, language: str) -> list[Framework]:
    """The frameworks published now, in lane order: one query where all of them are kept."""
    wanted = [(base_url, language, stamp) for stamp in published_stamps()]
    with _lock:
        ready = {name: _kept[name] for name in wanted if name in _kept}
    if len(ready) < len(wanted):
        found = {matrix.track_key: matrix for matrix in matrices.all_published()}
        for name in wanted:
            if name not in ready and (matrix := found.get(name[2].track_key)) is not None:
                ready[name] = _built(matrix, base_url, language)
    with _lock:
        for name, framework in ready.items():
            _kept[name] = framework
            _kept.move_to_end(name)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return [ready[name] for name in wanted if name in ready]


def kept() -> int:
    """How many packages are kept ready in this process."""
    return len(_kept)


def forget() -> None:
    """Keep nothing any more, as after a start."""
    with _lock:
        _kept.clear()


def _built(matrix: Matrix, base_url: str, language: str) -> Framework:
    made = package(matrix, base_url, language)
    associations = made.CFAssociations or []
    by_item: dict[str, list[CFPckgAssociation]] = {}
    for association in associations:
        for end in (association.originNodeURI, association.destinationNodeURI):
            by_item.setdefault(end.identifier, []).append(association)
    definitions = made.CFDefinitions
    types = definitions.CFItemTypes if definitions else None
    return Framework(
        package=made,
        items={item.identifier: item for item in made.CFItems or []},
        associations={association.identifier: association for association in associations},
        by_item=by_item,
        rubrics={rubric.identifier: rubric for rubric in made.CFRubrics or []},
        item_types={kind.identifier: kind for kind in types or []},
    )
