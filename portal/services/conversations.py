"""The conversation: the agreed view both write, what comes next, and having read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from portal import audit
from portal.domain.assessments import Answer, ViewKind, marks_in_common
from portal.domain.matrices import Matrix
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.sealing import Party
from portal.domain.workflows import ViewState
from portal.models import Assessment, Person, View
from portal.queries import assessments as queries
from portal.services.answers import (
    require_complete,
    require_draft,
    require_going_on,
    write_answers,
)
from portal.services.notices import tell
from portal.services.sealed_views import add_draft, cycle_of


@dataclass(frozen=True)
class TypedSteps:
    """Next steps as typed, and the text they were written over."""

    text: str
    seen: str


def begin(assessment: Assessment, *, by: Person) -> View:
    """The agreed view, begun now or before, once both views are open.

    Where both marked a behaviour alike, it begins with that mark; what they see differently they
    talk about.
    """
    view = queries.newest_view(assessment, ViewKind.AGREED)
    if view is not None:
        return view
    require_going_on(cycle_of(assessment).state)
    require_open(assessment)
    if assessment.manager is None:
        raise RuleBroken(Refusal.MANAGER_UNKNOWN)
    view = add_draft(assessment, ViewKind.AGREED, author=assessment.manager, edition=1)
    write_answers(view, {}, _alike(assessment))
    audit.record(by, "started agreed view", assessment)
    return view


def _alike(assessment: Assessment) -> Mapping[str, Answer]:
    sealed = queries.sealed_views(assessment)
    return marks_in_common(
        queries.answers(sealed[ViewKind.SELF]), queries.answers(sealed[ViewKind.MANAGER])
    )


def require_open(assessment: Assessment) -> None:
    """Both views must be open; while one is written anew, the conversation waits for it."""
    moments = queries.moments(assessment)
    both_in = assessment.self_in_at is not None and assessment.manager_in_at is not None
    if not both_in or not moments.are_open(datetime.now(UTC)):
        raise RuleBroken(Refusal.VIEWS_NOT_OPEN)


def save_next_steps(view: View, typed: TypedSteps) -> bool:
    """Save what both will do next; False, and nothing saved, if the other one wrote meanwhile."""
    require_draft(view)
    if typed.text == view.next_steps:
        return True
    if typed.seen != view.next_steps:
        return typed.text == typed.seen
    view.next_steps, view.saved_at = typed.text, datetime.now(UTC)
    return True


def agree(view: View, matrix: Matrix, *, seen: str, by: Person, party: Party) -> None:
    """Close the conversation with what was agreed; the manager does, the person then reads it.

    ``seen`` is the version of the view as the manager read it once more: what the other one wrote
    since is not sealed unread (CHANGED_MEANWHILE).
    """
    require_draft(view)
    if party is not Party.MANAGER:
        raise RuleBroken(Refusal.MANAGER_AGREES)
    assessment = view.assessment
    require_open(assessment)
    if seen != str(view.version):
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    require_complete(view, matrix)
    if not view.next_steps.strip():
        raise RuleBroken(Refusal.NEXT_STEPS_MISSING, "next_steps")
    now = datetime.now(UTC)
    view.state, view.submitted_at = ViewState.SUBMITTED, now
    assessment.agreed_at = now
    audit.record(by, "agreed on assessment", assessment, ["state"])
    tell(
        assessment.person,
        NoticeKind.AGREED_READY,
        key=f"assessment:{assessment.id}:agreed:{view.edition}",
        path=f"/assessments/{assessment.id}",
        about={"cycle": cycle_of(assessment).name},
    )


def acknowledge(view: View, *, edition: str, comment: str, by: Person) -> None:
    """The person has read what was agreed, which does not mean that they agree.

    They may do so after the round is over too. A second click finds it done. ``edition`` is the
    one they read: another one that came since is not acknowledged with it (CHANGED_MEANWHILE).
    """
    assessment = view.assessment
    if by.id != assessment.person_id:
        raise RuleBroken(Refusal.NOT_THEIRS_TO_ACKNOWLEDGE)
    if view.state != ViewState.SUBMITTED:
        raise RuleBroken(Refusal.NOTHING_TO_ACKNOWLEDGE)
    if edition != str(view.edition):
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    if view.acknowledged_at is not None:
        return
    now = datetime.now(UTC)
    view.acknowledged_at, view.acknowledgement = now, comment
    assessment.acknowledged_at = now
    audit.record(by, "acknowledged assessment", assessment, ["acknowledged_at"])
    if assessment.manager is not None:
        tell(
            assessment.manager,
            NoticeKind.ACKNOWLEDGED,
            key=f"assessment:{assessment.id}:acknowledged:{view.edition}",
            path=f"/assessments/{assessment.id}",
            about={"person": assessment.person.name, "cycle": cycle_of(assessment).name},
        )
