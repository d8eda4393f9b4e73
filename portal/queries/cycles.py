"""Reading rounds: the list of them, what else is going on meanwhile, the versions they freeze."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import case, func, select

from portal.db import db
from portal.domain.cycle_audiences import Audience
from portal.domain.cycle_readiness import TrackVersions
from portal.domain.matrices import VersionNumber, VersionState
from portal.domain.workflows import CycleState
from portal.models import (
    Assessment,
    AuditEvent,
    Cycle,
    CycleVersion,
    Expectation,
    Matrix,
    MatrixVersion,
    Person,
    Track,
    WrittenCategory,
    WrittenCompetency,
)


@dataclass(frozen=True)
class ListedCycle:
    """A round in the list; ``people`` are those it began an assessment for."""

    cycle: Cycle
    people: int


def all_cycles() -> list[ListedCycle]:
    """Every round, the latest first: one query."""
    people = (
        select(Assessment.cycle_id, func.count().label("people"))
        .where(Assessment.cycle_id.is_not(None))
        .group_by(Assessment.cycle_id)
        .subquery()
    )
    found = db.session.execute(
        select(Cycle, func.coalesce(people.c.people, 0))
        .outerjoin(people, people.c.cycle_id == Cycle.id)
        .order_by(Cycle.opens_on.desc(), Cycle.id.desc())
    )
    return [ListedCycle(cycle, count) for cycle, count in found]


@dataclass(frozen=True)
class GoingOn:
    """A round that is open or paused: of how many people it asks something, and who is not done."""

    cycle: Cycle
    people: int
    unfinished: int


def going_on() -> list[GoingOn]:
    """The rounds that are open or paused, the latest first: one query.

    Whoever has left since is not counted: nothing is expected of them.
    """
    unfinished = case((Assessment.acknowledged_at.is_(None), 1), else_=0)
    counted = (
        select(
            Assessment.cycle_id,
            func.count().label("people"),
            func.sum(unfinished).label("unfinished"),
        )
        .join(Person, Person.id == Assessment.person_id)
        .where(Person.left_on.is_(None))
        .group_by(Assessment.cycle_id)
        .subquery()
    )
    found = db.session.execute(
        select(Cycle, func.coalesce(counted.c.people, 0), func.coalesce(counted.c.unfinished, 0))
        .outerjoin(counted, counted.c.cycle_id == Cycle.id)
        .where(Cycle.state.in_([CycleState.OPEN, CycleState.PAUSED]))
        .order_by(Cycle.opens_on.desc(), Cycle.id.desc())
    )
    return [GoingOn(cycle, people, unfinished) for cycle, people, unfinished in found]


def opened_by(cycle: Cycle) -> Person | None:
    """Whoever opened a round, as the trace has it; None for a draft, and for a command."""
    return db.session.scalar(
        select(Person)
        .join(AuditEvent, AuditEvent.actor_id == Person.id)
        .where(
            AuditEvent.action == "opened round",
            AuditEvent.object_kind == Cycle.__tablename__,
            AuditEvent.object_id == cycle.id,
        )
        .order_by(AuditEvent.id)
        .limit(1)
    )


def opened_cycles() -> list[Cycle]:
    """Every round that was opened, the newest first."""
    return list(
        db.session.scalars(
            select(Cycle)
            .where(Cycle.state != CycleState.DRAFT)
            .order_by(Cycle.opens_on.desc(), Cycle.id.desc())
        )
    )


def audience(cycle: Cycle) -> Audience:
    return Audience(
        frozenset(cycle.tracks),
        frozenset(cycle.teams),
        cycle.new_starter_days,
        cycle.leaves_out_absent,
        cycle.opens_on,
    )


def at_the_same_time(cycle: Cycle) -> list[Cycle]:
    """Other rounds that are not over, fall into the same days and may be for the same people."""
    others = db.session.scalars(
        select(Cycle)
        .where(
            Cycle.id != cycle.id,
            Cycle.state != CycleState.CLOSED,
            Cycle.opens_on <= cycle.talks_due_on,
            Cycle.talks_due_on >= cycle.opens_on,
        )
        .order_by(Cycle.opens_on, Cycle.id)
    )
    mine = audience(cycle)
    return [other for other in others if mine.may_share(audience(other))]


@dataclass(frozen=True)
class TrackOfCycle:
    """A track with the version a round assesses against, and the one that is published now."""

    track: Track
    frozen: VersionNumber | None
    newest: VersionNumber | None
    versions: TrackVersions

    @property
    def is_concerned(self) -> bool:
        return self.frozen is not None or self.newest is not None


def tracks_of(cycle: Cycle) -> list[TrackOfCycle]:
    """Every track in its order: four queries, always."""
    frozen = _frozen_versions(cycle)
    newest = published_versions()
    tracks = db.session.scalars(select(Track).order_by(Track.place, Track.id)).all()
    roles = _expected_roles({version.id for version in (*frozen.values(), *newest.values())})
    return [
        TrackOfCycle(
            track,
            old.number if (old := frozen.get(track.id)) else None,
            new.number if (new := newest.get(track.id)) else None,
            TrackVersions(
                old.id if old else None,
                roles.get(old.id, frozenset()) if old else frozenset(),
                new.id if new else None,
                roles.get(new.id, frozenset()) if new else frozenset(),
            ),
        )
        for track in tracks
    ]


def _frozen_versions(cycle: Cycle) -> dict[int, MatrixVersion]:
    """The version of each matrix that a round assesses against, by the id of its track."""
    found = db.session.execute(
        select(CycleVersion.track_id, MatrixVersion)
        .join(CycleVersion.matrix_version)
        .where(CycleVersion.cycle_id == cycle.id)
    )
    return dict(iter(found))


def published_versions() -> dict[int, MatrixVersion]:
    """The published version of each matrix, by the id of its track."""
    found = db.session.execute(
        select(Matrix.track_id, MatrixVersion)
        .join(MatrixVersion.matrix)
        .where(MatrixVersion.state == VersionState.PUBLISHED)
    )
    return dict(iter(found))


def _expected_roles(version_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The ids of the roles that each version expects something of."""
    cells = db.session.execute(
        select(WrittenCategory.version_id, Expectation.role_id)
        .join(WrittenCompetency, WrittenCompetency.category_id == WrittenCategory.id)
        .join(Expectation, Expectation.competency_id == WrittenCompetency.id)
        .where(WrittenCategory.version_id.in_(version_ids))
        .distinct()
    )
    roles: dict[int, set[int]] = {}
    for version_id, role_id in cells:
        roles.setdefault(version_id, set()).add(role_id)
    return {version_id: frozenset(found) for version_id, found in roles.items()}
