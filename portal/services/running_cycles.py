"""A round after it opened: nudging, more time, resting, closing, and another manager for somebody.

Reopening a view is in ``sealed_views``. None of this reads what anybody wrote.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime

from sqlalchemy import select, update

from portal import audit
from portal.db import db
from portal.domain import cycle_boards as rules
from portal.domain.assessments import ViewKind
from portal.domain.cycle_boards import STEPS, TOLD_AS, Step, Waiting, nudge_key, refuse_unless
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.sealing import Party
from portal.domain.time_zones import day_in
from portal.domain.workflows import CYCLE_MOVES, VIEW_MOVES, CycleState, ViewState, allows
from portal.models import Account, Assessment, Cycle, Person
from portal.queries import cycle_parts as queries
from portal.queries.assessments import moments, newest_view, sealed_views
from portal.queries.cycle_boards import Sought
from portal.queries.cycle_parts import Part, Reader
from portal.queries.notices import told_before
from portal.queries.reporting_lines import leads
from portal.services.notices import Telling, tell_all, tell_each
from portal.services.people import manager_at
from portal.services.sealed_views import cycle_of, tell_both
from portal.services.sessions import may_sign_in


def nudge(cycle: Cycle, sought: Sought, *, by: Person, person_id: int | None = None) -> int:
    """Tell those whose turn it is, each once a day for each kind of thing; how many people heard.

    ``sought`` says of whose assessments, or ``person_id`` of whose alone. A manager is told once
    for all their people. Nobody on leave is told, and nobody who has left.
    """
    refuse_unless(cycle.state, Step.NUDGE in STEPS[cycle.state])
    now = datetime.now(UTC)
    owed: dict[tuple[Waiting, Party, Reader], list[Part]] = defaultdict(list)
    for part in queries.parts(cycle, sought, now, person_id=person_id):
        for turn in part.turns(now):
            owed[turn].append(part)
    today = day_in(cycle.time_zone, now)
    tellings: dict[NoticeKind, list[Telling]] = defaultdict(list)
    for (what, party, reader), parts in owed.items():
        about = {
            "cycle": cycle.name,
            "due": min(part.days.of(what) for part in parts).isoformat(),
            "zone": cycle.time_zone,
        }
        is_manager = party is Party.MANAGER
        if is_manager:
            about["count"] = str(len(parts))
        path = "/assessments" if is_manager else f"/assessments/{parts[0].assessment_id}"
        key = nudge_key(cycle.id, what, reader.id, today)
        tellings[TOLD_AS[what]].append(Telling(reader.id, key, path, about))
    every = [telling for some in tellings.values() for telling in some]
    before = told_before(telling.key for telling in every)
    told = {telling.person_id for telling in every if telling.key not in before}
    for kind, some in tellings.items():
        tell_each(kind, some)
    if told:
        audit.record(by, "nudged people in round", cycle)
    return len(told)


def extend(
    cycle: Cycle, *, views_due_on: date, talks_due_on: date, version: int, by: Person
) -> None:
    """Give everybody more time; whoever has something left to do is told."""
    _hold(cycle, version)
    refuse_unless(cycle.state, Step.EXTEND in STEPS[cycle.state])
    before = queries.days_of(cycle, None)
    rules.check_days(before, views_due_on=views_due_on, talks_due_on=talks_due_on)
    days = {"views_due_on": views_due_on, "talks_due_on": talks_due_on}
    changed = [name for name, day in days.items() if getattr(cycle, name) != day]
    cycle.views_due_on, cycle.talks_due_on = views_due_on, talks_due_on
    audit.record(by, "extended round", cycle, changed)
    _tell_concerned(
        cycle,
        NoticeKind.CYCLE_EXTENDED,
        occasion=f"extended:{views_due_on.isoformat()}:{talks_due_on.isoformat()}",
    )


def pause(cycle: Cycle, reason: str, *, version: int, by: Person) -> None:
    """Let a round rest: until it resumes nothing in it is saved or submitted."""
    now = _move(cycle, CycleState.PAUSED, version=version)
    cycle.paused_at, cycle.paused_reason = now, reason
    audit.record(by, "paused round", cycle, ["state", "paused_reason"])
    _tell_concerned(cycle, NoticeKind.CYCLE_PAUSED, occasion=f"paused:{_stamp(now)}")


def resume(cycle: Cycle, *, version: int, by: Person) -> None:
    now = _move(cycle, CycleState.OPEN, version=version)
    cycle.paused_at, cycle.paused_reason = None, ""
    audit.record(by, "resumed round", cycle, ["state"])
    _tell_concerned(cycle, NoticeKind.CYCLE_RESUMED, occasion=f"resumed:{_stamp(now)}")


def close(cycle: Cycle, *, version: int, by: Person) -> None:
    """End a round for good. What is unfinished stays as it is, drafts stay their authors' alone.

    Views that wait for the day they may open on stay sealed: nothing opens by itself any more.
    """
    now = datetime.now(UTC)
    unopened = (Assessment.cycle_id == cycle.id, Assessment.views_open_at > now)
    # Whoever writes in the round holds an assessment first, then the round: so does this.
    ordered = select(Assessment.id).where(*unopened).order_by(Assessment.id)
    db.session.execute(ordered.with_for_update()).all()
    _move(cycle, CycleState.CLOSED, version=version)
    cycle.closed_at, cycle.paused_at, cycle.paused_reason = now, None, ""
    db.session.execute(update(Assessment).where(*unopened).values(views_open_at=None))
    audit.record(by, "closed round", cycle, ["state"])
    _tell_concerned(cycle, NoticeKind.CYCLE_CLOSED, occasion="closed")


def extend_one(assessment: Assessment, day: date, *, seen: date | None, by: Person) -> None:
    """Give one person more time, and the manager with them; both are told.

    ``seen`` is the day they had been given before, as whoever asks saw it.
    """
    cycle = cycle_of(assessment)
    refuse_unless(cycle.state, Step.EXTEND_ONE in STEPS[cycle.state])
    _refuse_oneself(assessment, by)
    if assessment.extended_to == day:
        return  # a second click
    if assessment.extended_to != seen:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    now = datetime.now(UTC)
    rules.check_extension(
        queries.days_of(cycle, assessment.extended_to),
        rules.waits_for(moments(assessment), now),
        day,
        today=day_in(cycle.time_zone, now),
    )
    assessment.extended_to = day
    audit.record(by, "extended assessment", assessment, ["extended_to"])
    occasion, due = f"extended:{day.isoformat()}", {"due": day.isoformat(), "zone": cycle.time_zone}
    tell_both(assessment, NoticeKind.CYCLE_EXTENDED, occasion=occasion, about=due)


def change_manager(assessment: Assessment, email: str, *, seen: int | None, by: Person) -> Person:
    """Let somebody else take the manager's part, until the conversation is closed.

    What the former manager has as a draft is withdrawn, and stays theirs alone. A view that is in,
    or that was read already, stays with whoever wrote it: the new manager then holds the
    conversation, and writes no view after having read the other one. All three are told. ``seen``
    is the id of the manager as whoever asks saw it.
    """
    cycle = cycle_of(assessment)
    refuse_unless(cycle.state, Step.CHANGE_MANAGER in STEPS[cycle.state])
    _refuse_oneself(assessment, by)
    if assessment.agreed_at is not None:
        raise RuleBroken(Refusal.ALREADY_AGREED)
    manager = _fit_manager(assessment, email, by)
    if manager.id == assessment.manager_id:
        return manager  # a second click
    if assessment.manager_id != seen:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    former = assessment.manager
    _withdraw_draft(assessment)
    _let_stand(assessment)
    assessment.manager = manager
    audit.record(by, "changed manager of assessment", assessment, ["manager_id"])
    occasion = f"manager:{_stamp(datetime.now(UTC))}"
    _tell_of_manager(assessment, former, occasion, cycle.name)
    return manager


def _tell_of_manager(
    assessment: Assessment, former: Person | None, occasion: str, cycle_name: str
) -> None:
    """Tell the person that it changed, whoever writes now that they do, and whoever did before."""
    key, path = f"assessment:{assessment.id}:{occasion}", f"/assessments/{assessment.id}"
    about = {"cycle": cycle_name}
    of_whom = {**about, "person": assessment.person.name}
    changed = [Telling(assessment.person_id, f"{key}:{assessment.person_id}", path, about)]
    if former is not None:
        changed.append(Telling(former.id, f"{key}:{former.id}", "/assessments", of_whom))
    tell_each(NoticeKind.MANAGER_CHANGED, changed)
    if (manager := assessment.manager) is not None:
        chosen = Telling(manager.id, f"{key}:{manager.id}", path, of_whom)
        tell_each(NoticeKind.MANAGER_CHOSEN, [chosen])


def _fit_manager(assessment: Assessment, email: str, by: Person) -> Person:
    """Somebody who is here and can sign in, is not the person, nor somebody the person leads.

    People-ops take the part themselves only of somebody they lead.
    """
    manager = manager_at(email.strip())
    if manager is None:
        raise RuleBroken(Refusal.MANAGER_UNKNOWN, "manager_email")
    if manager.id == assessment.person_id:
        raise RuleBroken(Refusal.MANAGER_IS_THEM, "manager_email")
    if leads(assessment.person, manager):
        raise RuleBroken(Refusal.MANAGER_IS_LED, "manager_email")
    if manager.id == by.id and not leads(by, assessment.person):
        raise RuleBroken(Refusal.NOT_YOURSELF, "manager_email")
    account = select(Account.id).where(Account.person_id == manager.id, may_sign_in())
    if db.session.scalar(account) is None:
        raise RuleBroken(Refusal.MANAGER_WITHOUT_ACCOUNT, "manager_email")
    return manager


def _withdraw_draft(assessment: Assessment) -> None:
    draft = newest_view(assessment, ViewKind.MANAGER)
    if draft is not None and allows(VIEW_MOVES, ViewState(draft.state), ViewState.WITHDRAWN):
        draft.state = ViewState.WITHDRAWN


def _let_stand(assessment: Assessment) -> None:
    """A view that was read already stands again, where it was being written anew."""
    if assessment.views_open_at is None or assessment.manager_in_at is not None:
        return
    if (sealed := sealed_views(assessment).get(ViewKind.MANAGER)) is not None:
        assessment.manager_in_at = sealed.submitted_at


def _refuse_oneself(assessment: Assessment, by: Person) -> None:
    """Nobody arranges their own assessment."""
    if assessment.person_id == by.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)


def _move(cycle: Cycle, after: CycleState, *, version: int) -> datetime:
    """Bring a round into another state, if its states allow it; the moment it happened."""
    _hold(cycle, version)
    refuse_unless(cycle.state, allows(CYCLE_MOVES, CycleState(cycle.state), after))
    cycle.state = after
    return datetime.now(UTC)


def _hold(cycle: Cycle, version: int) -> None:
    """Keep others from changing a round until this transaction ends.

    CHANGED_MEANWHILE when somebody did so since ``version`` was seen.
    """
    held = select(Cycle.version).where(Cycle.id == cycle.id).with_for_update()
    if db.session.scalar(held) != cycle.version or cycle.version != version:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)


def _tell_concerned(cycle: Cycle, kind: NoticeKind, *, occasion: str) -> None:
    """Tell whoever has something left to do in a round, and the managers of these.

    Of no day: which one is theirs depends on how far they are, and stands on their pages.
    """
    about = {"cycle": cycle.name}
    people = queries.concerned(cycle, datetime.now(UTC))
    key = f"cycle:{cycle.id}:{occasion}"
    tell_all(people, kind, key=key, path="/assessments", about=about)


def _stamp(moment: datetime) -> str:
    """A moment in a key: what happens again later is another occasion."""
    return moment.strftime("%Y%m%dT%H%M%S%f")
