"""Adding what is missing, and telling what a load did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select

from portal.db import db
from portal.models import Destination, Move, Programme, Role, TonePrinciple, Track


@dataclass
class Report:
    """What a load did, counted by kind of thing.

    ``differing`` names what the installation words differently; its own wording stays.
    """

    added: Counter[str] = field(default_factory=Counter)
    present: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)


Keyed = TypeVar("Keyed", Track, Programme, Destination, Role, Move, TonePrinciple)


def add_missing(
    report: Report, model: type[Keyed], wanted: Mapping[str, Mapping[str, Any]]
) -> dict[str, Keyed]:
    """Rows of a keyed table by key, those missing added with the wanted fields."""
    rows = {row.key: row for row in db.session.scalars(select(model).order_by(model.id))}
    for key, fields in wanted.items():
        row = rows.get(key)
        if row is None:
            rows[key] = row = model(key=key, **fields)
            db.session.add(row)
            report.added[model.__tablename__] += 1
        else:
            report.present[model.__tablename__] += 1
            if any(getattr(row, name) != value for name, value in fields.items()):
                report.differing.append(f"{model.__tablename__} {key}")
    db.session.flush()
    return rows
