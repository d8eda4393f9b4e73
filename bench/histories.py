"""Rounds that are over, behind a made-up organisation: whole for one team, in outline for all.

Ten rounds of everybody's views would be about nine million observations. So only the team of the
demo's lead has all that was said, in every round, as if they had always been in their roles;
everybody else has the assessments and sealed views without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.matrices import Matrix
from portal.models import Person, Role
from portal.queries import matrices
from portal.services.demo import cycles, organigram, rounds, writing
from portal.services.demo.careers import Held
from portal.services.demo.opinions import PlannedAssessment, PlannedView
from portal.services.demo.organigram import LEAD, PEOPLE_OPS, REP
from portal.services.demo.rounds import PlannedRound
from portal.services.demo.staff import Planned

LONG_AGO = timedelta(days=10 * 365)


@dataclass(frozen=True)
class History:
    """How many rounds and assessments were written, and how many of those in full."""

    rounds: int
    assessments: int
    in_full: int


def write(*, size: int, seed: int, closed: int, today: date) -> History:
    """Write so many closed rounds behind the organisation of this size, seed and day."""
    people = organigram.plan(size=size, seed=seed, today=today)
    known = {row.email: row.id for row in db.session.execute(select(Person.email, Person.id))}
    ids = {person: known[person.email] for person in people}
    by_role = {role.key: matrix for matrix in matrices.all_published() for role in matrix.roles}
    catalogue = writing.Catalogue.read(_version_ids(by_role))
    sample = [_as_if_always_here(one, today) for one in people if _is_in_sample(one)]
    ids |= {person: known[person.email] for person in sample}
    rest = [person for person in people if not _is_in_sample(person)]
    in_full = in_outline = 0
    for held in rounds.calendar(today, closed)[:-1]:
        cycle = cycles.write(held, by_id=known[PEOPLE_OPS.email])
        whole = rounds.plan(sample, held, seed=seed, matrices=by_role)
        in_full += writing.write_assessments(whole, ids, catalogue, cycle_id=cycle.id)
        outline = _outline(rest, held, by_role)
        in_outline += writing.write_assessments(outline, ids, catalogue, cycle_id=cycle.id)
    return History(closed, in_full + in_outline, in_full)


def _is_in_sample(person: Planned) -> bool:
    manager = person.first_manager or person.manager
    return person.email in {LEAD.email, REP.email} or bool(manager and manager.email == LEAD.email)


def _as_if_always_here(person: Planned, today: date) -> Planned:
    """The same person, in the role they have now since before the first round."""
    if person.now is None:
        return person
    long_ago = today - LONG_AGO
    return replace(person, started_on=long_ago, held=(Held(person.now.role_key, long_ago, None),))


def _version_ids(by_role: Mapping[str, Matrix]) -> dict[str, int]:
    roles = db.session.scalars(select(Role).where(Role.key.in_(by_role))).all()
    versions = {role.key: matrices.assessable_version(role) for role in roles}
    return {key: version.id for key, version in versions.items() if version is not None}


def _outline(
    people: Sequence[Planned], held: PlannedRound, by_role: Mapping[str, Matrix]
) -> Iterator[PlannedAssessment]:
    """Assessments that went all the way, with sealed views that say nothing."""
    sealed = held.opened_at + timedelta(days=7)
    talked = sealed + timedelta(days=3)
    for person in people:
        position, manager = rounds.held_on(person, held.opens_on), person.manager
        if position is None or manager is None or position.role_key not in by_role:
            continue
        views = [
            PlannedView(ViewKind.SELF, person, sealed, sealed, ()),
            PlannedView(ViewKind.MANAGER, manager, sealed, sealed, ()),
            PlannedView(ViewKind.AGREED, manager, talked, talked, (), acknowledged_at=talked),
        ]
        yield PlannedAssessment(person, position.role_key, held.opened_at, views, manager, sealed)
