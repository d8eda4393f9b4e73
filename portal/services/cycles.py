"""Setting up a round, deciding who is in it, and opening it.

Whoever calls these has loaded the round locked (``load_cycle(…, lock=True)``), so that two changes
follow each other. Once a round is open, ``running_cycles`` has what can be done with it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

from portal import audit
from portal.db import db
from portal.domain.cycle_boards import opened_key
from portal.domain.cycle_readiness import Looked
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.time_zones import day_in
from portal.domain.workflows import CYCLE_MOVES, CycleState, allows
from portal.models import Assessment, Cycle, CycleChoice, CycleVersion, Person
from portal.queries import cycle_readiness
from portal.queries import cycles as queries
from portal.services.notices import Telling, tell_each
from portal.services.row_edits import check_version, put
from portal.services.uniqueness import unless_taken


@dataclass(frozen=True)
class CycleEntry:
    """What people-ops set up of a round; ``tracks`` and ``teams`` are keys, both empty: everybody.

    Days are whole days in ``time_zone``. Views open when both are in, but not before
    ``views_open_on``, where that is set.
    """

    name: str
    note: str
    time_zone: str
    opens_on: date
    views_due_on: date
    talks_due_on: date
    views_open_on: date | None
    tracks: tuple[str, ...]
    teams: tuple[str, ...]
    new_starter_days: int
    leaves_out_absent: bool


def set_up(entry: CycleEntry, *, by: Person) -> Cycle:
    """A new round, a draft; it assesses against the versions that are published now."""
    _check_days(entry)
    cycle = Cycle(**asdict(entry), state=CycleState.DRAFT, by_id=by.id)
    with unless_taken(Refusal.CYCLE_NAMED, "name"):
        db.session.add(cycle)
    for track_id, version in sorted(queries.published_versions().items()):
        db.session.add(
            CycleVersion(cycle_id=cycle.id, track_id=track_id, matrix_version_id=version.id)
        )
    audit.record(by, "set up round", cycle)
    return cycle


def change(cycle: Cycle, entry: CycleEntry, *, version: int, by: Person) -> None:
    """Set a draft up differently, unless somebody else did so meanwhile (CHANGED_MEANWHILE)."""
    require_draft(cycle)
    check_version(cycle.version, version)
    _check_days(entry)
    with unless_taken(Refusal.CYCLE_NAMED, "name"):
        changed = put(cycle, asdict(entry))
    if changed:
        audit.record(by, "changed round", cycle, changed)


def discard(cycle: Cycle, *, version: int, by: Person) -> None:
    """Throw a draft away, with who was left out of it and taken in."""
    require_draft(cycle)
    check_version(cycle.version, version)
    audit.record(by, "discarded round", cycle)
    whole = selectinload(Cycle.choices), selectinload(Cycle.versions)
    with_all = select(Cycle).where(Cycle.id == cycle.id).options(*whole)
    db.session.delete(db.session.scalars(with_all).one())
    db.session.flush()


def take_newest(cycle: Cycle, *, by: Person, track_key: str | None = None) -> int:
    """Assess against what is published now, for one track or for all; how many tracks changed."""
    require_draft(cycle)
    rows = db.session.scalars(select(CycleVersion).where(CycleVersion.cycle_id == cycle.id))
    frozen = {row.track_id: row for row in rows}
    newer = [
        (one.track.id, one.versions.newest_id)
        for one in queries.tracks_of(cycle)
        if one.versions.newest_id is not None
        and one.versions.has_newer
        and track_key in {None, one.track.key}
    ]
    for track_id, version_id in newer:
        row = frozen.get(track_id)
        if row is None:
            row = CycleVersion(cycle_id=cycle.id, track_id=track_id)
            db.session.add(row)
        row.matrix_version_id = version_id
        audit.record(by, "took newest version into round", row, ["matrix_version_id"])
    return len(newer)


def choose(cycle: Cycle, person: Person, *, is_in: bool, reason: str, by: Person) -> None:
    """Leave somebody out of a round, or take them in all the same, whatever its rules say.

    Nobody decides about themselves (NOT_YOURSELF).
    """
    require_draft(cycle)
    _refuse_oneself(person, by)
    choice = cycle_readiness.choice_about(cycle, person)
    if choice is None:
        choice = CycleChoice(cycle_id=cycle.id, person_id=person.id)
        db.session.add(choice)
    choice.is_in, choice.reason = is_in, reason
    audit.record(by, "took into round" if is_in else "left out of round", choice, ["is_in"])


def take_choice_back(cycle: Cycle, person: Person, *, by: Person) -> None:
    """Let the round's rules say again whether somebody else is in, if they do not already."""
    require_draft(cycle)
    _refuse_oneself(person, by)
    choice = cycle_readiness.choice_about(cycle, person)
    if choice is not None:
        audit.record(by, "took back choice for round", choice, ["is_in"])
        db.session.delete(choice)
        db.session.flush()


