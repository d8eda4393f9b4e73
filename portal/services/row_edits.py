"""Editing stored rows: over the version that was seen, noting what changed, and in which order.

A form carries the version of what it was filled over; when that has grown, nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import update

from portal.db import Base, db
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import Module, TonePrinciple, Track

Placed = TypeVar("Placed", bound=Module | TonePrinciple | Track)


def check_version(stored: int, seen: int) -> None:
    """Refuse what was filled over another version than the one that is stored."""
    if stored != seen:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)


def put(row: Base, values: Mapping[str, Any]) -> list[str]:
    """Put values into a row; the names of those that are others than before."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    db.session.flush()
    return changed


def put_after(row: Placed, after: str | None, before: Sequence[Placed]) -> bool:
    """Put a row after the one with that key, or first; whether that is another place than before.

    ``before`` are all of them in order.
    """
    others = [other for other in before if other.id != row.id]
    at = next((n for n, other in enumerate(others, 1) if other.key == after), 0)
    in_order = [*others[:at], row, *others[at:]]
    put_in_order(in_order)
    return in_order != before


def put_in_order(rows: Iterable[Placed]) -> None:
    """Let rows stand in this order; those that move along are not changed, nor their versions."""
    for place, row in enumerate(rows):
        table = type(row).__table__
        db.session.execute(update(table).where(table.c.id == row.id).values(place=place))  # type: ignore[arg-type]
