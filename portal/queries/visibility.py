"""Who may see which rows. Pages, fragments, documents and exports all load through here.

A loader returns the record or answers for the portal: Missing (404) when the viewer may not know
of it, so that a foreign id looks like one that never existed.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.importing import KEPT_FOR
from portal.domain.refusals import Missing
from portal.models import Account, Assessment, ImportFile, Person, Position, View, ViewKind


def visible_people(*, including_former: bool) -> Select[Person]:
    """People whom the viewer may see: everybody now here; people-ops see former people too."""
    people = select(Person)
    return people if including_former else people.where(Person.left_on.is_(None))


def load_person(person_id: int, *, including_former: bool) -> Person:
    """A person with team, manager and positions."""
    person = db.session.scalar(
        visible_people(including_former=including_former)
        .where(Person.id == person_id)
        .options(
            joinedload(Person.team),
            joinedload(Person.manager),
            selectinload(Person.positions).joinedload(Position.role),
        )
    )
    if person is None:
        raise Missing
    return person


def load_former_person(person_id: int) -> Person:
    """Somebody who has left."""
    person = load_person(person_id, including_former=True)
    if person.left_on is None:
        raise Missing
    return person


def load_own_view(viewer: Person, assessment_id: int, *, lock: bool = False) -> View:
    """The viewer's own self view of an assessment; nobody else's, not even people-ops'.

    ``lock`` holds the view's row until the transaction ends, so that two saves follow each other;
    what it belongs to is read after that, as whoever held it before has left it.
    """
    own = (
        View.assessment_id == assessment_id,
        Assessment.person_id == viewer.id,
        View.author_id == viewer.id,
        View.kind == ViewKind.SELF,
    )
    if lock:
        locked = select(View.id).join(View.assessment).where(*own).with_for_update(of=View)
        db.session.execute(locked)
    view = db.session.scalar(
        select(View)
        .join(View.assessment)
        .where(*own)
        .options(
            joinedload(View.assessment).joinedload(Assessment.matrix_version),
            joinedload(View.assessment).joinedload(Assessment.role),
        )
        .execution_options(populate_existing=lock)
    )
    if view is None:
        raise Missing
    return view


def load_account(account_id: int) -> Account:
    account = db.session.scalar(
        select(Account).where(Account.id == account_id).options(joinedload(Account.person))
    )
    if account is None:
        raise Missing
    return account


def load_own_import(viewer: Person, file_id: int, *, lock: bool = False) -> ImportFile:
    """A file that the viewer uploaded within the last day; nobody else's.

    ``lock`` holds its row until the transaction ends, so that two imports of it follow each other.
    """
    query = select(ImportFile).where(
        ImportFile.id == file_id,
        ImportFile.by_id == viewer.id,
        ImportFile.uploaded_at >= datetime.now(UTC) - KEPT_FOR,
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    file = db.session.scalar(query)
    if file is None:
        raise Missing
    return file
