"""Calibration exercises: writing one, opening and closing it, reading its sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import audit
from portal.db import db
from portal.domain.calibrations import Said
from portal.domain.keys import key_for
from portal.domain.languages import LocalizedText
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.domain.workflows import EXERCISE_MOVES, ExerciseState, allows
from portal.models import (
    Behaviour,
    Exercise,
    ExerciseMark,
    ExerciseReading,
    Person,
    Role,
)
from portal.queries import calibrations as queries
from portal.queries import matrices
from portal.services import notices
from portal.services.notices import Telling
from portal.services.row_edits import check_version, put
from portal.services.uniqueness import unless_taken


@dataclass(frozen=True)
class ExerciseEntry:
    """What an exercise says, and the keys of the competencies its sample says enough about."""

    title: LocalizedText
    sample: LocalizedText
    competencies: tuple[str, ...]


def write(role_key: str, entry: ExerciseEntry, *, by: Person) -> Exercise:
    """A new exercise, read against the matrix of the role as it is published now.

    A form that is sent twice makes one.
    """
    one_at_a_time = select(Person.id).where(Person.id == by.id)
    db.session.execute(one_at_a_time.with_for_update(key_share=True))
    role = db.session.scalar(
        select(Role).where(Role.key == role_key).options(joinedload(Role.track))
    )
    version = matrices.assessable_version(role) if role else None
    if role is None or version is None:
        raise Missing
    _check_competencies(role, version.id, entry.competencies)
    drafts = db.session.scalars(
        select(Exercise).where(Exercise.by_id == by.id, Exercise.state == ExerciseState.DRAFT)
    ).all()
    for one in drafts:
        same = (one.title, one.sample, one.competencies, one.role_id)
        if same == (entry.title, entry.sample, entry.competencies, role.id):
            return one
    keys = set(db.session.scalars(select(Exercise.key)))
    exercise = Exercise(
        key=key_for(entry.title.original, keys, "exercise"),
        title=entry.title,
        sample=entry.sample,
        role=role,
        matrix_version=version,
        competencies=entry.competencies,
        state=ExerciseState.DRAFT,
        by_id=by.id,
    )
    with unless_taken(Refusal.CHANGED_MEANWHILE):
        db.session.add(exercise)
    audit.record(by, "wrote exercise", exercise)
    return exercise


def _check_competencies(role: Role, version_id: int, keys: tuple[str, ...]) -> None:
    """They must be there, and the matrix must expect something of the role in each of them."""
    asked = {c.key for c in matrices.frozen(version_id).for_role(role.key).competencies()}
    if not keys or not set(keys) <= asked:
        raise RuleBroken(Refusal.EXERCISE_UNFIT, "competencies")


def change(exercise: Exercise, entry: ExerciseEntry, *, version: int, by: Person) -> None:
    """Say something else in an exercise that nobody has read yet; it is locked."""
    _require_draft(exercise)
    check_version(exercise.version, version)
    _check_competencies(exercise.role, exercise.matrix_version_id, entry.competencies)
    changed = put(
        exercise,
        {"title": entry.title, "sample": entry.sample, "competencies": entry.competencies},
    )
    if changed:
        audit.record(by, "changed exercise", exercise, changed)


def discard(exercise: Exercise, *, by: Person) -> None:
    """Throw a draft away."""
    _require_draft(exercise)
    audit.record(by, "discarded exercise", exercise)
    db.session.refresh(exercise, ["readings"])
    db.session.delete(exercise)
    db.session.flush()


def _require_draft(exercise: Exercise) -> None:
    if not allows(EXERCISE_MOVES, ExerciseState(exercise.state), ExerciseState.OPEN):
        raise RuleBroken(Refusal.EXERCISE_OPENED)


def open_to_assessors(exercise: Exercise, *, by: Person) -> None:
    """Let assessors read it, and tell them. Asked for again, it is open already."""
    if exercise.state == ExerciseState.OPEN:
        return
    _require_draft(exercise)
    exercise.state = ExerciseState.OPEN
    audit.record(by, "opened exercise", exercise, ["state"])
    _tell(exercise, NoticeKind.EXERCISE_OPENED, "opened", queries.assessors(), by=by)


def close(exercise: Exercise, *, by: Person) -> None:
    """End the reading and lay the marks open, nameless; who sent theirs is told.

    What was not sent stays its author's alone. Asked for again, it is closed already.
    """
    if exercise.state == ExerciseState.CLOSED:
        return
    if not allows(EXERCISE_MOVES, ExerciseState(exercise.state), ExerciseState.CLOSED):
        raise Missing
    exercise.state, exercise.closed_at = ExerciseState.CLOSED, datetime.now(UTC)
    audit.record(by, "closed exercise", exercise, ["state", "closed_at"])
    _tell(exercise, NoticeKind.EXERCISE_CLOSED, "closed", queries.senders(exercise), by=by)


def _tell(
    exercise: Exercise, kind: NoticeKind, occasion: str, people: Sequence[Person], *, by: Person
) -> None:
    """Tell everybody but ``by``, each with the title in their language."""
    notices.tell_each(
        kind,
        [
            Telling(
                person.id,
                key=f"exercise:{exercise.id}:{occasion}:{person.id}",
                path=f"/assessments/calibration/{exercise.id}",
                about={"exercise": exercise.title.words(person.locale)},
            )
            for person in people
            if person.id != by.id
        ],
    )


def read(
    exercise: Exercise, said: Mapping[str, Said], *, version: int, sends: bool, by: Person
) -> ExerciseReading:
    """Save how ``by`` marks the sample, by behaviour key, and send it if ``sends``.

    ``exercise`` is locked and open (EXERCISE_CLOSED otherwise); ``version`` is that of the reading
    the form was filled over, 0 if there was none. Sent, it stays as it is (ALREADY_SENT). To be
    sent, it marks every behaviour (UNMARKED_BEHAVIOURS).
    """
    if exercise.state != ExerciseState.OPEN:
        raise RuleBroken(Refusal.EXERCISE_CLOSED)
    reading = queries.own_reading(exercise, by)
    if reading is None or queries.as_value(reading) != said:  # what says the same meets no other
        if reading is not None and reading.sent_at is not None:
            raise RuleBroken(Refusal.ALREADY_SENT)
        check_version(reading.version if reading else 0, version)
    if reading is None:
        reading = ExerciseReading(
            exercise_id=exercise.id, person_id=by.id, saved_at=datetime.now(UTC), marks=[]
        )
        with unless_taken(Refusal.CHANGED_MEANWHILE):
            db.session.add(reading)
        audit.record(by, "started exercise reading", reading)
    if reading.sent_at is None:
        _mark(reading, said)
        if sends:
            _send(exercise, reading, said, by=by)
    return reading


def _mark(reading: ExerciseReading, said: Mapping[str, Said]) -> None:
    behaviours = {
        b.key: b for b in db.session.scalars(select(Behaviour).where(Behaviour.key.in_(said)))
    }
    before = {one.behaviour.key: one for one in reading.marks}
    for key, one in before.items():
        if key not in said:
            reading.marks.remove(one)
    for key, new in said.items():
        if marked := before.get(key):
            marked.mark, marked.because = new.mark, new.because
        else:
            reading.marks.append(
                ExerciseMark(behaviour=behaviours[key], mark=new.mark, because=new.because)
            )
    reading.saved_at = datetime.now(UTC)
    db.session.flush()


def _send(
    exercise: Exercise, reading: ExerciseReading, said: Mapping[str, Said], *, by: Person
) -> None:
    asked = queries.matrix_of(exercise).every_behaviour()
    if asked.keys() - said.keys():
        raise RuleBroken(Refusal.UNMARKED_BEHAVIOURS)
    reading.sent_at = datetime.now(UTC)
    audit.record(by, "sent exercise reading", reading, ["sent_at"])
