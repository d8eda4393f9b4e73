"""Goals: starting one, saying how it goes, changing it, letting it go, and noting it was seen.

A goal is read by its person and by those they report to. What is written in one is told nowhere
else: notices say that something was written, the trace which fields changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from portal import audit
from portal.db import db
from portal.domain import goals as rules
from portal.domain.evidence import EvidenceKind
from portal.domain.goals import Plan
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.domain.reminders import is_daytime
from portal.domain.time_zones import today_in
from portal.domain.workflows import GOAL_MOVES, GoalState, allows
from portal.models import Assessment, Behaviour, CheckIn, Evidence, Goal, Person, Role
from portal.queries import goals as queries
from portal.queries import people
from portal.queries.goal_wordings import readable_wording
from portal.services import notices
from portal.services.evidence import hold_chosen
from portal.services.notices import Telling
from portal.services.uniqueness import unless_taken

TRACED_AS = {"until_on": "goal_until"}
"""The name a field has in the trace, where other things have one of the same name."""


def start(
    person: Person,
    behaviour_key: str,
    role_key: str,
    plan: Plan,
    *,
    by: Person,
    assessment: Assessment | None = None,
) -> Goal:
    """Begin to practise a behaviour that some readable matrix version asks of a role.

    ``assessment`` is the one in whose conversation it was agreed. Missing where no matrix asks for
    the behaviour; GOAL_OPEN while the person practises it already, with another plan. The same
    plan sent twice is one goal.
    """
    if readable_wording(behaviour_key, role_key) is None:
        raise Missing
    role = _role(role_key)
    if queries.active_goal(person, behaviour_key) is not None:
        return _same(person, behaviour_key, role, plan)
    _check_day(person, plan.until_on)
    now = datetime.now(UTC)
    goal = Goal(
        person_id=person.id,
        behaviour=_behaviour(behaviour_key),
        role=role,
        assessment_id=assessment.id if assessment else None,
        how=plan.how,
        with_whom=plan.with_whom,
        until_on=plan.until_on,
        state=GoalState.ACTIVE,
        started_at=now,
        moved_at=now,
    )
    try:
        with unless_taken(Refusal.GOAL_OPEN):
            db.session.add(goal)
    except RuleBroken:  # both clicks of a double click arrived at the same moment
        return _same(person, behaviour_key, role, plan)
    audit.record(by, "started goal", goal)
    return goal


def _same(person: Person, behaviour_key: str, role: Role, plan: Plan) -> Goal:
    """The goal there is for a behaviour, if it says the same; GOAL_OPEN otherwise."""
    there = queries.active_goal(person, behaviour_key)
    if there is None or plan_of(there) != plan or there.role_id != role.id:
        raise RuleBroken(Refusal.GOAL_OPEN)
    return there


def plan_of(goal: Goal) -> Plan:
    return Plan(goal.how, goal.with_whom, goal.until_on)


def change(goal: Goal, plan: Plan, *, seen: str, by: Person) -> None:
    """Give an active goal another plan. ``seen`` is the fingerprint of the one it was typed over.

    CHANGED_MEANWHILE where somebody, or another tab, gave it a third one in between.
    """
    before = plan_of(goal)
    changes = before.changes(plan)
    if not changes:
        return
    _require_active(goal)
    if before.fingerprint != seen:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    if "until_on" in changes:
        _check_day(goal.person, plan.until_on)
    for field, value in changes.items():
        setattr(goal, field, value)
    goal.moved_at = datetime.now(UTC)
    audit.record(by, "changed goal", goal, [TRACED_AS.get(field, field) for field in changes])


def check_in(goal: Goal, text: str, *, by: Person) -> None:
    """Say how it goes, as the person or their manager; the other one is told that it was said.

    The same words sent twice in a row are said once.
    """
    _require_active(goal)
    last = goal.check_ins[-1] if goal.check_ins else None
    if last is not None and (last.author_id, last.text) == (by.id, text):
        return
    goal.moved_at = datetime.now(UTC)
    said = CheckIn(author_id=by.id, at=goal.moved_at, text=text)
    goal.check_ins.append(said)
    audit.record(by, "checked in on goal", goal)
    _tell_other(goal, by, f"check-in:{said.id}")


@dataclass(frozen=True)
class Seen:
    """What was seen of a behaviour: in words, by whom (their e-mail address), on which day."""

    what: str
    by_email: str
    on: date
    evidence_id: int | None = None


def observe(goal: Goal, seen: Seen, *, by: Person) -> None:
    """Note that somebody has seen the behaviour, which ends the goal as done.

    The person may say who saw it; their manager may note it directly. A note from the person's own
    log may show it, from then on also to those who read the goal.
    """
    witness = _somebody_here(seen.by_email)
    evidence = _note(goal, seen.evidence_id, by) if seen.evidence_id else None
    if _is_noted(goal, seen, witness):
        return
    _require(goal, GoalState.OBSERVED)
    observation = rules.Observation(
        goal.person_id,
        witness.id,
        seen.on,
        EvidenceKind(evidence.kind) if evidence else None,
    )
    today = today_in(goal.person.time_zone)
    for field, refusal in rules.unfit_observation(observation, today=today).items():
        raise RuleBroken(refusal, field)
    goal.state = GoalState.OBSERVED
    goal.moved_at = goal.ended_at = datetime.now(UTC)
    goal.outcome, goal.seen_by_id, goal.seen_on = seen.what, witness.id, seen.on
    goal.noted_by_id, goal.evidence_id = by.id, evidence.id if evidence else None
    audit.record(by, "noted goal as seen", goal, ["state"])
    _tell_other(goal, by, "seen")


def drop(goal: Goal, reason: str, *, by: Person) -> None:
    """Let a goal go, saying why. It can be taken up again."""
    if goal.state == GoalState.DROPPED and goal.reason == reason:
        return
    _require(goal, GoalState.DROPPED)
    goal.state, goal.reason = GoalState.DROPPED, reason
    goal.moved_at = goal.ended_at = datetime.now(UTC)
    audit.record(by, "dropped goal", goal, ["state"])


def bring_back(goal: Goal, until_on: date, *, by: Person) -> None:
    """Take up a goal that was let go, until another day; why it was let go stays as a check-in.

    GOAL_OPEN where the person practises the same behaviour in another goal by now.
    """
    if goal.state == GoalState.ACTIVE and goal.until_on == until_on:
        return
    _require(goal, GoalState.ACTIVE)
    _check_day(goal.person, until_on)
    now = datetime.now(UTC)
    with unless_taken(Refusal.GOAL_OPEN):
        why = CheckIn(author_id=goal.person_id, at=goal.ended_at, text=goal.reason)
        goal.check_ins.append(why)
        goal.state, goal.reason, goal.until_on = GoalState.ACTIVE, "", until_on
        goal.moved_at, goal.ended_at = now, None
    audit.record(by, "brought goal back", goal, ["state", TRACED_AS["until_on"]])


def remind_of_quiet(now: datetime) -> int:
    """Remind people by day of goals that have gone quiet: once in each spell, without a word of it.

    How many goals somebody was reminded of; those on leave are reminded when they are back.
    """
    tellings = [
        Telling(person.id, rules.quiet_key(goal.id, person.id, goal.moved_at), _path(goal))
        for goal, person in queries.quiet(now)
        if is_daytime(now, person.time_zone)
    ]
    return notices.tell_each(NoticeKind.GOAL_QUIET, tellings)


def _tell_other(goal: Goal, by: Person, occasion: str) -> None:
    """Of the person and their manager, tell the one who did not write."""
    other = people.manager_of(goal.person) if by.id == goal.person_id else goal.person
    if other is not None and other.left_on is None:
        notices.tell(
            other,
            NoticeKind.GOAL_CHECKED_IN,
            key=f"goal:{goal.id}:{occasion}:{other.id}",
            path=_path(goal),
            about={"person": by.name},
        )


def _path(goal: Goal) -> str:
    return rules.page_of(goal.id)


def _require(goal: Goal, state: GoalState) -> None:
    if not allows(GOAL_MOVES, GoalState(goal.state), state):
        raise RuleBroken(Refusal.GOAL_ENDED)


def _require_active(goal: Goal) -> None:
    if goal.state != GoalState.ACTIVE:
        raise RuleBroken(Refusal.GOAL_ENDED)


def _check_day(person: Person, until_on: date) -> None:
    today = today_in(person.time_zone)
    if refusal := rules.unfit_day(until_on, today=today):
        raise RuleBroken(refusal, "until_on")


def _is_noted(goal: Goal, seen: Seen, witness: Person) -> bool:
    """Whether the same was noted already: a second click."""
    noted = (goal.outcome, goal.seen_by_id, goal.seen_on)
    return goal.state == GoalState.OBSERVED and noted == (seen.what, witness.id, seen.on)


def _somebody_here(email: str) -> Person:
    found = people.by_email(email)
    if found is None or found.left_on is not None:
        raise RuleBroken(Refusal.PERSON_UNKNOWN, "seen_by")
    return found


def _note(goal: Goal, evidence_id: int, reader: Person) -> Evidence:
    """A note from the log of the goal's person; others choose among what was shared.

    EVIDENCE_GONE where there is no such note, any more or for whoever chooses, all alike.
    """
    note = hold_chosen(evidence_id)
    is_own = reader.id == goal.person_id
    if note.person_id != goal.person_id or (not is_own and note.shared_at is None):
        raise RuleBroken(Refusal.EVIDENCE_GONE, "evidence")
    return note


def _behaviour(key: str) -> Behaviour:
    return db.session.scalars(select(Behaviour).where(Behaviour.key == key)).one()


def _role(key: str) -> Role:
    return db.session.scalars(select(Role).where(Role.key == key)).one()
