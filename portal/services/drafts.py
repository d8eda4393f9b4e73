"""Writing the next version of a matrix: beginning, editing step by step, taking steps back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from portal import audit
from portal.db import db
from portal.domain import matrices as domain
from portal.domain.drafting.steps import StepKind, taken_back, to_redo, to_undo
from portal.domain.matrices import RoleColumn, VersionNumber, VersionState
from portal.domain.matrix_parts import Alteration, alterations
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import (
    DraftStep,
    Matrix,
    MatrixVersion,
    Person,
    Role,
    Track,
)
from portal.queries import drafts as queries
from portal.queries import matrices
from portal.services import draft_steps, matrix_rows

Edit = Callable[[domain.Matrix], domain.Matrix]

FIRST = VersionNumber(1, 0, 0)


@dataclass(frozen=True)
class TakenBack:
    """A draft after a step was taken back or done again, and what that altered."""

    matrix: domain.Matrix
    alterations: tuple[Alteration, ...]


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
    return edit_all(track_key, [(kind, change)], by=by)


def edit_all(
    track_key: str, changes: Iterable[tuple[StepKind, Edit]], *, by: Person | None
) -> domain.Matrix:
    """Several changes one after the other, each noted as a step, while nobody else edits."""
    version = _locked(track_key)
    matrix = matrices.as_value(version)
    for kind, change in changes:
        after = change(matrix)
        if after is matrix:
            continue
        _write(version, alterations(matrix, after), after, kind=kind, by=by)
        matrix = after
    return matrices.as_value(version)


def undo(track_key: str, *, by: Person) -> TakenBack:
    """Take back the editor's own latest step; RuleBroken when somebody built on it since."""
    version = _locked(track_key)
    step = to_undo(queries.own_steps(version, by))
    return _take_back(version, step.id if step else None, StepKind.UNDO, by)


def redo(track_key: str, *, by: Person) -> TakenBack:
    """Do again what the editor took back last."""
    version = _locked(track_key)
    step = to_redo(queries.own_steps(version, by))
    return _take_back(version, step.id if step else None, StepKind.REDO, by)


def discard(track_key: str, *, seen: str, by: Person | None) -> None:
    """Throw the draft away; the published version stays as it is.

    ``seen`` is the ``queries.state`` of the draft that is meant: RuleBroken when somebody has gone
    on with it since. The keys of what only this draft had are not given to anything else.
    """
    version = _locked(track_key)
    if seen != queries.state(version):
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    audit.record(by, "discarded matrix draft", version)
    forget_steps(version)
    db.session.delete(version)
    db.session.flush()


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
) -> TakenBack:
    step = db.session.get(DraftStep, step_id, populate_existing=True) if step_id else None
    if step is None:
        raise RuleBroken(Refusal.NOTHING_TO_UNDO)
    before = matrices.as_value(version)
    after = taken_back(before, draft_steps.altered_by(step))
    altered = alterations(before, after)
    _write(version, altered, after, kind=kind, by=by, undoes=step)
    return TakenBack(matrices.as_value(version), altered)


def _write(
    version: MatrixVersion,
    altered: Sequence[Alteration],
    after: domain.Matrix,
    *,
    kind: StepKind,
    by: Person | None,
    undoes: DraftStep | None = None,
) -> None:
    if altered:
        matrix_rows.write(version, after)
        draft_steps.note(version, altered, kind=kind, by=by, undoes=undoes)
