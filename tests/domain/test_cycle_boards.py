"""What an assessment waits for, whom to tell of it, and what may be done to a round."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from portal.domain.cycle_boards import (
    STEPS,
    DueDays,
    Step,
    Tally,
    Waiting,
    check_days,
    check_extension,
    may_become,
    refuse_unless,
    sealed_kinds,
    to_remind,
    waits_for,
)
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.sealing import Moments, Party, Stage
from portal.domain.workflows import CYCLE_MOVES, CycleState

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BEFORE, LATER = NOW - timedelta(days=1), NOW + timedelta(days=1)
DAYS = DueDays(date(2026, 12, 4), date(2026, 12, 18), "America/New_York")


def test_an_assessment_waits_for_what_comes_next() -> None:
    self_in, both = Moments(BEFORE), Moments(BEFORE, BEFORE, BEFORE)
    assert waits_for(Moments(), NOW) == (Waiting.SELF_VIEW, Waiting.MANAGER_VIEW)
    assert waits_for(self_in, NOW) == (Waiting.MANAGER_VIEW,)
    assert waits_for(Moments(None, BEFORE), NOW) == (Waiting.SELF_VIEW,)
    assert waits_for(Moments(BEFORE, BEFORE, LATER), NOW) == ()  # a day still to come
    assert waits_for(both, NOW) == (Waiting.TALK,)
    assert waits_for(Moments(BEFORE, BEFORE, BEFORE, BEFORE), NOW) == (Waiting.ACKNOWLEDGEMENT,)
    assert waits_for(Moments(BEFORE, BEFORE, BEFORE, BEFORE, BEFORE), NOW) == ()
    # A view that is reopened is waited for again, whatever came after it.
    assert waits_for(Moments(None, BEFORE, BEFORE, BEFORE, BEFORE), NOW) == (Waiting.SELF_VIEW,)


def test_something_waits_at_every_stage_but_two() -> None:
    for at in product((None, BEFORE), (None, BEFORE), (None, BEFORE, LATER), *[(None, BEFORE)] * 2):
        moments = Moments(*at)
        is_quiet = moments.stage(NOW) in {Stage.BOTH_IN, Stage.DONE}
        assert bool(waits_for(moments, NOW)) is not is_quiet
        assert len(sealed_kinds(moments)) == sum(
            moments is not None for moments in (*at[:2], at[3])
        )


def test_a_day_is_due_until_it_ends_where_the_round_is() -> None:
    assert DAYS.of(Waiting.MANAGER_VIEW) == date(2026, 12, 4)
    assert DAYS.of(Waiting.ACKNOWLEDGEMENT) == date(2026, 12, 18)
    late_in_new_york = datetime(2026, 12, 5, 4, 59, tzinfo=UTC)
    assert not DAYS.is_past(Waiting.SELF_VIEW, late_in_new_york)
    assert DAYS.is_past(Waiting.SELF_VIEW, late_in_new_york + timedelta(minutes=1))
    longer = DueDays(DAYS.views_due_on, DAYS.talks_due_on, DAYS.time_zone, date(2026, 12, 10))
    assert longer.of(Waiting.SELF_VIEW) == date(2026, 12, 10)
    assert longer.of(Waiting.TALK) == date(2026, 12, 18)  # the later of the two holds


def test_nobody_who_is_away_is_reminded_and_a_conversation_takes_both() -> None:
    both = (Waiting.SELF_VIEW, Waiting.MANAGER_VIEW)
    person, manager = (Waiting.SELF_VIEW, Party.SUBJECT), (Waiting.MANAGER_VIEW, Party.MANAGER)
    assert to_remind(both, person_is_here=True, manager_is_here=True) == (person, manager)
    assert to_remind(both, person_is_here=False, manager_is_here=True) == (manager,)
    assert to_remind(both, person_is_here=True, manager_is_here=False) == (person,)
    talk = (Waiting.TALK,)
    assert len(to_remind(talk, person_is_here=True, manager_is_here=True)) == 2
    for person_is_here, manager_is_here in ((True, False), (False, True), (False, False)):
        assert not to_remind(talk, person_is_here=person_is_here, manager_is_here=manager_is_here)
    read = (Waiting.ACKNOWLEDGEMENT,)
    assert to_remind(read, person_is_here=True, manager_is_here=False) == (
        (Waiting.ACKNOWLEDGEMENT, Party.SUBJECT),
    )


def refused(**days: date) -> Refusal:
    with pytest.raises(RuleBroken) as broken:
        check_days(DAYS, **{"views_due_on": DAYS.views_due_on, "talks_due_on": DAYS.talks_due_on}
                   | days)  # fmt: skip
    return broken.value.refusal


def test_days_of_a_running_round_never_come_closer() -> None:
    check_days(DAYS, views_due_on=date(2026, 12, 11), talks_due_on=DAYS.talks_due_on)
    assert refused() is Refusal.DAYS_UNCHANGED
    assert refused(views_due_on=date(2026, 12, 3)) is Refusal.DAY_EARLIER
    assert refused(talks_due_on=date(2026, 12, 17)) is Refusal.DAY_EARLIER
    assert refused(views_due_on=date(2026, 12, 19)) is Refusal.TALKS_BEFORE_VIEWS


def test_one_person_gets_a_day_ahead_and_after_their_own() -> None:
    view, talk = (Waiting.SELF_VIEW,), (Waiting.TALK,)
    today = date(2026, 12, 8)
    check_extension(DAYS, view, date(2026, 12, 8), today=today)
    for waiting, day, refusal in (
        (view, date(2026, 12, 7), Refusal.DAY_PAST),
        (talk, date(2026, 12, 18), Refusal.DAY_EARLIER),
        ((), date(2027, 1, 8), Refusal.NOTHING_WAITS),
    ):
        with pytest.raises(RuleBroken) as broken:
            check_extension(DAYS, waiting, day, today=today)
        assert broken.value.refusal is refusal


def test_the_state_of_a_round_says_what_may_be_done() -> None:
    assert {state: may_become(state) for state in CycleState} == CYCLE_MOVES
    assert STEPS[CycleState.OPEN] == set(Step)
    assert not STEPS[CycleState.DRAFT] | STEPS[CycleState.CLOSED]
    assert not {Step.NUDGE, Step.REOPEN} & STEPS[CycleState.PAUSED]
    refuse_unless(CycleState.PAUSED, is_allowed=True)
    for state, refusal in (
        (CycleState.PAUSED, Refusal.CYCLE_PAUSED),
        (CycleState.CLOSED, Refusal.CYCLE_CLOSED),
        (CycleState.OPEN, Refusal.CHANGED_MEANWHILE),
    ):
        with pytest.raises(RuleBroken) as broken:
            refuse_unless(state, is_allowed=False)
        assert broken.value.refusal is refusal


def test_a_bar_holds_every_stage_once_and_is_full() -> None:
    tally = Tally({Stage.NOTHING_IN: 10, Stage.OPEN: 5, Stage.DONE: 45})
    assert (tally.done, tally.total) == (45, 60)
    assert tally.spans() == [
        (Stage.DONE, 0.0, 75.0), (Stage.OPEN, 75.0, 8.333), (Stage.NOTHING_IN, 83.333, 16.667),
    ]  # fmt: skip
    assert [stage for stage, _ in tally.rows()] == list(Stage)
    assert Tally({}).spans() == []
