"""Setting up a round, and the readiness check on what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.cycle_audiences import LeftOut
from portal.domain.cycle_readiness import Problem
from portal.domain.languages import LocalizedText
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.workflows import CycleState
from portal.models import (
    AuditEvent,
    Cycle,
    CycleChoice,
    CycleVersion,
    Person,
    Role,
)
from portal.queries import cycles
from portal.queries.visibility.cycles import load_cycle
from portal.services import absences
from portal.services import cycles as services
from portal.services.absences import Leave
from tests import drafting
from tests.factories import (
    make_account,
    make_member,
    make_person,
    make_team,
)
from tests.planned_rounds import (
    ENTRY,
    check,
    draft,
    names,
    refusal,
    track_of,
    with_owner,
)


@pytest.fixture
def ops(app: Flask) -> Person:
    del app
    return with_owner()


# Setting up


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"views_due_on": date(2026, 10, 4)}, (Refusal.VIEWS_BEFORE_OPENING, "views_due_on")),
        ({"talks_due_on": date(2026, 10, 24)}, (Refusal.TALKS_BEFORE_VIEWS, "talks_due_on")),
        ({"views_open_on": date(2026, 10, 4)}, (Refusal.VIEWS_OPEN_UNFIT, "views_open_on")),
        ({"views_open_on": date(2026, 11, 7)}, (Refusal.VIEWS_OPEN_UNFIT, "views_open_on")),
    ],
)
def test_the_days_of_a_round_follow_each_other(
    ops: Person, days: dict[str, date], said: tuple[Refusal, str]
) -> None:
    with pytest.raises(RuleBroken) as broken:
        services.set_up(replace(ENTRY, **days), by=ops)
    assert refusal(broken) == said
    assert db.session.scalar(select(func.count()).select_from(Cycle)) == 0


def test_a_draft_is_set_up_changed_and_discarded(ops: Person) -> None:
    cycle = draft(ops)
    assert (cycle.state, cycle.by_id) == (CycleState.DRAFT, ops.id)
    assert [one.frozen == one.newest is not None for one in cycles.tracks_of(cycle)] == [True] * 5
    with pytest.raises(RuleBroken) as broken:
        services.set_up(ENTRY, by=ops)
    assert refusal(broken) == (Refusal.CYCLE_NAMED, "name")

    cycle = load_cycle(cycle.id)
    seen = cycle.version
    services.change(cycle, replace(ENTRY, teams=("north",)), version=seen, by=ops)
    with pytest.raises(RuleBroken) as broken:
        services.change(cycle, replace(ENTRY, note="Mine"), version=seen, by=ops)
    assert refusal(broken) == (Refusal.CHANGED_MEANWHILE, None)
    assert (cycle.teams, cycle.note) == (("north",), "")
    with pytest.raises(RuleBroken) as broken:
        services.choose(cycle, ops, is_in=False, reason="Runs it", by=ops)
    assert refusal(broken) == (Refusal.NOT_YOURSELF, None)
    services.choose(cycle, make_person(), is_in=False, reason="Runs it", by=ops)
    with pytest.raises(RuleBroken):
        services.discard(cycle, version=seen, by=ops)
    services.discard(cycle, version=cycle.version, by=ops)
    for table in (Cycle, CycleVersion, CycleChoice):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    traced = db.session.execute(
        select(AuditEvent.action, AuditEvent.fields).order_by(AuditEvent.id)
    ).all()
    assert [tuple(row) for row in traced if "round" in row.action] == [
        ("set up round", []),
        ("changed round", ["teams"]),
        ("left out of round", ["is_in"]),
        ("discarded round", []),
    ]


def test_rounds_at_the_same_time_are_told_of_where_they_can_share_people(ops: Person) -> None:
    cycle = draft(ops)
    later = replace(ENTRY, name="Later", opens_on=date(2026, 11, 7), views_due_on=date(2026, 11, 8),
                    talks_due_on=date(2026, 11, 9))  # fmt: skip
    services.set_up(later, by=ops)
    services.set_up(replace(ENTRY, name="Overlaps", opens_on=date(2026, 9, 1)), by=ops)
    mine = draft(ops, replace(ENTRY, name="Operations", tracks=("operations",)))
    services.set_up(replace(ENTRY, name="Frontline", tracks=("frontline",)), by=ops)
    assert [other.name for other in cycles.at_the_same_time(mine)] == ["Overlaps", "Autumn 2026"]
    assert "Later" not in {other.name for other in cycles.at_the_same_time(cycle)}


# The check


def test_everybody_who_would_fall_through_is_found(ops: Person) -> None:
    lead = make_member("Lena Lead", role="team-lead")
    lead.manager_id = ops.manager_id
    gone = make_person("Gil Gone", left_on=date(2026, 9, 1))
    away = make_member("Ada Away", role="team-lead")
    away.manager_id = ops.manager_id
    silent = make_person("Sven Silent", role="team-lead", manager=lead)
    absences.enter(away, Leave(date(2026, 10, 1), date(2026, 10, 6)), by=ops)
    make_account(make_person("Rita Rep", role="css2", manager=lead))
    make_account(make_person("Nora Norole", manager=lead))
    make_account(make_person("Gita", role="css2", manager=gone))
    make_account(make_person("Sara", role="css2", manager=silent))
    make_account(make_person("Aldo", role="css2", manager=away))
    make_account(make_person("Nils New", role="css1", manager=lead, started_on=date(2026, 9, 1)))
    make_account(make_person("Cleo", role="css2", manager=lead), is_active=False)
    odd = Role(key="scribe", track_id=track_of("css2"), rank=4, **_named("Scribe"))
    db.session.add(odd)
    make_account(make_person("Mona", role="scribe", manager=lead))

    cycle = draft(ops)
    found = check(cycle)
    assert names(found) == {
        Problem.NO_ROLE: ["Nora Norole"],
        Problem.NO_MATRIX: ["Mona"],
        Problem.NO_MANAGER: ["Olga Owner"],
        Problem.MANAGER_LEFT: ["Gita"],
        Problem.MANAGER_NO_ACCOUNT: ["Sara"],
        Problem.MANAGER_AWAY: ["Aldo"],
        Problem.NO_ACCOUNT: ["Cleo", "Sven Silent"],
    }
    assert {why: [one.person.name for one in out] for why, out in found.by_left_out.items()} == {
        LeftOut.ON_LEAVE: ["Ada Away"],
        LeftOut.NEW_STARTER: ["Nils New"],
    }
    # back on the 6th: a round that opens that day finds her, and Aldo's manager, here again
    later = check(cycle, datetime(2026, 10, 5, 22, 30, tzinfo=UTC))  # past midnight in Madrid
    assert Problem.MANAGER_AWAY not in later.by_problem
    assert LeftOut.ON_LEAVE not in later.by_left_out
    # leave that is not left out is a problem, and what is decided by hand settles it
    services.change(cycle, replace(ENTRY, leaves_out_absent=False), version=cycle.version, by=ops)
    assert names(check(cycle))[Problem.ON_LEAVE] == ["Ada Away"]
    services.choose(cycle, away, is_in=True, reason="Back the next day", by=ops)
    assert Problem.ON_LEAVE not in check(cycle).by_problem
    services.choose(cycle, away, is_in=False, reason="Not back after all", by=ops)
    assert [one.person.reason for one in check(cycle).by_left_out[LeftOut.BY_HAND]] == [
        "Not back after all"
    ]
    services.take_choice_back(cycle, away, by=ops)
    services.take_choice_back(cycle, away, by=ops)  # a second click changes nothing
    assert names(check(cycle))[Problem.ON_LEAVE] == ["Ada Away"]


def _named(name: str) -> dict[str, object]:
    text = LocalizedText({"en": name})
    return {"title": text, "short": text, "owns": ()}


def test_tracks_and_teams_narrow_a_round_together(ops: Person) -> None:
    north, south = make_team("North"), make_team("South")
    for name, role, team in (
        ("Fay", "css2", north), ("Flo", "css2", south), ("Opal", "ops-specialist", north),
    ):  # fmt: skip
        make_account(make_person(name, role=role, team=team, manager=ops))
    cycle = draft(ops, replace(ENTRY, tracks=("frontline",), teams=(north.key,)))
    assert [one.person.name for one in check(cycle).starting] == ["Fay"]


def test_a_version_published_since_is_noticed_and_taken(ops: Person) -> None:
    rep = make_member("Rita Rep", role="css2")
    rep.manager_id = ops.id
    cycle = draft(ops)
    old = next(one for one in cycles.tracks_of(cycle) if one.track.key == "frontline")
    assert not old.versions.has_newer
    drafting.publish(ops, drafting.adding("Shows a colleague where an answer came from."))
    found = check(cycle)
    assert names(found)[Problem.WRONG_VERSION] == ["Rita Rep"]
    assert services.take_newest(cycle, track_key="operations", by=ops) == 0
    assert services.take_newest(cycle, by=ops) == 1
    assert services.take_newest(cycle, by=ops) == 0
    cycle = load_cycle(cycle.id, lock=True)
    assert Problem.WRONG_VERSION not in check(cycle).by_problem
    now = next(one for one in cycles.tracks_of(cycle) if one.track.key == "frontline")
    assert now.frozen == now.newest != old.frozen
