"""Publishing matrices."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import audit
from portal.db import db
from portal.domain.matrices import VersionState
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.workflows import VERSION_MOVES, allows
from portal.models import Matrix, MatrixVersion, Person, Track
from portal.queries import matrices as queries


def publish(version: MatrixVersion, *, by: Person | None, at: datetime | None = None) -> None:
    """Publish a draft; the version published so far is superseded. Published content is frozen.

    ``at`` is when it came into force, for content adopted before it came into the portal.
    """
    if not allows(VERSION_MOVES, VersionState(version.state), VersionState.PUBLISHED):
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    before = db.session.scalar(
        select(MatrixVersion).where(
            MatrixVersion.matrix_id == version.matrix_id,
            MatrixVersion.state == VersionState.PUBLISHED,
        )
    )
    if before is not None:
        before.state = VersionState.SUPERSEDED
        audit.record(by, "superseded matrix version", before, ["state"])
    title = db.session.scalars(
        select(Track.title).join(Matrix).where(Matrix.id == version.matrix_id)
    ).one()
    version.state = VersionState.PUBLISHED
    version.track_title = title
    version.published_at = at or datetime.now(UTC)
    db.session.flush()
    stored = db.session.scalars(
        select(MatrixVersion)
        .where(MatrixVersion.id == version.id)
        .options(
            joinedload(MatrixVersion.matrix).joinedload(Matrix.track), *queries.whole_content()
        )
        .execution_options(populate_existing=True)
    ).one()
    stored.content_hash = queries.as_value(stored).content_hash
    audit.record(by, "published matrix version", version, ["state"])
