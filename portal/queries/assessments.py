"""Reading assessments and what their views say."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.db import db
from portal.domain import assessments as domain
from portal.domain.observations import Mark
from portal.domain.workflows import ViewState
from portal.models import Answer, Assessment, Observation, Person, View, ViewKind


def own_views(person: Person) -> list[View]:
    """A person's self views with their assessments, the newest first."""
    return list(
        db.session.scalars(
            select(View)
            .join(View.assessment)
            .where(View.author_id == person.id, View.kind == ViewKind.SELF)
            .options(
                contains_eager(View.assessment).joinedload(Assessment.role),
                contains_eager(View.assessment).joinedload(Assessment.matrix_version),
            )
            .order_by(Assessment.started_at.desc(), View.id.desc())
        )
    )


def open_draft(person: Person) -> View | None:
    """The self-assessment a person is in the middle of."""
    return db.session.scalar(
        select(View)
        .where(
            View.author_id == person.id,
            View.kind == ViewKind.SELF,
            View.state == ViewState.DRAFT,
        )
        .options(joinedload(View.assessment).joinedload(Assessment.role))
    )


def latest_submitted(person: Person) -> View | None:
    return db.session.scalar(
        select(View)
        .where(
            View.author_id == person.id,
            View.kind == ViewKind.SELF,
            View.state == ViewState.SUBMITTED,
        )
        .options(joinedload(View.assessment).joinedload(Assessment.role))
        .order_by(View.submitted_at.desc(), View.id.desc())
        .limit(1)
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
