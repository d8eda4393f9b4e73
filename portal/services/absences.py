"""Noting when somebody is on leave: from when, and when they are back. Never why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from portal import audit
from portal.db import db
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import Absence, Person


@dataclass(frozen=True)
class Leave:
    """From a day up to, and without, another: the first day back; None while it is not known."""

    from_on: date
    until_on: date | None


def enter(person: Person, leave: Leave, *, by: Person) -> Absence:
    """Note a leave of somebody's; two of theirs never cover the same day (ABSENCE_OVERLAPS)."""
    _check(person.id, leave)
    absence = Absence(person_id=person.id, from_on=leave.from_on, until_on=leave.until_on)
    db.session.add(absence)
    audit.record(by, "added leave", absence)
    return absence


def change(absence: Absence, leave: Leave, *, seen: Leave, by: Person) -> None:
    """Note other days, unless somebody else changed them since they were ``seen``.

    ``absence`` must be loaded with its row locked.
    """
    _require_as_seen(absence, seen)
    _check(absence.person_id, leave, besides=absence)
    changed = [
        name for name in ("from_on", "until_on") if getattr(absence, name) != getattr(leave, name)
    ]
    absence.from_on, absence.until_on = leave.from_on, leave.until_on
    if changed:
        audit.record(by, "changed leave", absence, changed)


def remove(absence: Absence, *, by: Person) -> None:
    """Take a leave out of the record, as if it had never been noted."""
    audit.record(by, "removed leave", absence)
    db.session.delete(absence)
    db.session.flush()


def as_leave(absence: Absence) -> Leave:
    return Leave(absence.from_on, absence.until_on)


def _require_as_seen(absence: Absence, seen: Leave) -> None:
    if as_leave(absence) != seen:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)


def _check(person_id: int, leave: Leave, *, besides: Absence | None = None) -> None:
    """Whoever notes a leave of theirs holds the person, so that two of them cannot cross."""
    if leave.until_on is not None and leave.until_on <= leave.from_on:
        raise RuleBroken(Refusal.ABSENCE_BACKWARDS, "until_on")
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    others = select(Absence.id).where(
        Absence.person_id == person_id,
        or_(Absence.until_on.is_(None), Absence.until_on > leave.from_on),
    )
    if leave.until_on is not None:
        others = others.where(Absence.from_on < leave.until_on)
    if besides is not None:
        others = others.where(Absence.id != besides.id)
    if db.session.scalar(others.limit(1)) is not None:
        raise RuleBroken(Refusal.ABSENCE_OVERLAPS, "from_on")
