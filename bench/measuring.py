"""Timing two things in turn, and counting queries."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, event


@dataclass(frozen=True)
class Comparison:
    """Medians of paired runs: seconds of each, and the ratio pair by pair."""

    ours: float
    bare: float
    ratio: float
    pairs: int


def compare(ours: Callable[[], object], bare: Callable[[], object], *, pairs: int) -> Comparison:
    """Run both once unmeasured, then ``pairs`` times in turn."""
    ours()
    bare()
    times = [(_seconds(ours), _seconds(bare)) for _ in range(pairs)]
    return Comparison(
        ours=statistics.median(a for a, _ in times),
        bare=statistics.median(b for _, b in times),
        ratio=statistics.median(a / b for a, b in times),
        pairs=pairs,
    )


def _seconds(thing: Callable[[], object]) -> float:
    began = time.perf_counter()
    thing()
    return time.perf_counter() - began


@contextmanager
def counted_queries(engine: Engine) -> Iterator[list[str]]:
    """The SQL statements run inside, transaction control aside."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
