"""What the database holds, for tests that say something did not change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import select

from portal.db import Base, db

CONTENT = frozenset(
    {
        "behaviours",
        "competencies",
        "destinations",
        "expectations",
        "moves",
        "tracks",
        "written_behaviours",
        "written_categories",
        "written_competencies",
        "written_roles",
    }
)
"""Tables that only seeds write; leaving them out keeps the comparison quick."""


def database_state(leaving_out: Iterable[str] = CONTENT) -> dict[str, str]:
    """A digest of each table's rows, as they are in the database now."""
    connection = db.session.connection()
    state = {}
    for table in Base.metadata.sorted_tables:
        if table.name in leaving_out:
            continue
        rows = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
        state[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return state


def changed_tables(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(name for name in before if before[name] != after[name])
