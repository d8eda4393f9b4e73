"""Whose quality reviews one may read: the reviewer their own, the person what was sent to them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import Person, QualityRemark, QualityReview


def load_review(viewer: Person, review_id: int) -> QualityReview:
    """A sent review, for the person it is about and for who wrote it; a draft for its author."""
    for_viewer = and_(QualityReview.person_id == viewer.id, QualityReview.sent_at.is_not(None))
    return _one(review_id, or_(QualityReview.reviewer_id == viewer.id, for_viewer))


def load_own_review(viewer: Person, review_id: int, *, lock: bool = False) -> QualityReview:
    """A review that the viewer writes or wrote.

    ``lock`` holds its row until the transaction ends, so that two saves follow each other.
    """
    return _one(review_id, QualityReview.reviewer_id == viewer.id, lock=lock)


def load_received_review(viewer: Person, review_id: int, *, lock: bool = False) -> QualityReview:
    """A review that was sent to the viewer."""
    is_theirs = and_(QualityReview.person_id == viewer.id, QualityReview.sent_at.is_not(None))
    return _one(review_id, is_theirs, lock=lock)


def _one(review_id: int, allowed: ColumnElement[bool], *, lock: bool = False) -> QualityReview:
    query = select(QualityReview).where(QualityReview.id == review_id, allowed)
    query = query.options(
        joinedload(QualityReview.person),
        joinedload(QualityReview.reviewer),
        selectinload(QualityReview.remarks).joinedload(QualityRemark.principle),
    )
    if lock:
        query = query.with_for_update(of=QualityReview).execution_options(populate_existing=True)
    review = db.session.scalar(query)
    if review is None:
        raise Missing
    return review
