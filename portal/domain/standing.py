"""Where a person stands: their observations beside what their role, and a next one, expects.

Per competency and per behaviour; there is no total and no average.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.domain.assessments import NOTHING, Answer
from portal.domain.gaps import CompetencyChange, RoleChange
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Matrix, Weight
from portal.domain.observations import Mark, Tally, meets_expectation, tally


@dataclass(frozen=True)
class Observed:
    """One behaviour and how it was seen."""

    behaviour: Behaviour
    mark: Mark | None
    reason: str

    @property
    def is_met(self) -> bool:
        return meets_expectation(self.mark)


@dataclass(frozen=True)
class CompetencyStanding:
    """One competency: what was observed, and what the next role adds (None: nothing to compare)."""

    key: str
    title: LocalizedText
    weight: Weight
    observed: tuple[Observed, ...]
    tally: Tally
    note: str
    link: str
    next_step: CompetencyChange | None

    @property
    def to_practise(self) -> tuple[Observed, ...]:
        """What the role expects and was not seen unprompted yet, as far as it applies."""
        return tuple(
            seen
            for seen in self.observed
            if not seen.is_met and seen.mark is not Mark.NOT_APPLICABLE
        )

    @property
    def unmarked(self) -> tuple[Observed, ...]:
        return tuple(seen for seen in self.observed if seen.mark is None)


@dataclass(frozen=True)
class CategoryStanding:
    key: str
    title: LocalizedText
    competencies: tuple[CompetencyStanding, ...]


@dataclass(frozen=True)
class Standing:
    """``new_ground`` are the competencies that only the next role has."""

    categories: tuple[CategoryStanding, ...]
    new_ground: tuple[CompetencyChange, ...]

    def competencies(self) -> Iterator[CompetencyStanding]:
        for category in self.categories:
            yield from category.competencies

    @property
    def to_practise(self) -> Mapping[Weight, tuple[CompetencyStanding, ...]]:
        """The competencies with something left to practise: what matters most in the role first."""
        left = [competency for competency in self.competencies() if competency.to_practise]
        by_weight = {
            weight: tuple(competency for competency in left if competency.weight is weight)
            for weight in Weight
        }
        return {weight: found for weight, found in by_weight.items() if found}


def standing(
    matrix: Matrix, role_key: str, answers: Mapping[str, Answer], next_role: RoleChange | None
) -> Standing:
    """``answers`` by competency key, beside ``matrix`` and the change to the ``next_role``."""
    steps = {change.key: change for change in next_role.more} if next_role else {}
    categories = []
    for category in matrix.for_role(role_key).categories:
        rows = []
        for competency in category.competencies:
            cell = competency.expectations[role_key]
            answer = answers.get(competency.key, NOTHING)
            observed = tuple(
                Observed(b, answer.marks.get(b.key), answer.reasons.get(b.key, ""))
                for b in cell.behaviours
            )
            rows.append(
                CompetencyStanding(
                    key=competency.key,
                    title=competency.title,
                    weight=cell.weight,
                    observed=observed,
                    tally=tally(seen.mark for seen in observed),
                    note=answer.note,
                    link=answer.link,
                    next_step=steps.get(competency.key),
                )
            )
        categories.append(CategoryStanding(category.key, category.title, tuple(rows)))
    return Standing(tuple(categories), next_role.new if next_role else ())
