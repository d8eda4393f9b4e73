"""Whose views of an assessment one may read, and whose one may write."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import Assessment, Person, View, ViewKind


def load_own_view(viewer: Person, assessment_id: int, *, lock: bool = False) -> View:
    """The viewer's own self view of an assessment; nobody else's, not even people-ops'.

    ``lock`` holds the view's row until the transaction ends, so that two saves follow each other;
    what it belongs to is read after that, as whoever held it before has left it.
    """
    own = (
        View.assessment_id == assessment_id,
        Assessment.person_id == viewer.id,
        View.author_id == viewer.id,
        View.kind == ViewKind.SELF,
    )
    if lock:
        locked = select(View.id).join(View.assessment).where(*own).with_for_update(of=View)
        db.session.execute(locked)
    view = db.session.scalar(
        select(View)
        .join(View.assessment)
        .where(*own)
        .options(
            joinedload(View.assessment).joinedload(Assessment.matrix_version),
            joinedload(View.assessment).joinedload(Assessment.role),
        )
        .execution_options(populate_existing=lock)
    )
    if view is None:
        raise Missing
    return view
