"""What becomes of the moves that touch a role that evolves."""

from __future__ import annotations

import pytest

from portal.domain.ladders import MoveKind
from portal.domain.move_ends import Ends
from portal.domain.refusals import RuleBroken
from portal.domain.role_change_moves import Choice, Fate, MoveOutcome, move_choices, move_outcomes
from portal.domain.role_changes import ChangeKind, make_plan
from tests.domain.evolving import MOVES, OPS, choices, ending, situation_of, splitting, standing

UP, ASIDE, TO_LEAD, _OPS_TO_LEAD, OUT = MOVES


def offered(move: object, *successors: str, ends_role: bool) -> list[str]:
    found = move_choices("senior", move, MOVES, successors, ends_role=ends_role)  # type: ignore[arg-type]
    return [str(choice) for choice in found]


def test_a_choice_is_written_and_read() -> None:
    for written in ("keep", "remove", "copy:ops", "pass:senior-css"):
        assert str(Choice.parse(written)) == written
    with pytest.raises(ValueError, match="gone"):
        Choice.parse("gone")


def test_a_split_keeps_moves_unless_somebody_says_otherwise() -> None:
    assert offered(UP, "tools", ends_role=False) == ["keep", "copy:tools", "pass:tools", "remove"]


def test_a_role_that_ends_passes_its_moves_on() -> None:
    assert offered(UP, "ops", ends_role=True) == ["pass:ops", "remove"]
    assert offered(UP, ends_role=True) == ["remove"]


def test_no_move_comes_to_lead_from_a_role_to_itself_or_twice() -> None:
    assert offered(ASIDE, "ops", ends_role=True) == ["remove"]
    assert offered(TO_LEAD, "ops", ends_role=True) == ["remove"]
    assert offered(TO_LEAD, "ops", "tools", ends_role=False) == [
        "keep", "copy:tools", "pass:tools", "remove",
    ]  # fmt: skip


def outcomes(plan_moves: tuple[MoveOutcome, ...]) -> dict[str, tuple[Ends | None, Ends | None]]:
    return {one.move.key: (one.after, one.copy) for one in plan_moves if one.is_changed}


def test_a_split_does_with_each_move_what_was_chosen() -> None:
    chosen = choices(junior_to_senior="copy:tools", senior_to_ops="pass:tools",
                     senior_to_sales="remove")  # fmt: skip
    plan = make_plan(situation_of(), splitting(moves=chosen), by=99)
    assert outcomes(plan.moves) == {
        "junior-to-senior": (UP.ends, Ends(MoveKind.PROMOTION, "junior", "tools", None)),
        "senior-to-ops": (Ends(MoveKind.SIDEWAYS, "tools", "ops", None), None),
        "senior-to-sales": (None, None),
    }
    assert len(plan.moves) == 4
    assert plan.reaches("tools")
    assert not make_plan(situation_of(), splitting(), by=99).reaches("tools")


def test_a_merge_takes_moves_along_and_drops_those_that_lead_nowhere() -> None:
    plan = make_plan(situation_of(), ending(ChangeKind.MERGE, OPS), by=99)
    assert outcomes(plan.moves) == {
        "junior-to-senior": (Ends(MoveKind.PROMOTION, "junior", "ops", None), None),
        "senior-to-ops": (None, None),
        "senior-to-lead": (None, None),
        "senior-to-sales": (Ends(MoveKind.EXIT, "ops", None, "sales"), None),
    }


def test_moves_of_a_role_without_a_successor_go_with_it() -> None:
    plan = make_plan(situation_of(holders=0), ending(ChangeKind.RETIRE), by=99)
    assert {one.choice.fate for one in plan.moves} == {Fate.REMOVE}


def test_what_cannot_be_chosen_any_more_is_refused() -> None:
    taken = (*MOVES, standing(MoveKind.PROMOTION, "junior", "tools"))
    with pytest.raises(RuleBroken, match="changed_meanwhile"):
        move_outcomes("senior", taken, ["tools"], choices(junior_to_senior="copy:tools"),
                      ends_role=False)  # fmt: skip
