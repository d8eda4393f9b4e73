"""Adding what must be there only once, also when two people add it at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from portal.db import db
from portal.domain.refusals import Refusal, RuleBroken


@contextmanager
def unless_taken(refusal: Refusal, field: str | None = None) -> Iterator[None]:
    """Add rows inside; when the database knows them already, nothing is added and it is refused."""
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError:
        raise RuleBroken(refusal, field) from None
