"""How roles evolve: what splitting, merging or retiring a role does to everybody and everything.

Nothing here changes anything. A *situation* is how things stand, a *proposal* is what somebody
chose, and the *plan* made of both is what they are shown before they confirm. The plan has a
fingerprint: when it is made anew and differs, something it showed has changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from portal.domain.ladders import Ladder, Role
from portal.domain.matrices import Matrix, VersionNumber
from portal.domain.matrix_parts import alterations, fingerprint
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.role_change_columns import ColumnsOutcome, rearranged
from portal.domain.role_change_moves import Choice, MoveOutcome, StandingMove, move_outcomes


class ChangeKind(StrEnum):
    """What becomes of a role. A split keeps it, a merge and a retirement end it."""

    SPLIT = "split"
    MERGE = "merge"
    RETIRE = "retire"
    REVIVE = "revive"

    @property
    def ends_role(self) -> bool:
        return self in (ChangeKind.MERGE, ChangeKind.RETIRE)


ENOUGH_TO_COUNT = 5
"""Where fewer people hold a role, telling how many of them have a private draft tells who."""

TOLD_FOR_DAYS = 60
"""How long the home page tells those concerned."""


@dataclass(frozen=True)
class Holder:
    """Somebody in the role now; ``today`` is the day it is where they live."""

    person_id: int
    version: int
    name: str
    position_id: int
    since: date
    today: date


@dataclass(frozen=True)
class Situation:
    """How things stand with a role.

    ``versions`` are those of all roles, by key; ``changes`` is how often the role has changed so
    far. ``drafts`` are the drafts of all tracks; ``published`` is the version that has the role.
    ``open_views`` counts the self-assessments that are being written for the role.
    """

    ladder: Ladder
    role: Role
    versions: Mapping[str, int]
    changes: int
    holders: tuple[Holder, ...]
    moves: tuple[StandingMove, ...]
    drafts: Mapping[str, Matrix]
    published: VersionNumber | None
    open_views: int


@dataclass(frozen=True)
class Successor:
    """A role that takes work over; a new one is on the ladder once the change is carried out."""

    role: Role
    is_new: bool = False


@dataclass(frozen=True)
class Proposal:
    """What somebody chose: where each person goes (role keys by person id), what becomes of the
    moves (by key) and of the competencies in the draft (by key)."""

    kind: ChangeKind
    successors: tuple[Successor, ...]
    day: date
    people: Mapping[int, str]
    moves: Mapping[str, Choice]
    cells: Mapping[str, Choice]


class Step(StrEnum):
    """What happens to a person's position."""

    STAYS = "stays"
    OPENS = "opens"
    RENAMED = "renamed"


@dataclass(frozen=True)
class PersonOutcome:
    """Somebody in the role, and where they go.

    Whoever began on the day of the change or later has been in the new role all along: their
    position is renamed instead of another one being opened.
    """

    holder: Holder
    role: Role
    step: Step


@dataclass(frozen=True)
class Plan:
    """Exactly what will happen; ``seen`` is its fingerprint.

    ``open_views`` is None where telling the number would tell who.
    """

    kind: ChangeKind
    role: Role
    successors: tuple[Successor, ...]
    day: date
    people: tuple[PersonOutcome, ...]
    moves: tuple[MoveOutcome, ...]
    columns: tuple[ColumnsOutcome, ...]
    published: VersionNumber | None
    open_views: int | None
    seen: str = ""

    def going(self, step: Step) -> tuple[PersonOutcome, ...]:
        return tuple(outcome for outcome in self.people if outcome.step == step)

    def reaches(self, role_key: str) -> bool:
        """Whether one of the moves leads to a role then."""
        ends = (end for move in self.moves for end in (move.after, move.copy) if end)
        return any(end.target == role_key for end in ends)


def check_role(situation: Situation) -> None:
    """A role can only change while it is in force."""
    if situation.role.is_retired:
        raise RuleBroken(Refusal.ROLE_RETIRED)


