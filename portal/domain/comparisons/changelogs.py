"""What a new version means to one role, entry by entry: first what is asked anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.comparisons.columns import Cell, Placed
from portal.domain.comparisons.comparing import Comparison
from portal.domain.comparisons.lineages import DescentKind
from portal.domain.comparisons.outlines import Retitled
from portal.domain.comparisons.roles import Moved, Presence, RoleComparison
from portal.domain.comparisons.wordings import Extent, TextChange
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Competency, Weight


class EntryKind(StrEnum):
    """What an entry tells a reader, in the order in which they are told."""

    ROLE_NEW = "role_new"
    ROLE_GONE = "role_gone"
    COMPETENCY_NEW = "competency_new"
    NEW = "new"
    WEIGHS_MORE = "weighs_more"
    COMPETENCY_GONE = "competency_gone"
    GONE = "gone"
    WEIGHS_LESS = "weighs_less"
    COMPETENCY_SPLIT = "competency_split"
    COMPETENCY_MERGED = "competency_merged"
    COMPETENCY_RECUT = "competency_recut"
    SPLIT = "split"
    MERGED = "merged"
    RECUT = "recut"
    REWORDED = "reworded"
    MOVED = "moved"
    ALSO_IN = "also_in"
    NO_LONGER_IN = "no_longer_in"
    WAIVED = "waived"
    RENAMED = "renamed"
    RECATEGORISED = "recategorised"
    SMALL = "small"


@dataclass(frozen=True)
class Entry:
    """One thing a reader of a role is told; ``portal.comparison_words`` says it.

    ``names`` are the competencies, the categories or the role it is about, where there are two
    sides to it the earlier ones; ``names_now`` are then the later ones. ``earlier`` and ``now``
    are behaviours. ``weights`` are before and after. ``count`` counts what is not told one by one.
    """

    kind: EntryKind
    names: tuple[LocalizedText, ...] = ()
    names_now: tuple[LocalizedText, ...] = ()
    earlier: tuple[LocalizedText, ...] = ()
    now: tuple[LocalizedText, ...] = ()
    change: TextChange | None = None
    weights: tuple[Weight, Weight] | None = None
    count: int = 0


SMALL_EXTENTS = frozenset({Extent.SLIP, Extent.TRANSLATION})
ROW_DESCENTS = {
    DescentKind.SPLIT: EntryKind.COMPETENCY_SPLIT,
    DescentKind.MERGED: EntryKind.COMPETENCY_MERGED,
    DescentKind.CONTINUED: EntryKind.COMPETENCY_RECUT,
    DescentKind.RECUT: EntryKind.COMPETENCY_RECUT,
}
DESCENTS = {
    DescentKind.SPLIT: EntryKind.SPLIT,
    DescentKind.MERGED: EntryKind.MERGED,
    DescentKind.CONTINUED: EntryKind.RECUT,
    DescentKind.RECUT: EntryKind.RECUT,
}


def changelog(comparison: Comparison, role_key: str) -> tuple[Entry, ...]:
    """What readers of a role are told; nothing where nothing changed for the role."""
    role = comparison.role(role_key)
    if role is None:
        return ()
    if role.presence is not Presence.KEPT:
        is_new = role.presence is Presence.ADDED
        kind = EntryKind.ROLE_NEW if is_new else EntryKind.ROLE_GONE
        return (Entry(kind, names=(role.title,)),)
    entries = [*_asked(role), *_behaviours(role), *_framed(comparison, role)]
    order = list(EntryKind)
    entries.sort(key=lambda entry: order.index(entry.kind))
    if small := _small(comparison, role):
        entries.append(Entry(EntryKind.SMALL, count=small))
    return tuple(entries)


def _asked(role: RoleComparison) -> Iterator[Entry]:
    """What came, what went, and what weighs otherwise, competency by competency."""
    new_cells = {cell.competency_key for cell in role.cells_added}
    old_cells = {cell.competency_key for cell in role.cells_removed}
    for cell, texts in _by_cell(role.added):
        is_new = cell.competency_key in new_cells
        kind = EntryKind.COMPETENCY_NEW if is_new else EntryKind.NEW
        yield Entry(kind, names=(cell.competency,), now=texts)
    for cell, texts in _by_cell(role.removed):
        is_gone = cell.competency_key in old_cells
        kind = EntryKind.COMPETENCY_GONE if is_gone else EntryKind.GONE
        yield Entry(kind, names=(cell.competency,), earlier=texts)
    for weighed in role.reweighted:
        kind = EntryKind.WEIGHS_MORE if weighed.is_raised else EntryKind.WEIGHS_LESS
        yield Entry(
            kind,
            names=(weighed.cell.competency,),
            weights=(weighed.before, weighed.cell.weight),
        )


def _by_cell(placed: Iterable[Placed]) -> Iterator[tuple[Cell, tuple[LocalizedText, ...]]]:
    cells: dict[str, tuple[Cell, list[LocalizedText]]] = {}
    for one in placed:
        _, texts = cells.setdefault(one.cell.competency_key, (one.cell, []))
        texts.append(one.behaviour.text)
    return ((cell, tuple(texts)) for cell, texts in cells.values())


def _behaviours(role: RoleComparison) -> Iterator[Entry]:
    for descent in role.descents:
        yield Entry(
            DESCENTS[descent.kind],
            names=(descent.results[0].cell.competency,),
            earlier=_texts(descent.origins),
            now=_texts(descent.results),
        )
    for reworded in role.reworded:
        if reworded.change.extent not in SMALL_EXTENTS:
            yield Entry(
                EntryKind.REWORDED,
                names=(reworded.placed.cell.competency,),
                change=reworded.change,
            )
    yield from _moves(role.moved)
    for waived in role.waived:
        if waived.change.extent not in SMALL_EXTENTS:
            yield Entry(EntryKind.WAIVED, now=(waived.placed.behaviour.text,), change=waived.change)


def _texts(placed: Iterable[Placed]) -> tuple[LocalizedText, ...]:
    """Each behaviour once, however many cells it stands in."""
    return tuple({one.behaviour.key: one.behaviour.text for one in placed}.values())


def _moves(moved: Iterable[Moved]) -> Iterator[Entry]:
    """Moves from one competency to another together; not those its split or merge tells already."""
    groups: dict[tuple[str, str, bool], tuple[Moved, list[LocalizedText]]] = {}
    for one in moved:
        if not one.follows or one.weighs_more:
            left = one.left.competency_key if one.left else ""
            entered = one.entered.competency_key if one.entered else ""
            _, texts = groups.setdefault((left, entered, one.weighs_more), (one, []))
            texts.append(one.behaviour.text)
    for one, texts in groups.values():
        kind = EntryKind.MOVED
        if one.left is None or one.entered is None:
            kind = EntryKind.NO_LONGER_IN if one.left else EntryKind.ALSO_IN
        both = (one.left.weight, one.entered.weight) if one.left and one.entered else None
        yield Entry(
            kind,
            names=(one.left.competency,) if one.left else (),
            names_now=(one.entered.competency,) if one.entered else (),
            now=tuple(texts),
            weights=both if one.weighs_more else None,
        )


def _framed(comparison: Comparison, role: RoleComparison) -> Iterator[Entry]:
    """What concerns the role of the frame: its own name, and the competencies it has."""
    outline = comparison.outline
    for change in role.names:
        if change.extent not in SMALL_EXTENTS:
            yield Entry(EntryKind.RENAMED, names=(role.title,), change=change)
    for descent in outline.row_descents:
        if any(role.key in row.expectations for row in descent.results):
            yield Entry(
                ROW_DESCENTS[descent.kind],
                names=tuple(row.title for row in descent.origins),
                names_now=tuple(row.title for row in descent.results),
            )
    rows = _rows(comparison, role.key)
    for named in _renamed(comparison, role.key):
        if named.change.extent not in SMALL_EXTENTS:
            yield Entry(EntryKind.RENAMED, names=(rows[named.key].title,), change=named.change)
    for moved in outline.rows_recategorised:
        if moved.competency.key in rows:
            yield Entry(
                EntryKind.RECATEGORISED,
                names=(moved.competency.title,),
                names_now=(moved.entered.title,),
            )


def _rows(comparison: Comparison, role_key: str) -> dict[str, Competency]:
    return {row.key: row for row in comparison.after.competencies() if role_key in row.expectations}


def _renamed(comparison: Comparison, role_key: str) -> list[Retitled]:
    rows = _rows(comparison, role_key)
    outline = comparison.outline
    return [n for n in (*outline.rows_retitled, *outline.rows_resummarised) if n.key in rows]


def _small(comparison: Comparison, role: RoleComparison) -> int:
    """How many slips, translations and places in a list were put right."""
    changes = [
        *(reworded.change for reworded in role.reworded),
        *(waived.change for waived in role.waived),
        *(named.change for named in _renamed(comparison, role.key)),
        *role.names,
    ]
    return sum(change.extent in SMALL_EXTENTS for change in changes) + len(role.reordered)
