"""Whose way through a programme one may see, and what one is to it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.programmes import Seat
from portal.domain.refusals import Missing
from portal.models import (
    Completion,
    CompletionNote,
    Enrolment,
    Lesson,
    Module,
    Person,
    Programme,
)
from portal.queries.reporting_lines import leads, led_by


@dataclass(frozen=True)
class Seen:
    """An enrolment, and the seats that its viewer has."""

    enrolment: Enrolment
    seats: frozenset[Seat]


def load_programme(key: str) -> Programme:
    """A programme; everybody signed in may read about it."""
    programme = db.session.scalar(
        select(Programme).where(Programme.key == key).execution_options(populate_existing=True)
    )
    if programme is None:
        raise Missing
    return programme


def load_module(programme: Programme, key: str) -> Module:
    """A module of a programme with what it teaches, retired or not."""
    module = db.session.scalar(
        select(Module)
        .where(Module.programme_id == programme.id, Module.key == key)
        .options(selectinload(Module.teaches).joinedload(Lesson.behaviour))
        .execution_options(populate_existing=True)
    )
    if module is None:
        raise Missing
    return module


def visible_enrolments(viewer: Person, *, sees_all: bool) -> Select[Enrolment]:
    """Enrolments that the viewer may see: their own, those they mentor, and of people they lead.

    People-ops (``sees_all``) see all of them, those of people who have left too.
    """
    found = select(Enrolment).join(Enrolment.person)
    return found if sees_all else found.where(_seen_by(viewer), Person.left_on.is_(None))


def _seen_by(viewer: Person) -> ColumnElement[bool]:
    return or_(
        Enrolment.person_id == viewer.id,
        Enrolment.mentor_id == viewer.id,
        Enrolment.person_id.in_(led_by(viewer)),
    )


def load_enrolment(
    viewer: Person, enrolment_id: int, *, sees_all: bool, lock: bool = False
) -> Seen:
    """An enrolment that the viewer may see, with everything said on the way.

    ``lock`` holds its row until the transaction ends, so that two changes follow each other.
    """
    visible = visible_enrolments(viewer, sees_all=sees_all).where(Enrolment.id == enrolment_id)
    if lock:
        db.session.execute(visible.with_only_columns(Enrolment.id).with_for_update(of=Enrolment))
    completions = selectinload(Enrolment.completions)
    enrolment = db.session.scalar(
        visible.options(
            joinedload(Enrolment.person),
            joinedload(Enrolment.mentor),
            joinedload(Enrolment.programme),
            completions.joinedload(Completion.module),
            completions.joinedload(Completion.confirmed_by),
            completions.joinedload(Completion.evidence),
            completions.selectinload(Completion.notes).joinedload(CompletionNote.author),
        ).execution_options(populate_existing=lock)
    )
    if enrolment is None:
        raise Missing
    return Seen(enrolment, _seats(viewer, enrolment, is_people_ops=sees_all))


def _seats(viewer: Person, enrolment: Enrolment, *, is_people_ops: bool) -> frozenset[Seat]:
    held = {
        Seat.PERSON: enrolment.person_id == viewer.id,
        Seat.MENTOR: enrolment.mentor_id == viewer.id,
        Seat.LEAD: leads(viewer, enrolment.person),
        Seat.PEOPLE_OPS: is_people_ops,
    }
    return frozenset(seat for seat, is_held in held.items() if is_held)
