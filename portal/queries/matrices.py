"""Reading matrices as frozen values. Drafts are not among them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager, selectinload
from sqlalchemy.sql.base import ExecutableOption

from portal.db import db
from portal.domain import matrices as domain
from portal.domain.matrices import VersionNumber, VersionState
from portal.models import (
    Expectation,
    Matrix,
    MatrixVersion,
    Role,
    Track,
    WrittenBehaviour,
    WrittenCategory,
    WrittenCompetency,
    WrittenRole,
)

READABLE = MatrixVersion.state.in_([VersionState.PUBLISHED, VersionState.SUPERSEDED])
IN_ORDER = (MatrixVersion.major, MatrixVersion.minor, MatrixVersion.patch)


def whole_content() -> tuple[ExecutableOption, ...]:
    """Loader options that bring a version with everything written in it: five queries, always."""
    categories = selectinload(MatrixVersion.categories)
    cells = categories.selectinload(WrittenCategory.competencies).selectinload(
        WrittenCompetency.expectations
    )
    return (
        selectinload(MatrixVersion.roles).joinedload(WrittenRole.role),
        categories.selectinload(WrittenCategory.competencies).joinedload(
            WrittenCompetency.competency
        ),
        cells.joinedload(Expectation.role),
        cells.selectinload(Expectation.behaviours).joinedload(WrittenBehaviour.behaviour),
    )


def published(track_key: str) -> domain.Matrix | None:
    """The published matrix of a track."""
    return _one(Track.key == track_key, MatrixVersion.state == VersionState.PUBLISHED)


def version(track_key: str, number: VersionNumber) -> domain.Matrix | None:
    """One published or superseded version of a track's matrix."""
    return _one(Track.key == track_key, READABLE, *_is(number))


def frozen(version_id: int) -> domain.Matrix:
    """The version that an assessment points at."""
    matrix = _one(MatrixVersion.id == version_id, READABLE)
    if matrix is None:
        raise LookupError(f"There is no matrix version {version_id}")
    return matrix


def imprint(
    track_key: str, number: VersionNumber | None = None, role_key: str | None = None
) -> domain.Imprint | None:
    """What names the published version of a track, or the readable one with this number.

    With ``role_key`` only if that version has the role.
    """
    found = select(MatrixVersion).join(MatrixVersion.matrix).join(Matrix.track)
    found = found.where(Track.key == track_key)
    if number is None:
        found = found.where(MatrixVersion.state == VersionState.PUBLISHED)
    else:
        found = found.where(READABLE, *_is(number))
    if role_key is not None:
        columns = select(WrittenRole.version_id).join(WrittenRole.role).where(Role.key == role_key)
        found = found.where(MatrixVersion.id.in_(columns))
    stored = db.session.scalar(found)
    if stored is None or stored.content_hash is None:
        return None
    return domain.Imprint(track_key, stored.number, stored.state, stored.content_hash)


def published_imprints() -> list[tuple[domain.Imprint, list[str]]]:
    """The published version of every track in lane order, each with its roles' keys in order."""
    versions = db.session.scalars(
        select(MatrixVersion)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
        .where(MatrixVersion.state == VersionState.PUBLISHED)
        .options(
            contains_eager(MatrixVersion.matrix).contains_eager(Matrix.track),
            selectinload(MatrixVersion.roles).joinedload(WrittenRole.role),
        )
        .order_by(Track.place, MatrixVersion.id)
    )
    return [
        (
            domain.Imprint(v.matrix.track.key, v.number, v.state, v.content_hash),
            [written.role.key for written in v.roles],
        )
        for v in versions
        if v.content_hash is not None
    ]


def _is(number: VersionNumber) -> tuple[ColumnElement[bool], ...]:
    return (
        MatrixVersion.major == number.major,
        MatrixVersion.minor == number.minor,
        MatrixVersion.patch == number.patch,
    )


def numbers(track_key: str) -> list[VersionNumber]:
    """The versions of a track's matrix that readers may see, the newest first."""
    versions = db.session.scalars(
        select(MatrixVersion)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
        .where(Track.key == track_key, READABLE)
        .order_by(*(part.desc() for part in IN_ORDER), MatrixVersion.id)
    )
    return [found.number for found in versions]


def all_published() -> list[domain.Matrix]:
    """Every track's published matrix, in lane order."""
    versions = db.session.scalars(
        select(MatrixVersion)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
        .where(MatrixVersion.state == VersionState.PUBLISHED)
        .options(
            contains_eager(MatrixVersion.matrix).contains_eager(Matrix.track), *whole_content()
        )
        .order_by(Track.place, MatrixVersion.id)
    )
    return [as_value(found) for found in versions]


def assessable_version(role: Role) -> MatrixVersion | None:
    """The published version that expects something of a role: what one assesses oneself against."""
    return db.session.scalar(
        select(MatrixVersion)
        .join(MatrixVersion.matrix)
        .join(MatrixVersion.categories)
        .join(WrittenCategory.competencies)
        .join(WrittenCompetency.expectations)
        .where(
            Matrix.track_id == role.track_id,
            MatrixVersion.state == VersionState.PUBLISHED,
            Expectation.role_id == role.id,
        )
        .limit(1)
    )


def assessable_roles() -> list[Role]:
    """The roles in use of which a published version expects something, in the ladder's order."""
    asked = (
        select(Expectation.role_id)
        .join(WrittenCompetency, WrittenCompetency.id == Expectation.competency_id)
        .join(WrittenCategory, WrittenCategory.id == WrittenCompetency.category_id)
        .join(MatrixVersion, MatrixVersion.id == WrittenCategory.version_id)
        .join(Matrix, Matrix.id == MatrixVersion.matrix_id)
        .where(MatrixVersion.state == VersionState.PUBLISHED, Matrix.track_id == Role.track_id)
        .correlate(Role)
    )
    return list(
        db.session.scalars(
            select(Role)
            .join(Role.track)
            .where(Role.retired_on.is_(None), Role.id.in_(asked))
            .options(contains_eager(Role.track))
            .order_by(Track.place, Role.rank, Role.key)
        )
    )


def _one(*conditions: ColumnElement[bool]) -> domain.Matrix | None:
    found = db.session.scalar(
        select(MatrixVersion)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
        .where(*conditions)
        .options(
            contains_eager(MatrixVersion.matrix).contains_eager(Matrix.track), *whole_content()
        )
    )
    return as_value(found) if found else None


def as_value(stored: MatrixVersion) -> domain.Matrix:
    """A version with its ``whole_content`` loaded, as a frozen value."""
    track = stored.matrix.track
    return domain.Matrix(
        track_key=track.key,
        track_title=stored.track_title or track.title,
        number=stored.number,
        state=stored.state,
        published_on=stored.published_at.date() if stored.published_at else None,
        note=stored.note,
        roles=tuple(
            domain.RoleColumn(written.role.key, written.title, written.short, written.purpose)
            for written in stored.roles
        ),
        categories=tuple(
            domain.Category(
                category.key,
                category.title,
                tuple(_competency(written) for written in category.competencies),
            )
            for category in stored.categories
        ),
    )


def _competency(written: WrittenCompetency) -> domain.Competency:
    return domain.Competency(
        key=written.competency.key,
        title=written.title,
        summary=written.summary,
        expectations={
            cell.role.key: domain.Expectation(
                cell.weight,
                tuple(
                    domain.Behaviour(b.behaviour.key, b.text, b.came_from, b.waiver)
                    for b in cell.behaviours
                ),
            )
            for cell in written.expectations
        },
        came_from=written.came_from,
    )
