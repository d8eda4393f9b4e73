"""What roles ask beside what the roles around them ask."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from portal.domain.ladder_health import HealthFinding, HealthKind, Severity, check_ladder
from portal.domain.ladders import Ladder
from tests.domain.ladder_health.ladders import ladder, matrices

LINE = ladder("front/one:1 front/two:2 front/three:3", "one>up>two two>up>three three>back>one")

Asked = Mapping[str, Mapping[str, str]]


def found(kind: HealthKind, whole: Ladder, asked: Asked) -> list[HealthFinding]:
    return [finding for finding in check_ladder(whole, matrices(asked)) if finding.kind is kind]


# Jumps


def test_a_jump_far_bigger_than_its_neighbour() -> None:
    asked = {"front": {"one": "care*4", "two": "care*8", "three": "care*20"}}
    (finding,) = found(HealthKind.BIG_JUMP, LINE, asked)
    assert (finding.role.key, [r.key for r in finding.others]) == ("three", ["two"])
    assert (finding.size, finding.usual, finding.severity) == (20, 8, Severity.LOOK)


@pytest.mark.parametrize("last", ["care*15", "care*8", "care*5"])
def test_a_jump_below_twice_its_neighbour_is_no_finding(last: str) -> None:
    asked = {"front": {"one": "care*4", "two": "care*8", "three": last}}
    assert found(HealthKind.BIG_JUMP, LINE, asked) == []


def test_twice_of_little_is_little() -> None:
    asked = {"front": {"one": "care*1", "two": "care*2", "three": "care*5"}}
    assert found(HealthKind.BIG_JUMP, LINE, asked) == []


def test_a_jump_without_neighbours_is_measured_against_the_others() -> None:
    whole = ladder(
        "front/one:1 front/two:2 ops/three:1 ops/four:2 eng/five:1 eng/six:2",
        "one>up>two three>up>four five>up>six",
    )
    asked = {
        "front": {"one": "care*3", "two": "care*20"},
        "ops": {"three": "care*3", "four": "care*5"},
        "eng": {"five": "care*3", "six": "care*7"},
    }
    (finding,) = found(HealthKind.BIG_JUMP, whole, asked)
    assert (finding.role.key, finding.usual) == ("two", 6)


def test_a_single_jump_has_nothing_to_be_measured_against() -> None:
    whole = ladder("front/one:1 front/two:2", "one>up>two two>back>one")
    assert found(HealthKind.BIG_JUMP, whole, {"front": {"one": "a*1", "two": "a*30"}}) == []


def test_what_is_asked_already_is_no_jump() -> None:
    """Only new behaviours count: here the third role asks exactly what the second one does."""
    asked = matrices({"front": {"one": "care*4", "two": "care*20", "three": "care*4"}})
    (finding,) = [f for f in check_ladder(LINE, asked) if f.kind is HealthKind.BIG_JUMP]
    assert finding.role.key == "two"


def test_a_role_without_a_matrix_is_passed_over() -> None:
    asked = {"front": {"one": "care*4", "two": "care*8"}}
    assert found(HealthKind.BIG_JUMP, LINE, asked) == []


# Two directions

SUPPORT = ladder(
    "front/agent:1 front/senior:2 ops/ops:2 ops/planner:3",
    "agent>up>senior agent>up>ops ops>up>planner senior>over>ops planner>back>ops",
)
OPS = {"ops": "tools*4! routing*4! talk*2", "planner": "tools*4! routing*4!"}
AGENT = "talk*4! product*4!"


def pulled(senior: str, **roles: str) -> list[HealthFinding]:
    asked = {"front": {"agent": AGENT, "senior": senior, **roles}, "ops": OPS}
    return found(HealthKind.TWO_DIRECTIONS, SUPPORT, asked)


def test_a_senior_rep_who_also_carries_operations() -> None:
    (finding,) = pulled("talk*4! product*4! mentoring*3 tools*3! routing*3")
    assert finding.role.key == "senior"
    assert [track.key for track in finding.tracks] == ["ops"]
    assert [name.original for name in finding.competencies] == ["tools", "routing"]
    assert (finding.size, finding.usual) == (6, 17)


@pytest.mark.parametrize(
    ("senior", "why"),
    [
        ("talk*4! product*4! mentoring*4", "all of it is the track's own, or the role's"),
        ("talk*4! product*4! tools*4!", "one competency is a bridge"),
        ("talk*8! product*8! mentoring*3 tools*2 routing*2", "too small a share"),
        ("talk*4! product*4! tools*3? routing*3?", "what comes later pulls nobody yet"),
    ],
)
def test_a_role_that_is_not_torn(senior: str, why: str) -> None:
    assert pulled(senior) == [], why


def test_what_the_track_shares_is_its_own() -> None:
    asked = {
        "front": {"agent": f"{AGENT} tools*2 routing*2", "senior": "talk*4! tools*3! routing*3"},
        "ops": OPS,
    }
    assert found(HealthKind.TWO_DIRECTIONS, SUPPORT, asked) == []


def test_what_is_at_home_everywhere_pulls_nowhere() -> None:
    whole = ladder("front/agent:1 front/senior:2 a/a:1 b/b:1 c/c:1", "agent>up>senior")
    everywhere = {"a": "calm*3! care*3!"}
    asked = {
        "front": {"agent": "talk*4!", "senior": "talk*4! calm*3 care*3"},
        **{track: {track: everywhere["a"]} for track in "abc"},
    }
    assert found(HealthKind.TWO_DIRECTIONS, whole, asked) == []
    del asked["c"]
    assert [f.role.key for f in found(HealthKind.TWO_DIRECTIONS, whole, asked)] == ["senior"]


def test_a_role_alone_on_its_track_has_nothing_to_be_told_apart_by() -> None:
    whole = ladder("front/agent:1 embedded/bridge:2", "agent>up>bridge bridge>back>agent")
    asked = {"front": {"agent": AGENT}, "embedded": {"bridge": "talk*3 product*3"}}
    assert found(HealthKind.TWO_DIRECTIONS, whole, asked) == []


# Must-haves


def test_a_must_have_that_nobody_could_have_practised() -> None:
    asked = {"front": {"one": "care*2", "two": "care*2 calm*2", "three": "care*2! lead*2! new*2"}}
    (finding,) = found(HealthKind.UNPREPARED_MUST_HAVES, LINE, asked)
    assert (finding.role.key, [r.key for r in finding.others]) == ("three", ["two"])
    assert [name.original for name in finding.competencies] == ["lead"]


def test_any_role_on_the_way_prepares_and_later_is_enough() -> None:
    asked = {"front": {"one": "care*2 lead*1?", "two": "care*2", "three": "care*2 lead*2!"}}
    assert found(HealthKind.UNPREPARED_MUST_HAVES, LINE, asked) == []


def test_a_programme_prepares() -> None:
    whole = ladder(
        "front/one:1 front/two:2", "one>up>two two>back>one", taught="one>up>two"
    )  # fmt: skip
    asked = {"front": {"one": "care*2", "two": "care*2 lead*2!"}}
    assert found(HealthKind.UNPREPARED_MUST_HAVES, whole, asked) == []


def test_the_first_role_and_one_reached_sideways_are_not_prepared_for() -> None:
    whole = ladder("front/one:1 ops/two:1", "one>over>two two>over>one")
    asked = {"front": {"one": "care*2!"}, "ops": {"two": "tools*2!"}}
    assert found(HealthKind.UNPREPARED_MUST_HAVES, whole, asked) == []


def test_promotions_in_a_ring_come_to_an_end() -> None:
    whole = ladder("front/one:1 front/two:2", "one>up>two two>up>one")
    asked = {"front": {"one": "care*2!", "two": "calm*2!"}}
    assert [f.role.key for f in found(HealthKind.UNPREPARED_MUST_HAVES, whole, asked)] == [
        "one", "two",
    ]  # fmt: skip


def test_a_lower_role_without_a_matrix_tells_nothing() -> None:
    whole = ladder("front/one:1 ops/two:2", "one>up>two two>back>one")
    asked = {"ops": {"two": "tools*2!"}}
    assert found(HealthKind.UNPREPARED_MUST_HAVES, whole, asked) == []
