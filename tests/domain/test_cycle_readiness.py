"""Who is in a round, who would fall through, and the days it all goes by."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from portal.domain.cycle_audiences import Audience, LeftOut, left_out, opening_day
from portal.domain.cycle_days import end_of, start_of
from portal.domain.cycle_readiness import (
    ManagerSeen,
    PersonSeen,
    Problem,
    TrackVersions,
    check,
    look_at,
)

EVERYBODY = Audience(
    frozenset(), frozenset(), new_starter_days=90, leaves_out_absent=True, opens_on=date(2026, 9, 1)
)
LEAD = ManagerSeen(2, "Lena", has_left=False, has_account=True, is_away=False)
REP = PersonSeen(
    id=1,
    name="Rita",
    started_on=date(2024, 1, 8),
    team="north",
    role_id=7,
    track="frontline",
    has_account=True,
    is_away=False,
    manager=LEAD,
)
VERSIONS = {"frontline": TrackVersions(70, frozenset({7, 8}), 70, frozenset({7, 8}))}


# Whom a round is for


@pytest.mark.parametrize(
    ("audience", "person", "why"),
    [
        (EVERYBODY, REP, None),
        (replace(EVERYBODY, tracks={"frontline"}), REP, None),
        (replace(EVERYBODY, tracks={"operations"}), REP, LeftOut.ELSEWHERE),
        (replace(EVERYBODY, teams={"north"}), REP, None),
        (replace(EVERYBODY, teams={"south"}), REP, LeftOut.ELSEWHERE),
        (replace(EVERYBODY, teams={"south"}), replace(REP, team=None), LeftOut.ELSEWHERE),
        (replace(EVERYBODY, tracks={"frontline"}, teams={"south"}), REP, LeftOut.ELSEWHERE),
        # whose role nobody knows may belong to any track: they are not forgotten
        (replace(EVERYBODY, tracks={"operations"}), replace(REP, track=None, role_id=None), None),
        # 90 days before 1 September is 3 June
        (EVERYBODY, replace(REP, started_on=date(2026, 6, 3)), None),
        (EVERYBODY, replace(REP, started_on=date(2026, 6, 4)), LeftOut.NEW_STARTER),
        (
            replace(EVERYBODY, new_starter_days=0),
            replace(REP, started_on=date(2026, 9, 1)),
            None,
        ),
        (
            replace(EVERYBODY, new_starter_days=0),
            replace(REP, started_on=date(2026, 9, 2)),
            LeftOut.NEW_STARTER,
        ),
        (EVERYBODY, replace(REP, is_away=True), LeftOut.ON_LEAVE),
        (replace(EVERYBODY, leaves_out_absent=False), replace(REP, is_away=True), None),
        # what was decided by hand holds, whatever the rules say
        (EVERYBODY, replace(REP, choice=False), LeftOut.BY_HAND),
        (EVERYBODY, replace(REP, is_away=True, choice=True), None),
        (replace(EVERYBODY, teams={"south"}), replace(REP, choice=True), None),
    ],
)
def test_whom_a_round_is_for(audience: Audience, person: PersonSeen, why: LeftOut | None) -> None:
    assert left_out(person.placed, audience) is why


def test_rounds_that_can_share_nobody_do_not_get_in_each_others_way() -> None:
    frontline = replace(EVERYBODY, tracks={"frontline"})
    assert EVERYBODY.may_share(frontline)
    assert frontline.may_share(replace(EVERYBODY, teams={"north"}))
    assert not frontline.may_share(replace(EVERYBODY, tracks={"operations"}))
    assert not replace(EVERYBODY, teams={"a"}).may_share(replace(frontline, teams={"b"}))


# Who would fall through


@pytest.mark.parametrize(
    ("person", "problems", "starts"),
    [
        (REP, (), True),
        (replace(REP, role_id=None, track=None), (Problem.NO_ROLE,), False),
        (replace(REP, role_id=9), (Problem.NO_MATRIX,), False),
        (replace(REP, track="embedded"), (Problem.NO_MATRIX,), False),
        (replace(REP, manager=None), (Problem.NO_MANAGER,), True),
        (replace(REP, manager=replace(LEAD, has_left=True)), (Problem.MANAGER_LEFT,), True),
        (
            replace(REP, manager=replace(LEAD, has_account=False, is_away=True)),
            (Problem.MANAGER_NO_ACCOUNT, Problem.MANAGER_AWAY),
            True,
        ),
        (replace(REP, has_account=False), (Problem.NO_ACCOUNT,), True),
        (replace(REP, is_away=True, choice=True), (), True),
        (
            replace(REP, role_id=None, manager=None, has_account=False),
            (Problem.NO_ROLE, Problem.NO_MANAGER, Problem.NO_ACCOUNT),
            False,
        ),
        # whoever is left out has no problem with the round
        (replace(REP, role_id=None, manager=None, choice=False), (), False),
    ],
)
def test_who_would_fall_through(
    person: PersonSeen, problems: tuple[Problem, ...], starts: bool
) -> None:
    found = look_at(person, EVERYBODY, VERSIONS)
    assert found.problems == problems
    assert found.starts is starts
    assert found.version_id == (70 if starts else None)


def test_somebody_on_leave_is_a_problem_only_where_leave_is_not_left_out() -> None:
    taking_all = replace(EVERYBODY, leaves_out_absent=False)
    assert look_at(replace(REP, is_away=True), taking_all, VERSIONS).problems == (Problem.ON_LEAVE,)


@pytest.mark.parametrize(
    ("frozen", "frozen_roles", "newest_roles", "problems", "version_id"),
    [
        (60, {7}, {7}, (Problem.WRONG_VERSION,), 60),  # superseded, but it still has the role
        (60, {8}, {7}, (Problem.WRONG_VERSION,), None),  # only the newest has the role
        (None, set(), {7}, (Problem.WRONG_VERSION,), None),  # published since it was set up
        (60, {7}, {8}, (), 60),  # the newest has nothing to say of the role any more
        (60, {8}, {8}, (Problem.NO_MATRIX,), None),
        (70, {7}, {7}, (), 70),
    ],
)
def test_versions_of_a_round_and_what_is_published(
    frozen: int | None,
    frozen_roles: set[int],
    newest_roles: set[int],
    problems: tuple[Problem, ...],
    version_id: int | None,
) -> None:
    known = TrackVersions(frozen, frozen_roles, 70, newest_roles)
    found = look_at(REP, EVERYBODY, {"frontline": known})
    assert (found.problems, found.version_id) == (problems, version_id)


def test_what_the_check_finds_is_grouped_and_has_a_stamp() -> None:
    people = [
        REP,
        replace(REP, id=3, manager=None, has_account=False),
        replace(REP, id=4, choice=False),
        replace(REP, id=5, is_away=True),
        replace(REP, id=6, started_on=date(2026, 8, 20), choice=True),
    ]
    found = check(people, EVERYBODY, VERSIONS)
    assert [one.person.id for one in found.starting] == [1, 3, 6]
    assert [one.person.id for one in found.unmended] == [3]
    assert list(found.by_problem) == [Problem.NO_MANAGER, Problem.NO_ACCOUNT]
    assert list(found.by_left_out) == [LeftOut.BY_HAND, LeftOut.ON_LEAVE]
    assert [one.person.id for one in found.taken_in] == [6]
    again = check(reversed(people), EVERYBODY, VERSIONS)
    mended = check([*people[:1], replace(people[1], manager=LEAD)], EVERYBODY, VERSIONS)
    assert again.stamp == found.stamp != mended.stamp


# Days


def test_a_day_of_a_round_ends_when_it_ends_there() -> None:
    """Clocks go back in Madrid on 25 October 2026: that day has 25 hours."""
    zone = "Europe/Madrid"
    assert start_of(date(2026, 10, 25), zone) == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert end_of(date(2026, 10, 25), zone) == datetime(2026, 10, 25, 23, tzinfo=UTC)
    # in Santiago they go forward at midnight on 6 September 2026: the day begins at one
    assert start_of(date(2026, 9, 6), "America/Santiago") == datetime(2026, 9, 6, 4, tzinfo=UTC)
    assert end_of(date(2026, 9, 6), "America/Santiago") == datetime(2026, 9, 7, 3, tzinfo=UTC)


def test_a_draft_that_was_planned_for_an_earlier_day_would_open_today() -> None:
    now = datetime(2026, 9, 1, 23, tzinfo=UTC)
    assert opening_day(date(2026, 9, 10), "Europe/Madrid", now) == date(2026, 9, 10)
    assert opening_day(date(2026, 8, 1), "Europe/Madrid", now) == date(2026, 9, 2)
    assert opening_day(date(2026, 8, 1), "America/Lima", now) == date(2026, 9, 1)
