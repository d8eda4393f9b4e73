"""The assessments of rounds that somebody takes part in, and how far their own part of them is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager

from portal.db import db
from portal.domain.cycle_boards import DueDays, Waiting
from portal.domain.sealing import Moments, Party
from portal.domain.turns import Turn, turn
from portal.domain.workflows import CycleState, ViewState
from portal.models import Assessment, AuditEvent, Cycle, Person, Role, View, ViewKind
from portal.queries.assessments import WITH_ALL, moments

OWN_KIND = {Party.SUBJECT: ViewKind.SELF, Party.MANAGER: ViewKind.MANAGER}
EARLIER_SHOWN = 60


@dataclass(frozen=True)
class Part:
    """An assessment of a round, with the part that one of its two people has in it.

    ``own`` is the newest edition of the view that this person writes, None before they begin;
    nothing is known here of what the other one has begun. ``agreed`` is the one they share.
    """

    assessment: Assessment
    cycle: Cycle
    party: Party
    own: View | None
    agreed: View | None
    turn: Turn
    days: DueDays

    @property
    def kind(self) -> ViewKind:
        return OWN_KIND[self.party]

    @property
    def moments(self) -> Moments:
        return moments(self.assessment)

    @property
    def goes_on(self) -> bool:
        return self.cycle.state == CycleState.OPEN

    @property
    def never_opens(self) -> bool:
        """Whether the round closed before both views were in."""
        return self.cycle.state == CycleState.CLOSED and self.moments.views_open_at is None

    @property
    def other_is_in(self) -> bool:
        is_subject = self.party is Party.SUBJECT
        seen = self.moments
        return (seen.manager_in_at if is_subject else seen.self_in_at) is not None

    @property
    def due_for(self) -> Waiting:
        """Which of the round's days this is about now: that of the views, or of conversations."""
        is_writing = self.turn in {Turn.BEGIN, Turn.GO_ON, Turn.OTHER_VIEW}
        return Waiting.SELF_VIEW if is_writing else Waiting.TALK

    @property
    def due_on(self) -> date:
        return self.days.of(self.due_for)

    @property
    def is_late(self) -> bool:
        return self.days.is_past(self.due_for, datetime.now(UTC))


def going_on(person: Person) -> list[Part]:
    """A person's parts in the rounds that are open or paused, their own assessment first.

    Also an agreed view they have still to read, after its round is over: two queries, always.
    """
    to_read = and_(
        Assessment.person_id == person.id,
        Assessment.agreed_at.is_not(None),
        Assessment.acknowledged_at.is_(None),
    )
    found = db.session.scalars(
        _taken_part_in(person).where(
            or_(Cycle.state.in_([CycleState.OPEN, CycleState.PAUSED]), to_read)
        )
    ).all()
    return _parts(person, found)


def over(person: Person) -> list[Part]:
    """A person's parts in the rounds that are over, the newest first."""
    found = db.session.scalars(
        _taken_part_in(person).where(Cycle.state == CycleState.CLOSED).limit(EARLIER_SHOWN)
    ).all()
    return _parts(person, found)


def last_agreed(person: Person) -> View | None:
    """What was agreed last in a conversation about a person, once they said that they read it."""
    return db.session.scalar(
        select(View)
        .join(View.assessment)
        .where(
            Assessment.person_id == person.id,
            Assessment.acknowledged_at.is_not(None),
            View.kind == ViewKind.AGREED,
            View.acknowledged_at.is_not(None),
        )
        .options(contains_eager(View.assessment).joinedload(Assessment.cycle))
        .order_by(View.acknowledged_at.desc(), View.id.desc())
        .limit(1)
    )


def part_in(person: Person, assessment: Assessment) -> Part:
    """One's part in an assessment that was loaded as something one takes part in."""
    return _parts(person, [assessment])[0]


def _taken_part_in(person: Person) -> Select[Assessment]:
    return (
        select(Assessment)
        .join(Assessment.cycle)
        .join(Person, Person.id == Assessment.person_id)
        .where(or_(Assessment.person_id == person.id, Assessment.manager_id == person.id))
        .options(*WITH_ALL)
        .order_by(
            Cycle.opens_on.desc(),
            Cycle.id.desc(),
            Assessment.person_id != person.id,
            Person.sort_name,
            Assessment.id,
        )
    )


def _parts(person: Person, assessments: Iterable[Assessment]) -> list[Part]:
    assessments = list(assessments)
    views = _newest_views(person, assessments)
    now = datetime.now(UTC)
    parts = []
    for assessment in assessments:
        cycle = assessment.cycle
        if cycle is None:
            raise LookupError(f"Assessment {assessment.id} is of no round")
        party = Party.SUBJECT if assessment.person_id == person.id else Party.MANAGER
        own = views.get((assessment.id, OWN_KIND[party]))
        has_draft = own is not None and own.state == ViewState.DRAFT
        parts.append(
            Part(
                assessment=assessment,
                cycle=cycle,
                party=party,
                own=own,
                agreed=views.get((assessment.id, ViewKind.AGREED)),
                turn=turn(party, moments(assessment), now, has_draft=has_draft),
                days=DueDays(
                    cycle.views_due_on,
                    cycle.talks_due_on,
                    cycle.time_zone,
                    assessment.extended_to,
                ),
            )
        )
    return parts


def _newest_views(
    person: Person, assessments: Iterable[Assessment]
) -> dict[tuple[int, ViewKind], View]:
    """The newest edition of what ``person`` writes, by assessment and kind: alone, or shared."""
    found = db.session.scalars(
        select(View)
        .where(
            View.assessment_id.in_([assessment.id for assessment in assessments]),
            View.state != ViewState.WITHDRAWN,
            or_(View.author_id == person.id, View.kind == ViewKind.AGREED),
        )
        .order_by(View.edition, View.id)
    )
    return {(view.assessment_id, ViewKind(view.kind)): view for view in found}


def withdrawn(person: Person) -> list[View]:
    """The drafts somebody wrote of people whom another manager assesses now, the newest first."""
    found = db.session.scalars(
        select(View)
        .join(View.assessment)
        .where(View.author_id == person.id, View.state == ViewState.WITHDRAWN)
        .options(
            contains_eager(View.assessment).joinedload(Assessment.person),
            contains_eager(View.assessment).joinedload(Assessment.cycle),
        )
        .order_by(View.saved_at.desc(), View.id.desc())
    )
    return list(found)


def newest_check(person: Person, role: Role) -> View | None:
    """The private check of a role that a person began last, open or sealed."""
    return db.session.scalar(
        select(View)
        .join(View.assessment)
        .where(
            View.author_id == person.id,
            View.kind == ViewKind.SELF,
            Assessment.cycle_id.is_(None),
            Assessment.role_id == role.id,
        )
        .options(contains_eager(View.assessment))
        .order_by(View.saved_at.desc(), View.id.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Reopening:
    """Who reopened a view, when; the reason stands in the view itself."""

    by: Person
    at: datetime


def reopening_of(view: View) -> Reopening | None:
    """Who reopened the edition before this one, as the trace has it."""
    if not view.reopened_reason:
        return None
    found = db.session.execute(
        select(AuditEvent.at, Person)
        .join(Person, Person.id == AuditEvent.actor_id)
        .where(
            AuditEvent.object_kind == Assessment.__tablename__,
            AuditEvent.object_id == view.assessment_id,
            AuditEvent.action == f"reopened {ViewKind(view.kind).value} view",
        )
        .order_by(AuditEvent.id.desc())
        .limit(1)
    ).one_or_none()
    return Reopening(found[1], found[0]) if found else None
