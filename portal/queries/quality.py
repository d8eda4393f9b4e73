"""Reading lists of quality reviews: those for a person, and those that person writes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.models import Evidence, Person, QualityReview


def received(person: Person) -> list[QualityReview]:
    """What was sent to a person, the newest first, with who wrote it."""
    return list(
        db.session.scalars(
            select(QualityReview)
            .where(QualityReview.person_id == person.id, QualityReview.sent_at.is_not(None))
            .options(joinedload(QualityReview.reviewer))
            .order_by(QualityReview.sent_at.desc(), QualityReview.id.desc())
        )
    )


def written(person: Person) -> list[QualityReview]:
    """What a person writes or wrote, drafts first, then the newest, with whom it is for."""
    return list(
        db.session.scalars(
            select(QualityReview)
            .where(QualityReview.reviewer_id == person.id)
            .options(joinedload(QualityReview.person))
            .order_by(
                QualityReview.sent_at.is_not(None),
                QualityReview.saved_at.desc(),
                QualityReview.id.desc(),
            )
        )
    )


def is_in_log(review: QualityReview) -> bool:
    """Whether the person it is for has put it into their evidence log."""
    found = select(Evidence.id).where(Evidence.review_id == review.id)
    return db.session.scalar(found) is not None
