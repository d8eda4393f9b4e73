"""A behaviour over the rounds: steps between marks, breaks where nothing is said, what moved."""

from __future__ import annotations

from itertools import pairwise

from portal.domain.observations import SCALE, Mark
from portal.domain.trail_pictures import EDGE, STEP_ACROSS, Turn, draw, words


def test_marks_stand_higher_the_further_up_the_scale_they_are() -> None:
    picture = draw(SCALE)
    heights = [point.y for point in picture.points]
    assert heights == sorted(heights, reverse=True) == list(picture.levels)
    assert len({a - b for a, b in pairwise(heights)}) == 1
    assert [point.turn for point in picture.points] == [None, Turn.UP, Turn.UP, Turn.UP]
    assert picture.expected_y == heights[2]
    assert all(EDGE <= point.x < point.turn_x <= picture.width - 5 for point in picture.points)


def test_the_line_breaks_where_a_round_says_nothing_on_the_scale() -> None:
    marks = [Mark.OWN_INITIATIVE, None, Mark.NOT_APPLICABLE, Mark.NOT_YET, Mark.NOT_YET]
    picture = draw(marks)
    assert picture.line.count("M") == 1, "only the last two follow each other"
    assert [point.turn for point in picture.points] == [None, None, Turn.DOWN, None]
    assert [point.x - EDGE for point in picture.points] == [STEP_ACROSS * n for n in (0, 2, 3, 4)]
    beside = picture.points[1]
    assert max(picture.levels) < beside.y <= picture.height - EDGE
    assert words(marks) == (Mark.OWN_INITIATIVE, Mark.NOT_APPLICABLE, Mark.NOT_YET)


def test_one_round_or_none_makes_a_picture_without_a_line() -> None:
    assert draw([Mark.NOT_YET]).line == ""
    assert draw([]).points == ()
    assert words([None]) == ()
