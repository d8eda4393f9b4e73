"""What became of one role between two versions of its matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from portal.domain.comparisons.columns import Cell, Column, Placed, weighs_more
from portal.domain.comparisons.lineages import DescentKind, Kinship, kinships
from portal.domain.comparisons.orders import out_of_order
from portal.domain.comparisons.wordings import (
    MOST_NEW,
    Extent,
    TextChange,
    plain_words,
    share_new,
    text_change,
)
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, RoleColumn, Weight


class Presence(StrEnum):
    """Whether a role is in both versions."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Reworded:
    """A behaviour said otherwise; ``placed`` is where it stands now."""

    placed: Placed
    change: TextChange


@dataclass(frozen=True)
class Moved:
    """The same behaviour under another competency.

    ``left`` is None where it stands in one more cell than before, ``entered`` where it stands in
    one less. ``weighs_more`` says that it is asked with a greater weight now; ``follows`` that its
    competency was split or merged, and it went along.
    """

    behaviour: Behaviour
    left: Cell | None
    entered: Cell | None
    weighs_more: bool
    follows: bool


@dataclass(frozen=True)
class Reweighted:
    """A competency that matters more, or less, to the role."""

    cell: Cell
    before: Weight

    @property
    def is_raised(self) -> bool:
        return weighs_more(self.cell.weight, self.before)


@dataclass(frozen=True)
class Descent:
    """Behaviours that were split or merged: those there were, and those there are.

    ``asks_new`` says that a result is mostly new words, or came in part from what the role was
    not asked before.
    """

    kind: DescentKind
    origins: tuple[Placed, ...]
    results: tuple[Placed, ...]
    weighs_more: bool
    asks_new: bool


@dataclass(frozen=True)
class Waived:
    """The reason why a behaviour may name a target number was given, changed or taken back."""

    placed: Placed
    change: TextChange


