"""No order of actions leaks, loses or unseals anything: rounds of any length, played at random.

The test keeps its own account of who wrote what, and what is in. After each action it compares
what every party can read, through the loaders that all pages use, with that account.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import Answer, ViewKind
from portal.domain.matrices import Matrix
from portal.domain.observations import Mark
from portal.domain.refusals import Missing
from portal.domain.sealing import WRITES
from portal.domain.workflows import CycleState
from portal.models import Answer as StoredAnswer
from portal.models import Person, View
from portal.queries import assessments as queries
from portal.queries import matrices
from portal.queries.visibility.assessments import (
    load_assessment,
    load_own_view,
    load_withdrawn_view,
    readable_views,
)
from portal.services import answers, conversations, running_cycles, sealed_views
from portal.services.answers import Typed
from tests.sealing_accounts import AGREED, MANAGER, SELF, Edition
from tests.sealing_rounds import START, PlannedRound, once_open

ACTORS = ("rep", "manager", "successor", "head", "peer", "ops")
KINDS = st.sampled_from([SELF, MANAGER, AGREED])
WHO = st.sampled_from(ACTORS)


class Rounds(PlannedRound):
    """One assessment of a round, and everybody who might look at it or lay hands on it."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    @cached_property
    def matrix(self) -> Matrix:
        return matrices.frozen(self.assessment.matrix_version_id)

    def loaded(self, who: str, kind: ViewKind) -> View:
        seen = load_assessment(
            self.people[who], self.assessment.id, is_people_ops=who == "ops", lock=True
        )
        if kind not in WRITES[seen.party]:
            raise Missing
        return load_own_view(self.people[who], self.assessment.id, kind=kind, lock=True)

    def put(self, view: View, words: str) -> None:
        """Mark every behaviour, and write ``words`` beside the first competency."""
        answers.require_draft(view)
        stored = queries.answers(view)
        typed = {}
        for competency in self.matrix.for_role("css1").competencies():
            keys = [b.key for b in competency.expectations["css1"].behaviours]
            before = stored.get(competency.key, Answer())
            note = "" if typed else words
            if typed and before.marks:
                break  # marked before: only the words change
            typed[competency.key] = Typed(
                Answer(dict.fromkeys(keys, Mark.OWN_INITIATIVE), {}, note), before.fingerprint
            )
        answers.save(view, typed)

    @initialize(steps=st.integers(0, 11))
    def has_come_this_far(self, steps: int) -> None:
        """Rounds begin anywhere along their course, so that late moments are played as often."""
        for _ in range(steps):
            self.takes_its_course()

    @rule()
    def takes_its_course(self) -> None:
        """The next thing that happens in a round in which everybody does their part."""
        told = self.told
        if told.state is CycleState.DRAFT:
            self.open_it(has_looked=True)
            return
        for kind, who in ((SELF, "rep"), (MANAGER, told.manager), (AGREED, told.manager)):
            newest = told.newest(kind)
            if kind is AGREED and not told.is_open(self.now()):
                self.time_passes(72)
                return
            if newest is None or newest.is_withdrawn:
                self.write(who, kind)
                return
            if not newest.is_sealed:
                self.submit(who, kind)
                return
        self.acknowledge("rep")

    @once_open
    @rule(who=WHO, kind=KINDS)
    def write(self, who: str, kind: ViewKind) -> None:
        self.count += 1
        words = f"{who}-{kind.value}-{self.count}"

        def action() -> None:
            seen = load_assessment(
                self.people[who], self.assessment.id, is_people_ops=who == "ops", lock=True
            )
            if kind not in WRITES[seen.party]:
                raise Missing
            if kind is AGREED:
                conversations.begin(seen.assessment, by=self.people[who])
            else:
                sealed_views.begin(seen.assessment, kind, by=self.people[who])
            self.put(self.loaded(who, kind), words)

        allowed = self.told.may_write(who, kind, self.now())
        assert self.tries(action) == allowed
        if allowed:
            newest = self.told.newest(kind)
            if newest is None or newest.is_withdrawn:
                author = self.told.manager if kind is AGREED else who
                self.told.editions[kind].append(Edition(author, words))
            else:
                newest.words = words

    @once_open
    @rule(who=WHO, kind=KINDS)
    def submit(self, who: str, kind: ViewKind) -> None:
        def action() -> None:
            view = self.loaded(who, kind)
            seen = load_assessment(self.people[who], self.assessment.id, is_people_ops=who == "ops")
            if kind is AGREED:
                view.next_steps = view.next_steps or "Pair on cases."
                db.session.flush()
                conversations.agree(
                    view,
                    self.matrix,
                    seen=str(view.version),
                    by=self.people[who],
                    party=seen.party,
                )
            else:
                sealed_views.submit(view, self.matrix, by=self.people[who])

        told, now = self.told, self.now()
        newest = told.newest(kind)
        allowed = (
            newest is not None
            and not newest.is_withdrawn
            and newest.words != ""
            and told.may_write(who, kind, now)
        )
        if kind is AGREED:
            allowed = allowed and who == told.manager and told.is_in(SELF) and told.is_in(MANAGER)
        assert self.tries(action) == allowed
        if allowed and newest:
            newest.is_sealed = True
            if told.is_in(SELF) and told.is_in(MANAGER) and told.opens_at is None:
                told.opens_at = max(now, self.reveals_at())

    @once_open
    @rule(kind=KINDS)
    def reopen(self, kind: ViewKind) -> None:
        told, now = self.told, self.now()
        newest = told.newest(kind)
        allowed = told.state is CycleState.OPEN and newest is not None and newest.is_sealed
        if kind is MANAGER and newest:
            allowed = allowed and newest.author == told.manager
        done = self.tries(
            lambda: sealed_views.reopen(
                self.assessment, kind, reason="Something was left out.", by=self.people["ops"]
            )
        )
        assert done == allowed
        if allowed and newest:
            told.editions[kind].append(Edition(newest.author, newest.words))
            if told.opens_at is not None and told.opens_at > now:
                told.opens_at = None
            if kind is AGREED:
                told.is_acknowledged = False

    @once_open
    @rule(who=WHO)
    def acknowledge(self, who: str) -> None:
        def action() -> None:
            view = self.loaded(who, AGREED)
            conversations.acknowledge(
                view, edition=str(view.edition), comment="Read.", by=self.people[who]
            )

        allowed = who == "rep" and self.told.is_in(AGREED)
        assert self.tries(action) == allowed
        self.told.is_acknowledged = self.told.is_acknowledged or allowed

    @once_open
    @rule(state=st.sampled_from([CycleState.PAUSED, CycleState.OPEN]))
    def pause_or_resume(self, state: CycleState) -> None:
        ops, version = self.people["ops"], self.cycle.version
        resting = state is CycleState.PAUSED
        allowed = self.told.state is (CycleState.OPEN if resting else CycleState.PAUSED)
        done = self.tries(
            (lambda: running_cycles.pause(self.cycle, "A peak.", version=version, by=ops))
            if resting
            else (lambda: running_cycles.resume(self.cycle, version=version, by=ops))
        )
        assert done == allowed
        self.told.state = state if allowed else self.told.state

    @precondition(lambda self: self.count > 8)
    @rule()
    def close(self) -> None:
        version = self.cycle.version
        allowed = self.told.state is not CycleState.CLOSED
        done = self.tries(
            lambda: running_cycles.close(self.cycle, version=version, by=self.people["ops"])
        )
        assert done == allowed
        self.told.state = CycleState.CLOSED

    @once_open
    @rule(to=st.sampled_from(["successor", "manager"]))
    def change_manager(self, to: str) -> None:
        told = self.told
        person: Person = self.people[to]
        done = self.tries(
            lambda: running_cycles.change_manager(
                self.assessment,
                person.email,
                seen=self.assessment.manager_id,
                by=self.people["ops"],
            )
        )
        if told.is_in(AGREED) or told.state is CycleState.CLOSED:
            assert not done
        if done and to != told.manager:
            newest = told.newest(MANAGER)
            if newest and not newest.is_sealed:
                newest.is_withdrawn = True
            told.manager = to
            told.let_stand()

    @once_open
    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.traveller.move_to(self.now() + timedelta(hours=hours), tick=False)
        assert self.today() >= START.date()

    @once_open
    @invariant()
    def everybody_reads_what_they_may_and_nothing_else(self) -> None:
        now = self.now()
        for who, person in self.people.items():
            try:
                seen = load_assessment(person, self.assessment.id, is_people_ops=who == "ops")
            except Missing:
                read = set()
            else:
                read = {words_of(view) for view in readable_views(seen).values()}
            assert read == self.told.reads(who, now), who

    @once_open
    @invariant()
    def every_draft_is_its_authors_and_holds_what_they_wrote_last(self) -> None:
        for kind in (SELF, MANAGER, AGREED):
            newest = self.told.newest(kind)
            mine = {SELF: {"rep"}, MANAGER: {self.told.manager}}.get(
                kind, {"rep", self.told.manager}
            )
            for who, person in self.people.items():
                try:
                    view = load_own_view(person, self.assessment.id, kind=kind)
                except Missing:
                    live = newest is not None and not newest.is_withdrawn and who in mine
                    assert not (live and (kind is AGREED or newest.author == who)), (who, kind)
                else:
                    assert who in mine, (who, kind)
                    assert words_of(view) in {
                        e.words for e in self.told.editions[kind] if not e.is_withdrawn
                    }

    @once_open
    @invariant()
    def nothing_sealed_or_withdrawn_is_lost(self) -> None:
        for kind, editions in self.told.editions.items():
            stored = {
                words_of(view): view.state
                for view in queries.sealed_editions(self.assessment)
                if view.kind == kind
            }
            sealed = {e.words for e in editions if e.is_sealed}
            assert sealed == set(stored)
            for edition in editions:
                if edition.is_withdrawn and edition is editions[-1]:
                    author = self.people[edition.author]
                    assert words_of(load_withdrawn_view(author, self.assessment.id)) == (
                        edition.words
                    )


def words_of(view: View) -> str:
    """The one note that each edition has."""
    notes = db.session.scalars(
        select(StoredAnswer.note).where(StoredAnswer.view_id == view.id, StoredAnswer.note != "")
    )
    return "".join(notes)


def test_no_order_of_actions_leaks_loses_or_unseals_anything(app: Flask, kind: str) -> None:
    del app
    run_state_machine_as_test(
        Rounds,
        settings=settings(
            max_examples=20 if kind == "sqlite" else 6,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
