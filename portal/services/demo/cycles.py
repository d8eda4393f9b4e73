"""Writing the rounds of the made-up organisation, and what one is told of the open one."""

from __future__ import annotations

from sqlalchemy import select

from portal.db import db
from portal.domain.workflows import CycleState
from portal.models import Cycle, CycleVersion, Matrix, MatrixVersion
from portal.services.demo.rounds import STARTER_DAYS, TIME_ZONE, PlannedRound

NOTE = (
    "Write in your own words, with an occasion in mind. Nobody reads your view before both are in."
    " Questions: ask Noor."
)
UNMENDED = "The role of one new colleague is still being entered; they join the next round."


def write(held: PlannedRound, *, by_id: int) -> Cycle:
    """A round for everybody who has settled, against the versions that are published."""
    cycle = Cycle(
        name=held.name,
        note=NOTE,
        state=CycleState.CLOSED if held.closed_on else CycleState.OPEN,
        time_zone=TIME_ZONE,
        opens_on=held.opens_on,
        views_due_on=held.views_due_on,
        talks_due_on=held.talks_due_on,
        new_starter_days=STARTER_DAYS,
        unmended_reason="" if held.closed_on else UNMENDED,
        by_id=by_id,
        opened_at=held.opened_at,
        closed_at=held.closed_at,
        versions=[
            CycleVersion(track_id=track_id, matrix_version_id=version_id)
            for version_id, track_id in db.session.execute(
                select(MatrixVersion.id, Matrix.track_id)
                .join(MatrixVersion.matrix)
                .where(MatrixVersion.state == "published")
                .order_by(MatrixVersion.id)
            )
        ],
    )
    db.session.add(cycle)
    db.session.flush()
    return cycle
