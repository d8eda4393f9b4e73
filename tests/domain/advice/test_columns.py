"""How much a role asks, and how far it is from the one before."""

from __future__ import annotations

import pytest

from portal.domain.advice import Rule, Spot, advise
from portal.domain.matrices import Matrix
from tests.domain.advice.drafts import draft_of


def behaviours(count: int, role: str) -> tuple[str, ...]:
    return tuple(f"Does what {role} does as number{place}." for place in range(count))


def steps(*new: int) -> Matrix:
    """A draft in which every role keeps what the one before does and adds some."""
    kept: tuple[str, ...] = ()
    cells: dict[str, tuple[str, ...]] = {}
    for place, count in enumerate(new):
        kept = (*kept, *behaviours(count, f"role{place}"))
        cells[f"role{place}"] = kept
    return draft_of({"care": cells})


def told(matrix: Matrix, rule: Rule) -> list[tuple[Spot, dict[str, str | int]]]:
    return [(one.place, dict(one.data)) for one in advise(matrix) if one.rule is rule]


@pytest.mark.parametrize(("count", "is_told"), [(10, False), (11, True)])
def test_more_than_ten_competencies(count: int, is_told: bool) -> None:
    rows = {f"row{n}": {"first": (f"Does thing{n} for others.",)} for n in range(count)}
    found = told(draft_of(rows), Rule.TOO_MANY_COMPETENCIES)
    assert found == ([(Spot(role="first"), {"count": 11, "most": 10})] if is_told else [])


def test_a_role_of_which_nothing_is_expected() -> None:
    matrix = draft_of({"care": {"first": ("Checks the guide.",)}}, roles=("first", "second"))
    assert told(matrix, Rule.EMPTY_ROLE) == [(Spot(role="second"), {})]


@pytest.mark.parametrize(
    ("new", "jumps"),
    [
        ((20, 4, 10, 4), {"role2": (10, 4)}),
        ((20, 4, 10), {"role2": (10, 4)}),
        ((20, 9, 4), {"role1": (9, 4)}),
        ((20, 0, 5), {"role2": (5, 0)}),
        ((2, 4, 8), {}),
        ((2, 5, 9), {}),
        ((30, 8, 12, 9), {}),
        ((5, 20), {}),
        ((20,), {}),
    ],
)
def test_a_step_with_many_more_new_behaviours(
    new: tuple[int, ...], jumps: dict[str, tuple[int, int]]
) -> None:
    found = told(steps(*new), Rule.UNEQUAL_JUMP)
    assert {place.role: (data["count"], data["beside"]) for place, data in found} == jumps
