"""Keeping the tone guide: principles are worded, ordered, retired and brought back, never removed.

Whoever changes it waits for whoever is changing it, so that changes follow each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from portal import audit
from portal.db import db
from portal.domain.keys import key_for
from portal.domain.languages import LocalizedText
from portal.domain.refusals import Refusal
from portal.models import Person, TonePrinciple
from portal.queries import tone_guide as queries
from portal.services.row_edits import check_version, put, put_after
from portal.services.uniqueness import unless_taken


@dataclass(frozen=True)
class PrincipleEntry:
    """What the guide says of a principle; ``after`` is the key of the one before it, if any."""

    title: LocalizedText
    text: LocalizedText
    after: str | None


def add(entry: PrincipleEntry, *, by: Person) -> TonePrinciple:
    """A new principle. A form that is sent twice makes one."""
    _hold()
    there = queries.every_principle()
    for one in there:
        if (one.title, one.text) == (entry.title, entry.text) and not one.is_retired:
            return one
    key = key_for(entry.title.original, {one.key for one in there}, "principle")
    principle = TonePrinciple(key=key, place=0, title=entry.title, text=entry.text)
    with unless_taken(Refusal.CHANGED_MEANWHILE):
        db.session.add(principle)
    put_after(principle, entry.after, queries.every_principle())
    audit.record(by, "added tone principle", principle)
    return principle


def change(key: str, entry: PrincipleEntry, *, version: int, by: Person) -> TonePrinciple:
    _hold()
    principle = queries.principle(key)
    check_version(principle.version, version)
    changed = put(principle, {"title": entry.title, "text": entry.text})
    if put_after(principle, entry.after, queries.every_principle()):
        changed.append("place")
    if changed:
        audit.record(by, "changed tone principle", principle, changed)
    return principle


def retire(key: str, *, by: Person) -> None:
    """New reviews are no longer written along it; those that were keep their remarks."""
    _set_retired(key, is_retired=True, by=by)


def bring_back(key: str, *, by: Person) -> None:
    _set_retired(key, is_retired=False, by=by)


def _set_retired(key: str, *, is_retired: bool, by: Person) -> None:
    _hold()
    principle = queries.principle(key)
    if put(principle, {"is_retired": is_retired}):
        done = "retired tone principle" if is_retired else "brought tone principle back"
        audit.record(by, done, principle, ["is_retired"])


def _hold() -> None:
    held = select(TonePrinciple).order_by(TonePrinciple.id).with_for_update()
    db.session.execute(held.execution_options(populate_existing=True)).all()
