"""What publishing a draft would mean, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.comparisons import ChangeLevel, ReasonKind
from portal.domain.matrices import Matrix, VersionNumber, VersionState, Weight
from portal.domain.publishing import Review, content_print
from portal.domain.refusals import Refusal
from portal.domain.version_histories import level_between
from tests.domain.comparisons.versions import text, version

BEFORE = version({"care": {"first": "a b", "second": "c"}})


def kinds(review: Review, role: str) -> list[ReasonKind]:
    return [reason.kind for reason in review.asked_anew.get(role, ())]


@pytest.mark.parametrize(
    ("draft", "refusals"),
    [
        (BEFORE, (Refusal.NOTHING_CHANGED,)),
        (version({"care": {"first": "a b", "second": ""}}), (Refusal.EMPTY_CELLS,)),
        (
            version({"care": {"first": "a b", "second": "c d"}},
                    texts={"d": "Answers 20 tickets a day."}),
            (Refusal.NUMBERS_LEFT,),
        ),
        (
            version({"care": {"first": "a b", "second": "c d"}},
                    texts={"d": "Answers 20 tickets a day."}, waivers={"d": "The law."}),
            (),
        ),
        (version({"care": {}}, roles="first"), (Refusal.NOTHING_TO_PUBLISH,)),
        (version({}), (Refusal.NOTHING_TO_PUBLISH,)),
    ],
)  # fmt: skip
def test_what_stands_in_the_way(draft: Matrix, refusals: tuple[Refusal, ...]) -> None:
    assert Review(draft, BEFORE).refusals == refusals


def test_a_first_version_is_compared_with_nothing() -> None:
    review = Review(BEFORE, None)
    assert review.refusals == ()
    assert (review.comparison, review.proposal, review.levels) == (None, None, ())
    assert review.number(None) == VersionNumber(1, 0, 0)
    assert review.asked_anew == {}


def test_whoever_is_asked_something_new_is_named_with_why() -> None:
    draft = version(
        {"care": {"first": "a b", "second": "c d", "third": "e"}},
        weights={("care", "first"): Weight.MUST_HAVE},
    )
    review = Review(draft, BEFORE)
    assert list(review.asked_anew) == ["first", "second", "third"]
    assert kinds(review, "first") == [ReasonKind.WEIGHT_RAISED]
    assert kinds(review, "second") == [ReasonKind.BEHAVIOUR_ADDED]
    assert kinds(review, "third") == []


def test_what_is_taken_away_asks_nobody_anything() -> None:
    review = Review(version({"care": {"first": "a", "second": "c"}}), BEFORE)
    assert review.asked_anew == {}
    assert review.levels == (ChangeLevel.MAJOR, ChangeLevel.MINOR)
    assert review.number(ChangeLevel.MINOR) == VersionNumber(1, 1, 0)


def test_numbers_are_told_by_behaviour() -> None:
    words = text("Answers 20 tickets a day within 4 hours.", "Responde 20 tickets al día.")
    draft = version({"care": {"first": "a", "second": "a"}}, texts={"a": words})
    review = Review(draft, BEFORE)
    assert list(review.numbered) == ["a"]
    assert len(review.numbered["a"]) == len(review.numbers) >= 2


def test_the_print_is_of_what_a_version_says() -> None:
    published = replace(
        BEFORE,
        number=VersionNumber(7, 0, 0),
        state=VersionState.PUBLISHED,
        published_on=date(2026, 1, 5),
        note=text("A note."),
    )
    assert content_print(published) == content_print(BEFORE)
    assert content_print(version({"care": {"first": "a b"}})) != content_print(BEFORE)


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        ("1.2.3", "2.0.0", ChangeLevel.MAJOR),
        ("1.2.3", "1.3.0", ChangeLevel.MINOR),
        ("1.2.3", "1.2.4", ChangeLevel.PATCH),
    ],
)
def test_the_number_tells_the_class(before: str, after: str, level: ChangeLevel) -> None:
    assert level_between(VersionNumber.parse(before), VersionNumber.parse(after)) is level
