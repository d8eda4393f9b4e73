"""A competency matrix as a frozen value: what pages, documents and assessments all read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Self

from portal.domain.languages import LocalizedText


class Weight(StrEnum):
    """How much an expectation matters in a role."""

    MUST_HAVE = "must-have"
    EXPECTED = "expected"
    LATER = "later"


class VersionState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, order=True, slots=True)
class VersionNumber:
    """major: asks something new of somebody; minor: clarifies or removes; patch: mends wording."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    @classmethod
    def parse(cls, written: str) -> Self:
        """``"1.0.0"`` as a number; ValueError when it is not three whole numbers."""
        parts = written.split(".")
        if len(parts) != 3 or not all(p.isascii() and p.isdigit() and len(p) < 6 for p in parts):
            raise ValueError(f"{written!r} is not a version such as 1.0.0")
        return cls(*map(int, parts))


@dataclass(frozen=True)
class Behaviour:
    """One observable sentence. A key has one wording in all the cells of a version.

    ``came_from`` are the keys of the behaviours it was split from or merged of; ``waiver`` says
    why it may name a target number, where it may.
    """

    key: str
    text: LocalizedText
    came_from: tuple[str, ...] = ()
    waiver: LocalizedText | None = None


@dataclass(frozen=True)
class Expectation:
    """One cell: what a role expects of a competency; no behaviours yet in some drafts."""

    weight: Weight
    behaviours: tuple[Behaviour, ...]


@dataclass(frozen=True)
class Competency:
    """A row: one competency and, by role key, what each role expects of it.

    ``came_from`` are the keys of the competencies it was split from or merged of.
    """

    key: str
    title: LocalizedText
    summary: LocalizedText | None
    expectations: Mapping[str, Expectation]
    came_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Category:
    key: str
    title: LocalizedText
    competencies: tuple[Competency, ...]


@dataclass(frozen=True)
class RoleColumn:
    """A role as a matrix names it: ``short`` is what fits a narrow column head."""

    key: str
    title: LocalizedText
    short: LocalizedText
    purpose: LocalizedText | None


@dataclass(frozen=True)
class Matrix:
    """One version of one track's matrix: competencies down, roles across.

    ``published_on`` is None while the version is a draft; a published one has a note.
    """

    track_key: str
    track_title: LocalizedText
    number: VersionNumber
    state: VersionState
    published_on: date | None
    note: LocalizedText | None
    roles: tuple[RoleColumn, ...]
    categories: tuple[Category, ...]

    def competencies(self) -> Iterator[Competency]:
        for category in self.categories:
            yield from category.competencies

    def role(self, key: str) -> RoleColumn | None:
        return next((role for role in self.roles if role.key == key), None)

    def category(self, key: str) -> Category | None:
        return next((group for group in self.categories if group.key == key), None)

    def competency(self, key: str) -> Competency | None:
        return next((row for row in self.competencies() if row.key == key), None)

    def every_behaviour(self) -> Mapping[str, Behaviour]:
        """The behaviours of all roles by key, in reading order."""
        return {
            behaviour.key: behaviour
            for competency in self.competencies()
            for role in self.roles
            if (cell := competency.expectations.get(role.key))
            for behaviour in cell.behaviours
        }

    def for_role(self, key: str) -> Matrix:
        """This matrix with one role's column only, and only the competencies that role has."""
        kept: list[Category] = []
        for category in self.categories:
            rows = tuple(c for c in category.competencies if key in c.expectations)
            if rows:
                kept.append(replace(category, competencies=rows))
        roles = tuple(role for role in self.roles if role.key == key)
        return replace(self, roles=roles, categories=tuple(kept))

    def only_roles(self) -> Matrix:
        """This matrix without what it says of roles that are not among its columns."""
        keys = {role.key for role in self.roles}
        return replace(
            self,
            categories=tuple(
                replace(
                    category,
                    competencies=tuple(
                        replace(
                            row,
                            expectations={k: c for k, c in row.expectations.items() if k in keys},
                        )
                        for row in category.competencies
                    ),
                )
                for category in self.categories
            ),
        )

    def behaviours(self, role_key: str) -> Iterator[tuple[Competency, Behaviour]]:
        """Every behaviour a role expects, in reading order, with its competency."""
        for competency in self.competencies():
            if cell := competency.expectations.get(role_key):
                for behaviour in cell.behaviours:
                    yield competency, behaviour

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (hex) of what a reader sees in any language, superseded or not."""
        return hashlib.sha256(_canonical(self).encode()).hexdigest()


@dataclass(frozen=True)
class Imprint:
    """What names a version without reading it; ``content_hash`` is of the version as published."""

    track_key: str
    number: VersionNumber
    state: VersionState
    content_hash: str


def _canonical(matrix: Matrix) -> str:
    return json.dumps(
        {
            "track": [matrix.track_key, matrix.track_title.to_json()],
            "version": [str(matrix.number), str(matrix.published_on)],
            "note": _optional(matrix.note),
            "roles": [
                [r.key, r.title.to_json(), r.short.to_json(), _optional(r.purpose)]
                for r in matrix.roles
            ],
            "categories": [
                [g.key, g.title.to_json(), [_canonical_row(matrix, c) for c in g.competencies]]
                for g in matrix.categories
            ],
        },
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _canonical_row(matrix: Matrix, competency: Competency) -> list[object]:
    cells = [
        [role.key, cell.weight, [_canonical_behaviour(behaviour) for behaviour in cell.behaviours]]
        for role in matrix.roles
        if (cell := competency.expectations.get(role.key))
    ]
    row = [competency.key, competency.title.to_json(), _optional(competency.summary), cells]
    return [*row, list(competency.came_from)] if competency.came_from else row


def _canonical_behaviour(behaviour: Behaviour) -> list[object]:
    """Without what most behaviours lack, so that what was hashed before hashes the same now."""
    written: list[object] = [behaviour.key, behaviour.text.to_json()]
    if behaviour.came_from or behaviour.waiver:
        written += [list(behaviour.came_from), _optional(behaviour.waiver)]
    return written


def _optional(text: LocalizedText | None) -> object:
    return text.to_json() if text else None
