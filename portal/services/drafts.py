"""Writing the next version of a matrix: beginning, editing step by step, taking steps back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError

from portal import audit
from portal.db import db
from portal.domain import matrices as domain
from portal.domain.drafting.steps import StepKind, taken_back, to_redo, to_undo
from portal.domain.matrices import RoleColumn, VersionNumber, VersionState
from portal.domain.matrix_parts import Alteration, alterations
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import (
    Behaviour,
    Competency,
    DraftStep,
    Matrix,
    MatrixVersion,
    Observation,
    Person,
    Role,
    Track,
    WrittenBehaviour,
    WrittenCompetency,
)
from portal.models.assessments import Answer
from portal.queries import drafts as queries
from portal.queries import matrices
from portal.services import matrix_rows

Edit = Callable[[domain.Matrix], domain.Matrix]

FIRST = VersionNumber(1, 0, 0)


def start(track_key: str, *, by: Person | None) -> domain.Matrix:
    """The draft of a track's matrix, begun from the published version where there is none yet.

    Roles are called what the ladder calls them now; retired ones are left out.
    """
    if found := queries.current(track_key):
        return found
    track = db.session.scalar(select(Track).where(Track.key == track_key))
    if track is None:
        raise Missing
    try:
        with db.session.begin_nested():
            version = _begin(track)
            db.session.flush()
    except IntegrityError:  # somebody else began it at this moment
        found = queries.current(track_key)
        if found is None:
            raise
        return found
    published = matrices.published(track_key)
    if published is not None:
        matrix_rows.write(version, _named_as_now(published))
    audit.record(by, "began matrix draft", version)
    return _value(track_key)


def _begin(track: Track) -> MatrixVersion:
    matrix = db.session.scalar(select(Matrix).where(Matrix.track_id == track.id))
    if matrix is None:
        matrix = Matrix(track=track)
        db.session.add(matrix)
        db.session.flush()
    published = db.session.scalar(
        select(MatrixVersion).where(
            MatrixVersion.matrix_id == matrix.id, MatrixVersion.state == VersionState.PUBLISHED
        )
    )
    number = replace(published.number, patch=published.patch + 1) if published else FIRST
    version = MatrixVersion(
        matrix=matrix,
        major=number.major,
        minor=number.minor,
        patch=number.patch,
        state=VersionState.DRAFT,
        note=None,
        based_on=published,
        roles=[],
        categories=[],
    )
    db.session.add(version)
    return version


def _named_as_now(published: domain.Matrix) -> domain.Matrix:
    roles = {role.key: role for role in db.session.scalars(select(Role))}
    columns = tuple(
        RoleColumn(role.key, role.title, role.short, role.purpose)
        for column in published.roles
        if (role := roles[column.key]).retired_on is None
    )
    return replace(published, note=None, roles=columns).only_roles()


def edit(track_key: str, change: Edit, *, kind: StepKind, by: Person | None) -> domain.Matrix:
    """Change the draft of a track's matrix; what changed is noted as one step.

    ``change`` is applied to the draft as it is now, while nobody else can change it. Missing when
    there is no draft; RuleBroken and TextsClash as ``change`` raises them.
    """
    version = _locked(track_key)
    before = matrices.as_value(version)
    after = change(before)
    _write(version, before, after, kind=kind, by=by)
    return matrices.as_value(version)


def undo(track_key: str, *, by: Person) -> domain.Matrix:
    """Take back the editor's own latest step; RuleBroken when somebody built on it since."""
    version = _locked(track_key)
    step = to_undo(queries.own_steps(version, by))
    return _take_back(version, step.id if step else None, StepKind.UNDO, by)


def redo(track_key: str, *, by: Person) -> domain.Matrix:
    """Do again what the editor took back last."""
    version = _locked(track_key)
    step = to_redo(queries.own_steps(version, by))
    return _take_back(version, step.id if step else None, StepKind.REDO, by)


def discard(track_key: str, *, by: Person | None) -> None:
    """Throw the draft away; the published version stays as it is."""
    version = _locked(track_key)
    audit.record(by, "discarded matrix draft", version)
    forget_steps(version)
    db.session.delete(version)
    db.session.flush()
    _forget_unused_identities()


def forget_steps(version: MatrixVersion) -> None:
    db.session.execute(delete(DraftStep).where(DraftStep.version_id == version.id))


def _locked(track_key: str) -> MatrixVersion:
    version = queries.stored(track_key, lock=True)
    if version is None:
        raise Missing
    return version


def _value(track_key: str) -> domain.Matrix:
    matrix = queries.current(track_key)
    if matrix is None:
        raise Missing
    return matrix


def _take_back(
    version: MatrixVersion, step_id: int | None, kind: StepKind, by: Person
) -> domain.Matrix:
    step = db.session.get(DraftStep, step_id) if step_id else None
    if step is None:
        raise RuleBroken(Refusal.NOTHING_TO_UNDO)
    before = matrices.as_value(version)
    after = taken_back(before, [Alteration(**stored) for stored in step.alterations])
    _write(version, before, after, kind=kind, by=by, undoes=step)
    return matrices.as_value(version)


def _write(
    version: MatrixVersion,
    before: domain.Matrix,
    after: domain.Matrix,
    *,
    kind: StepKind,
    by: Person | None,
    undoes: DraftStep | None = None,
) -> None:
    altered: Sequence[Alteration] = alterations(before, after)
    if not altered:
        return
    matrix_rows.write(version, after)
    db.session.add(
        DraftStep(
            version_id=version.id,
            by_id=by.id if by else None,
            at=datetime.now(UTC),
            kind=kind,
            alterations=[asdict(alteration) for alteration in altered],
            undoes_id=undoes.id if undoes else None,
        )
    )
    db.session.flush()


def _forget_unused_identities() -> None:
    """Keys that only a discarded draft used may be given to something else."""
    db.session.execute(
        delete(Behaviour).where(
            ~exists().where(WrittenBehaviour.behaviour_id == Behaviour.id),
            ~exists().where(Observation.behaviour_id == Behaviour.id),
        )
    )
    db.session.execute(
        delete(Competency).where(
            ~exists().where(WrittenCompetency.competency_id == Competency.id),
            ~exists().where(Answer.competency_id == Competency.id),
        )
    )
