"""What was observed of people, from the views that are open: one query, however many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from portal.db import db
from portal.domain.histories import Sight
from portal.domain.observations import Mark
from portal.domain.workflows import ViewState
from portal.models import Answer, Assessment, Behaviour, Cycle, Observation, Person, View, ViewKind


def of_people(
    people: Collection[int] | Select[int], *, cycle_id: int | None = None
) -> dict[int, list[Sight]]:
    """What the opened views of rounds say of people, by their ids, the oldest first.

    Of each view its newest sealed edition counts. Drafts, views that are not open, and private
    checks are not among them. With ``cycle_id`` only what one round saw.
    """
    within = [Assessment.cycle_id == cycle_id] if cycle_id is not None else []
    return _sights(Assessment.person_id.in_(people), _is_open(), *within)


def of_oneself(person: Person) -> list[Sight]:
    """The same of oneself, with one's own sealed views that are not open, and private checks."""
    own = and_(View.kind == ViewKind.SELF, View.author_id == person.id)
    return _sights(Assessment.person_id == person.id, or_(_is_open(), own)).get(person.id, [])


def _is_open() -> ColumnElement[bool]:
    return Assessment.views_open_at <= datetime.now(UTC)


def _sights(*conditions: ColumnElement[bool]) -> dict[int, list[Sight]]:
    newer = aliased(View)
    is_replaced = (
        select(newer.id)
        .where(
            newer.assessment_id == View.assessment_id,
            newer.kind == View.kind,
            newer.state == ViewState.SUBMITTED,
            newer.edition > View.edition,
        )
        .exists()
    )
    rows = db.session.execute(
        select(
            Assessment.person_id,
            Behaviour.key,
            Observation.mark,
            View.kind,
            View.submitted_at,
            Assessment.id,
            Cycle.name,
        )
        .join(Answer, Answer.id == Observation.answer_id)
        .join(View, View.id == Answer.view_id)
        .join(Assessment, Assessment.id == View.assessment_id)
        .join(Behaviour, Behaviour.id == Observation.behaviour_id)
        .outerjoin(Cycle, Cycle.id == Assessment.cycle_id)
        .where(View.state == ViewState.SUBMITTED, ~is_replaced, *conditions)
        .order_by(View.submitted_at, Observation.id)
    )
    found: dict[int, list[Sight]] = defaultdict(list)
    for person_id, key, mark, kind, at, assessment_id, cycle in rows:
        if at is not None:  # what is sealed has its moment
            sight = Sight(key, Mark(mark), ViewKind(kind), at.date(), assessment_id, cycle)
            found[person_id].append(sight)
    return dict(found)
