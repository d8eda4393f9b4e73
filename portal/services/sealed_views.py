"""The two views of an assessment in a round: begun alone, sealed, opened together, reopened.

Whoever calls these has loaded the assessment locked (``load_assessment(…, lock=True)``), so that
of two views coming in at the same moment one is the second, and opens both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from portal import audit
from portal.db import db
from portal.domain.assessments import Answer, ViewKind
from portal.domain.cycle_boards import opened_key
from portal.domain.cycle_days import start_of
from portal.domain.matrices import Matrix
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.sealing import opening
from portal.domain.workflows import ViewState
from portal.models import Answer as StoredAnswer
from portal.models import Assessment, Attachment, Cycle, Observation, Person, View
from portal.queries import assessments as queries
from portal.services.answers import (
    require_complete,
    require_draft,
    require_going_on,
    write_answers,
)
from portal.services.notices import Telling, see_told, tell_each

STARTED = {ViewKind.SELF: "started self view", ViewKind.MANAGER: "started manager view"}
SUBMITTED = {ViewKind.SELF: "submitted self view", ViewKind.MANAGER: "submitted manager view"}


def begin(
    assessment: Assessment, kind: ViewKind, *, by: Person, taking: dict[str, Answer] | None = None
) -> View:
    """The view ``by`` writes, begun now or before; one that is in already is found as it is.

    ``taking`` are answers of the person's own, by competency key, to begin with: of a private
    check of the same role.
    """
    view = queries.newest_view(assessment, kind)
    if view is not None and view.state != ViewState.WITHDRAWN:
        return view
    require_going_on(cycle_of(assessment).state)
    if view is not None and assessment.manager_in_at is not None:
        raise RuleBroken(Refusal.MANAGER_VIEW_IN)  # it stands as somebody before wrote it
    view = add_draft(assessment, kind, author=by, edition=view.edition + 1 if view else 1)
    if taking:
        write_answers(view, {}, taking)
    audit.record(by, STARTED[kind], assessment)
    return view


def add_draft(assessment: Assessment, kind: ViewKind, *, author: Person, edition: int) -> View:
    view = View(
        assessment=assessment,
        kind=kind,
        edition=edition,
        author_id=author.id,
        state=ViewState.DRAFT,
        saved_at=datetime.now(UTC),
    )
    db.session.add(view)
    db.session.flush()
    return view


def submit(view: View, matrix: Matrix, *, by: Person) -> None:
    """Seal a self or manager view; the second of the two opens both."""
    require_draft(view)
    require_complete(view, matrix)
    assessment = view.assessment
    now = datetime.now(UTC)
    view.state, view.submitted_at = ViewState.SUBMITTED, now
    if view.kind == ViewKind.SELF:
        assessment.self_in_at = now
    else:
        assessment.manager_in_at = now
    audit.record(by, SUBMITTED[view.kind], assessment, ["state"])
    if view.kind == ViewKind.SELF and assessment.cycle_id is not None:
        see_told(opened_key(assessment.cycle_id, by.id))  # they have found the round it is of
    _open_when_both_are_in(assessment, now)


def _open_when_both_are_in(assessment: Assessment, now: datetime) -> None:
    """Fix the moment both open. Views that were open before stay so: nothing read is unread."""
    self_in, manager_in = assessment.self_in_at, assessment.manager_in_at
    if self_in is None or manager_in is None:
        return
    if assessment.views_open_at is None:
        cycle = cycle_of(assessment)
        day = cycle.views_open_on
        assessment.views_open_at = opening(
            self_in_at=self_in,
            manager_in_at=manager_in,
            not_before=start_of(day, cycle.time_zone) if day else None,
        )
        db.session.flush()
    if assessment.views_open_at <= now:
        tell_opened(assessment)


def tell_opened(assessment: Assessment) -> None:
    """Tell both that both views are open: once for each pair of editions."""
    editions = "-".join(str(v.edition) for v in queries.sealed_views(assessment).values())
    tell_both(assessment, NoticeKind.VIEWS_OPEN, occasion=f"open:{editions}")


def reopen(assessment: Assessment, kind: ViewKind, *, reason: str, by: Person) -> View:
    """Let a sealed view be written anew: the next edition, a draft, begins as a copy of it.

    The sealed edition stays as it is, and whoever might read it still may. Both people are told.
    Nobody reopens a view of an assessment of their own, be it as its subject or its manager. The
    manager's is reopened for whoever wrote it: a successor writes none after having read both.
    """
    require_going_on(cycle_of(assessment).state)
    if by.id in {person.id for person in both(assessment)}:
        raise RuleBroken(Refusal.NOT_YOURSELF)
    sealed = queries.newest_view(assessment, kind)
    if sealed is None or sealed.state != ViewState.SUBMITTED:
        raise RuleBroken(Refusal.NOTHING_TO_REOPEN)
    if kind == ViewKind.MANAGER and sealed.author_id != assessment.manager_id:
        raise RuleBroken(Refusal.NOT_THEIR_VIEW)
    now = datetime.now(UTC)
    draft = add_draft(assessment, kind, author=sealed.author, edition=sealed.edition + 1)
    draft.reopened_reason, draft.next_steps = reason, sealed.next_steps
    _copy_content(sealed, draft)
    if kind == ViewKind.SELF:
        assessment.self_in_at = None
    elif kind == ViewKind.MANAGER:
        assessment.manager_in_at = None
    else:
        assessment.acknowledged_at = None
        db.session.flush()
        assessment.agreed_at = None
    if assessment.views_open_at is not None and assessment.views_open_at > now:
        assessment.views_open_at = None
    audit.record(by, f"reopened {kind.value} view", assessment, ["state"])
    tell_both(
        assessment, NoticeKind.VIEW_REOPENED, occasion=f"reopened:{kind.value}:{draft.edition}"
    )
    return draft


def _copy_content(sealed: View, draft: View) -> None:
    for answer in queries.stored_answers(sealed).values():
        db.session.add(
            StoredAnswer(
                view_id=draft.id,
                competency=answer.competency,
                note=answer.note,
                link=answer.link,
                observations=[
                    Observation(behaviour=seen.behaviour, mark=seen.mark, reason=seen.reason)
                    for seen in answer.observations
                ],
            )
        )
    for attachment in queries.attachments(sealed):
        db.session.add(
            Attachment(
                view_id=draft.id,
                competency_id=attachment.competency_id,
                evidence_id=attachment.evidence_id,
            )
        )
    db.session.flush()


def cycle_of(assessment: Assessment) -> Cycle:
    """The round of an assessment; a private check has none, and no second view either."""
    if assessment.cycle is None:
        raise RuleBroken(Refusal.NOT_IN_A_CYCLE)
    return assessment.cycle


def both(assessment: Assessment) -> list[Person]:
    """The person it is about, and the manager who assesses them, if there is one."""
    return [person for person in (assessment.person, assessment.manager) if person is not None]


def tell_both(
    assessment: Assessment,
    kind: NoticeKind,
    *,
    occasion: str,
    about: Mapping[str, str] | None = None,
) -> None:
    """Tell the person, and the manager with the person's name; both of which round it is."""
    about = {"cycle": cycle_of(assessment).name, **(about or {})}
    of_whom = {**about, "person": assessment.person.name}
    tellings = [
        Telling(
            one.id,
            f"assessment:{assessment.id}:{occasion}:{one.id}",
            f"/assessments/{assessment.id}",
            about if one.id == assessment.person_id else of_whom,
        )
        for one in both(assessment)
    ]
    tell_each(kind, tellings)
