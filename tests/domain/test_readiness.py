"""What a role expects, what of it is there, and what somebody's history says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.assessments import ViewKind
from portal.domain.histories import Sight, histories, latest, moments
from portal.domain.matrices import Weight
from portal.domain.observations import Mark
from portal.domain.readiness import Readiness, Standing, Verdict, readiness
from portal.domain.team_pictures import Member, Share, distributions, share, team_rows
from tests.domain.samples import matrix_of

TODAY = date(2026, 11, 22)
MATRIX = matrix_of(
    {"knows": {"css2": ("a", "b")}, "writes": {"css2": ("c",)}, "leads": {"css2": ("d",)}},
    {("knows", "css2"): Weight.MUST_HAVE, ("leads", "css2"): Weight.LATER},
)


def sight(
    key: str,
    mark: Mark,
    kind: ViewKind = ViewKind.AGREED,
    *,
    on: date = TODAY - timedelta(days=30),
    assessment_id: int = 1,
    cycle: str | None = "Spring",
) -> Sight:
    return Sight(key, mark, kind, on, assessment_id, cycle)


def of(*sights: Sight, since: date | None = None) -> Readiness:
    return readiness(
        MATRIX,
        "css2",
        seen=latest(sights),
        evidence={"a": TODAY},
        today=TODAY,
        in_role_since=since,
    )


def standings(found: Readiness) -> dict[str, Standing]:
    return {one.behaviour.key: one.standing for one in found.expected}


def test_a_missing_must_have_is_missing_however_much_else_is_there() -> None:
    found = of(
        sight("a", Mark.OWN_INITIATIVE),
        sight("b", Mark.WHEN_PROMPTED),
        sight("c", Mark.LIFTS_OTHERS),
        sight("d", Mark.NOT_APPLICABLE),
    )
    assert found.verdict is Verdict.MUST_HAVES_MISSING
    assert [one.behaviour.key for one in found.open(Weight.MUST_HAVE)] == ["b"]
    assert standings(found) == {
        "a": Standing.THERE,
        "b": Standing.PROMPTED,
        "c": Standing.THERE,
        "d": Standing.NOT_APPLICABLE,
    }
    assert found.expected[0].evidence_on == TODAY
    whole = of(*(sight(key, Mark.OWN_INITIATIVE) for key in "abcd"))
    assert whole.verdict is Verdict.ALL_THERE
    some = of(*(sight(key, Mark.OWN_INITIATIVE) for key in "ab"))
    assert some.verdict is Verdict.MUST_HAVES_THERE
    assert of().verdict is Verdict.NOTHING_SEEN


def test_what_was_seen_long_ago_or_by_oneself_alone_is_said_so() -> None:
    long_ago = TODAY - timedelta(days=366)
    found = standings(
        of(
            sight("a", Mark.OWN_INITIATIVE, on=long_ago),
            sight("b", Mark.OWN_INITIATIVE, ViewKind.SELF, cycle=None),
            sight("c", Mark.NOT_YET),
        )
    )
    assert found == {
        "a": Standing.LONG_AGO,
        "b": Standing.ONLY_ME,
        "c": Standing.MISSING,
        "d": Standing.UNSEEN,
    }


@pytest.mark.parametrize(
    ("days", "later"), [(10, {"c", "d"}), (89, {"c", "d"}), (90, {"d"}), (179, {"d"}), (180, set())]
)
def test_in_the_first_months_not_everything_is_expected_yet(days: int, later: set[str]) -> None:
    found = of(since=TODAY - timedelta(days=days))
    assert {one.behaviour.key for one in found.later()} == later
    shown = of(sight("d", Mark.OWN_INITIATIVE), since=TODAY - timedelta(days=days))
    assert standings(shown)["d"] is Standing.THERE


def test_what_both_agreed_on_speaks_for_a_round_and_a_round_before_a_private_check() -> None:
    seen = latest(
        [
            sight("a", Mark.NOT_YET, ViewKind.SELF),
            sight("a", Mark.WHEN_PROMPTED, ViewKind.MANAGER),
            sight("a", Mark.OWN_INITIATIVE, ViewKind.AGREED),
            sight("a", Mark.LIFTS_OTHERS, ViewKind.SELF, on=TODAY, assessment_id=2, cycle=None),
            sight("b", Mark.NOT_YET, ViewKind.SELF, on=TODAY, assessment_id=2, cycle=None),
        ]
    )
    assert seen["a"].mark is Mark.OWN_INITIATIVE
    assert seen["b"].is_own_claim


def test_history_survives_new_words_splits_and_merges() -> None:
    first = date(2026, 3, 1)
    rounds = moments(
        [
            sight("a", Mark.NOT_YET, on=first),
            sight("gone", Mark.WHEN_PROMPTED, on=first),
            sight("also-gone", Mark.NOT_YET, on=first),
            sight("a", Mark.OWN_INITIATIVE, on=TODAY, assessment_id=2, cycle="Autumn"),
            sight("b", Mark.NOT_YET, ViewKind.SELF, on=TODAY, assessment_id=3, cycle=None),
        ]
    )
    assert [moment.cycle for moment in rounds] == ["Spring", "Autumn"]
    (category,) = MATRIX.categories
    knows = category.competencies[0]
    a, b = knows.expectations["css2"].behaviours

    def marks(came_from: tuple[str, ...]) -> tuple[tuple[Mark | None, ...], bool]:
        split = replace(b, came_from=came_from)
        cell = replace(knows.expectations["css2"], behaviours=(a, split))
        row = replace(knows, expectations={"css2": cell})
        matrix = replace(MATRIX, categories=(replace(category, competencies=(row,)),))
        (found,) = histories(matrix, "css2", rounds)
        assert found.trails[0].marks == (Mark.NOT_YET, Mark.OWN_INITIATIVE)
        return found.trails[1].marks, found.trails[1].came_from

    assert marks(()) == ((None, None), False)
    assert marks(("gone",)) == ((Mark.WHEN_PROMPTED, None), True)
    assert marks(("gone", "also-gone")) == ((None, None), False)


def test_a_team_is_told_in_words_and_five_people_at_least_in_numbers() -> None:
    assert [
        share(marks)
        for marks in (
            [None, Mark.NOT_APPLICABLE],
            [Mark.NOT_YET, None],
            [Mark.OWN_INITIATIVE, Mark.NOT_YET],
            [Mark.OWN_INITIATIVE, Mark.LIFTS_OTHERS, Mark.NOT_YET],
            [Mark.OWN_INITIATIVE, Mark.NOT_APPLICABLE],
        )
    ] == [Share.NOT_ASSESSED, Share.NONE_YET, Share.SOME, Share.MOST, Share.ALL]

    def member(person_id: int, mark: Mark) -> Member:
        return Member(person_id, "css2", MATRIX, latest([sight("a", mark), sight("c", mark)]))

    people = [member(9, Mark.OWN_INITIATIVE), member(3, Mark.NOT_YET)]
    rows = team_rows(people)
    assert [[cell.person_id for cell in row.cells] for row in rows] == [[9, 3]] * 3
    assert [cell.share for cell in rows[0].cells] == [Share.ALL, Share.NONE_YET]
    four = [member(n, Mark.OWN_INITIATIVE) for n in range(3)] + [member(4, Mark.NOT_YET)]
    assert {one.counts is None for one in distributions(four)} == {True}
    five = [*four, member(5, Mark.NOT_YET)]
    knows, writes, leads = distributions(five)
    assert knows.counts == {Share.NONE_YET: 2, Share.SOME: 0, Share.MOST: 0, Share.ALL: 3}
    assert (writes.people, leads.people, leads.counts) == (5, 0, None)
    alike = distributions([member(n, Mark.NOT_YET) for n in range(6)])
    assert alike[0].counts is None
