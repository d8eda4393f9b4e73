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
    return _one(
        Track.key == track_key,
        READABLE,
        MatrixVersion.major == number.major,
        MatrixVersion.minor == number.minor,
        MatrixVersion.patch == number.patch,
    )


def frozen(version_id: int) -> domain.Matrix:
    """The version that an assessment points at."""
    matrix = _one(MatrixVersion.id == version_id)
    if matrix is None:
        raise LookupError(f"There is no matrix version {version_id}")
    return matrix


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


def published_version_of(track_key: str) -> MatrixVersion | None:
    """The stored version that an assessment started now would freeze."""
    return db.session.scalar(
        select(MatrixVersion)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
        .where(Track.key == track_key, MatrixVersion.state == VersionState.PUBLISHED)
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
        track_title=track.title,
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
                tuple(domain.Behaviour(b.behaviour.key, b.text) for b in cell.behaviours),
            )
            for cell in written.expectations
        },
    )
