"""A round as people-ops run it, played at random: set up, checked, opened, given more time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import time_machine
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from sqlalchemy import select

from portal.db import db
from portal.domain.cycle_days import start_of
from portal.domain.refusals import Missing, RuleBroken
from portal.domain.time_zones import day_in
from portal.domain.workflows import CycleState
from portal.models import Assessment, Cycle
from portal.queries import cycle_readiness
from portal.queries import cycles as queries
from portal.services import cycles, running_cycles
from portal.services.cycles import CycleEntry
from tests.factories import make_account, make_person, make_team
from tests.sealing_accounts import Account

START = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)
"""Two days before the clocks change in Madrid."""
ZONE = "Europe/Madrid"
REVEAL = START.date() + timedelta(days=3)
STALE = "0" * 16

before_opening = precondition(lambda self: self.told.state is CycleState.DRAFT)
once_open = precondition(lambda self: self.told.state is not CycleState.DRAFT)


class PlannedRound(RuleBasedStateMachine):
    """A round for one team of two, the rep and the peer; ``told`` is what must be so in it."""

    assessment: Assessment
    """The rep's; from the opening on."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        self.savepoint = db.session.begin_nested()
        head = make_person(role="support-manager")
        manager = make_person(role="team-lead", manager=head)
        team = make_team()
        self.people = {
            "head": head,
            "manager": manager,
            "successor": make_person(role="team-lead", manager=head),
            "rep": make_person(role="css1", manager=manager, team=team),
            "peer": make_person(role="css1", manager=manager, team=team),
            "ops": make_person(),
        }
        for name, person in self.people.items():
            make_account(person, is_people_ops=name == "ops")
        self.told = Account()
        self.left_out: set[str] = set()
        day = START.date()
        entry = CycleEntry(
            name="Spring", note="", time_zone=ZONE, opens_on=day,
            views_due_on=day + timedelta(days=14), talks_due_on=day + timedelta(days=28),
            views_open_on=REVEAL, tracks=(), teams=(team.key,), new_starter_days=90,
            leaves_out_absent=False,
        )  # fmt: skip
        self.cycle: Cycle = cycles.set_up(entry, by=self.people["ops"])

    def teardown(self) -> None:
        self.savepoint.rollback()
        db.session.expire_all()
        self.clock.stop()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def tries(self, action: Callable[[], object]) -> bool:
        """Whether an action went through; what is refused is undone, as a request's changes are."""
        try:
            with db.session.begin_nested():
                action()
        except (RuleBroken, Missing):
            db.session.expire_all()
            return False
        return True

    @rule(who=st.sampled_from(["rep", "peer"]), is_in=st.booleans())
    def decide_who_is_in(self, who: str, is_in: bool) -> None:
        """By hand, and only until the round opens."""
        ops, person = self.people["ops"], self.people[who]
        is_draft = self.told.state is CycleState.DRAFT
        done = self.tries(
            lambda: cycles.choose(self.cycle, person, is_in=is_in, reason="Asked for it.", by=ops)
        )
        assert done == is_draft
        if done:
            self.left_out = self.left_out - {who} if is_in else self.left_out | {who}

    @before_opening
    @rule(has_looked=st.booleans())
    def open_it(self, has_looked: bool) -> None:
        """Whoever has looked at the check as it is now opens the round to those whom it names."""
        if "rep" in self.left_out:
            self.decide_who_is_in("rep", True)
        found = cycle_readiness.readiness(self.cycle, queries.tracks_of(self.cycle), self.now())
        expected = {self.people[who].id for who in {"rep", "peer"} - self.left_out}
        assert {one.person.id for one in found.starting} == expected
        seen = found.stamp if has_looked else STALE
        ops = self.people["ops"]
        opened = self.tries(lambda: cycles.open_cycle(self.cycle, seen=seen, reason="", by=ops))
        assert opened == has_looked
        mine = select(Assessment).where(Assessment.cycle_id == self.cycle.id)
        by_person = {one.person_id: one for one in db.session.scalars(mine)}
        assert set(by_person) == (expected if opened else set())
        if opened:
            self.told.state = CycleState.OPEN
            self.assessment = by_person[self.people["rep"].id]

    @rule(days=st.integers(-1, 2))
    def give_everybody_more_time(self, days: int) -> None:
        views, talks = self.cycle.views_due_on, self.cycle.talks_due_on
        done = self.tries(
            lambda: running_cycles.extend(
                self.cycle,
                views_due_on=views + timedelta(days=days),
                talks_due_on=talks + timedelta(days=days),
                version=self.cycle.version,
                by=self.people["ops"],
            )
        )
        assert done == (days > 0 and self.told.is_running)
        assert self.cycle.views_due_on == (views + timedelta(days=days) if done else views)

    @once_open
    @rule(days=st.integers(-1, 80))
    def give_one_more_time(self, days: int) -> None:
        """A day ahead and after the one that holds, for whoever has something left to do."""
        before, day = self.assessment.extended_to, self.today() + timedelta(days=days)
        done = self.tries(
            lambda: running_cycles.extend_one(
                self.assessment, day, seen=before, by=self.people["ops"]
            )
        )
        due = {
            "view": max(self.cycle.views_due_on, before or self.cycle.views_due_on),
            "talk": max(self.cycle.talks_due_on, before or self.cycle.talks_due_on),
        }.get(self.told.waits_for_a(self.now()))
        is_fit = due is not None and day > due and days >= 0
        assert done == (self.told.is_running and (is_fit or day == before))
        assert self.assessment.extended_to == (day if done else before)

    def today(self) -> date:
        return day_in(ZONE, self.now())

    def reveals_at(self) -> datetime:
        return start_of(REVEAL, ZONE)
