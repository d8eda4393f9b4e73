"""Every difference between two versions as a reason for what kind of change it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.comparisons.columns import Cell
from portal.domain.comparisons.comparing import Comparison
from portal.domain.comparisons.lineages import DescentKind
from portal.domain.comparisons.outlines import Outline
from portal.domain.comparisons.roles import Descent, Presence, RoleComparison
from portal.domain.comparisons.wordings import Extent, TextChange
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Category, Competency, RoleColumn


class ReasonKind(StrEnum):
    """Why a version is what it is proposed to be, the weightiest first."""

    COMPETENCY_ADDED = "competency_added"
    BEHAVIOUR_ADDED = "behaviour_added"
    WEIGHT_RAISED = "weight_raised"
    MOVED_TO_WEIGH_MORE = "moved_to_weigh_more"
    RETHOUGHT = "rethought"
    DESCENT_ASKS_NEW = "descent_asks_new"
    DESCENT_WEIGHS_MORE = "descent_weighs_more"
    ROLE_ADDED = "role_added"
    ROLE_REMOVED = "role_removed"
    COMPETENCY_REMOVED = "competency_removed"
    BEHAVIOUR_REMOVED = "behaviour_removed"
    WEIGHT_LOWERED = "weight_lowered"
    SPLIT = "split"
    MERGED = "merged"
    RECUT = "recut"
    REWORDED = "reworded"
    MOVED = "moved"
    WAIVED = "waived"
    FRAME_REWORDED = "frame_reworded"
    FRAME_REARRANGED = "frame_rearranged"
    SLIP = "slip"
    TRANSLATION = "translation"
    REORDERED = "reordered"


@dataclass(frozen=True)
class Case:
    """One instance of a reason; ``role_key`` is None where it is about no role in particular."""

    role_key: str | None
    key: str
    text: LocalizedText
    """The behaviour, or the name of the competency, category, role or track it is about."""


Named = Competency | Category | RoleColumn
Found = Iterator[tuple[ReasonKind, Case]]

BY_EXTENT = {
    Extent.TRANSLATION: ReasonKind.TRANSLATION,
    Extent.SLIP: ReasonKind.SLIP,
    Extent.REWORDED: ReasonKind.REWORDED,
    Extent.RETHOUGHT: ReasonKind.RETHOUGHT,
}
BY_DESCENT = {
    DescentKind.SPLIT: ReasonKind.SPLIT,
    DescentKind.MERGED: ReasonKind.MERGED,
    DescentKind.CONTINUED: ReasonKind.RECUT,
    DescentKind.RECUT: ReasonKind.RECUT,
}


def found_in(comparison: Comparison) -> Found:
    """Each difference with its reason, role by role, then what is about no role; some repeat."""
    for role in comparison.roles:
        if role.presence is Presence.ADDED:
            yield ReasonKind.ROLE_ADDED, Case(role.key, role.key, role.title)
        elif role.presence is Presence.REMOVED:
            yield ReasonKind.ROLE_REMOVED, Case(role.key, role.key, role.title)
        else:
            yield from _cells(role)
            yield from _behaviours(role)
            yield from _wordings(role)
    yield from _outline(comparison)


def _cells(role: RoleComparison) -> Found:
    """In a competency that came to the role, or went, what came or went is not told one by one.

    A competency of which everything was there before under another one asks nothing new.
    """
    came = {placed.cell.competency_key for placed in role.added}
    went = {placed.cell.competency_key for placed in role.removed}
    for cells, moved, kind in (
        (role.cells_added, came, ReasonKind.COMPETENCY_ADDED),
        (role.cells_removed, went, ReasonKind.COMPETENCY_REMOVED),
    ):
        for cell in cells:
            told = kind if cell.competency_key in moved else ReasonKind.FRAME_REARRANGED
            yield told, _about_cell(role, cell)
    for weighed in role.reweighted:
        kind = ReasonKind.WEIGHT_RAISED if weighed.is_raised else ReasonKind.WEIGHT_LOWERED
        yield kind, _about_cell(role, weighed.cell)


def _behaviours(role: RoleComparison) -> Found:
    new_cells = {cell.competency_key for cell in role.cells_added}
    old_cells = {cell.competency_key for cell in role.cells_removed}
    for placed in role.added:
        if placed.cell.competency_key not in new_cells:
            yield ReasonKind.BEHAVIOUR_ADDED, _about(role, placed.behaviour)
    for placed in role.removed:
        if placed.cell.competency_key not in old_cells:
            yield ReasonKind.BEHAVIOUR_REMOVED, _about(role, placed.behaviour)
    for moved in role.moved:
        kind = ReasonKind.MOVED_TO_WEIGH_MORE if moved.weighs_more else ReasonKind.MOVED
        yield kind, _about(role, moved.behaviour)
    for descent in role.descents:
        for kind in _of_descent(descent):
            yield kind, _about(role, descent.results[0].behaviour)
    for placed in role.reordered:
        yield ReasonKind.REORDERED, _about(role, placed.behaviour)


def _of_descent(descent: Descent) -> Iterator[ReasonKind]:
    yield BY_DESCENT[descent.kind]
    if descent.asks_new:
        yield ReasonKind.DESCENT_ASKS_NEW
    if descent.weighs_more:
        yield ReasonKind.DESCENT_WEIGHS_MORE


def _wordings(role: RoleComparison) -> Found:
    for reworded in role.reworded:
        yield BY_EXTENT[reworded.change.extent], _about(role, reworded.placed.behaviour)
    for waived in role.waived:
        kind = _unless_small(waived.change, ReasonKind.WAIVED)
        yield kind, _about(role, waived.placed.behaviour)
    for change in role.names:
        yield _unless_small(change, ReasonKind.FRAME_REWORDED), Case(role.key, role.key, role.title)


def _unless_small(change: TextChange, kind: ReasonKind) -> ReasonKind:
    """``kind``, or the reason of a mere slip or translation.

    Waivers, names and summaries frame what is asked; however they are put, they ask nothing.
    """
    is_small = change.extent in {Extent.SLIP, Extent.TRANSLATION}
    return BY_EXTENT[change.extent] if is_small else kind


def _about(role: RoleComparison, behaviour: Behaviour) -> Case:
    return Case(role.key, behaviour.key, behaviour.text)


def _about_cell(role: RoleComparison, cell: Cell) -> Case:
    return Case(role.key, cell.competency_key, cell.competency)


def _outline(comparison: Comparison) -> Found:
    outline = comparison.outline
    matrix = comparison.after
    if outline.track_title:
        kind = _unless_small(outline.track_title, ReasonKind.FRAME_REWORDED)
        yield kind, Case(None, matrix.track_key, matrix.track_title)
    rows = {row.key: row for row in matrix.competencies()}
    for named in (*outline.rows_retitled, *outline.rows_resummarised):
        kind = _unless_small(named.change, ReasonKind.FRAME_REWORDED)
        yield kind, _called(rows[named.key])
    groups = {group.key: group for group in matrix.categories}
    for named in outline.categories_retitled:
        kind = _unless_small(named.change, ReasonKind.FRAME_REWORDED)
        yield kind, _called(groups[named.key])
    for thing in _rearranged(outline):
        yield ReasonKind.FRAME_REARRANGED, _called(thing)
    reordered: tuple[Named, ...] = (
        *outline.rows_reordered,
        *outline.categories_reordered,
        *outline.roles_reordered,
    )
    for thing in reordered:
        yield ReasonKind.REORDERED, _called(thing)


def _called(thing: Named) -> Case:
    return Case(None, thing.key, thing.title)


def _rearranged(outline: Outline) -> Iterator[Named]:
    """Rows with cells are told role by role; what is left is what no role has anything in."""
    for row in (*outline.rows_added, *outline.rows_removed):
        if not row.expectations:
            yield row
    yield from outline.categories_added
    yield from outline.categories_removed
    for moved in outline.rows_recategorised:
        yield moved.competency
    for descent in outline.row_descents:
        yield descent.results[0]
