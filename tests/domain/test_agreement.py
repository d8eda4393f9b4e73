"""Agreement: the published worked examples, and what must hold of any readings."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.agreement import (
    Difference,
    interval,
    krippendorff_alpha,
    nominal,
    ordinal,
    percentage_agreement,
    ratio,
)

_ = None
FOUR_OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
"""Krippendorff's example of several observers, many values and missing ones (2011, C and D)."""
TWO_BINARY = (
    (0, 1, 0, 0, 0, 0, 0, 0, 1, 0),
    (1, 1, 1, 0, 0, 1, 0, 0, 0, 0),
)
"""His example of two observers and two values (2011, A)."""
TWO_NOMINAL = (
    tuple(map(ord, "aabbdcccedda")),
    tuple(map(ord, "babbbccceddd")),
)
"""His example of two observers and five names (2011, B)."""


@pytest.mark.parametrize(
    ("ratings", "metric", "published"),
    [
        (FOUR_OBSERVERS, nominal, 0.743),
        (FOUR_OBSERVERS, ordinal, 0.815),
        (FOUR_OBSERVERS, interval, 0.849),
        (FOUR_OBSERVERS, ratio, 0.797),
        (TWO_BINARY, nominal, 0.095),
        (TWO_NOMINAL, nominal, 0.692),
    ],
)
def test_the_published_examples_come_out(
    ratings: tuple[tuple[float | None, ...], ...], metric: Difference, published: float
) -> None:
    alpha = krippendorff_alpha(ratings, metric)
    assert alpha is not None
    assert round(alpha, 3) == published


def test_percentages_count_pairs_of_readers() -> None:
    assert percentage_agreement(TWO_BINARY) == 0.6
    assert percentage_agreement([[1, 1], [1, 2], [1, 2]]) == pytest.approx(4 / 6)
    assert percentage_agreement([[1, None], [None, 2]]) is None  # nothing was read by two
    assert percentage_agreement([]) is None
    assert percentage_agreement([[1, 2, 3]]) is None


def test_where_nothing_varies_agreement_is_not_claimed() -> None:
    same = [[2, 2, 2], [2, 2, 2]]
    assert krippendorff_alpha(same) is None
    assert percentage_agreement(same) == 1
    assert krippendorff_alpha([[0, 1, 2]]) is None
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([[0, None], [None, 3]]) is None


def test_ranks_far_apart_weigh_more_than_neighbours() -> None:
    near = krippendorff_alpha([[0, 1, 2, 3, 0], [0, 1, 2, 3, 1]])
    far = krippendorff_alpha([[0, 1, 2, 3, 0], [0, 1, 2, 3, 3]])
    assert near is not None
    assert far is not None
    assert 1 > near > far


units = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=3, max_size=3),
    min_size=2,
    max_size=12,
)


@given(units, st.randoms(use_true_random=False), st.sampled_from([nominal, ordinal, interval]))
def test_neither_the_order_of_readers_nor_of_units_matters(
    read: list[list[int | None]], chance: Random, metric: Difference
) -> None:
    rows = list(zip(*read, strict=True))
    shuffled = [chance.sample(unit, len(unit)) for unit in chance.sample(read, len(read))]
    before, after = (
        krippendorff_alpha(rows, metric),
        krippendorff_alpha(list(zip(*shuffled, strict=True)), metric),
    )
    assert (before is None) == (after is None)
    assert before is None or after == pytest.approx(before)
    assert before is None or before <= 1


@given(st.lists(st.integers(0, 3), min_size=2, max_size=12), st.integers(2, 6))
def test_full_agreement_is_one_where_there_is_variation(read: list[int], readers: int) -> None:
    alpha = krippendorff_alpha([read] * readers)
    assert alpha == (1 if len(set(read)) > 1 else None)
    assert percentage_agreement([read] * readers) == 1


@given(units)
def test_a_reader_who_said_nothing_changes_nothing(read: list[list[int | None]]) -> None:
    rows = list(zip(*read, strict=True))
    silent = [*rows, (None,) * len(read)]
    assert krippendorff_alpha(silent) == krippendorff_alpha(rows)
    assert percentage_agreement(silent) == percentage_agreement(rows)
