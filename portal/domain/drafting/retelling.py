"""What a step did, told from the places it altered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, Weight
from portal.domain.matrix_parts import Alteration


@dataclass(frozen=True)
class Where:
    """What a step was about, by key; everything None: the matrix as a whole."""

    competency: str | None = None
    role: str | None = None
    category: str | None = None


@dataclass(frozen=True)
class Wording:
    """A text before and after; None where there was none, or is none any more."""

    before: LocalizedText | None
    after: LocalizedText | None


@dataclass(frozen=True)
class Weighing:
    before: Weight
    after: Weight


@dataclass(frozen=True)
class Story:
    """A step: where it was, which texts it wrote, which weights it set.

    ``carried`` are the texts that it put into another cell, another place or another order.
    """

    where: Where
    wordings: tuple[Wording, ...]
    weighings: tuple[Weighing, ...]
    carried: tuple[LocalizedText, ...]


def retold(matrix: Matrix, alterations: Iterable[Alteration]) -> Story:
    """What a step did; ``matrix`` is the draft now, and says where behaviours stand."""
    altered = list(alterations)
    written = {a.place.partition("/")[2] for a in altered if a.place.startswith("behaviours/")}
    return Story(
        where=_where(matrix, altered),
        wordings=tuple(wording for a in altered for wording in _wordings(a)),
        weighings=tuple(weighing for a in altered for weighing in _weighings(a)),
        carried=tuple(_carried(matrix, altered, written)),
    )


def _where(matrix: Matrix, altered: list[Alteration]) -> Where:
    """The last cell that got something, else the first place that says where it is."""
    cells = [a for a in altered if a.place.startswith("cells/")]
    gained = [a for a in cells if _keys(a.after) - _keys(a.before)]
    for alteration in [*gained, *cells]:
        _, competency, role = alteration.place.split("/")
        return Where(competency, role)
    for alteration in altered:
        kind, _, rest = alteration.place.partition("/")
        key = rest.partition("/")[0]
        if kind == "behaviours" and (cell := cell_of(matrix, key)):
            return Where(*cell)
        if kind == "competencies":
            return Where(competency=key)
        if kind == "categories" and key:
            return Where(category=key)
        if kind == "roles" and key:
            return Where(role=key)
    return Where()


def cell_of(matrix: Matrix, behaviour: str) -> tuple[str, str] | None:
    """The first cell, in reading order, in which a behaviour stands."""
    for row in matrix.competencies():
        for role in matrix.roles:
            cell = row.expectations.get(role.key)
            if cell and any(b.key == behaviour for b in cell.behaviours):
                return row.key, role.key
    return None


def _wordings(alteration: Alteration) -> Iterable[Wording]:
    kind = alteration.place.partition("/")[0]
    if alteration.place == "note":
        yield Wording(_text(alteration.before), _text(alteration.after))
        return
    names = {
        "behaviours": ("text", "waiver"),
        "competencies": ("title", "summary"),
        "categories": ("title",),
        "roles": ("title",),
    }.get(kind, ())
    if isinstance(alteration.before, list) or isinstance(alteration.after, list):
        return
    for name in names:
        before, after = _named(alteration.before, name), _named(alteration.after, name)
        if before != after:
            yield Wording(before, after)


def _weighings(alteration: Alteration) -> Iterable[Weighing]:
    before, after = alteration.before, alteration.after
    if not (alteration.place.startswith("cells/") and before and after):
        return
    if before["weight"] != after["weight"]:
        yield Weighing(Weight(before["weight"]), Weight(after["weight"]))


def _carried(
    matrix: Matrix, altered: list[Alteration], written: set[str]
) -> Iterable[LocalizedText]:
    """Behaviours that only changed their place: in other cells now, or in another order."""
    known = matrix.every_behaviour()
    told: set[str] = set()
    for alteration in altered:
        if not alteration.place.startswith("cells/"):
            continue
        before, after = _keys(alteration.before), _keys(alteration.after)
        for key in sorted(before ^ after):
            if key in known and key not in written and key not in told:
                told.add(key)
                yield known[key].text


def _keys(piece: Any) -> set[str]:
    return set(piece["behaviours"]) if piece else set()


def _named(piece: Mapping[str, Any] | None, name: str) -> LocalizedText | None:
    return _text(piece.get(name)) if piece else None


def _text(piece: Any) -> LocalizedText | None:
    return LocalizedText.from_json(piece) if piece else None
