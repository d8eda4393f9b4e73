"""Reading assessments and what their views say."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from portal.db import db
from portal.domain import assessments as domain
from portal.domain.observations import Mark
from portal.domain.sealing import Moments
from portal.domain.workflows import ViewState
from portal.models import (
    Answer,
    Assessment,
    Attachment,
    Cycle,
    Observation,
    Person,
    Role,
    View,
    ViewKind,
)


def own_checks(person: Person) -> list[View]:
    """A person's private checks with their assessments, the newest first."""
    return list(
        db.session.scalars(
            _own_self_views(person)
            .where(Assessment.cycle_id.is_(None))
            .order_by(Assessment.started_at.desc(), View.id.desc())
        )
    )


def open_check(person: Person, role: Role | None = None) -> View | None:
    """The private check of a role that a person is in the middle of; without a role the newest."""
    checks = _own_self_views(person).where(
        Assessment.cycle_id.is_(None), View.state == ViewState.DRAFT
    )
    if role is not None:
        checks = checks.where(Assessment.role_id == role.id)
    return db.session.scalar(checks.order_by(Assessment.started_at.desc(), View.id.desc()).limit(1))


def latest_submitted(person: Person) -> View | None:
    """The self view a person sealed last, in a round or as a private check."""
    return db.session.scalar(
        _own_self_views(person)
        .where(View.state == ViewState.SUBMITTED)
        .order_by(View.submitted_at.desc(), View.id.desc())
        .limit(1)
    )


def _own_self_views(person: Person) -> Select[View]:
    return (
        select(View)
        .join(View.assessment)
        .where(View.author_id == person.id, View.kind == ViewKind.SELF)
        .options(
            contains_eager(View.assessment).joinedload(Assessment.role).joinedload(Role.track),
            contains_eager(View.assessment).joinedload(Assessment.matrix_version),
            contains_eager(View.assessment).joinedload(Assessment.cycle),
        )
    )


def of_person(person: Person) -> list[Assessment]:
    """A person's assessments in rounds, the newest first."""
    return list(
        db.session.scalars(_in_cycles().where(Assessment.person_id == person.id).options(*WITH_ALL))
    )


def by_manager(manager: Person) -> list[Assessment]:
    """The assessments that ``manager`` writes the other view of, the newest round first."""
    return list(
        db.session.scalars(
            _in_cycles().where(Assessment.manager_id == manager.id).options(*WITH_ALL)
        )
    )


WITH_ALL: tuple[ExecutableOption, ...] = (
    joinedload(Assessment.cycle),
    joinedload(Assessment.person),
    joinedload(Assessment.manager),
    joinedload(Assessment.role),
    joinedload(Assessment.matrix_version),
)
"""What a page about an assessment says of it besides its views."""

VIEW_WITH_ALL: tuple[ExecutableOption, ...] = (
    joinedload(View.assessment).joinedload(Assessment.cycle),
    joinedload(View.assessment).joinedload(Assessment.person),
    joinedload(View.assessment).joinedload(Assessment.manager),
    joinedload(View.assessment).joinedload(Assessment.role),
    joinedload(View.assessment).joinedload(Assessment.matrix_version),
)
"""The same, of a view's assessment."""


def _in_cycles() -> Select[Assessment]:
    return (
        select(Assessment)
        .join(Assessment.cycle)
        .join(Person, Person.id == Assessment.person_id)
        .order_by(Cycle.opens_on.desc(), Cycle.id.desc(), Person.sort_name, Assessment.id)
    )


def moments(assessment: Assessment) -> Moments:
    return Moments(
        self_in_at=assessment.self_in_at,
        manager_in_at=assessment.manager_in_at,
        views_open_at=assessment.views_open_at,
        agreed_at=assessment.agreed_at,
        acknowledged_at=assessment.acknowledged_at,
    )


def newest_view(assessment: Assessment, kind: ViewKind) -> View | None:
    """The newest edition of a view, be it a draft, sealed or withdrawn; for services only."""
    return db.session.scalar(
        select(View)
        .where(View.assessment_id == assessment.id, View.kind == kind)
        .options(joinedload(View.author), joinedload(View.assessment))
        .order_by(View.edition.desc())
        .limit(1)
    )


def sealed_views(assessment: Assessment) -> dict[ViewKind, View]:
    """The newest sealed edition of each view there is, whoever may read it.

    Pages ask ``portal.queries.visibility.assessments.readable_views`` instead.
    """
    found = db.session.scalars(
        select(View)
        .where(View.assessment_id == assessment.id, View.state == ViewState.SUBMITTED)
        .options(joinedload(View.author))
        .order_by(View.kind, View.edition)
    )
    return {ViewKind(view.kind): view for view in found}


def sealed_editions(assessment: Assessment) -> list[View]:
    """Every sealed edition of every view, with its author, in the order they came in."""
    return list(
        db.session.scalars(
            select(View)
            .where(View.assessment_id == assessment.id, View.state == ViewState.SUBMITTED)
            .options(joinedload(View.author))
            .order_by(View.submitted_at, View.id)
        )
    )


def reopened_views(assessment: Assessment) -> list[View]:
    """The views that are being written anew, by whom and why; without what they say."""
    return list(
        db.session.scalars(
            select(View)
            .where(
                View.assessment_id == assessment.id,
                View.state == ViewState.DRAFT,
                View.edition > 1,
                View.reopened_reason != "",
            )
            .options(joinedload(View.author))
            .order_by(View.id)
        )
    )


def in_a_round(assessment_id: int) -> bool:
    """Whether an assessment belongs to a round; not so for private checks, and for none at all."""
    cycle_id = db.session.scalar(select(Assessment.cycle_id).where(Assessment.id == assessment_id))
    return cycle_id is not None


def attachments(view: View) -> list[Attachment]:
    """What a view attaches from the evidence log, with the notes, in the order it was attached."""
    return list(
        db.session.scalars(
            select(Attachment)
            .where(Attachment.view_id == view.id)
            .options(joinedload(Attachment.competency), joinedload(Attachment.evidence))
            .order_by(Attachment.id)
        )
    )


def stored_answers(view: View) -> dict[str, Answer]:
    """What a view says, by competency key, with observations and their behaviours loaded."""
    answers = db.session.scalars(
        select(Answer)
        .where(Answer.view_id == view.id)
        .options(
            joinedload(Answer.competency),
            selectinload(Answer.observations).joinedload(Observation.behaviour),
        )
        .order_by(Answer.id)
    )
    return {answer.competency.key: answer for answer in answers}


def answers(view: View) -> dict[str, domain.Answer]:
    """What a view says, by competency key, as values."""
    return {key: as_value(answer) for key, answer in stored_answers(view).items()}


def as_value(stored: Answer) -> domain.Answer:
    return domain.Answer(
        marks={o.behaviour.key: Mark(o.mark) for o in stored.observations},
        reasons={o.behaviour.key: o.reason for o in stored.observations if o.reason},
        note=stored.note,
        link=stored.link,
    )
