"""Reading drafts of matrices. Only what edits or previews them loads through here."""

from __future__ import annotations

from collections.abc import Container, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.db import db
from portal.domain import matrices as domain
from portal.domain.drafting.steps import Step
from portal.domain.matrices import VersionState
from portal.domain.matrix_parts import behaviour_of
from portal.models import (
    Behaviour,
    Competency,
    DraftStep,
    Matrix,
    MatrixVersion,
    Person,
    Track,
    WrittenCategory,
    WrittenCompetency,
)
from portal.queries import matrices


def stored(track_key: str, *, lock: bool = False) -> MatrixVersion | None:
    """The draft of a track's matrix with everything written in it.

    ``lock`` holds all drafts until the transaction ends, so that edits follow each other, and a
    key that is found free stays free.
    """
    if lock:
        every = select(Matrix.id).order_by(Matrix.id).with_for_update(key_share=True)
        db.session.execute(every).all()
    of_track = select(MatrixVersion.id).join(MatrixVersion.matrix).join(Matrix.track)
    drafts = of_track.where(Track.key == track_key, MatrixVersion.state == VersionState.DRAFT)
    version_id = db.session.scalar(drafts)
    if version_id is None:
        return None
    return db.session.scalar(
        select(MatrixVersion)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
        .where(MatrixVersion.id == version_id)
        .options(
            contains_eager(MatrixVersion.matrix).contains_eager(Matrix.track),
            joinedload(MatrixVersion.based_on),
            *matrices.whole_content(),
        )
        .execution_options(populate_existing=True)
    )


def current(track_key: str) -> domain.Matrix | None:
    """The draft of a track's matrix as a frozen value."""
    found = stored(track_key)
    return matrices.as_value(found) if found else None


def tracks_with_drafts() -> set[str]:
    """The keys of the tracks whose matrix has a draft."""
    return set(
        db.session.scalars(
            select(Track.key)
            .join(Matrix, Matrix.track_id == Track.id)
            .join(MatrixVersion)
            .where(MatrixVersion.state == VersionState.DRAFT)
        )
    )


def steps(version: MatrixVersion, *, limit: int = 50) -> Sequence[DraftStep]:
    """The latest steps of everybody, the newest first, each with who did it."""
    return db.session.scalars(
        select(DraftStep)
        .where(DraftStep.version_id == version.id)
        .options(joinedload(DraftStep.by))
        .order_by(DraftStep.id.desc())
        .limit(limit)
        .execution_options(populate_existing=True)
    ).all()


def state(version: MatrixVersion) -> str:
    """What a draft is at this moment: another draft, or a step more, is another state."""
    latest = db.session.execute(
        select(DraftStep.id, DraftStep.at)
        .where(DraftStep.version_id == version.id)
        .order_by(DraftStep.id.desc())
        .limit(1)
    ).first()
    return f"{version.id}-{latest.id}-{latest.at.isoformat()}" if latest else f"{version.id}"


def last_known(track_key: str, key: str) -> domain.Behaviour | None:
    """A behaviour that was taken out of a track's draft, as it was before; None if none was."""
    place = f"behaviours/{key}"
    steps = db.session.scalars(
        select(DraftStep.alterations)
        .join(MatrixVersion, MatrixVersion.id == DraftStep.version_id)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
        .where(Track.key == track_key)
        .order_by(DraftStep.id.desc())
    )
    for alterations in steps:
        for stored in alterations:
            if stored["place"] == place and stored["before"] is not None:
                return behaviour_of(key, stored["before"])
    return None


def own_steps(version: MatrixVersion, person: Person) -> list[Step]:
    """One editor's steps, the oldest first."""
    rows = db.session.execute(
        select(DraftStep.id, DraftStep.kind, DraftStep.undoes_id)
        .where(DraftStep.version_id == version.id, DraftStep.by_id == person.id)
        .order_by(DraftStep.id)
    )
    return [Step(id_, kind, undoes) for id_, kind, undoes in rows]


def competencies_elsewhere(version: MatrixVersion) -> dict[str, domain.Competency]:
    """By key, what the published matrices of other tracks call competencies this draft lacks.

    They come without cells: what a role shows of one is written anew.
    """
    here = (
        select(WrittenCompetency.competency_id)
        .join(WrittenCategory)
        .where(WrittenCategory.version_id == version.id)
    )
    rows = db.session.scalars(
        select(WrittenCompetency)
        .join(WrittenCategory)
        .join(MatrixVersion)
        .join(Matrix)
        .join(Track)
        .options(joinedload(WrittenCompetency.competency))
        .where(
            MatrixVersion.state == VersionState.PUBLISHED,
            MatrixVersion.matrix_id != version.matrix_id,
            WrittenCompetency.competency_id.not_in(here),
        )
        .order_by(Track.place, WrittenCategory.place, WrittenCompetency.place)
    )
    found: dict[str, domain.Competency] = {}
    for row in rows:
        key = row.competency.key
        found.setdefault(key, domain.Competency(key, row.title, row.summary, {}))
    return found


class _Taken(Container[str]):
    """The keys of a kind of thing that are in use anywhere, asked one by one."""

    def __init__(self, model: type[Competency] | type[Behaviour]) -> None:
        self.model = model

    def __contains__(self, key: object) -> bool:
        return bool(db.session.scalar(select(exists().where(self.model.key == key))))


behaviour_keys = _Taken(Behaviour)
competency_keys = _Taken(Competency)
