"""People's way through a programme: enrolling, choosing a mentor, leaving, completing.

Each change is made to an enrolment whose row is locked (``load_enrolment(lock=True)``). Who may do
what is said by the seats in ``portal.domain.programmes``; nobody enrols themselves.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import audit
from portal.db import db
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.time_zones import today_in
from portal.domain.workflows import ENROLMENT_MOVES, EnrolmentState, allows
from portal.models import Enrolment, Person, Programme
from portal.queries import people
from portal.queries import programmes as queries
from portal.queries.reporting_lines import leads
from portal.services.programme_notices import tell_enrolled
from portal.services.uniqueness import unless_taken


def enrol(
    programme: Programme, email: str, mentor: Person | None, *, is_people_ops: bool, by: Person
) -> Enrolment:
    """Put somebody on a programme, by their address; they are told.

    People-ops enrol anybody, a manager those they lead, nobody themselves. Who had left goes on
    where they were; who is on it or through with it is not put on it again (ALREADY_ENROLLED).
    """
    person = _to_enrol(email, is_people_ops=is_people_ops, by=by)
    _check_mentor(person, mentor, programme)
    before = _latest(programme, person)
    if before is not None and before.state == EnrolmentState.ACTIVE:
        return _same(before, mentor)
    if before is not None and before.state == EnrolmentState.COMPLETED:
        raise RuleBroken(Refusal.ALREADY_ENROLLED, "email")
    if before is not None:
        before.mentor = mentor
        come_back(before, by=by)
        return before
    enrolment = Enrolment(
        person=person,
        programme=programme,
        mentor=mentor,
        state=EnrolmentState.ACTIVE,
        started_on=today_in(person.time_zone),
        completions=[],
    )
    try:
        with unless_taken(Refusal.ALREADY_ENROLLED, "email"):
            db.session.add(enrolment)
    except RuleBroken:  # both clicks of a double click arrived at the same moment
        return _same(_latest(programme, person), mentor)
    audit.record(by, "enrolled", enrolment)
    tell_enrolled(enrolment)
    return enrolment


def _same(there: Enrolment | None, mentor: Person | None) -> Enrolment:
    """The enrolment there is, for the same form sent twice; ALREADY_ENROLLED otherwise."""
    if there is None or there.mentor_id != (mentor.id if mentor else None):
        raise RuleBroken(Refusal.ALREADY_ENROLLED, "email")
    return there


def _to_enrol(email: str, *, is_people_ops: bool, by: Person) -> Person:
    person = people.by_email(email)
    if person is None or person.left_on is not None:
        raise RuleBroken(Refusal.PERSON_UNKNOWN, "email")
    if person.id == by.id:
        raise RuleBroken(Refusal.NOT_YOURSELF, "email")
    if not is_people_ops and not leads(by, person):
        raise RuleBroken(Refusal.NOT_LED_BY_YOU, "email")
    return person


def _latest(programme: Programme, person: Person) -> Enrolment | None:
    """The person's enrolment on a programme, the active one if any; its row is locked."""
    return db.session.scalar(
        select(Enrolment)
        .where(Enrolment.programme_id == programme.id, Enrolment.person_id == person.id)
        .options(
            joinedload(Enrolment.person),
            joinedload(Enrolment.programme),
            joinedload(Enrolment.mentor),
        )
        .order_by(Enrolment.state, Enrolment.id.desc())
        .limit(1)
        .with_for_update(of=Enrolment)
        .execution_options(populate_existing=True)
    )


def _check_mentor(person: Person, mentor: Person | None, programme: Programme) -> None:
    """A mentor is on the programme's list, and nobody is their own."""
    if mentor is None:
        return
    if mentor.id == person.id or mentor not in queries.mentors(programme):
        raise RuleBroken(Refusal.MENTOR_UNFIT, "mentor")


def choose_mentor(enrolment: Enrolment, mentor: Person | None, *, by: Person) -> None:
    """Let somebody else accompany them; whoever did so far no longer sees how far they are."""
    if enrolment.mentor_id == (mentor.id if mentor else None):
        return
    require_active(enrolment)
    _check_mentor(enrolment.person, mentor, enrolment.programme)
    enrolment.mentor = mentor
    audit.record(by, "changed mentor", enrolment, ["mentor_id"])
    tell_enrolled(enrolment)


def leave(enrolment: Enrolment, *, by: Person) -> None:
    """Take somebody off a programme; what they did is kept for their return."""
    if enrolment.state == EnrolmentState.LEFT:
        return
    _go(enrolment, EnrolmentState.LEFT)
    enrolment.ended_on = today_in(enrolment.person.time_zone)
    audit.record(by, "left programme", enrolment, ["state", "ended_on"])


def come_back(enrolment: Enrolment, *, by: Person) -> None:
    """Let somebody who left go on where they were."""
    if enrolment.state == EnrolmentState.ACTIVE:
        return
    if enrolment.state != EnrolmentState.LEFT:
        raise RuleBroken(Refusal.NOT_ON_PROGRAMME)
    _go_on(enrolment)
    audit.record(by, "came back to programme", enrolment, ["state", "ended_on"])
    if not complete_if_through(enrolment, by=by):
        tell_enrolled(enrolment)


def reopen_unless_through(enrolment: Enrolment, *, by: Person) -> None:
    """Open a completed enrolment again when something in it is confirmed no longer."""
    db.session.flush()
    if enrolment.state == EnrolmentState.ACTIVE or queries.progress_of(enrolment).is_through:
        return
    _go_on(enrolment)
    audit.record(by, "opened programme again", enrolment, ["state", "ended_on"])


def _go_on(enrolment: Enrolment) -> None:
    _go(enrolment, EnrolmentState.ACTIVE)
    enrolment.ended_on = None
    with unless_taken(Refusal.ALREADY_ENROLLED):
        db.session.flush()


def _go(enrolment: Enrolment, after: EnrolmentState) -> None:
    if not allows(ENROLMENT_MOVES, EnrolmentState(enrolment.state), after):
        raise RuleBroken(Refusal.NOT_ON_PROGRAMME)
    enrolment.state = after


def require_active(enrolment: Enrolment) -> None:
    if enrolment.state != EnrolmentState.ACTIVE:
        raise RuleBroken(Refusal.NOT_ON_PROGRAMME)


def complete_where_through(programme_id: int, *, by: Person) -> None:
    """Complete the enrolments that a change of the programme leaves nothing to confirm in.

    Nobody completes their own: that of ``by`` stays as it is.
    """
    active = db.session.scalars(
        select(Enrolment)
        .where(
            Enrolment.programme_id == programme_id,
            Enrolment.state == EnrolmentState.ACTIVE,
            Enrolment.person_id != by.id,
        )
        .options(joinedload(Enrolment.person))
        .order_by(Enrolment.id)
        .with_for_update(of=Enrolment)
    ).all()
    for enrolment, through in queries.through(active):
        if through:
            _complete(enrolment, by=by)


def complete_if_through(enrolment: Enrolment, *, by: Person) -> bool:
    """Complete the programme where nothing is left to confirm; whether it was so."""
    db.session.flush()
    is_through = queries.progress_of(enrolment).is_through
    if is_through:
        _complete(enrolment, by=by)
    return is_through


def _complete(enrolment: Enrolment, *, by: Person) -> None:
    _go(enrolment, EnrolmentState.COMPLETED)
    enrolment.ended_on = today_in(enrolment.person.time_zone)
    audit.record(by, "completed programme", enrolment, ["state", "ended_on"])
