"""Whose views of an assessment one may read, and whose one may write.

The rule itself is in ``portal.domain.sealing``; every page, document and export of a view comes
through here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from portal.db import db
from portal.domain.refusals import Missing
from portal.domain.sealing import TAKE_PART, Party, readable
from portal.domain.workflows import ViewState
from portal.models import Assessment, Cycle, Person, View, ViewKind
from portal.queries.assessments import (
    VIEW_WITH_ALL,
    WITH_ALL,
    moments,
    sealed_editions,
    sealed_views,
)
from portal.queries.reporting_lines import leads


@dataclass(frozen=True)
class Seen:
    """An assessment of a round, and who looks at it: what they are to it."""

    assessment: Assessment
    viewer: Person
    party: Party


def load_assessment(
    viewer: Person, assessment_id: int, *, is_people_ops: bool, lock: bool = False
) -> Seen:
    """An assessment of a round that the viewer takes part in, or may read because it is open.

    ``lock`` holds its row until the transaction ends, so that changes of it follow each other, and
    keeps its round from being paused or closed meanwhile.
    """
    if lock:
        _lock(assessment_id)
    assessment = db.session.scalar(
        select(Assessment)
        .where(Assessment.id == assessment_id, Assessment.cycle_id.is_not(None))
        .options(*WITH_ALL)
        .execution_options(populate_existing=lock)
    )
    if assessment is None:
        raise Missing
    party = _party(viewer, assessment, is_people_ops=is_people_ops)
    if party not in TAKE_PART and not readable(party, moments(assessment), datetime.now(UTC)):
        raise Missing
    return Seen(assessment, viewer, party)


def _lock(assessment_id: int) -> None:
    db.session.execute(
        select(Assessment.id).where(Assessment.id == assessment_id).with_for_update()
    )
    db.session.execute(
        select(Cycle.id)
        .where(Cycle.id == Assessment.cycle_id, Assessment.id == assessment_id)
        .with_for_update(read=True, of=Cycle)
    )


def _party(viewer: Person, assessment: Assessment, *, is_people_ops: bool) -> Party:
    if assessment.person_id == viewer.id:
        return Party.SUBJECT
    if assessment.manager_id == viewer.id:
        return Party.MANAGER
    if leads(viewer, assessment.person):
        return Party.ABOVE
    return Party.PEOPLE_OPS if is_people_ops else Party.NOBODY


def readable_views(seen: Seen) -> dict[ViewKind, View]:
    """The sealed views of an assessment that the viewer may read now: the newest edition of each.

    While a view is reopened, its last sealed edition stands for it. Before the views are open one
    reads what one wrote oneself: what a manager before wrote is not theirs who came after.
    """
    sealed = sealed_views(seen.assessment)
    allowed = _readable(seen, list(sealed.values()))
    return {kind: view for kind, view in sealed.items() if view in allowed}


def readable_editions(seen: Seen) -> list[View]:
    """Every sealed edition that the viewer may read now, in the order they came in.

    The same rule as for the newest ones, edition by edition: what a manager before sealed is not
    read by who came after until both views are open.
    """
    return _readable(seen, sealed_editions(seen.assessment))


def _readable(seen: Seen, views: Sequence[View]) -> list[View]:
    so_far, now = moments(seen.assessment), datetime.now(UTC)
    kinds, are_open = readable(seen.party, so_far, now), so_far.are_open(now)
    return [
        view
        for view in views
        if view.kind in kinds and (are_open or view.author_id == seen.viewer.id)
    ]


def load_own_view(
    viewer: Person, assessment_id: int, *, kind: ViewKind = ViewKind.SELF, lock: bool = False
) -> View:
    """The view of an assessment that the viewer writes or wrote: its newest edition.

    Nobody else's, not even for people-ops. The agreed view belongs to both who take part. ``lock``
    holds the assessment's row until the transaction ends, so that two saves follow each other;
    what belongs to it is read after that, as whoever held it before has left it.
    """
    if lock:
        _lock(assessment_id)
    whose = {
        ViewKind.SELF: (Assessment.person_id == viewer.id) & (View.author_id == viewer.id),
        ViewKind.MANAGER: (Assessment.manager_id == viewer.id) & (View.author_id == viewer.id),
        ViewKind.AGREED: (Assessment.person_id == viewer.id) | (Assessment.manager_id == viewer.id),
    }[kind]
    view = db.session.scalar(
        select(View)
        .join(View.assessment)
        .where(
            View.assessment_id == assessment_id,
            View.kind == kind,
            whose,
        )
        .options(*VIEW_WITH_ALL)
        .order_by(View.edition.desc())
        .limit(1)
        .execution_options(populate_existing=lock)
    )
    if view is None or view.state == ViewState.WITHDRAWN:
        raise Missing
    return view


def load_withdrawn_view(viewer: Person, assessment_id: int) -> View:
    """The draft of somebody who no longer assesses this person: for its author to read and copy."""
    view = db.session.scalar(
        select(View)
        .where(
            View.assessment_id == assessment_id,
            View.author_id == viewer.id,
            View.state == ViewState.WITHDRAWN,
        )
        .options(*VIEW_WITH_ALL)
        .order_by(View.edition.desc())
        .limit(1)
    )
    if view is None:
        raise Missing
    return view
