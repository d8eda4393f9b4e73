"""Evidence and goals in the first made-up team, and what its people are told of the open round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.cycle_boards import opened_key
from portal.domain.evidence import EvidenceKind
from portal.domain.matrices import Matrix
from portal.domain.notices import NoticeKind
from portal.domain.workflows import CycleState, GoalState, ViewState
from portal.models import (
    Assessment,
    Attachment,
    CheckIn,
    Citation,
    Cycle,
    Evidence,
    Goal,
    Notice,
    Person,
    View,
)
from portal.services.demo.careers import Held
from portal.services.demo.log_texts import (
    GOALS_BY_ROLE,
    GOALS_OF_THE_REP,
    LOG_BY_ROLE,
    LOG_OF_THE_REP,
    Jotting,
    Practice,
)
from portal.services.demo.organigram import LEAD, REP
from portal.services.demo.staff import Planned
from portal.services.demo.writing import Catalogue

PRACTISED_FROM_HERE = timedelta(days=30)
SETTLING = 14
"""Days in a role before somebody keeps or practises anything in it."""


@dataclass(frozen=True)
class Member:
    """Somebody in the team of a lead, in the role they hold now."""

    person: Planned
    held: Held
    lead: Planned

    def holds_since(self, day: date) -> bool:
        return self.held.started_on <= day


@dataclass(frozen=True)
class Logs:
    """Writes what the people of one team keep; ``matrices`` by role key."""

    ids: Mapping[Planned, int]
    catalogue: Catalogue
    matrices: Mapping[str, Matrix]
    today: date

    def write(self, person: Planned, one: Jotting, *, author: Planned) -> Evidence:
        written = self._on(one.days_ago)
        note = Evidence(
            person_id=self.ids[person],
            author_id=self.ids[author],
            kind=one.kind,
            happened_on=self.today - timedelta(days=one.days_ago + 1),
            text=one.texts[author.locale],
            metric=one.metric,
            period=one.period,
            is_right_but_unhappy=one.is_right_but_unhappy,
            shared_at=written if one.is_shared else None,
            written_at=written,
            citations=[Citation(behaviour_id=self.catalogue.behaviours[one.behaviour])],
        )
        db.session.add(note)
        return note

    def practise(self, member: Member, one: Practice, *, agreed_in: int | None) -> None:
        person, manager_id = member.person, self.ids[member.lead]
        moved = self._on(one.moved_days_ago)
        goal = Goal(
            person_id=self.ids[person],
            behaviour_id=self.catalogue.behaviours[one.behaviour],
            role_id=self.catalogue.roles[member.held.role_key],
            assessment_id=agreed_in,
            how=one.how[person.locale],
            with_whom=member.lead.name,
            until_on=self.today + PRACTISED_FROM_HERE,
            state=GoalState.ACTIVE,
            started_at=self._on(one.days),
            moved_at=moved,
            check_ins=[CheckIn(author_id=self.ids[person], at=moved, text=one.word[person.locale])],
        )
        if one.outcome:
            goal.state, goal.ended_at = GoalState.OBSERVED, moved
            goal.until_on = moved.date() + timedelta(days=10)
            goal.outcome = one.outcome[member.lead.locale]
            goal.seen_by_id = goal.noted_by_id = manager_id
            goal.seen_on = moved.date() - timedelta(days=1)
        db.session.add(goal)

    def attach(self, view: View, note: Evidence, behaviour: str, role_key: str) -> None:
        """Show a note in a sealed view, beside the competency its behaviour belongs to."""
        asked = self.matrices[role_key].behaviours(role_key)
        key = next((c.key for c, b in asked if b.key == behaviour), None)
        if key is not None:
            competency_id = self.catalogue.competencies[key]
            db.session.add(
                Attachment(view_id=view.id, competency_id=competency_id, evidence_id=note.id)
            )

    def _on(self, days_ago: int) -> datetime:
        return datetime.combine(self.today - timedelta(days=days_ago), time(15, 20), UTC)


def write(
    people: Sequence[Planned],
    ids: Mapping[Planned, int],
    catalogue: Catalogue,
    *,
    today: date,
    matrices: Mapping[str, Matrix],
) -> None:
    """Logs and goals for the reports of the lead one signs in as, the rep's first."""
    logs = Logs(ids, catalogue, matrices, today)
    team = [
        Member(person, person.now, person.manager)
        for person in people
        if person.now and person.manager and person.manager.email == LEAD.email
    ]
    rep = next(member for member in team if member.person.email == REP.email)
    colleagues = [one for one in team if one is not rep and one.held.role_key in LOG_BY_ROLE]
    for jotting in LOG_OF_THE_REP:
        is_thanks = jotting.kind is EvidenceKind.THANKS
        author = colleagues[0] if is_thanks else rep
        logs.write(rep.person, jotting, author=author.person)
    agreed_in = _agreed_lately(ids[rep.person])
    for practice in GOALS_OF_THE_REP:
        logs.practise(rep, practice, agreed_in=agreed_in)
    _logs_of_colleagues(logs, colleagues)
    _goals_of_colleagues(logs, colleagues)
    db.session.flush()


