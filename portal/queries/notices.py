"""Reading what a person was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import case, func, select

from portal.db import db
from portal.domain.notices import leading_to
from portal.models import Notice, Person

PER_PAGE = 25
AT_ONCE = 5_000
"""How many keys one statement asks for: databases take only so many values at once."""
MOST_NEWS = 3


def told_before(keys: Iterable[str]) -> set[str]:
    """Those of the occasions of which somebody was told already."""
    asked, found = list(keys), set[str]()
    for start in range(0, len(asked), AT_ONCE):
        some = select(Notice.key).where(Notice.key.in_(asked[start : start + AT_ONCE]))
        found.update(db.session.scalars(some))
    return found


def of_person(person: Person, *, page: int) -> Pagination:
    """One page of everything a person was told, the newest first."""
    theirs = select(Notice).where(Notice.person_id == person.id)
    return db.paginate(
        theirs.order_by(Notice.at.desc(), Notice.id.desc()),
        page=page,
        per_page=PER_PAGE,
        error_out=False,
    )


@dataclass(frozen=True)
class Unseen:
    """How many things a person has not looked at: those that lead to a page, and the others.

    ``newest`` is the id of the last one counted, 0 without any.
    """

    here: int
    elsewhere: int
    newest: int


def unseen(person: Person, *, path: str) -> Unseen:
    """What a person has not looked at, as the page at ``path`` sees it: one query."""
    leads_here = func.sum(case((Notice.path.in_(leading_to(path)), 1), else_=0))
    everything, here, newest = db.session.execute(
        select(
            func.count(Notice.id),
            func.coalesce(leads_here, 0),
            func.coalesce(func.max(Notice.id), 0),
        ).where(Notice.person_id == person.id, Notice.seen_at.is_(None))
    ).one()
    return Unseen(here, everything - here, newest)


def news_for(person: Person) -> list[Notice]:
    """The newest things that a person has not looked at yet: a few of them."""
    unseen = select(Notice).where(Notice.person_id == person.id, Notice.seen_at.is_(None))
    newest = unseen.order_by(Notice.at.desc(), Notice.id.desc()).limit(MOST_NEWS)
    return list(db.session.scalars(newest))
