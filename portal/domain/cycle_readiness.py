"""The readiness check of a round: who would fall through if it opened now, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.cycle_audiences import Audience, LeftOut, Placed, left_out


class Problem(StrEnum):
    """Why somebody would fall through, in the order in which it is best mended."""

    NO_ROLE = "no_role"
    NO_MATRIX = "no_matrix"
    WRONG_VERSION = "wrong_version"
    NO_MANAGER = "no_manager"
    MANAGER_LEFT = "manager_left"
    MANAGER_NO_ACCOUNT = "manager_no_account"
    MANAGER_AWAY = "manager_away"
    NO_ACCOUNT = "no_account"
    ON_LEAVE = "on_leave"


@dataclass(frozen=True)
class ManagerSeen:
    """What the check sees of somebody's manager."""

    id: int
    name: str
    has_left: bool
    has_account: bool
    is_away: bool


@dataclass(frozen=True)
class PersonSeen:
    """What the check sees of somebody who is here. ``track`` and ``team`` are keys.

    ``choice`` is what people-ops decided by hand, for the ``reason`` they gave.
    """

    id: int
    name: str
    started_on: date
    team: str | None
    role_id: int | None
    track: str | None
    has_account: bool
    is_away: bool
    manager: ManagerSeen | None
    choice: bool | None = None
    reason: str = ""

    @property
    def placed(self) -> Placed:
        return Placed(self.track, self.team, self.started_on, self.is_away, self.choice)


@dataclass(frozen=True)
class TrackVersions:
    """What a round assesses a track against, beside what is published for it now.

    Ids of matrix versions, None where there is none, and the ids of the roles that each expects
    something of.
    """

    frozen_id: int | None
    frozen_roles: Set[int]
    newest_id: int | None
    newest_roles: Set[int]

    @property
    def has_newer(self) -> bool:
        return self.newest_id is not None and self.newest_id != self.frozen_id


NO_VERSIONS = TrackVersions(None, frozenset(), None, frozenset())


@dataclass(frozen=True)
class Looked:
    """Somebody the check looked at: left out of the round, or in it with these problems."""

    person: PersonSeen
    left_out: LeftOut | None
    problems: tuple[Problem, ...] = ()
    version_id: int | None = None

    @property
    def starts(self) -> bool:
        """Whether opening begins an assessment for them."""
        return self.left_out is None and self.version_id is not None


@dataclass(frozen=True)
class Readiness:
    """What the check found, people in the order in which they were given."""

    looked: tuple[Looked, ...]

    @property
    def starting(self) -> list[Looked]:
        return [one for one in self.looked if one.starts]

    @property
    def unmended(self) -> list[Looked]:
        """Who is in and would fall through in some way."""
        return [one for one in self.looked if one.problems]

    @property
    def by_problem(self) -> dict[Problem, list[Looked]]:
        """Who has which problem; only problems that somebody has, in the order to mend them."""
        return {
            problem: having
            for problem in Problem
            if (having := [one for one in self.looked if problem in one.problems])
        }

    @property
    def by_left_out(self) -> dict[LeftOut, list[Looked]]:
        """Who is left out why; whoever is elsewhere is no part of this round and not listed."""
        return {
            why: out
            for why in (LeftOut.BY_HAND, LeftOut.ON_LEAVE, LeftOut.NEW_STARTER)
            if (out := [one for one in self.looked if one.left_out is why])
        }

    @property
    def taken_in(self) -> list[Looked]:
        """Who is in because people-ops decided so."""
        return [one for one in self.looked if one.person.choice]

    @property
    def stamp(self) -> str:
        """A short digest of who is in with which problems: equal findings have equal stamps."""
        found = [
            (one.person.id, one.version_id, one.problems)
            for one in self.looked
            if one.left_out is None
        ]
        return hashlib.sha256(repr(sorted(found)).encode()).hexdigest()[:16]


def check(
    people: Iterable[PersonSeen], audience: Audience, versions: Mapping[str, TrackVersions]
) -> Readiness:
    """Look at everybody who is here; ``versions`` are by key of the track."""
    return Readiness(tuple(look_at(person, audience, versions) for person in people))


def look_at(
    person: PersonSeen, audience: Audience, versions: Mapping[str, TrackVersions]
) -> Looked:
    out = left_out(person.placed, audience)
    if out is not None:
        return Looked(person, out)
    known = versions.get(person.track or "", NO_VERSIONS)
    version_id = known.frozen_id if person.role_id in known.frozen_roles else None
    problems = [*_about_matrix(person.role_id, known), *_about_manager(person.manager)]
    if not person.has_account:
        problems.append(Problem.NO_ACCOUNT)
    if person.is_away and not person.choice:
        problems.append(Problem.ON_LEAVE)
    return Looked(person, None, tuple(problems), version_id)


def _about_matrix(role_id: int | None, known: TrackVersions) -> Sequence[Problem]:
    """Nothing is wrong with an older version where the newest has nothing to say of the role."""
    if role_id is None:
        return [Problem.NO_ROLE]
    if role_id in known.newest_roles and known.has_newer:
        return [Problem.WRONG_VERSION]
    return [] if role_id in known.frozen_roles else [Problem.NO_MATRIX]


def _about_manager(manager: ManagerSeen | None) -> Sequence[Problem]:
    if manager is None:
        return [Problem.NO_MANAGER]
    if manager.has_left:
        return [Problem.MANAGER_LEFT]
    wrong = []
    if not manager.has_account:
        wrong.append(Problem.MANAGER_NO_ACCOUNT)
    if manager.is_away:
        wrong.append(Problem.MANAGER_AWAY)
    return wrong