def _logs_of_colleagues(logs: Logs, colleagues: Sequence[Member]) -> None:
    """A note each, attached to their view where the views of the open round are open already."""
    views = _own_views_in(CycleState.OPEN)
    for colleague in colleagues:
        person, role_key = colleague.person, colleague.held.role_key
        jotting = LOG_BY_ROLE[role_key]
        if not colleague.holds_since(logs.today - timedelta(days=jotting.days_ago + SETTLING)):
            continue
        note = logs.write(person, jotting, author=person)
        db.session.flush()
        if view := views.get(logs.ids[person]):
            logs.attach(view, note, jotting.behaviour, role_key)


def _goals_of_colleagues(logs: Logs, colleagues: Sequence[Member]) -> None:
    """One goal for the first of each role who has held it for long enough."""
    for role_key, practice in GOALS_BY_ROLE.items():
        since = logs.today - timedelta(days=practice.days + SETTLING)
        able = (o for o in colleagues if o.held.role_key == role_key and o.holds_since(since))
        if first := next(able, None):
            logs.practise(first, practice, agreed_in=None)


def tell_of_open_round(people: Sequence[Planned], ids: Mapping[Planned, int]) -> None:
    """What the people one signs in as find among their notices; no mail goes out for it."""
    cycle = db.session.scalars(select(Cycle).where(Cycle.state == CycleState.OPEN)).one()
    known = {person.email: ids[person] for person in people}
    about = {
        "cycle": cycle.name,
        "due": cycle.views_due_on.isoformat(),
        "zone": cycle.time_zone,
    }
    for person_id in (known[REP.email], known[LEAD.email]):
        db.session.add(
            Notice(
                key=opened_key(cycle.id, person_id),
                person_id=person_id,
                kind=NoticeKind.CYCLE_OPENED,
                about=about,
                path="/assessments",
                at=cycle.opened_at,
            )
        )
    opened = db.session.scalars(
        select(Assessment)
        .join(Assessment.person)
        .where(
            Assessment.cycle_id == cycle.id,
            Assessment.manager_id == known[LEAD.email],
            Assessment.views_open_at.is_not(None),
            Assessment.agreed_at.is_(None),
        )
        .options(joinedload(Assessment.person).load_only(Person.name))
        .order_by(Assessment.id)
    )
    for assessment in opened:
        db.session.add(
            Notice(
                key=f"assessment:{assessment.id}:open:1-1:{known[LEAD.email]}",
                person_id=known[LEAD.email],
                kind=NoticeKind.VIEWS_OPEN,
                about={"cycle": cycle.name, "person": assessment.person.name},
                path=f"/assessments/{assessment.id}",
                at=assessment.views_open_at,
            )
        )
    db.session.flush()


def _agreed_lately(person_id: int) -> int | None:
    """The number of the newest assessment somebody talked about, if any."""
    found = select(Assessment.id).where(
        Assessment.person_id == person_id, Assessment.agreed_at.is_not(None)
    )
    return db.session.scalar(found.order_by(Assessment.agreed_at.desc()).limit(1))


def _own_views_in(state: CycleState) -> Mapping[int, View]:
    """Sealed self views of the round in this state whose manager's view is in too, by author."""
    found = (
        select(View)
        .join(View.assessment)
        .join(Assessment.cycle)
        .where(
            Cycle.state == state,
            View.kind == ViewKind.SELF,
            View.state == ViewState.SUBMITTED,
            Assessment.views_open_at.is_not(None),
        )
    )
    return {view.author_id: view for view in db.session.scalars(found)}
