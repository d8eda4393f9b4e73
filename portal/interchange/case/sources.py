"""A CASE package as servers really send it, brought into one form.

Versions 1.0 and 1.1, objects wrapped in their class's name or flat, nulls, empty lists where an
object is due, lists where the standard has one, links inside packages, definitions left out,
identifiers in capitals: all of it is taken. What is no package at all is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.interchange import json_files
from portal.interchange.case import own_extensions
from portal.interchange.readings import MOST_ROWS, FileRefusal, FileRefused, Place

Json = Mapping[str, Any]
PART_OF = frozenset({"ischildof", "ispartof"})
HAS_LEVEL = "hasskilllevel"
TRANSLATION_OF = "istranslationof"
FAR = 10**12
"""No place in an order is farther off."""

MISTAKABLE = ("CFDocuments", "CFItem", "CFItemTypes", "fullStatement", "originNodeURI")
"""What shows that somebody saved another of CASE's answers than a package."""


@dataclass(frozen=True)
class Node:
    """An item; ``row`` is its place in the list of items, counted from 1."""

    identifier: str
    row: int
    words: str
    language: str
    kind: str
    code: str
    notes: str
    short: str
    education_levels: tuple[str, ...]
    said: Json

    @property
    def place(self) -> Place:
        return Place(row=self.row, column="fullStatement", sheet="CFItems")

    @property
    def key(self) -> str | None:
        """The portal's own key of it, where one of our packages brought it along."""
        key = self.said.get("key")
        return key if isinstance(key, str) else None


@dataclass(frozen=True)
class Tie:
    """An association; ``kind`` in lower case, ``position`` is its sequence number."""

    kind: str
    origin: str
    destination: str
    position: float
    destination_title: str
    destination_row: int


@dataclass(frozen=True)
class Source:
    document: Json
    said: Json
    nodes: dict[str, Node]
    ties: tuple[Tie, ...]
    rubrics: tuple[Json, ...]
    nameless: tuple[Place, ...] = ()
    whole: Json = field(default_factory=dict, repr=False)

    @property
    def roots(self) -> frozenset[str]:
        """The names by which associations may mean the document itself."""
        return frozenset({identifier(self.document), string(self.document.get("uri")).lower()})

    def tied(self, kind: str) -> Iterator[Tie]:
        return (tie for tie in self.ties if tie.kind == kind)


def load(content: bytes) -> Source:
    """The package in a JSON file; FileRefused when there is none in it."""
    found = json_files.load(content)
    package = _package(found)
    if package is None:
        raise FileRefused(FileRefusal.NOT_A_FRAMEWORK, _what_it_is(found))
    document = next(iter(objects(package.get("CFDocument"), "CFDocument")), package)
    items = objects(package.get("CFItems"), "CFItem")
    ties = objects(package.get("CFAssociations"), "CFAssociation")
    rubrics = objects(package.get("CFRubrics"), "CFRubric")
    if len(items) > MOST_ROWS or len(ties) > 5 * MOST_ROWS:
        raise FileRefused(FileRefusal.TOO_MANY_ROWS)
    nodes = [_node(item, row) for row, item in enumerate(items, 1)]
    said = own_extensions.read(document.get("extensions"))
    if isinstance(said.get("format"), int) and said["format"] > own_extensions.FORMAT:
        raise FileRefused(FileRefusal.NEWER_FORMAT, f"{own_extensions.NAME}: {said['format']}")
    source = Source(
        document=document,
        said=said,
        nodes={node.identifier: node for node in nodes if node.words},
        ties=tuple(_tie(tie, row) for row, tie in enumerate(ties, 1)),
        rubrics=tuple(rubrics),
        nameless=tuple(node.place for node in nodes if not node.words),
        whole=package,
    )
    if not source.nodes and not rubrics:
        raise FileRefused(FileRefusal.NOT_A_FRAMEWORK, "CFItems: []")
    return source


def _package(found: object) -> Json | None:
    """The object that holds the items, in whatever it is wrapped."""
    for _layer in range(3):
        if isinstance(found, list) and len(found) == 1:
            found = found[0]
        if not isinstance(found, Mapping):
            return None
        if "CFItems" in found or "CFRubrics" in found:
            return found
        wrapped = found.get("CFPackage", found.get("CFPackages"))
        if wrapped is None:
            return found if isinstance(found.get("CFDocument"), Mapping) else None
        found = wrapped
    return None


def _what_it_is(found: object) -> str:
    if isinstance(found, Mapping):
        return next((name for name in MISTAKABLE if name in found), "")
    return ""


def objects(value: object, wrapped_in: str) -> list[Json]:
    """The objects in a list; one alone, none, null and objects by identifier will do as well."""
    if isinstance(value, Mapping):
        inner = list(value.values())
        is_map = bool(inner) and all(isinstance(one, Mapping) for one in inner)
        is_thing = any(str(name).startswith("CF") for name in value)
        value = inner if is_map and not is_thing else [value]
    if not isinstance(value, list):
        return []
    found = [one for one in value if isinstance(one, Mapping)]
    return [
        one[wrapped_in] if len(one) == 1 and isinstance(one.get(wrapped_in), Mapping) else one
        for one in found
    ]


def string(value: object) -> str:
    """A text, where a text is due; numbers as they are written."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def strings(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(one.strip() for one in map(string, values) if one.strip())


def number(value: object) -> float:
    """A place in an order; what has none comes last."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return float("inf")
    return float(max(-FAR, min(value, FAR)))


def identifier(thing: object) -> str:
    """What a thing or a link is called: its identifier, or the end of its address."""
    if isinstance(thing, str):
        return thing.rpartition("/")[2].lower()
    if not isinstance(thing, Mapping):
        return ""
    return (string(thing.get("identifier")) or string(thing.get("uri")).rpartition("/")[2]).lower()


def _node(item: Json, row: int) -> Node:
    words = next(
        (
            string(item.get(name))
            for name in (
                "fullStatement",
                "alternativeLabel",
                "abbreviatedStatement",
                "humanCodingScheme",
            )
            if string(item.get(name)).strip()
        ),
        "",
    )
    return Node(
        identifier=identifier(item) or f"item {row}",
        row=row,
        words=words,
        language=string(item.get("language")),
        kind=string(item.get("CFItemType")).strip().casefold(),
        code=string(item.get("humanCodingScheme")).strip()
        or string(item.get("listEnumeration")).strip(),
        notes=string(item.get("notes")),
        short=string(item.get("abbreviatedStatement")),
        education_levels=strings(item.get("educationLevel")),
        said=own_extensions.read(item.get("extensions")),
    )


def _tie(tie: Json, row: int) -> Tie:
    destination = tie.get("destinationNodeURI")
    title = string(destination.get("title")) if isinstance(destination, Mapping) else ""
    return Tie(
        kind=string(tie.get("associationType")).strip().casefold(),
        origin=identifier(tie.get("originNodeURI")),
        destination=identifier(destination),
        position=number(tie.get("sequenceNumber")),
        destination_title=title.strip(),
        destination_row=row,
    )
