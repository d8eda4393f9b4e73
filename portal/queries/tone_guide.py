"""Reading the team's tone guide."""

from __future__ import annotations

from sqlalchemy import select

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import TonePrinciple

IN_ORDER = (TonePrinciple.place, TonePrinciple.id)


def every_principle() -> list[TonePrinciple]:
    """All principles in their order, those that retired included."""
    return list(db.session.scalars(select(TonePrinciple).order_by(*IN_ORDER)))


def in_use() -> list[TonePrinciple]:
    """The principles that conversations are read along, in their order."""
    current = select(TonePrinciple).where(TonePrinciple.is_retired.is_(False))
    return list(db.session.scalars(current.order_by(*IN_ORDER)))


def principle(key: str) -> TonePrinciple:
    found = db.session.scalar(select(TonePrinciple).where(TonePrinciple.key == key))
    if found is None:
        raise Missing
    return found
