"""Whose notes one may read, and whose one may change.

A note is its owner's. Whoever leads the owner reads it while it is shared; whoever sent a
thank-you reads what they sent. Nobody else does: not people-ops, not an admin. What a view has
attached is read with that view, under the view's own rule.
"""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.evidence import EvidenceKind
from portal.domain.refusals import Missing
from portal.models import Citation, Evidence, Person, QualityReview
from portal.queries.reporting_lines import leads
from portal.queries.visibility.people import load_person

WHOLE = (
    joinedload(Evidence.person),
    joinedload(Evidence.author),
    joinedload(Evidence.review).joinedload(QualityReview.reviewer),
    selectinload(Evidence.citations).joinedload(Citation.behaviour),
)
"""A note with whose it is, who wrote it and what it cites."""


def own_evidence(person: Person) -> Select[Evidence]:
    """Everything in somebody's own log."""
    return select(Evidence).where(Evidence.person_id == person.id)


def evidence_shared_by(person: Person) -> Select[Evidence]:
    """What somebody shares with those they report to; ask ``load_led_person`` for the person."""
    return own_evidence(person).where(Evidence.shared_at.is_not(None))


def evidence_visible_to(viewer: Person, person: Person) -> Select[Evidence] | None:
    """What ``viewer`` may read of somebody's log; None where they may read nothing."""
    if viewer.id == person.id:
        return own_evidence(person)
    return evidence_shared_by(person) if leads(viewer, person) else None


def thanks_sent_by(viewer: Person) -> Select[Evidence]:
    """The thank-yous somebody sent, as long as those who got them keep them."""
    return select(Evidence).where(
        Evidence.author_id == viewer.id, Evidence.kind == EvidenceKind.THANKS
    )


def load_own_evidence(viewer: Person, evidence_id: int) -> Evidence:
    """A note in the viewer's own log."""
    note = db.session.scalar(own_evidence(viewer).where(Evidence.id == evidence_id).options(*WHOLE))
    if note is None:
        raise Missing
    return note


def load_led_person(viewer: Person, person_id: int) -> Person:
    """Somebody who reports to the viewer, directly or through others, and is here."""
    person = load_person(person_id, including_former=False)
    if not leads(viewer, person):
        raise Missing
    return person
