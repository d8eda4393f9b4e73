"""Loading the tone guide, the examples of marks and the calibration exercises of a shipment."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.workflows import ExerciseState
from portal.models import Competency, Exercise, MarkExample, Role, TonePrinciple
from portal.queries import matrices
from portal.services.seeds.guides import (
    CalibrationFile,
    ExerciseEntry,
    MarkExamplesFile,
    ToneGuideFile,
)
from portal.services.seeds.reports import Report, add_missing


def load_tone_guide(file: ToneGuideFile, report: Report) -> None:
    add_missing(
        report,
        TonePrinciple,
        {
            principle.key: {
                "place": place,
                "title": principle.title.localized(),
                "text": principle.text.localized(),
            }
            for place, principle in enumerate(file.principles)
        },
    )


def load_mark_examples(file: MarkExamplesFile, report: Report) -> None:
    """Examples for competencies that this installation has."""
    competencies = {c.key: c.id for c in db.session.scalars(select(Competency))}
    stored = {(e.competency_id, e.mark): e for e in db.session.scalars(select(MarkExample))}
    kind = MarkExample.__tablename__
    for key, entry in file.examples.items():
        if key not in competencies:
            continue
        for mark, text in entry.by_mark().items():
            example = stored.get((competencies[key], mark))
            if example is None:
                db.session.add(MarkExample(competency_id=competencies[key], mark=mark, text=text))
                report.added[kind] += 1
                continue
            report.present[kind] += 1
            if example.text != text:
                report.differing.append(f"{kind} {key} {mark}")
    db.session.flush()


def load_exercises(file: CalibrationFile, report: Report) -> None:
    """Exercises as drafts, against the matrices as they are published here; people-ops open them.

    One whose role is asked none of its competencies here is left out.
    """
    present = set(db.session.scalars(select(Exercise.key)))
    for entry in file.exercises:
        if entry.key in present:
            report.present[Exercise.__tablename__] += 1
        elif (exercise := _exercise(entry)) is not None:
            db.session.add(exercise)
            report.added[Exercise.__tablename__] += 1
    db.session.flush()


def _exercise(entry: ExerciseEntry) -> Exercise | None:
    role = db.session.scalar(
        select(Role).where(Role.key == entry.role).options(joinedload(Role.track))
    )
    version = matrices.assessable_version(role) if role else None
    if role is None or version is None:
        return None
    asked = {c.key for c in matrices.frozen(version.id).for_role(role.key).competencies()}
    covered = tuple(key for key in entry.competencies if key in asked)
    if not covered:
        return None
    return Exercise(
        key=entry.key,
        title=entry.title.localized(),
        sample=entry.sample.localized(),
        role=role,
        matrix_version=version,
        competencies=covered,
        state=ExerciseState.DRAFT,
    )
