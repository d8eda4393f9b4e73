"""Letting roles evolve: carrying out a plan somebody has seen, all of it or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select

from portal import audit
from portal.db import db
from portal.domain.drafting.steps import StepKind
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.role_changes import (
    ChangeKind,
    PersonOutcome,
    Plan,
    Proposal,
    Step,
    make_plan,
)
from portal.models import (
    ConcernedPerson,
    Person,
    Position,
    Role,
    RoleChange,
    Succession,
)
from portal.queries import drafts as draft_queries
from portal.queries import ladder_rows
from portal.queries import role_changes as queries
from portal.services import drafts, ladder_moves, people
from portal.services.ladders import RoleEntry, add_role, hold_ladder
from portal.services.row_edits import check_version

ACTIONS = {
    ChangeKind.SPLIT: "split role",
    ChangeKind.MERGE: "merged role",
    ChangeKind.RETIRE: "retired role",
    ChangeKind.REVIVE: "brought role back",
}
STEP_KINDS = {
    ChangeKind.SPLIT: StepKind.SPLIT,
    ChangeKind.MERGE: StepKind.MERGE,
    ChangeKind.RETIRE: StepKind.REMOVE,
}


def propose(role_key: str, proposal: Proposal, *, by: Person) -> Plan:
    """What a proposal would do now; nothing happens yet."""
    return make_plan(queries.situation(role_key), proposal, by=by.id)


def carry_out(
    role_key: str, proposal: Proposal, note: LocalizedText, *, seen: str, by: Person
) -> RoleChange:
    """Do what somebody saw in a plan, whose fingerprint is ``seen``.

    CHANGED_MEANWHILE when it would do something else by now.
    """
    _hold(role_key)
    plan = make_plan(queries.situation(role_key), proposal, by=by.id)
    if plan.seen != seen:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    role = ladder_rows.role(role_key)
    roles = {found.key: found for found in ladder_rows.roles()}
    roles |= {role.key: role for role in _new_roles(plan, by=by)}
    change = _record(role, plan.kind, note, plan.day, by=by)
    change.successions = [
        Succession(role=roles[successor.role.key], place=place, is_new=successor.is_new)
        for place, successor in enumerate(plan.successors)
    ]
    for outcome in plan.people:
        position = _positioned(outcome, roles[outcome.role.key], plan.day, by=by)
        db.session.add(
            ConcernedPerson(
                change=change,
                person_id=outcome.holder.person_id,
                position=position,
                has_moved=outcome.step is not Step.STAYS,
            )
        )
    _lead_elsewhere(plan, by=by)
    for columns in plan.columns:
        drafts.edit(
            columns.before.track_key,
            _becoming(columns.after),
            kind=STEP_KINDS[plan.kind],
            by=by,
        )
    if plan.kind.ends_role:
        role.retired_on = plan.day
    audit.record(by, ACTIONS[plan.kind], role, ["retired_on"] if plan.kind.ends_role else [])
    return change


def bring_back(
    role_key: str, note: LocalizedText, *, version: int, today: date, by: Person
) -> RoleChange:
    """Put a retired role back on the ladder; people and moves come to it anew."""
    hold_ladder()
    role = ladder_rows.role(role_key)
    check_version(role.version, version)
    if role.retired_on is None:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    role.retired_on = None
    change = _record(role, ChangeKind.REVIVE, note, today, by=by)
    audit.record(by, ACTIONS[ChangeKind.REVIVE], role, ["retired_on"])
    return change


def _hold(role_key: str) -> None:
    """Keep everything a plan is about from changing: ladder, role, its people, the drafts.

    Holding the role's row keeps others from putting people into it meanwhile. What was read
    before is read anew.
    """
    hold_ladder()
    role_id = db.session.scalar(
        select(Role.id).where(Role.key == role_key).with_for_update(key_share=True)
    )
    in_role = select(Position.person_id).where(
        Position.role_id == role_id, Position.ended_on.is_(None)
    )
    people_in_role = select(Person.id).where(Person.id.in_(in_role)).order_by(Person.id)
    db.session.execute(people_in_role.with_for_update()).all()
    for track_key in sorted(draft_queries.tracks_with_drafts()):
        draft_queries.stored(track_key, lock=True)
    db.session.expire_all()


def _new_roles(plan: Plan, *, by: Person) -> list[Role]:
    return [
        add_role(
            RoleEntry(
                track_key=new.track_key,
                rank=new.rank,
                title=new.title,
                short=new.short,
                purpose=new.purpose,
                owns=new.owns,
                ask=new.ask,
            ),
            key=new.key,
            by=by,
        )
        for new in (successor.role for successor in plan.successors if successor.is_new)
    ]


def _record(
    role: Role, kind: ChangeKind, note: LocalizedText, day: date, *, by: Person
) -> RoleChange:
    change = RoleChange(
        kind=kind,
        role=role,
        note=note,
        effective_on=day,
        by_id=by.id,
        at=datetime.now(UTC),
        successions=[],
    )
    db.session.add(change)
    return change


def _positioned(outcome: PersonOutcome, role: Role, day: date, *, by: Person) -> Position:
    """The position that somebody holds from now on."""
    if outcome.step is Step.OPENS:
        person = db.session.get_one(Person, outcome.holder.person_id)
        return people.open_position(person, role, from_day=day, by=by)
    position = db.session.get_one(Position, outcome.holder.position_id)
    if outcome.step is Step.RENAMED:
        position.role_id = role.id
        audit.record(by, "changed position", position, ["role_id"])
    return position


def _becoming(after: Matrix) -> drafts.Edit:
    """The edit that makes a draft what the plan said; the draft has been held since."""
    return lambda _draft: after


def _lead_elsewhere(plan: Plan, *, by: Person) -> None:
    for outcome in plan.moves:
        if not outcome.is_changed:
            continue
        move = ladder_rows.move(outcome.move.key)
        if outcome.after is None:
            ladder_moves.remove_move(move.key, version=outcome.move.version, by=by)
        elif outcome.after != outcome.move.ends:
            ladder_moves.put_ends(move, outcome.after, by=by)
        if outcome.copy is not None:
            ladder_moves.copy_move(move, outcome.copy, by=by)
