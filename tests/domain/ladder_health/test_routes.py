"""Where roles lead and how one gets to them."""

from __future__ import annotations

import pytest

from portal.domain.ladder_health import HealthKind, Severity, check_ladder
from tests.domain.ladder_health.ladders import ladder

ROLES = "front/agent:1 front/senior:2 ops/ops:2 leadership/lead:3"


def found(kind: HealthKind, moves: str, **more: str) -> dict[str, Severity]:
    """The roles with a finding of a kind, each with its severity."""
    return {
        finding.role.key: finding.severity
        for finding in check_ladder(ladder(ROLES, moves, **more), {})
        if finding.kind is kind
    }


def test_agent_supervisor_ceiling() -> None:
    """The ladder people leave: the top is only missed a way back, the side alley strands people."""
    moves = "agent>up>senior senior>up>lead agent>over>ops"
    assert found(HealthKind.DEAD_END, moves) == {"ops": Severity.MEND, "lead": Severity.LOOK}
    assert found(HealthKind.DEAD_END, f"{moves} ops>back>senior lead>back>senior") == {}


def test_a_way_out_of_support_is_named_but_keeps_nobody() -> None:
    moves = "agent>up>senior senior>up>lead lead>back>senior agent>over>ops ops>out>sales"
    (finding,) = [
        finding
        for finding in check_ladder(ladder(ROLES, moves), {})
        if finding.kind is HealthKind.DEAD_END
    ]
    assert finding.role.key == "ops"
    assert [place.key for place in finding.destinations] == ["sales"]


def test_a_way_to_a_retired_role_is_no_way() -> None:
    moves = "agent>up>senior agent>up>ops ops>over>senior senior>over>ops senior>up>lead"
    assert found(HealthKind.DEAD_END, f"{moves} lead>back>ops", retired="ops") == {
        "lead": Severity.LOOK
    }


@pytest.mark.parametrize("way", ["senior>over>ops", "senior>embed>ops", "senior>up>ops"])
def test_people_management_is_not_the_only_way_where_there_is_another(way: str) -> None:
    moves = "agent>up>senior senior>up>lead ops>over>agent"
    assert found(HealthKind.ONLY_MANAGEMENT, moves) == {"senior": Severity.MEND}
    assert found(HealthKind.ONLY_MANAGEMENT, f"{moves} {way}") == {}


def test_a_way_back_is_no_way_on_and_one_out_is_for_people_to_weigh() -> None:
    moves = "agent>up>senior senior>up>lead senior>back>agent"
    assert found(HealthKind.ONLY_MANAGEMENT, moves) == {"senior": Severity.MEND}
    assert found(HealthKind.ONLY_MANAGEMENT, f"{moves} senior>out>sales") == {
        "senior": Severity.LOOK
    }


def test_leads_may_go_on_to_lead() -> None:
    roles = f"{ROLES} leadership/head:4"
    findings = check_ladder(ladder(roles, "lead>up>head"), {})
    assert "lead" not in {f.role.key for f in findings if f.kind is HealthKind.ONLY_MANAGEMENT}


def test_which_tracks_lead_people_can_be_told() -> None:
    whole = ladder("front/agent:1 care/carer:2", "agent>up>carer carer>back>agent")
    assert check_ladder(whole, {}) == ()
    (finding,) = check_ladder(whole, {}, people_tracks={"care"})
    assert finding.kind is HealthKind.ONLY_MANAGEMENT


def test_what_nobody_can_reach() -> None:
    moves = "agent>up>senior ops>over>lead lead>over>ops"
    assert found(HealthKind.UNREACHABLE, moves) == {"ops": Severity.MEND, "lead": Severity.MEND}


@pytest.mark.parametrize("way", ["senior>embed>ops", "sales>back>lead"])
def test_one_way_in_opens_all_that_it_leads_to(way: str) -> None:
    moves = f"agent>up>senior ops>over>lead lead>over>ops {way}"
    assert found(HealthKind.UNREACHABLE, moves) == {}


def test_people_join_at_the_lowest_rank_there_is() -> None:
    whole = ladder("front/agent:2 ops/clerk:2 front/senior:3", "agent>up>senior")
    kinds = [f.role.key for f in check_ladder(whole, {}) if f.kind is HealthKind.UNREACHABLE]
    assert kinds == []


def test_a_retired_role_is_not_looked_at_and_leads_nowhere() -> None:
    moves = "agent>up>senior senior>up>lead lead>back>senior ops>up>lead"
    assert found(HealthKind.UNREACHABLE, moves, retired="ops") == {}
    assert found(HealthKind.UNREACHABLE, "agent>up>senior senior>up>lead", retired="senior") == {
        "ops": Severity.MEND,
        "lead": Severity.MEND,
    }


def test_a_ladder_without_roles_has_nothing_wrong() -> None:
    assert check_ladder(ladder("", ""), {}) == ()
