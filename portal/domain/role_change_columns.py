"""What becomes of a role's column in the drafts when the role is split, merged or retired.

What is published stays as it is until the next version; only drafts are rearranged. Behaviours
keep their keys wherever they go, so that what was observed of them follows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from portal.domain.drafting import behaviours, competencies, outlines
from portal.domain.drafting.surgery import with_cell
from portal.domain.ladders import Role
from portal.domain.matrices import Category, Competency, Expectation, Matrix, RoleColumn
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.role_change_moves import Choice, Fate


@dataclass(frozen=True)
class CellOutcome:
    """A competency that a role gets, with how many behaviours, or that it loses."""

    competency: Competency
    column: RoleColumn
    gained: int
    is_lost: bool = False


@dataclass(frozen=True)
class ColumnsOutcome:
    """A draft before and after."""

    before: Matrix
    after: Matrix

    @property
    def added(self) -> tuple[RoleColumn, ...]:
        return tuple(column for column in self.after.roles if not self.before.role(column.key))

    @property
    def removed(self) -> tuple[RoleColumn, ...]:
        return tuple(column for column in self.before.roles if not self.after.role(column.key))

    @property
    def cells(self) -> tuple[CellOutcome, ...]:
        """What the columns that are there afterwards gain and lose, row by row."""
        return tuple(
            outcome
            for row in self.after.competencies()
            for column in self.after.roles
            if (outcome := self._cell(row, column))
        )

    def _cell(self, row: Competency, column: RoleColumn) -> CellOutcome | None:
        so_far = self.before.competency(row.key)
        before = so_far.expectations.get(column.key) if so_far else None
        after = row.expectations.get(column.key)
        if after is not None and after != before:
            known = before.behaviours if before else ()
            return CellOutcome(row, column, len(after.behaviours) - len(known))
        if before is not None and after is None:
            return CellOutcome(row, column, 0, is_lost=True)
        return None


def column_of(role: Role) -> RoleColumn:
    return RoleColumn(role.key, role.title, role.short, role.purpose)


def cells_of(drafts: Mapping[str, Matrix], role: Role) -> tuple[Competency, ...]:
    """The competencies that the draft of the role's track expects of it."""
    draft = drafts.get(role.track_key)
    if draft is None or draft.role(role.key) is None:
        return ()
    return tuple(row for row in draft.competencies() if role.key in row.expectations)


def cell_choices(
    drafts: Mapping[str, Matrix], successors: Iterable[Role], *, ends_role: bool
) -> tuple[Choice, ...]:
    """What may become of one competency of the role; the first is what usually does.

    It can only go to a role whose track has a draft to write it in.
    """
    ready = [role.key for role in successors if role.track_key in drafts]
    passes = tuple(Choice(Fate.PASS, key) for key in ready)
    if ends_role:
        return (Choice(Fate.REMOVE), *passes)
    copies = tuple(Choice(Fate.COPY, key) for key in ready)
    return (Choice(Fate.KEEP), *copies, *passes)


def rearranged(
    drafts: Mapping[str, Matrix],
    role: Role,
    successors: Sequence[Role],
    new: Collection[str],
    chosen: Mapping[str, Choice],
    *,
    ends_role: bool,
) -> tuple[ColumnsOutcome, ...]:
    """The drafts that change, each before and after.

    A new role gets a column in its track's draft, a role that ends loses its own. Competencies go
    where they were ``chosen`` to go; where nothing was chosen, what usually happens does.
    """
    after = dict(drafts)
    by_key = {successor.key: successor for successor in successors}
    for successor in successors:
        if successor.key in new:
            _give_column(after, successor, beside=role)
    choices = cell_choices(drafts, successors, ends_role=ends_role)
    for row in cells_of(drafts, role):
        choice = chosen.get(row.key, choices[0])
        if choice not in choices:
            raise RuleBroken(Refusal.CHANGED_MEANWHILE, f"cells-{row.key}")
        if choice.role_key:
            _give_cell(after, drafts[role.track_key], row, role, by_key[choice.role_key])
        if choice.fate is Fate.PASS and not ends_role:
            own = after[role.track_key]
            after[role.track_key] = behaviours.drop_cell(own, row.key, role.key)
    own_draft = after.get(role.track_key)
    if ends_role and own_draft and own_draft.role(role.key):
        after[role.track_key] = outlines.remove_role(own_draft, role.key)
    return tuple(
        ColumnsOutcome(before, after[track])
        for track, before in drafts.items()
        if after[track] != before
    )


def _give_column(drafts: dict[str, Matrix], role: Role, *, beside: Role) -> None:
    """A column for the role in its track's draft: right of the one it comes from, or at the end."""
    draft = drafts.get(role.track_key)
    if draft is None or draft.role(role.key):
        return
    draft = outlines.add_role(draft, column_of(role))
    keys = [column.key for column in draft.roles]
    if beside.key in keys:
        draft = outlines.place_role(draft, role.key, keys.index(beside.key) + 1)
    drafts[role.track_key] = draft


def _give_cell(
    drafts: dict[str, Matrix], origin: Matrix, row: Competency, role: Role, to: Role
) -> None:
    """What the role's cell says, in the other role's cell of the same competency as well."""
    _give_column(drafts, to, beside=role)
    draft = _with_row(drafts[to.track_key], origin, row)
    cell = row.expectations[role.key]
    now = draft.competency(row.key)
    if now is None or to.key not in now.expectations:
        draft = behaviours.set_weight(draft, row.key, to.key, cell.weight)
    worded = draft.every_behaviour()

    def joined(there: Expectation) -> Expectation:
        known = {behaviour.key for behaviour in there.behaviours}
        added = (worded.get(b.key, b) for b in cell.behaviours if b.key not in known)
        return replace(there, behaviours=(*there.behaviours, *added))

    drafts[to.track_key] = with_cell(draft, row.key, to.key, joined)


def _with_row(draft: Matrix, origin: Matrix, row: Competency) -> Matrix:
    """The draft with the competency in it, in the category it has where it comes from."""
    if draft.competency(row.key):
        return draft
    category = next(group for group in origin.categories if row in group.competencies)
    if draft.category(category.key) is None:
        emptied = Category(category.key, category.title, ())
        draft = replace(draft, categories=(*draft.categories, emptied))
    return competencies.add_known(draft, category.key, row)
