"""Telling people of a way through a programme: that something happened, never what it says."""

from __future__ import annotations

from portal.db import db
from portal.domain.notices import NoticeKind
from portal.models import Completion, Enrolment, Module, Person
from portal.queries import people
from portal.services import notices


def path_of(enrolment: Enrolment, module: Module | None = None) -> str:
    path = f"/growth/programmes/enrolments/{enrolment.id}"
    return f"{path}/modules/{module.key}" if module else path


def _about(enrolment: Enrolment, reader: Person, **more: str) -> dict[str, str]:
    return {"programme": enrolment.programme.title.words(reader.locale), **more}


def tell_enrolled(enrolment: Enrolment) -> None:
    """Tell the person, and their mentor who it is."""
    db.session.flush()
    person, mentor = enrolment.person, enrolment.mentor
    tellings = [(person, _about(enrolment, person))]
    if mentor is not None:
        tellings.append((mentor, _about(enrolment, mentor, person=person.name)))
    for reader, about in tellings:
        notices.tell(
            reader,
            NoticeKind.ENROLLED,
            key=f"enrolment:{enrolment.id}:{enrolment.version}:{reader.id}",
            path=path_of(enrolment),
            about=about,
        )


def tell_waiting(done: Completion, *, by: Person | None = None) -> None:
    """Tell the mentor; or where there is none who is here, the person's manager.

    Not whoever did it themselves: they know.
    """
    enrolment = done.enrolment
    db.session.flush()
    reader = enrolment.mentor
    if reader is None or reader.left_on is not None:
        reader = people.manager_of(enrolment.person)
    if reader is None or reader == by:
        return
    notices.tell(
        reader,
        NoticeKind.MODULE_DONE,
        key=f"completion:{done.id}:{done.version}:{reader.id}",
        path=path_of(enrolment, done.module),
        about=_about(
            enrolment,
            reader,
            person=enrolment.person.name,
            module=done.module.title.words(reader.locale),
        ),
    )


def tell_person(done: Completion, kind: NoticeKind, *, by: Person) -> None:
    person = done.enrolment.person
    db.session.flush()
    notices.tell(
        person,
        kind,
        key=f"completion:{done.id}:{done.version}:{person.id}",
        path=path_of(done.enrolment, done.module),
        about=_about(
            done.enrolment,
            person,
            person=by.name,
            module=done.module.title.words(person.locale),
        ),
    )
