"""Keeping programmes: what they are for, their modules and who mentors.

What people completed stays: a module retires rather than going, and a mentor who is taken off the
list goes on with the people they accompany. Whoever changes a programme waits for whoever is
changing it; a form carries the version of what it was filled over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from portal import audit
from portal.db import db
from portal.domain.keys import AnyOf, key_for
from portal.domain.languages import LocalizedText
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import Behaviour, Lesson, Mentor, Module, Person, Programme
from portal.queries import people
from portal.queries import programmes as queries
from portal.queries.visibility.programmes import load_module, load_programme
from portal.services import enrolments
from portal.services.row_edits import check_version, put, put_in_order
from portal.services.uniqueness import unless_taken

RESERVED = frozenset({"new", "enrolments"})
"""Words that stand where a programme's key does in other addresses."""


@dataclass(frozen=True)
class ProgrammeEntry:
    title: LocalizedText
    summary: LocalizedText


@dataclass(frozen=True)
class ModuleEntry:
    """What a module says; ``teaches`` are keys of behaviours, at least one."""

    title: LocalizedText
    text: LocalizedText
    shown_by: LocalizedText
    teaches: frozenset[str]


def hold(programme: Programme) -> None:
    """Wait for whoever changes the programme, or completes it, just now."""
    held = select(Programme.id).where(Programme.id == programme.id)
    db.session.execute(held.with_for_update(key_share=True))


def add_programme(entry: ProgrammeEntry, *, by: Person) -> Programme:
    """A new programme; it has no modules yet, and no move requires it."""
    key = key_for(entry.title.original, AnyOf(queries.keys(), RESERVED), "programme")
    programme = Programme(key=key, title=entry.title, summary=entry.summary)
    with unless_taken(Refusal.CHANGED_MEANWHILE):
        db.session.add(programme)
    audit.record(by, "added programme", programme)
    return programme


def change_programme(
    programme: Programme, entry: ProgrammeEntry, *, version: int, by: Person
) -> None:
    hold(programme)
    programme = load_programme(programme.key)
    check_version(programme.version, version)
    if changed := put(programme, {"title": entry.title, "summary": entry.summary}):
        audit.record(by, "changed programme", programme, changed)


def add_module(programme: Programme, entry: ModuleEntry, *, by: Person) -> Module:
    """A new module at the end. Whoever is on the programme has one more to go."""
    hold(programme)
    taken = {module.key for module in queries.modules(programme)}
    last = select(func.max(Module.place)).where(Module.programme_id == programme.id)
    module = Module(
        programme_id=programme.id,
        key=key_for(entry.title.original, AnyOf(taken, RESERVED), "module"),
        place=1 + (db.session.scalar(last) or 0),
        teaches=[Lesson(behaviour_id=one) for one in _behaviour_ids(entry)],
        **_wording(entry),
    )
    with unless_taken(Refusal.CHANGED_MEANWHILE):
        db.session.add(module)
    audit.record(by, "added module", module)
    return module


def change_module(module: Module, entry: ModuleEntry, *, version: int, by: Person) -> None:
    """Reword a module or let it teach something else; what was confirmed stays confirmed."""
    module = _held(module)
    check_version(module.version, version)
    changed = put(module, _wording(entry))
    wanted = _behaviour_ids(entry)
    before = {lesson.behaviour_id for lesson in module.teaches}
    if set(wanted) != before:
        kept = [lesson for lesson in module.teaches if lesson.behaviour_id in wanted]
        new = [Lesson(behaviour_id=one) for one in wanted if one not in before]
        module.teaches = [*kept, *new]
        changed.append("teaches")
    if changed:
        audit.record(by, "changed module", module, changed)


def _wording(entry: ModuleEntry) -> dict[str, Any]:
    return {"title": entry.title, "text": entry.text, "shown_by": entry.shown_by}


def _behaviour_ids(entry: ModuleEntry) -> list[int]:
    found = db.session.scalars(
        select(Behaviour.id).where(Behaviour.key.in_(entry.teaches)).order_by(Behaviour.id)
    ).all()
    if not entry.teaches or len(found) < len(entry.teaches):
        raise RuleBroken(Refusal.BEHAVIOUR_UNKNOWN, "teaches")
    return list(found)


def place_module(module: Module, place: int, *, by: Person) -> None:
    """Let a module be the one at ``place`` (from 0) among those in use; the order alone changes.

    Sent twice, it is where it was wanted.
    """
    module = _held(module)
    programme = db.session.get_one(Programme, module.programme_id)
    before = [one for one in queries.modules(programme) if not one.is_retired]
    if module.is_retired:
        raise RuleBroken(Refusal.MODULE_RETIRED)
    others = [one for one in before if one.id != module.id]
    in_order = [*others[:place], module, *others[place:]]
    if in_order == before:
        return
    retired = [one for one in queries.modules(programme) if one.is_retired]
    put_in_order([*in_order, *retired])
    audit.record(by, "changed module", module, ["place"])


def retire_module(module: Module, *, by: Person) -> None:
    """Take a module out of use; whoever had confirmed all the others is through with this."""
    module = _held(module)
    if module.is_retired:
        return
    module.is_retired = True
    audit.record(by, "retired module", module)
    enrolments.complete_where_through(module.programme_id, by=by)


def bring_back_module(module: Module, *, by: Person) -> None:
    """Put a retired module back into use, where it stood. Who completed the programme, has."""
    module = _held(module)
    if not module.is_retired:
        return
    module.is_retired = False
    audit.record(by, "brought module back", module)


def _held(module: Module) -> Module:
    """The module as stored once nobody else is changing its programme."""
    programme = db.session.get_one(Programme, module.programme_id)
    hold(programme)
    return load_module(programme, module.key)


def add_mentor(programme: Programme, email: str, *, by: Person) -> Mentor:
    """Let somebody who is here accompany people through a programme; once is enough."""
    person = people.by_email(email)
    if person is None or person.left_on is not None:
        raise RuleBroken(Refusal.PERSON_UNKNOWN, "email")
    hold(programme)
    is_them = (Mentor.programme_id == programme.id, Mentor.person_id == person.id)
    if (mentor := db.session.scalar(select(Mentor).where(*is_them))) is not None:
        return mentor
    mentor = Mentor(programme_id=programme.id, person_id=person.id)
    with unless_taken(Refusal.ALREADY_THERE, "email"):
        db.session.add(mentor)
    audit.record(by, "added mentor", mentor)
    return mentor


def remove_mentor(programme: Programme, person_id: int, *, by: Person) -> None:
    """Take somebody off the list; with the people they accompany they go on."""
    is_them = (Mentor.programme_id == programme.id, Mentor.person_id == person_id)
    mentor = db.session.scalar(select(Mentor).where(*is_them))
    if mentor is None:
        raise Missing
    audit.record(by, "removed mentor", mentor)
    db.session.delete(mentor)
    db.session.flush()
