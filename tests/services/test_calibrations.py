"""Calibration exercises: read alone, sealed once sent, laid open together and without names."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.calibrations import Said, compare
from portal.domain.languages import LocalizedText
from portal.domain.notices import NoticeKind
from portal.domain.observations import Mark
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.domain.workflows import ExerciseState
from portal.models import AuditEvent, Exercise, ExerciseReading, Notice, Person
from portal.queries import calibrations as queries
from portal.queries import mark_examples, matrices
from portal.queries.visibility.calibrations import load_exercise
from portal.services import calibrations
from portal.services.calibrations import ExerciseEntry
from tests.factories import make_account, make_member, make_person
from tests.reviewing import (
    asked_in,
    make_exercise,
    make_manager,
    make_reading,
    said_of,
    shipped_exercise,
)

BECAUSE = "The second paragraph says so: dunlin-6620"


@pytest.fixture
def ops(app: Flask) -> Person:
    return make_member("Olga Ops", is_people_ops=True)


def locked(exercise: Exercise) -> Exercise:
    return load_exercise(exercise.id, with_drafts=True, lock=True)


def entry(**changes: object) -> ExerciseEntry:
    values: dict[str, object] = {
        "title": LocalizedText({"en": "A quiet week", "es": "Una semana tranquila"}),
        "sample": LocalizedText({"en": "Noa answers. Nobody asks."}),
        "competencies": ("ownership", "knowledge-sharing"),
    }
    return ExerciseEntry(**{**values, **changes})  # type: ignore[arg-type]


def refused(broken: pytest.ExceptionInfo[RuleBroken]) -> Refusal:
    return broken.value.refusal


def told(kind: NoticeKind) -> set[int]:
    return set(db.session.scalars(select(Notice.person_id).where(Notice.kind == kind)))


def test_an_exercise_is_written_and_opened_once(ops: Person) -> None:
    first = calibrations.write("css2", entry(), by=ops)
    assert calibrations.write("css2", entry(), by=ops).id == first.id
    assert first.key == "a-quiet-week"
    frontline = matrices.published("frontline")
    assert frontline is not None
    exercise = load_exercise(first.id, with_drafts=True)
    assert exercise.matrix_version.number == frontline.number
    assert [c.key for c in queries.matrix_of(exercise).competencies()] == [
        "ownership",
        "knowledge-sharing",
    ]
    with pytest.raises(Missing):
        load_exercise(first.id, with_drafts=False)
    for unfit in ((), ("people-management",), ("ownership", "never-was")):
        with pytest.raises(RuleBroken) as broken:
            calibrations.write("css2", entry(competencies=unfit), by=ops)
        assert refused(broken) is Refusal.EXERCISE_UNFIT
    with pytest.raises(Missing):
        calibrations.write("never-was", entry(), by=ops)

    seen = exercise.version
    calibrations.change(exercise, entry(competencies=("ownership",)), version=seen, by=ops)
    with pytest.raises(RuleBroken) as broken:
        calibrations.change(locked(exercise), entry(), version=seen, by=ops)
    assert refused(broken) is Refusal.CHANGED_MEANWHILE

    manager, former = make_manager("Mona Manager"), make_manager("Fritz Former")
    former.left_on = former.started_on
    second_ops = make_member("Otto Ops", is_people_ops=True)
    closed_ops = make_account(make_person("Cleo Closed"), is_people_ops=True, is_active=False)
    make_member("Rita Rep")
    for _click in range(2):
        calibrations.open_to_assessors(locked(exercise), by=ops)
    assert told(NoticeKind.EXERCISE_OPENED) == {manager.id, second_ops.id}
    assert closed_ops.person_id not in told(NoticeKind.EXERCISE_OPENED)
    for late in (
        lambda: calibrations.change(locked(exercise), entry(), version=9, by=ops),
        lambda: calibrations.discard(locked(exercise), by=ops),
    ):
        with pytest.raises(RuleBroken) as broken:
            late()
        assert refused(broken) is Refusal.EXERCISE_OPENED

    calibrations.discard(locked(shipped_exercise()), by=ops)
    assert db.session.scalars(select(Exercise.key)).all() == ["a-quiet-week"]


def test_nobody_reads_anybodys_marks_before_it_is_closed(ops: Person) -> None:
    exercise = make_exercise()
    first, second, third = (make_manager(name) for name in ("Ada", "Ben", "Cy"))
    differing = asked_in(exercise)[0]
    make_reading(exercise, first, because=BECAUSE)
    make_reading(exercise, second, **{differing.replace("-", "_"): Mark.NOT_YET})
    make_reading(exercise, third, Mark.LIFTS_OTHERS, is_sent=False)

    assert queries.readings_in(exercise) == 2
    assert queries.sent_readings(exercise) == []
    own = queries.own_reading(exercise, third)
    assert own is not None
    assert {said.mark for said in queries.as_value(own).values()} == {Mark.LIFTS_OTHERS}
    assert queries.own_reading(exercise, ops) is None
    mine = queries.all_for(first, with_drafts=False)
    assert [(one.exercise.id, one.reading is not None) for one in mine] == [(exercise.id, True)]

    for _click in range(2):
        calibrations.close(locked(exercise), by=ops)
    assert told(NoticeKind.EXERCISE_CLOSED) == {first.id, second.id}
    readings = queries.sent_readings(exercise)
    assert len(readings) == 2  # the draft stays its author's
    found = compare(asked_in(exercise), readings)
    assert [spread.behaviour_key for spread in found.to_talk_about] == [differing]
    assert found.spreads[0].reasons[Mark.OWN_INITIATIVE] == (BECAUSE,)
    with pytest.raises(RuleBroken) as broken:
        calibrations.read(
            locked(exercise),
            said_of(exercise, Mark.NOT_YET),
            version=own.version,
            sends=True,
            by=third,
        )
    assert refused(broken) is Refusal.EXERCISE_CLOSED
    trace = repr(db.session.connection().execute(select(AuditEvent.__table__)).all())
    trace += repr(db.session.connection().execute(select(Notice.__table__)).all())
    assert "dunlin" not in trace
    assert "not_yet" not in trace


def test_a_reading_is_sealed_once_it_is_sent(ops: Person) -> None:
    exercise, reader = make_exercise(), make_manager("Ada")
    keys = asked_in(exercise)
    half = {keys[0]: Said(Mark.NOT_YET, BECAUSE)}
    first = calibrations.read(locked(exercise), half, version=0, sends=False, by=reader)
    with pytest.raises(RuleBroken) as broken, db.session.begin_nested():
        calibrations.read(locked(exercise), half, version=first.version, sends=True, by=reader)
    assert refused(broken) is Refusal.UNMARKED_BEHAVIOURS
    stored = queries.own_reading(exercise, reader)
    assert stored is not None
    assert stored.sent_at is None
    whole = said_of(exercise, Mark.WHEN_PROMPTED)
    with pytest.raises(RuleBroken) as broken:  # another tab, filled over nothing
        calibrations.read(locked(exercise), whole, version=0, sends=False, by=reader)
    assert refused(broken) is Refusal.CHANGED_MEANWHILE
    for _click in range(2):
        calibrations.read(locked(exercise), whole, version=stored.version, sends=True, by=reader)
    with pytest.raises(RuleBroken) as broken:
        calibrations.read(locked(exercise), half, version=99, sends=True, by=reader)
    assert refused(broken) is Refusal.ALREADY_SENT
    assert len(db.session.scalars(select(ExerciseReading)).all()) == 1
    assert queries.as_value(queries.own_reading(exercise, reader)) == whole
    calibrations.close(locked(exercise), by=ops)
    assert exercise.state == ExerciseState.CLOSED
    assert not compare(keys, queries.sent_readings(exercise)).has_enough


def test_examples_are_there_for_every_mark_of_every_shipped_competency(app: Flask) -> None:
    scale = {Mark.NOT_YET, Mark.WHEN_PROMPTED, Mark.OWN_INITIATIVE, Mark.LIFTS_OTHERS}
    for matrix in matrices.all_published():
        examples = mark_examples.for_matrix(matrix)
        assert set(examples) == {competency.key for competency in matrix.competencies()}
        assert all(set(by_mark) == scale for by_mark in examples.values())