def open_cycle(cycle: Cycle, *, seen: str, reason: str, by: Person) -> int:
    """Open a round: everybody who starts gets an assessment and is told; how many there are.

    ``seen`` is the stamp of the readiness check that was looked at: if it finds something else
    now, nothing is opened (CHECK_CHANGED). Who would fall through asks for a ``reason``.
    """
    require_draft(cycle)
    now = datetime.now(UTC)
    today = day_in(cycle.time_zone, now)
    if today < cycle.opens_on:
        raise RuleBroken(Refusal.CYCLE_TOO_EARLY)
    if today > cycle.views_due_on:
        raise RuleBroken(Refusal.VIEWS_DUE_PAST)
    found = cycle_readiness.readiness(cycle, queries.tracks_of(cycle), now)
    if found.stamp != seen:
        raise RuleBroken(Refusal.CHECK_CHANGED)
    if not found.starting:
        raise RuleBroken(Refusal.CYCLE_EMPTY)
    if found.unmended and not reason:
        raise RuleBroken(Refusal.UNMENDED_UNEXPLAINED, "reason")
    cycle.state, cycle.opened_at = CycleState.OPEN, now
    cycle.unmended_reason = reason if found.unmended else ""
    audit.record(by, "opened round", cycle, ["state", *(["unmended_reason"] if reason else [])])
    db.session.execute(insert(Assessment), [_assessment(cycle, one, now) for one in found.starting])
    _tell_of_opening(cycle, found.starting)
    return len(found.starting)


def _assessment(cycle: Cycle, one: Looked, now: datetime) -> dict[str, object]:
    manager = one.person.manager
    return {
        "cycle_id": cycle.id,
        "person_id": one.person.id,
        "manager_id": manager.id if manager and not manager.has_left else None,
        "role_id": one.person.role_id,
        "matrix_version_id": one.version_id,
        "started_at": now,
    }


def _tell_of_opening(cycle: Cycle, starting: list[Looked]) -> None:
    about = {
        "cycle": cycle.name,
        "due": cycle.views_due_on.isoformat(),
        "zone": cycle.time_zone,
    }
    tell_each(
        NoticeKind.CYCLE_OPENED,
        [
            Telling(one.person.id, opened_key(cycle.id, one.person.id), "/assessments", about)
            for one in starting
        ],
    )


def require_draft(cycle: Cycle) -> None:
    """Only a draft is set up; an open round holds as it is."""
    if not allows(CYCLE_MOVES, CycleState(cycle.state), CycleState.OPEN) or cycle.opened_at:
        raise RuleBroken(Refusal.CYCLE_OPENED)


def _refuse_oneself(person: Person, by: Person) -> None:
    if person.id == by.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)


def _check_days(entry: CycleEntry) -> None:
    """Opening, views, conversations: in this order, each on the day of the one before or later."""
    if entry.views_due_on < entry.opens_on:
        raise RuleBroken(Refusal.VIEWS_BEFORE_OPENING, "views_due_on")
    if entry.talks_due_on < entry.views_due_on:
        raise RuleBroken(Refusal.TALKS_BEFORE_VIEWS, "talks_due_on")
    day = entry.views_open_on
    if day is not None and not entry.opens_on <= day <= entry.talks_due_on:
        raise RuleBroken(Refusal.VIEWS_OPEN_UNFIT, "views_open_on")
