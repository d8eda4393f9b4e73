"""Splitting, merging and retiring a role: the plan says exactly what will happen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.matrices import VersionNumber
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.role_changes import (
    ENOUGH_TO_COUNT,
    ChangeKind,
    Proposal,
    Situation,
    Step,
    Successor,
    make_plan,
)
from tests.domain.evolving import (
    BACK,
    FRONT,
    LEAD,
    OPS,
    SENIOR,
    TODAY,
    TOOLS,
    choices,
    ending,
    holder,
    role_of,
    situation_of,
    splitting,
)

SOMEBODY_ELSE = 99


def refused(
    situation: Situation, proposal: Proposal, by: int = SOMEBODY_ELSE
) -> tuple[Refusal, str | None]:
    with pytest.raises(RuleBroken) as broken:
        make_plan(situation, proposal, by=by)
    return broken.value.refusal, broken.value.field


# People


def test_everybody_stays_in_a_role_that_is_split_unless_they_go() -> None:
    plan = make_plan(situation_of(), splitting(people={2: "tools", 3: "senior"}), by=SOMEBODY_ELSE)
    assert [outcome.holder.person_id for outcome in plan.going(Step.OPENS)] == [2]
    assert len(plan.going(Step.STAYS)) == 5
    assert [outcome.role for outcome in plan.going(Step.OPENS)] == [TOOLS]


def test_whoever_began_on_the_day_or_later_has_been_in_the_new_role_all_along() -> None:
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=7)]
    holders = tuple(holder(number, since=day) for number, day in enumerate(days, 1))
    proposal = ending(ChangeKind.MERGE, OPS)
    situation = replace(situation_of(), holders=holders)
    plan = make_plan(situation, proposal, by=SOMEBODY_ELSE)
    assert [outcome.step for outcome in plan.people] == [Step.OPENS, Step.RENAMED, Step.RENAMED]


def test_nobody_stays_in_a_role_that_ends() -> None:
    for kind in (ChangeKind.MERGE, ChangeKind.RETIRE):
        proposal = ending(kind, OPS, people={1: "ops", 2: "senior"})
        assert refused(situation_of(), proposal) == (Refusal.NOBODY_STAYS, "people-2")
    nobody = ending(ChangeKind.RETIRE)
    assert refused(situation_of(holders=1), nobody) == (Refusal.NOBODY_STAYS, "people-1")
    assert make_plan(situation_of(holders=0), nobody, by=SOMEBODY_ELSE).people == ()


def test_people_of_a_role_that_ends_may_go_elsewhere() -> None:
    proposal = ending(ChangeKind.RETIRE, OPS, people={1: "lead", 2: "ops"})
    plan = make_plan(situation_of(holders=2), proposal, by=SOMEBODY_ELSE)
    assert [outcome.role for outcome in plan.people] == [LEAD, OPS]


def test_nobody_gives_themselves_another_position() -> None:
    assert refused(situation_of(), splitting(people={1: "tools"}), by=1) == (
        Refusal.NOT_YOURSELF, None,
    )  # fmt: skip
    make_plan(situation_of(), splitting(people={2: "tools"}), by=1)


def test_the_day_has_come_for_everybody_who_moves() -> None:
    west = replace(holder(1), today=TODAY - timedelta(days=1))
    situation = replace(situation_of(), holders=(west, holder(2)))
    assert refused(situation, splitting(people={1: "tools"})) == (Refusal.DAY_AHEAD, "day")
    make_plan(situation, splitting(people={2: "tools"}), by=SOMEBODY_ELSE)


# Roles


def test_a_split_and_a_merge_need_another_role() -> None:
    for proposal in (splitting(successors=()), ending(ChangeKind.MERGE)):
        assert refused(situation_of(), proposal) == (Refusal.SUCCESSOR_MISSING, "others")


def test_a_role_does_not_become_part_of_itself_nor_of_two() -> None:
    for proposal in (
        ending(ChangeKind.MERGE, SENIOR),
        ending(ChangeKind.MERGE, OPS, LEAD),
        splitting(successors=(Successor(SENIOR),)),
    ):
        assert refused(situation_of(), proposal) == (Refusal.SUCCESSOR_UNFIT, "others")


def test_roles_that_have_retired_take_part_in_nothing() -> None:
    gone = role_of("ops", is_retired=True)
    situation = situation_of()
    ladder = replace(situation.ladder, roles=(SENIOR, gone, LEAD))
    without = replace(situation, ladder=ladder)
    assert refused(without, ending(ChangeKind.MERGE, OPS))[0] is Refusal.ROLE_RETIRED
    assert refused(without, splitting(people={1: "ops"})) == (Refusal.ROLE_RETIRED, "people-1")
    itself = replace(situation, role=replace(SENIOR, is_retired=True))
    assert refused(itself, splitting())[0] is Refusal.ROLE_RETIRED


# What is private


def test_how_many_write_a_self_assessment_is_told_only_among_enough_people() -> None:
    told = make_plan(situation_of(holders=ENOUGH_TO_COUNT), splitting(), by=SOMEBODY_ELSE)
    assert told.open_views == 2
    few = make_plan(situation_of(holders=ENOUGH_TO_COUNT - 1), splitting(), by=SOMEBODY_ELSE)
    assert few.open_views is None
    more = situation_of(holders=ENOUGH_TO_COUNT - 1, open_views=3)
    assert make_plan(more, splitting(), by=SOMEBODY_ELSE).seen == few.seen


# The fingerprint


def test_the_same_plan_has_the_same_fingerprint() -> None:
    plans = [make_plan(situation_of(), splitting(), by=by) for by in (1, 2)]
    assert plans[0].seen == plans[1].seen != ""


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"changes": 1},
        {"versions": {"senior": 2}},
        {"holders": (*situation_of().holders, holder(7))},
        {"holders": situation_of().holders[1:]},
        {"holders": (replace(holder(1), version=2), *situation_of().holders[1:])},
        {"holders": (replace(holder(1), since=date(2024, 1, 1)), *situation_of().holders[1:])},
        {"moves": (replace(situation_of().moves[0], version=2), *situation_of().moves[1:])},
        {"moves": situation_of().moves[1:]},
        {"drafts": {"back": BACK}},
        {"published": VersionNumber(1, 1, 0)},
        {"open_views": 3},
    ],
)
def test_whatever_it_shows_changes_it(meanwhile: dict[str, object]) -> None:
    before = make_plan(situation_of(), splitting(), by=SOMEBODY_ELSE)
    after = make_plan(replace(situation_of(), **meanwhile), splitting(), by=SOMEBODY_ELSE)  # type: ignore[arg-type]
    assert before.seen != after.seen


def test_choices_change_it_too() -> None:
    drafts = {"front": FRONT, "back": BACK}
    proposals = [
        splitting(),
        splitting(day=TODAY - timedelta(days=1)),
        splitting(people={1: "tools"}),
        splitting(moves=choices(senior_to_ops="remove")),
        splitting(cells=choices(tools="copy:tools")),
        splitting(successors=(Successor(replace(TOOLS, rank=3), is_new=True),)),
    ]
    seen = {make_plan(situation_of(drafts=drafts), p, by=SOMEBODY_ELSE).seen for p in proposals}
    assert len(seen) == len(proposals)


def test_what_it_does_not_show_leaves_it_alone() -> None:
    """Somebody wording another part of the draft is not in the way."""
    drafts = {"front": FRONT, "back": BACK}
    before = make_plan(situation_of(drafts=drafts), splitting(), by=SOMEBODY_ELSE)
    reworded = replace(FRONT, categories=FRONT.categories[:0], roles=FRONT.roles[:1])
    after = make_plan(
        situation_of(drafts={"front": reworded, "back": BACK}), splitting(), by=SOMEBODY_ELSE
    )
    assert before.seen == after.seen
