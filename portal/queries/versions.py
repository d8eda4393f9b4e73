"""Reading the versions of a matrix beside each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from sqlalchemy import exists, select

from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionNumber, VersionState
from portal.domain.version_histories import PastVersion
from portal.models import (
    Assessment,
    Behaviour,
    Competency,
    Expectation,
    Matrix,
    MatrixVersion,
    Track,
    WrittenBehaviour,
    WrittenCategory,
    WrittenCompetency,
)
from portal.queries.matrices import IN_ORDER, READABLE


def history(track_key: str) -> list[PastVersion]:
    """The versions of a track's matrix that readers may see, the newest first."""
    found = db.session.scalars(
        select(MatrixVersion)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
        .where(Track.key == track_key, READABLE)
        .order_by(*(part.desc() for part in IN_ORDER), MatrixVersion.id)
    ).all()
    return [
        PastVersion(
            number=version.number,
            state=version.state,
            published_on=version.published_at.date(),
            note=version.note,
            before=earlier.number if earlier else None,
        )
        for version, earlier in zip_longest(found, found[1:])
        if version.published_at is not None and version.note is not None
    ]


def before(numbers: list[VersionNumber], number: VersionNumber) -> VersionNumber | None:
    """Of versions in order, the newest first, the one that ``number`` followed."""
    return next((earlier for earlier in numbers if earlier < number), None)


@dataclass(frozen=True)
class NewerVersion:
    """The version in force, where an assessment is against an earlier one.

    ``asks_role`` says whether it still expects anything of the assessment's role.
    """

    version: MatrixVersion
    asks_role: bool

    @property
    def number(self) -> VersionNumber:
        return self.version.number


def newer_than(assessment: Assessment) -> NewerVersion | None:
    """What a private check, loaded with its version, could be brought over to: one query.

    An assessment of a round stays with the version that the round froze.
    """
    if assessment.cycle_id is not None:
        return None
    asks = (
        exists()
        .where(
            WrittenCategory.version_id == MatrixVersion.id,
            WrittenCompetency.category_id == WrittenCategory.id,
            Expectation.competency_id == WrittenCompetency.id,
            Expectation.role_id == assessment.role_id,
        )
        .correlate(MatrixVersion)
    )
    found = db.session.execute(
        select(MatrixVersion, asks).where(
            MatrixVersion.matrix_id == assessment.matrix_version.matrix_id,
            MatrixVersion.state == VersionState.PUBLISHED,
        )
    ).one_or_none()
    if found is None or found[0].number <= assessment.matrix_version.number:
        return None
    return NewerVersion(found[0], bool(found[1]))


@dataclass(frozen=True)
class LastWords:
    """How competencies and behaviours, by key, were last written in any version of a matrix."""

    competencies: Mapping[str, LocalizedText]
    behaviours: Mapping[str, LocalizedText]


def last_words(
    matrix_id: int, competencies: Collection[str], behaviours: Collection[str]
) -> LastWords:
    """What things that a version no longer has were called: two queries, always."""
    titles = db.session.execute(
        select(Competency.key, WrittenCompetency.title)
        .join(WrittenCompetency, WrittenCompetency.competency_id == Competency.id)
        .join(WrittenCategory, WrittenCompetency.category_id == WrittenCategory.id)
        .join(MatrixVersion, WrittenCategory.version_id == MatrixVersion.id)
        .where(
            MatrixVersion.matrix_id == matrix_id,
            READABLE,
            Competency.key.in_(list(competencies)),
        )
        .order_by(*IN_ORDER, WrittenCompetency.id)
    )
    texts = db.session.execute(
        select(Behaviour.key, WrittenBehaviour.text)
        .join(WrittenBehaviour, WrittenBehaviour.behaviour_id == Behaviour.id)
        .join(Expectation, WrittenBehaviour.expectation_id == Expectation.id)
        .join(WrittenCompetency, Expectation.competency_id == WrittenCompetency.id)
        .join(WrittenCategory, WrittenCompetency.category_id == WrittenCategory.id)
        .join(MatrixVersion, WrittenCategory.version_id == MatrixVersion.id)
        .where(
            MatrixVersion.matrix_id == matrix_id,
            READABLE,
            Behaviour.key.in_(list(behaviours)),
        )
        .order_by(*IN_ORDER, WrittenBehaviour.id)
    )
    return LastWords(dict(iter(titles)), dict(iter(texts)))
