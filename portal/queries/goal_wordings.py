"""Reading what matrices say, now or at last, of the behaviours that goals cite."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, select

from portal.db import db
from portal.domain.goal_wordings import Wording, Written, descendants, in_force
from portal.domain.matrices import VersionState
from portal.models import (
    Behaviour,
    Expectation,
    Goal,
    Matrix,
    MatrixVersion,
    Role,
    Track,
    WrittenBehaviour,
    WrittenCategory,
    WrittenCompetency,
)
from portal.queries import matrices
from portal.queries.matrices import IN_ORDER, READABLE

PUBLISHED = MatrixVersion.state == VersionState.PUBLISHED


def wordings(goals: Iterable[Goal]) -> dict[int, Wording]:
    """What each goal's behaviour says, by the goal's number, in the words in force if it has any.

    One query; three more, and one for each track concerned, where a behaviour is gone.
    """
    goals = list(goals)
    cited = {goal.behaviour.key for goal in goals}
    cells = _cells(_in_versions().where(PUBLISHED, Behaviour.key.in_(cited))) if goals else []
    found = {
        goal.id: wording
        for goal in goals
        if (wording := in_force(cells, key=goal.behaviour.key, role_key=goal.role.key))
    }
    gone = [goal for goal in goals if goal.id not in found]
    return {**found, **_of_gone(gone)} if gone else found


def readable_wording(behaviour_key: str, role_key: str) -> Wording | None:
    """What some readable version asks of a role: in the words in force, or the last it had."""
    written = _cells(_in_versions().where(READABLE, Behaviour.key == behaviour_key))
    if not any(cell.role_key == role_key for cell in written):
        return None
    cells = _cells(_in_versions().where(PUBLISHED, Behaviour.key == behaviour_key))
    now = in_force(cells, key=behaviour_key, role_key=role_key)
    return now or _last_words([behaviour_key])[behaviour_key]


def _of_gone(goals: Collection[Goal]) -> dict[int, Wording]:
    last = _last_words({goal.behaviour.key for goal in goals})
    cells = _cells(_in_versions().where(PUBLISHED))
    origins = _columns(Behaviour.key, WrittenBehaviour.came_from).where(PUBLISHED)
    came_from: dict[str, tuple[str, ...]] = dict(iter(db.session.execute(origins)))
    return {
        goal.id: replace(
            last[goal.behaviour.key],
            became=descendants(cells, came_from, key=goal.behaviour.key, role_key=goal.role.key),
        )
        for goal in goals
    }


def _last_words(keys: Collection[str]) -> dict[str, Wording]:
    """How behaviours that are gone were last written, and since which version they are gone."""
    rows = db.session.execute(
        _columns(
            Behaviour.key, WrittenBehaviour.text, WrittenCompetency.title, Track.key, MatrixVersion
        )
        .where(READABLE, Behaviour.key.in_(keys))
        .order_by(MatrixVersion.published_at, *IN_ORDER, WrittenBehaviour.id)
    )
    last = {key: (text, title, track, version.number) for key, text, title, track, version in rows}
    numbers = {track: matrices.numbers(track) for _text, _title, track, _number in last.values()}
    return {
        key: Wording(
            text=text,
            competency=title,
            track_key=track,
            is_asked=False,
            gone_in=min((later for later in numbers[track] if later > number), default=None),
        )
        for key, (text, title, track, number) in last.items()
    }


def _in_versions() -> Select[Any]:
    return _columns(
        Behaviour.key, WrittenBehaviour.text, WrittenCompetency.title, Role.key, Track.key
    )


def _columns(*columns: Any) -> Select[Any]:
    """Something of every behaviour in every cell of every version."""
    return (
        select(*columns)
        .select_from(WrittenBehaviour)
        .join(WrittenBehaviour.behaviour)
        .join(Expectation, WrittenBehaviour.expectation_id == Expectation.id)
        .join(Expectation.role)
        .join(WrittenCompetency, Expectation.competency_id == WrittenCompetency.id)
        .join(WrittenCategory, WrittenCompetency.category_id == WrittenCategory.id)
        .join(MatrixVersion, WrittenCategory.version_id == MatrixVersion.id)
        .join(MatrixVersion.matrix)
        .join(Matrix.track)
    )


def _cells(rows: Select[Any]) -> list[Written]:
    """In reading order."""
    ordered = rows.order_by(
        Track.place,
        WrittenCategory.place,
        WrittenCompetency.place,
        Role.rank,
        WrittenBehaviour.place,
        WrittenBehaviour.id,
    )
    return [Written(*row) for row in db.session.execute(ordered)]
