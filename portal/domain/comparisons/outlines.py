"""What became of a matrix's frame: categories, rows, and the order of everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.comparisons.lineages import DescentKind, kinships, origins_of
from portal.domain.comparisons.orders import out_of_order
from portal.domain.comparisons.wordings import TextChange, text_change
from portal.domain.matrices import Category, Competency, Matrix, RoleColumn


@dataclass(frozen=True)
class Retitled:
    """The words of a category or competency, by its key."""

    key: str
    change: TextChange


@dataclass(frozen=True)
class Recategorised:
    """A competency in another category than before."""

    competency: Competency
    left: Category
    entered: Category


@dataclass(frozen=True)
class RowDescent:
    """Competencies that were split or merged; one that stays is among both."""

    kind: DescentKind
    origins: tuple[Competency, ...]
    results: tuple[Competency, ...]


@dataclass(frozen=True)
class Outline:
    """What changed about the frame; what it means to a role is told role by role."""

    track_title: TextChange | None
    rows_added: tuple[Competency, ...]
    rows_removed: tuple[Competency, ...]
    rows_retitled: tuple[Retitled, ...]
    rows_resummarised: tuple[Retitled, ...]
    rows_recategorised: tuple[Recategorised, ...]
    rows_reordered: tuple[Competency, ...]
    row_descents: tuple[RowDescent, ...]
    categories_added: tuple[Category, ...]
    categories_removed: tuple[Category, ...]
    categories_retitled: tuple[Retitled, ...]
    categories_reordered: tuple[Category, ...]
    roles_reordered: tuple[RoleColumn, ...]

    @property
    def is_changed(self) -> bool:
        return self.track_title is not None or any(
            getattr(self, name) for name in self.__dataclass_fields__ if name != "track_title"
        )


def row_origins(before: Matrix, after: Matrix) -> dict[str, tuple[str, ...]]:
    """By competency key, the competencies it came from since the earlier version.

    A competency once split off may take its origin in again, and says nothing new then: it is
    told by the behaviours that came over.
    """
    old = {row.key: row for row in before.competencies()}
    new = {row.key: row for row in after.competencies()}
    found = origins_of(
        {key: row.came_from for key, row in old.items()},
        {key: row.came_from for key, row in new.items()},
    )
    for key, row in new.items():
        back = tuple(
            o
            for o in row.came_from
            if o in old and o not in new and key in old and o in old[key].came_from
            if _behaviours(old[o]) & _behaviours(row)
        )
        if back:
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *back)))
    return found


def outline(before: Matrix, after: Matrix, origins: Mapping[str, tuple[str, ...]]) -> Outline:
    """How two frames differ; ``origins`` are the ``row_origins``."""
    old_rows = {row.key: row for row in before.competencies()}
    new_rows = {row.key: row for row in after.competencies()}
    was_in = {row.key: group for group in before.categories for row in group.competencies}
    is_in = {row.key: group for group in after.categories for row in group.competencies}
    families = kinships(origins, list(old_rows), list(new_rows), lambda _key: True)
    went_on = {key for family in families for key in family.origins}
    came_so = {key for family in families for key in family.results}
    kept = [key for key in new_rows if key in old_rows]
    old_groups = {group.key: group for group in before.categories}
    new_groups = {group.key: group for group in after.categories}
    was_listed = {key: [row.key for row in group.competencies] for key, group in old_groups.items()}
    roles = {role.key: role for role in after.roles}
    return Outline(
        track_title=text_change(before.track_title, after.track_title),
        rows_added=tuple(
            row for key, row in new_rows.items() if key not in old_rows and key not in came_so
        ),
        rows_removed=tuple(
            row for key, row in old_rows.items() if key not in new_rows and key not in went_on
        ),
        rows_retitled=tuple(
            Retitled(key, change)
            for key in kept
            if (change := text_change(old_rows[key].title, new_rows[key].title))
        ),
        rows_resummarised=tuple(
            Retitled(key, change)
            for key in kept
            if (change := text_change(old_rows[key].summary, new_rows[key].summary))
        ),
        rows_recategorised=tuple(
            Recategorised(new_rows[key], was_in[key], is_in[key])
            for key in kept
            if was_in[key].key != is_in[key].key
        ),
        rows_reordered=tuple(
            new_rows[key]
            for group in after.categories
            for key in out_of_order(
                was_listed.get(group.key, ()), [row.key for row in group.competencies]
            )
        ),
        row_descents=tuple(
            RowDescent(
                family.kind,
                tuple(old_rows[key] for key in family.origins),
                tuple(new_rows[key] for key in family.results),
            )
            for family in families
        ),
        categories_added=tuple(g for key, g in new_groups.items() if key not in old_groups),
        categories_removed=tuple(g for key, g in old_groups.items() if key not in new_groups),
        categories_retitled=tuple(
            Retitled(key, change)
            for key, group in new_groups.items()
            if key in old_groups and (change := text_change(old_groups[key].title, group.title))
        ),
        categories_reordered=tuple(
            new_groups[key] for key in out_of_order(list(old_groups), list(new_groups))
        ),
        roles_reordered=tuple(
            roles[key] for key in out_of_order([r.key for r in before.roles], list(roles))
        ),
    )


def _behaviours(row: Competency) -> set[str]:
    return {b.key for cell in row.expectations.values() for b in cell.behaviours}
