"""What changes from one role to another: only the difference, competency by competency."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Competency, Matrix, Weight


@dataclass(frozen=True)
class CompetencyChange:
    """How one competency differs between two roles.

    ``added`` are behaviours the target role expects and the origin role does not;
    ``weight`` and ``weight_before`` are None where the role does not have the competency.
    """

    key: str
    title: LocalizedText
    weight_before: Weight | None
    weight: Weight | None
    added: tuple[Behaviour, ...]

    @property
    def is_new(self) -> bool:
        return self.weight_before is None


@dataclass(frozen=True)
class RoleChange:
    """What a move from one role to another asks: new ground, more of the same, what drops away."""

    new: tuple[CompetencyChange, ...]
    more: tuple[CompetencyChange, ...]
    left_behind: tuple[CompetencyChange, ...]

    @property
    def added_behaviours(self) -> int:
        return sum(len(change.added) for change in (*self.new, *self.more))


def between_roles(origin: Matrix, origin_role: str, target: Matrix, target_role: str) -> RoleChange:
    """What ``target_role`` (in ``target``) asks that ``origin_role`` (in ``origin``) does not.

    The two matrices may be of different tracks or the same one; behaviours are matched by key, so
    a reworded behaviour is no change.
    """
    have = {behaviour.key for _, behaviour in origin.behaviours(origin_role)}
    before = {c.key: c for c in origin.competencies() if origin_role in c.expectations}
    after = {c.key: c for c in target.competencies() if target_role in c.expectations}

    def change(competency: Competency) -> CompetencyChange:
        cell_before = (
            before[competency.key].expectations[origin_role] if (competency.key in before) else None
        )
        cell = after[competency.key].expectations[target_role] if competency.key in after else None
        return CompetencyChange(
            key=competency.key,
            title=competency.title,
            weight_before=cell_before.weight if cell_before else None,
            weight=cell.weight if cell else None,
            added=tuple(b for b in cell.behaviours if b.key not in have) if cell else (),
        )

    changes = [change(competency) for competency in after.values()]
    return RoleChange(
        new=tuple(c for c in changes if c.is_new),
        more=tuple(c for c in changes if not c.is_new and (c.added or c.weight != c.weight_before)),
        left_behind=tuple(change(c) for key, c in before.items() if key not in after),
    )
