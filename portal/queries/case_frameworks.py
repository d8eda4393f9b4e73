"""What tells the published frameworks apart, without reading them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionState
from portal.models import Matrix, MatrixVersion, Track


@dataclass(frozen=True)
class Stamp:
    """Equal stamps stand for equal frameworks; the track's title is not among what is hashed."""

    track_key: str
    content_hash: str
    title: str


def published_stamps() -> list[Stamp]:
    """The published version of every track, in lane order: one query, however many there are."""
    rows = db.session.execute(
        select(Track.key, MatrixVersion.content_hash, Track.title)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
        .where(MatrixVersion.state == VersionState.PUBLISHED)
        .order_by(Track.place, MatrixVersion.id)
    )
    return [
        Stamp(key, content_hash, _spelled(title))
        for key, content_hash, title in rows
        if content_hash is not None
    ]


def _spelled(title: LocalizedText) -> str:
    return repr(title.to_json())
