"""A person's path through the roles."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.ladders import Role
from portal.domain.languages import LocalizedText
from portal.domain.paths import TIME_ENDS_AT, Stay, path_picture, whole_months

TODAY = date(2026, 1, 1)


def role(key: str, rank: int) -> Role:
    text = LocalizedText({"en": key})
    return Role(key, "frontline", rank, text, text, text, (), text)


CSS1, CSS2, PSE = role("css1", 1), role("css2", 2), role("pse", 3)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 1, 31), date(2024, 2, 29), 0),
        (date(2024, 1, 15), date(2024, 2, 15), 1),
        (date(2022, 11, 1), date(2024, 2, 1), 15),
        (date(2024, 2, 1), date(2024, 1, 1), 0),
    ],
)
def test_only_completed_months_count(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


def test_nobody_without_a_role_has_a_picture() -> None:
    assert path_picture([], TODAY) is None


def test_a_higher_role_is_drawn_higher_and_coming_back_returns_to_the_same_lane() -> None:
    stays = [
        Stay(CSS1, date(2020, 1, 1), date(2022, 1, 1)),
        Stay(PSE, date(2022, 1, 1), date(2024, 1, 1)),
        Stay(CSS1, date(2024, 1, 1), None),
    ]
    picture = path_picture(stays, TODAY)
    assert picture is not None
    first, away, back = picture.bars
    assert away.y < first.y == back.y
    assert (first.is_named, back.is_named) == (True, False)
    assert [riser.x for riser in picture.risers] == [away.x, back.x]


def test_time_ends_before_the_right_edge_even_for_what_begins_today() -> None:
    stays = [Stay(CSS1, date(2020, 1, 1), TODAY), Stay(CSS2, TODAY, None)]
    picture = path_picture(stays, TODAY)
    assert picture is not None
    assert picture.bars[-1].x == TIME_ENDS_AT
    assert picture.bars[-1].width == 0


def test_a_position_that_begins_later_is_on_the_picture_too() -> None:
    later = date(2026, 7, 1)
    stays = [Stay(CSS1, date(2025, 1, 1), later), Stay(CSS2, later, None)]
    picture = path_picture(stays, TODAY)
    assert picture is not None
    assert all(0 <= bar.x <= bar.x + bar.width <= TIME_ENDS_AT for bar in picture.bars)


def test_a_long_path_names_only_some_years() -> None:
    picture = path_picture([Stay(CSS1, date(1998, 5, 1), None)], TODAY)
    assert picture is not None
    assert len(picture.years) <= 5
