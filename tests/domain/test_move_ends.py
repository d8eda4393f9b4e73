"""Where a move may lead."""

from __future__ import annotations

import pytest

from portal.domain.ladders import MoveKind
from portal.domain.move_ends import Ends, check_ends
from portal.domain.refusals import Refusal, RuleBroken


@pytest.mark.parametrize(
    "ends",
    [
        Ends(MoveKind.PROMOTION, "css1", "css2", None),
        Ends(MoveKind.EXIT, "css2", None, "sales"),
        Ends(MoveKind.RETURN, None, "css2", "sales"),
        Ends(MoveKind.RETURN, "pse", "cse", None),
    ],
)
def test_ordinary_moves_are_fine(ends: Ends) -> None:
    check_ends(ends)


@pytest.mark.parametrize(
    ("ends", "refusal", "field"),
    [
        (Ends(MoveKind.EXIT, None, None, "sales"), Refusal.MOVE_TOUCHES_NO_ROLE, "origin"),
        (Ends(MoveKind.EXIT, "css2", "cse", None), Refusal.EXIT_HAS_TARGET, "target"),
        (Ends(MoveKind.SIDEWAYS, "css2", "css2", None), Refusal.MOVE_GOES_NOWHERE, "target"),
        (Ends(MoveKind.SIDEWAYS, "css2", "cse", "sales"), Refusal.DESTINATION_NEEDLESS,
         "destination"),
        (Ends(MoveKind.EXIT, "css2", None, None), Refusal.DESTINATION_MISSING, "destination"),
        (Ends(MoveKind.RETURN, None, "css2", None), Refusal.DESTINATION_MISSING, "destination"),
    ],
)  # fmt: skip
def test_what_is_no_move_is_refused_where_it_was_typed(
    ends: Ends, refusal: Refusal, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_ends(ends)
    assert (broken.value.refusal, broken.value.field) == (refusal, field)


def test_a_role_takes_the_place_of_another_at_both_ends() -> None:
    move = Ends(MoveKind.SIDEWAYS, "css2", "cse", None)
    assert move.passed("css2", "ops") == Ends(MoveKind.SIDEWAYS, "ops", "cse", None)
    assert move.passed("cse", "ops") == Ends(MoveKind.SIDEWAYS, "css2", "ops", None)
    assert move.passed("pse", "ops") == move
    assert not move.passed("css2", "cse").goes_somewhere