def make_plan(situation: Situation, proposal: Proposal, *, by: int) -> Plan:
    """What the proposal does as things stand; RuleBroken where it cannot be done.

    ``by`` is the id of whoever proposes it: nobody gives themselves another position.
    """
    check_role(situation)
    _check_successors(situation, proposal)
    people = tuple(_person(situation, proposal, holder, by) for holder in situation.holders)
    new = {s.role.key: s.role for s in proposal.successors if s.is_new}
    moves = move_outcomes(
        situation.role.key,
        situation.moves,
        [s.role.key for s in proposal.successors],
        proposal.moves,
        ends_role=proposal.kind.ends_role,
    )
    columns = rearranged(
        situation.drafts,
        situation.role,
        [s.role for s in proposal.successors],
        frozenset(new),
        proposal.cells,
        ends_role=proposal.kind.ends_role,
    )
    is_told = len(situation.holders) >= ENOUGH_TO_COUNT
    plan = Plan(
        kind=proposal.kind,
        role=situation.role,
        successors=proposal.successors,
        day=proposal.day,
        people=people,
        moves=moves,
        columns=columns,
        published=situation.published,
        open_views=situation.open_views if is_told else None,
    )
    return replace(plan, seen=_seen(situation, plan))


def _check_successors(situation: Situation, proposal: Proposal) -> None:
    """A split has another role to go to, a merge one; none is this one or has retired."""
    keys = [successor.role.key for successor in proposal.successors]
    if not keys and proposal.kind in (ChangeKind.SPLIT, ChangeKind.MERGE):
        raise RuleBroken(Refusal.SUCCESSOR_MISSING, "others")
    if situation.role.key in keys or (proposal.kind is ChangeKind.MERGE and len(keys) > 1):
        raise RuleBroken(Refusal.SUCCESSOR_UNFIT, "others")
    for successor in proposal.successors:
        if successor.is_new:
            continue
        known = situation.ladder.role(successor.role.key)
        if known is None or known.is_retired:
            raise RuleBroken(Refusal.ROLE_RETIRED, "others")


def _person(situation: Situation, proposal: Proposal, holder: Holder, by: int) -> PersonOutcome:
    target = _chosen_role(situation, proposal, holder)
    if target.key == situation.role.key:
        if proposal.kind.ends_role:
            raise RuleBroken(Refusal.NOBODY_STAYS, f"people-{holder.person_id}")
        return PersonOutcome(holder, target, Step.STAYS)
    if holder.person_id == by:
        raise RuleBroken(Refusal.NOT_YOURSELF)
    if proposal.day > holder.today:
        raise RuleBroken(Refusal.DAY_AHEAD, "day")
    step = Step.OPENS if holder.since < proposal.day else Step.RENAMED
    return PersonOutcome(holder, target, step)


def _chosen_role(situation: Situation, proposal: Proposal, holder: Holder) -> Role:
    """The role chosen for somebody; this one where nothing was chosen."""
    key = proposal.people.get(holder.person_id, situation.role.key)
    new = next((s.role for s in proposal.successors if s.is_new and s.role.key == key), None)
    role = new or situation.ladder.role(key)
    if role is None or (role.is_retired and role.key != situation.role.key):
        raise RuleBroken(Refusal.ROLE_RETIRED, f"people-{holder.person_id}")
    return role


def _seen(situation: Situation, plan: Plan) -> str:
    """The fingerprint of everything the plan shows, and of what it is built on."""
    involved = {plan.role.key, *(successor.role.key for successor in plan.successors)}
    involved |= {outcome.role.key for outcome in plan.people}
    shown: list[Any] = [
        plan.kind,
        plan.role.key,
        situation.changes,
        sorted((key, situation.versions.get(key)) for key in involved),
        [(s.role.key, _defined(s.role) if s.is_new else None) for s in plan.successors],
        plan.day.isoformat(),
        [_seen_person(outcome) for outcome in plan.people],
        [asdict(outcome) for outcome in plan.moves],
        [
            (c.before.track_key, [asdict(a) for a in alterations(c.before, c.after)])
            for c in plan.columns
        ],
        str(plan.published),
        plan.open_views,
    ]
    return fingerprint(shown)


def _seen_person(outcome: PersonOutcome) -> list[Any]:
    holder = outcome.holder
    return [
        holder.person_id,
        holder.version,
        holder.position_id,
        holder.since.isoformat(),
        outcome.role.key,
        outcome.step,
    ]


def _defined(role: Role) -> list[Any]:
    purpose = role.purpose.to_json() if role.purpose else None
    return [role.track_key, role.rank, role.title.to_json(), role.short.to_json(), purpose]