@dataclass(frozen=True)
class RoleComparison:
    """One role before and after, each group in reading order.

    Of a role that only one version has, everything is ``added`` or ``removed``.
    """

    key: str
    title: LocalizedText
    presence: Presence
    names: tuple[TextChange, ...] = ()
    """What changed of the title, the short name and the purpose."""
    cells_added: tuple[Cell, ...] = ()
    cells_removed: tuple[Cell, ...] = ()
    reweighted: tuple[Reweighted, ...] = ()
    added: tuple[Placed, ...] = ()
    removed: tuple[Placed, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    moved: tuple[Moved, ...] = ()
    reordered: tuple[Placed, ...] = ()
    descents: tuple[Descent, ...] = ()
    waived: tuple[Waived, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self != RoleComparison(self.key, self.title, Presence.KEPT)


@dataclass(frozen=True)
class Whole:
    """What was found out for the whole matrix: by behaviour key its origins and how it was
    reworded, by competency key its origins."""

    origins: Mapping[str, tuple[str, ...]]
    rewordings: Mapping[str, TextChange]
    row_origins: Mapping[str, tuple[str, ...]]

    def is_said_otherwise(self, key: str) -> bool:
        change = self.rewordings.get(key)
        return change is not None and change.extent in {Extent.REWORDED, Extent.RETHOUGHT}


def only_in_one(column: Column, presence: Presence) -> RoleComparison:
    """A role that came with the later version, or went with the earlier one."""
    cells = tuple(column.cells.values())
    if presence is Presence.ADDED:
        return RoleComparison(
            column.role.key,
            column.role.title,
            presence,
            cells_added=cells,
            added=column.placed,
        )
    return RoleComparison(
        column.role.key, column.role.title, presence, cells_removed=cells, removed=column.placed
    )


def in_both(before: Column, after: Column, whole: Whole) -> RoleComparison:
    families = kinships(
        whole.origins, list(before.spots), list(after.spots), whole.is_said_otherwise
    )
    went_on = {key for family in families for key in family.origins}
    came_so = {key for family in families for key in family.results}
    kept = [key for key in after.spots if key in before.spots]
    return RoleComparison(
        after.role.key,
        after.role.title,
        Presence.KEPT,
        names=tuple(_names(before.role, after.role)),
        cells_added=tuple(c for key, c in after.cells.items() if key not in before.cells),
        cells_removed=tuple(c for key, c in before.cells.items() if key not in after.cells),
        reweighted=tuple(
            Reweighted(cell, before.cells[key].weight)
            for key, cell in after.cells.items()
            if key in before.cells and cell.weight is not before.cells[key].weight
        ),
        added=_others(after, set(before.spots) | came_so),
        removed=_others(before, set(after.spots) | went_on),
        reworded=tuple(
            Reworded(after.spots[key][0], whole.rewordings[key])
            for key in kept
            if key in whole.rewordings and key not in came_so
        ),
        moved=tuple(
            moved
            for key in kept
            if key not in came_so
            for moved in _moved(key, before, after, whole.row_origins)
        ),
        reordered=tuple(_reordered(before, after)),
        descents=tuple(_descent(family, before, after, whole) for family in families),
        waived=tuple(_waived(kept, before, after)),
    )


def _names(before: RoleColumn, after: RoleColumn) -> Iterator[TextChange]:
    for old, new in (
        (before.title, after.title),
        (before.short, after.short),
        (before.purpose, after.purpose),
    ):
        if change := text_change(old, new):
            yield change


def _others(column: Column, known: set[str]) -> tuple[Placed, ...]:
    return tuple(placed for placed in column.placed if placed.behaviour.key not in known)


def _moved(
    key: str, before: Column, after: Column, row_origins: Mapping[str, tuple[str, ...]]
) -> Iterator[Moved]:
    old = {spot.cell.competency_key: spot.cell for spot in before.spots[key]}
    new = {spot.cell.competency_key: spot.cell for spot in after.spots[key]}
    more = weighs_more(after.heaviest(key), before.heaviest(key))
    for left, entered in zip_longest(
        [cell for row, cell in old.items() if row not in new],
        [cell for row, cell in new.items() if row not in old],
    ):
        goes_along = bool(left and entered) and left.competency_key in row_origins.get(
            entered.competency_key, ()
        )
        yield Moved(after.spots[key][0].behaviour, left, entered, more, goes_along)


def _reordered(before: Column, after: Column) -> Iterator[Placed]:
    elsewhere = {
        (row, key)
        for row, keys in after.in_cells.items()
        for key in out_of_order(before.in_cells.get(row, ()), keys)
    }
    return (
        placed
        for placed in after.placed
        if (placed.cell.competency_key, placed.behaviour.key) in elsewhere
    )


def _descent(family: Kinship, before: Column, after: Column, whole: Whole) -> Descent:
    origins = [before.spots[key] for key in family.origins]
    results = [after.spots[key] for key in family.results]
    language = origins[0][0].behaviour.text.original_language
    said = [
        word for spots in origins for word in plain_words(spots[0].behaviour.text.words(language))
    ]
    heaviest = min(map(before.heaviest, family.origins), key=list(Weight).index)
    return Descent(
        family.kind,
        origins=tuple(spot for spots in origins for spot in spots),
        results=tuple(spot for spots in results for spot in spots),
        weighs_more=any(weighs_more(after.heaviest(key), heaviest) for key in family.results),
        asks_new=any(
            share_new(said, plain_words(spots[0].behaviour.text.words(language))) > MOST_NEW
            for spots in results
        )
        or any(o not in before.spots for key in family.results for o in whole.origins.get(key, ())),
    )


def _waived(kept: list[str], before: Column, after: Column) -> Iterator[Waived]:
    for key in kept:
        old, new = before.spots[key][0].behaviour, after.spots[key][0].behaviour
        if change := text_change(old.waiver, new.waiver):
            yield Waived(after.spots[key][0], change)
