"""The made-up organisation: believable, sound, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain import assessments as rules
from portal.domain.assessments import ViewKind
from portal.domain.sealing import Stage
from portal.domain.workflows import CycleState, ExerciseState, GoalState
from portal.models import (
    Account,
    Assessment,
    AuditEvent,
    Cycle,
    Enrolment,
    Evidence,
    Goal,
    MatrixVersion,
    Person,
    Position,
    View,
)
from portal.queries import assessments, calibrations, ladders, matrices, people, programmes
from portal.queries.visibility.calibrations import load_exercise
from portal.services import passwords
from portal.services.demo import careers, organigram, organisation
from portal.services.demo.remarks import NOTES
from portal.services.demo.staff import Planned
from tests.reviewing import shipped_exercise

TODAY = date(2026, 3, 2)
DAYS = (TODAY, date(2026, 1, 1), date(2028, 2, 29), date(2026, 12, 31))
SIZES = (20, 21, 27, 60, 61, 150, 700)


def plan(size: int = 60, seed: int = 1, today: date = TODAY) -> list[Planned]:
    return organigram.plan(size=size, seed=seed, today=today)


def described(planned: list[Planned]) -> list[tuple[object, ...]]:
    return [
        (p.name, p.email, p.team, p.manager.email if p.manager else None, p.held, p.left_on)
        for p in planned
    ]


@pytest.fixture
def loaded(app: Flask) -> organisation.Report:
    return organisation.load(size=60, seed=1)


def everybody() -> list[Person]:
    return list(
        db.session.scalars(
            select(Person)
            .options(
                selectinload(Person.positions).joinedload(Position.role),
                joinedload(Person.account),
                joinedload(Person.team),
            )
            .order_by(Person.id)
        )
    )


def person(email: str) -> Person:
    found = people.by_email(email)
    assert found is not None
    return found


# --- the plan


@pytest.mark.parametrize("size", SIZES)
def test_as_many_people_as_asked_for_each_with_an_address_of_their_own(size: int) -> None:
    addresses = [p.email for p in plan(size)]
    assert len(addresses) == len(set(addresses)) == size
    assert all(a == a.lower() and a.isascii() and a.endswith("@demo.example") for a in addresses)


def test_the_same_seed_makes_the_same_people() -> None:
    assert described(plan(seed=7)) == described(plan(seed=7))
    assert described(plan(seed=7)) != described(plan(seed=8))


@pytest.mark.parametrize("size", SIZES)
def test_leads_have_six_to_nine_reports(size: int) -> None:
    planned = plan(size)
    leads = {p for p in planned if p.now and p.now.role_key == "team-lead"}
    reports = Counter(p.manager for p in planned if p.manager in leads and not p.left_on)
    assert set(reports) == leads
    assert all(6 <= count <= 9 for count in reports.values())


@pytest.mark.parametrize("today", DAYS)
def test_nobody_overlaps_themselves_and_nothing_is_in_the_future(today: date) -> None:
    for planned in plan(150, today=today):
        for before, after in pairwise(planned.held):
            assert before.ended_on is not None
            assert before.started_on < before.ended_on <= after.started_on
        if planned.held:
            assert planned.started_on == planned.held[0].started_on
            assert planned.held[-1].started_on < (planned.held[-1].ended_on or today)
            assert planned.held[-1].ended_on == planned.left_on
        assert planned.started_on <= (planned.left_on or today) <= today


def test_special_stories_are_there_however_few_people_there_are() -> None:
    planned = plan(20)
    paths = [tuple(held.role_key for held in p.held) for p in planned]
    assert ("css1", "css2", "css2") in paths, "came back from sales"
    assert ("css1", "css2", "senior-css", "team-lead", "senior-css") in paths, "led, and went back"
    assert ("css2", "cse", "pse", "senior-se") in paths, "embedded, and returned"
    assert any(p.left_on for p in planned), "left"
    assert any(p.first_manager for p in planned), "changed manager"
    assert any(p.manager and not p.held for p in planned), "role not known yet"
    last_week = [timedelta(days=7), timedelta(days=14)]
    assert any(last_week[0] <= TODAY - p.started_on < last_week[1] for p in planned), "new"


def test_every_stop_follows_a_move_of_the_shipped_ladder(app: Flask) -> None:
    moves = {
        (move.origin.key if move.origin else None, move.target.key if move.target else None)
        for move in ladders.whole_ladder().moves
    }
    fixed = [organigram.HEAD_PATH, organigram.REP_PATH, *organigram.RETURNS]
    paths = [*fixed, *(path for ways in careers.WAYS.values() for path in ways)]
    assert {step for path in paths for step in pairwise(path)} <= moves
    assert {(role_key, careers.AWAY) for role_key in careers.FAREWELLS} <= moves


def test_notes_are_about_competencies_there_are_in_both_languages(app: Flask) -> None:
    known = {c.key for matrix in matrices.all_published() for c in matrix.competencies()}
    assert set(NOTES) == known
    assert all(set(note) == {"en", "es"} for notes in NOTES.values() for note in notes)


# --- what is loaded


def test_what_is_reported_is_what_is_there(loaded: organisation.Report) -> None:
    counts = [
        db.session.scalar(select(func.count()).select_from(model))
        for model in (Person, Position, Cycle, Assessment)
    ]
    assert counts == [loaded.people, loaded.positions, loaded.rounds, loaded.assessments]
    assert organisation.is_loaded()
    events = select(func.count()).where(AuditEvent.action == "loaded demo organisation")
    assert db.session.scalar(events) == 1


def test_what_is_loaded_is_what_was_planned(app: Flask) -> None:
    organisation.load(size=40, seed=3, today=TODAY)
    planned = {p.email: p for p in plan(40, seed=3)}
    stored = {p.email: p for p in everybody()}
    assert stored.keys() == planned.keys()
    for email, found in stored.items():
        expected = planned[email]
        above = db.session.get(Person, found.manager_id) if found.manager_id else None
        assert (above.email if above else None) == (
            expected.manager.email if expected.manager else None
        )
        assert found.team is not None
        assert found.team.key == expected.team.key
        assert [(p.role.key, p.started_on, p.ended_on) for p in found.positions] == [
            (held.role_key, held.started_on, held.ended_on) for held in expected.held
        ]


def test_the_reporting_line_has_no_loops_and_one_head(loaded: organisation.Report) -> None:
    manager_of = {p.id: p.manager_id for p in everybody()}
    tops = Counter()
    for start in manager_of:
        seen, above = {start}, start
        while (next_above := manager_of[above]) is not None:
            above = next_above
            assert above not in seen
            seen.add(above)
        tops[above] += 1
    assert sorted(tops.values()) == [1, 1, loaded.people - 2], "people-ops and the admin aside"


def test_demo_people_have_their_rights_and_sign_in(loaded: organisation.Report) -> None:
    rights = {}
    for email in organisation.DEMO_PEOPLE:
        account = db.session.scalar(select(Account).where(Account.person_id == person(email).id))
        assert account is not None
        assert account.is_active
        assert passwords.matches(account.password_hash, organisation.PASSWORD)
        rights[email] = (account.is_people_ops, account.is_admin)
    assert rights == {
        "rep@demo.example": (False, False),
        "lead@demo.example": (False, False),
        "peopleops@demo.example": (True, False),
        "admin@demo.example": (False, True),
    }
    others = select(func.count()).where(Account.is_people_ops | Account.is_admin)
    assert db.session.scalar(others) == 2


def test_rep_reports_to_lead_and_came_from_css1(loaded: organisation.Report) -> None:
    rep, lead = person("rep@demo.example"), person("lead@demo.example")
    assert rep.manager_id == lead.id
    assert people.current_role_key(lead) == "team-lead"
    held = [p.role.key for p in next(p for p in everybody() if p.id == rep.id).positions]
    assert held == ["css1", "css2"]
    assert rep in people.reports(lead)


def test_rep_and_lead_can_start_a_self_assessment(loaded: organisation.Report) -> None:
    rep, lead = person("rep@demo.example"), person("lead@demo.example")
    assert assessments.open_check(rep) is None
    assert assessments.open_check(lead) is None
    assert len(assessments.own_checks(rep)) == 1
    submitted = assessments.latest_submitted(rep)
    assert submitted is not None
    assert submitted.assessment.role.key == "css2"


def test_submitted_views_are_whole_and_drafts_are_not(loaded: organisation.Report) -> None:
    views = db.session.scalars(
        select(View).options(
            joinedload(View.assessment).joinedload(Assessment.role),
            joinedload(View.assessment).joinedload(Assessment.matrix_version),
        )
    ).all()
    states = Counter(view.submitted_at is not None for view in views)
    assert states[True] > states[False] > 0
    said = []
    for view in views:
        matrix = matrices.frozen(view.assessment.matrix_version_id)
        role_key = view.assessment.role.key
        answers = assessments.answers(view)
        is_whole = rules.progress(matrix, role_key, answers).is_complete
        assert is_whole == (view.submitted_at is not None)
        assert not rules.unexplained(matrix, role_key, answers)
        assert view.assessment.started_at < view.saved_at < datetime.now(UTC)
        expected = {(c.key, b.key) for c, b in matrix.behaviours(role_key)}
        marked = {(key, b) for key, answer in answers.items() for b in answer.marks}
        assert marked <= expected
        if view.kind == ViewKind.SELF:
            said.append(tuple(m for answer in answers.values() for m in answer.marks.values()))
    assert len(said) == len(set(said)), "no two people say the same of themselves"


def test_one_round_is_over_and_one_is_open_at_every_stage(loaded: organisation.Report) -> None:
    rep, lead = person("rep@demo.example"), person("lead@demo.example")
    over, going_on = db.session.scalars(select(Cycle).order_by(Cycle.opens_on)).all()
    assert [over.state, going_on.state] == [CycleState.CLOSED, CycleState.OPEN]
    assert going_on.opens_on < datetime.now(UTC).date() < going_on.views_due_on
    now = datetime.now(UTC)

    def stages(cycle: Cycle, *where: ColumnElement[bool]) -> Counter[Stage]:
        found = db.session.scalars(
            select(Assessment).where(Assessment.cycle_id == cycle.id, *where)
        )
        return Counter(assessments.moments(one).stage(now) for one in found)

    of_rep = Assessment.person_id == rep.id
    assert stages(over, of_rep) == {Stage.DONE: 1}
    assert stages(going_on, of_rep) == {Stage.NOTHING_IN: 1}
    assert stages(over).most_common(1)[0][0] is Stage.DONE
    mine = stages(going_on, Assessment.manager_id == lead.id)
    assert mine.keys() >= {Stage.OPEN, Stage.AGREED, Stage.ONE_IN, Stage.NOTHING_IN}
    agreed = db.session.scalars(select(View).where(View.kind == ViewKind.AGREED)).all()
    assert all(view.next_steps and view.submitted_at for view in agreed)
    kept = db.session.scalars(select(Evidence).where(Evidence.person_id == rep.id)).all()
    assert {note.kind for note in kept} >= {"note", "thanks", "card"}
    assert {bool(note.shared_at) for note in kept} == {True, False}
    goals = db.session.scalars(select(Goal).where(Goal.person_id == rep.id)).all()
    assert {goal.state for goal in goals} == {GoalState.ACTIVE, GoalState.OBSERVED}


def test_former_people_have_no_position_and_no_way_in(loaded: organisation.Report) -> None:
    former = [p for p in everybody() if p.left_on]
    assert len(former) == 3
    for gone in former:
        assert gone.position is None
        assert gone.account is not None
        assert not gone.account.is_active


def test_some_are_on_their_way_through_a_programme(loaded: organisation.Report) -> None:
    rep, lead = person("rep@demo.example"), person("lead@demo.example")
    way = programmes.own_way(rep, "technical-development")
    assert way is not None
    assert way.progress.confirmed
    assert way.progress.waiting
    assert way.progress.left
    assert way.enrolment.mentor is not None
    assert way.enrolment.mentor not in (rep, lead)
    learners = db.session.scalars(select(Enrolment)).all()
    assert len(learners) > 1
    assert all(one.started_on < datetime.now(UTC).date() for one in learners)


# --- refusals


def test_a_portal_with_people_is_left_alone(loaded: organisation.Report) -> None:
    with pytest.raises(organisation.DemoRefused, match="people in the portal already"):
        organisation.load(size=20, seed=1)


def test_without_matrices_it_says_what_to_do(app: Flask) -> None:
    for version in db.session.scalars(select(MatrixVersion)):
        version.state = "superseded"
    db.session.flush()
    with pytest.raises(organisation.DemoRefused, match="portal seed load"):
        organisation.load(size=20, seed=1)
    assert not organisation.is_loaded()


def test_the_shipped_exercise_is_open_and_the_lead_has_not_read_it(
    loaded: organisation.Report,
) -> None:
    exercise = load_exercise(shipped_exercise().id, with_drafts=False)
    assert exercise.state == ExerciseState.OPEN
    assert calibrations.readings_in(exercise) == 4
    assert calibrations.own_reading(exercise, person("lead@demo.example")) is None
