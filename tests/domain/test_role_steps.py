"""Reading a matrix upwards: what each role asks beyond the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from portal.domain.languages import LocalizedText
from portal.domain.matrices import (
    Behaviour,
    Category,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
    VersionNumber,
    VersionState,
    Weight,
)
from portal.domain.role_steps import News, RoleStep, role_steps

ROLES = ("first", "second", "third")


def text(words: str) -> LocalizedText:
    return LocalizedText({"en": words})


def cell(weight: Weight, *keys: str) -> Expectation:
    return Expectation(weight, tuple(Behaviour(key, text(f"Does {key}.")) for key in keys))


def steps_of(cells: Mapping[str, Expectation]) -> list[RoleStep]:
    """The steps of a matrix with one competency."""
    row = Competency("care", text("Care"), text("How one cares."), cells)
    matrix = Matrix(
        track_key="front",
        track_title=text("Front"),
        number=VersionNumber(1, 0, 0),
        state=VersionState.PUBLISHED,
        published_on=date(2026, 3, 2),
        note=text("First."),
        roles=tuple(RoleColumn(key, text(key), text(key), text(key)) for key in ROLES),
        categories=(Category("all", text("All"), (row,)),),
    )
    return [role_steps(matrix)["care"][key] for key in ROLES]


def keys(step: RoleStep) -> list[str]:
    return [behaviour.key for behaviour in step.behaviours]


def test_the_first_role_shows_everything_and_the_next_only_what_it_adds() -> None:
    first, second, third = steps_of(
        {
            "first": cell(Weight.EXPECTED, "listens"),
            "second": cell(Weight.EXPECTED, "listens", "asks"),
            "third": cell(Weight.EXPECTED, "asks", "listens"),
        }
    )
    assert (first.news, keys(first)) == (News.FIRST, ["listens"])
    assert (second.news, keys(second)) == (News.MORE, ["asks"])
    assert (third.news, keys(third)) == (News.SAME, [])


def test_another_weight_alone_is_a_difference() -> None:
    _, second, third = steps_of(
        {
            "first": cell(Weight.LATER, "listens"),
            "second": cell(Weight.MUST_HAVE, "listens"),
            "third": cell(Weight.MUST_HAVE, "listens"),
        }
    )
    assert (second.news, second.weight_before, second.weight) == (
        News.MORE,
        Weight.LATER,
        Weight.MUST_HAVE,
    )
    assert (third.news, third.weight_before) == (News.SAME, None)


def test_a_competency_that_comes_and_goes() -> None:
    first, second, third = steps_of({"second": cell(Weight.EXPECTED, "listens")})
    assert (first.news, first.weight) == (News.ABSENT, None)
    assert (second.news, keys(second)) == (News.NEW, ["listens"])
    assert (third.news, keys(third)) == (News.DROPPED, [])


def test_what_is_dropped_twice_is_absent() -> None:
    _, second, third = steps_of({"first": cell(Weight.EXPECTED, "listens")})
    assert (second.news, third.news) == (News.DROPPED, News.ABSENT)
