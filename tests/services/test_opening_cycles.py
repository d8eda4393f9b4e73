"""Opening a round: on its day, once, for everybody who can start."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.workflows import CycleState
from portal.models import (
    Assessment,
    AuditEvent,
    Cycle,
    Notice,
    Person,
    Position,
    View,
)
from portal.services import cycles as services
from tests.factories import (
    make_account,
    make_member,
    make_person,
    published_version,
)
from tests.planned_rounds import (
    ENTRY,
    OPENING,
    check,
    draft,
    make_many,
    refusal,
    with_owner,
)
from tests.statements import counted


@pytest.fixture
def ops(app: Flask) -> Person:
    del app
    return with_owner()


def open_now(cycle: Cycle, by: Person, reason: str = "Olga leads herself.") -> int:
    return services.open_cycle(
        cycle, seen=check(cycle, datetime.now(UTC)).stamp, reason=reason, by=by
    )


def test_a_round_opens_on_its_day_in_its_own_time_zone(ops: Person) -> None:
    """Whatever the clock of the server or of the browser says: midnight in Madrid decides."""
    cycle = draft(ops)
    for zone_of_server in ("Pacific/Auckland", "America/Los_Angeles"):
        too_early = datetime(2026, 10, 4, 21, 59, tzinfo=UTC).astimezone(ZoneInfo(zone_of_server))
        with time_machine.travel(too_early, tick=False), pytest.raises(RuleBroken) as broken:
            open_now(cycle, ops)
        assert refusal(broken) == (Refusal.CYCLE_TOO_EARLY, None)
    # the last day has 25 hours; a minute before it ends is still in time
    with time_machine.travel(datetime(2026, 10, 25, 23, 0, tzinfo=UTC), tick=False):
        with pytest.raises(RuleBroken) as broken:
            open_now(cycle, ops)
        assert refusal(broken) == (Refusal.VIEWS_DUE_PAST, None)
    with time_machine.travel(datetime(2026, 10, 25, 22, 59, tzinfo=UTC), tick=False):
        assert open_now(cycle, ops) == 3


@time_machine.travel(OPENING, tick=False)
def test_opening_begins_an_assessment_for_everybody_who_can_start(ops: Person) -> None:
    lead = make_member("Lena Lead", role="team-lead")
    lead.manager_id = ops.manager_id
    rep = make_member("Rita Rep", role="css2")
    rep.manager_id = lead.id
    make_account(make_person("Nora Norole", manager=lead))
    orphan = make_member("Gita", role="css1")
    orphan.manager_id = make_person(left_on=date(2026, 9, 1)).id
    cycle = draft(ops)
    seen = check(cycle).stamp
    with pytest.raises(RuleBroken) as broken:
        services.open_cycle(cycle, seen=seen, reason="", by=ops)
    assert refusal(broken) == (Refusal.UNMENDED_UNEXPLAINED, "reason")
    rep.manager_id = None
    db.session.flush()
    with pytest.raises(RuleBroken) as broken:
        services.open_cycle(cycle, seen=seen, reason="Olga leads herself.", by=ops)
    assert refusal(broken) == (Refusal.CHECK_CHANGED, None)
    rep.manager_id = lead.id

    assert open_now(cycle, ops) == 6
    assert (cycle.state, cycle.opened_at) == (CycleState.OPEN, OPENING)
    assert cycle.unmended_reason == "Olga leads herself."
    begun = {a.person_id: a for a in db.session.scalars(select(Assessment))}
    assert len(begun) == 6
    mine = begun[rep.id]
    position = db.session.scalars(select(Position).where(Position.person_id == rep.id)).one()
    assert (mine.cycle_id, mine.manager_id, mine.role_id, mine.started_at) == (
        cycle.id, lead.id, position.role_id, OPENING,
    )  # fmt: skip
    assert mine.matrix_version_id == published_version("frontline").id
    assert begun[orphan.id].manager_id is None
    assert db.session.scalar(select(func.count()).select_from(View)) == 0
    notice = db.session.scalars(select(Notice).where(Notice.person_id == rep.id)).one()
    assert notice.key == f"cycle:{cycle.id}:opened:{rep.id}"
    assert notice.about == {"cycle": "Autumn 2026", "due": "2026-10-25", "zone": "Europe/Madrid"}
    assert db.session.scalar(select(func.count()).select_from(Notice)) == 6

    # it opens once, and what was set up holds from then on
    for change in (
        lambda: services.open_cycle(cycle, seen=seen, reason="Again", by=ops),
        lambda: services.change(cycle, ENTRY, version=cycle.version, by=ops),
        lambda: services.choose(cycle, rep, is_in=False, reason="Late", by=ops),
        lambda: services.take_choice_back(cycle, rep, by=ops),
        lambda: services.take_newest(cycle, by=ops),
        lambda: services.discard(cycle, version=cycle.version, by=ops),
    ):
        with pytest.raises(RuleBroken) as broken:
            change()
        assert refusal(broken) == (Refusal.CYCLE_OPENED, None)
    assert db.session.scalar(select(func.count()).select_from(Assessment)) == 6
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "opened round")).one()
    assert told.fields == ["state", "unmended_reason"]


@time_machine.travel(OPENING, tick=False)
def test_a_round_with_nobody_in_it_does_not_open(ops: Person) -> None:
    cycle = draft(ops, replace(ENTRY, tracks=("embedded",)))
    with pytest.raises(RuleBroken) as broken:
        open_now(cycle, ops)
    assert refusal(broken) == (Refusal.CYCLE_EMPTY, None)


@time_machine.travel(OPENING, tick=False)
def test_the_check_and_opening_ask_as_much_for_many_as_for_few(ops: Person) -> None:
    def statements(cycle: Cycle) -> tuple[int, int]:
        with counted() as checking:
            found = check(cycle)
        with counted() as opening:
            services.open_cycle(cycle, seen=found.stamp, reason="Some lack an account.", by=ops)
        return len(checking), len(opening)

    few = statements(draft(ops))
    make_many(1_500, ops)
    cycle = draft(ops, replace(ENTRY, name="Large"))
    assert statements(cycle) == few
    in_it = select(func.count()).where(Assessment.cycle_id == cycle.id)
    assert db.session.scalar(in_it) == 1_503
