"""Keeping the ladder: adding and changing its tracks and roles; for moves see ``ladder_moves``.

Whoever changes the ladder waits for whoever is changing it, so that changes follow each other. A
form carries the version of what it was filled over; when that has grown, nothing is overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal import audit
from portal.db import db
from portal.domain.drafting import outlines
from portal.domain.drafting.steps import StepKind
from portal.domain.keys import key_for
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, RoleColumn
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import Person, Role, Track
from portal.queries import drafts as draft_queries
from portal.queries import ladder_rows
from portal.services import drafts
from portal.services.row_edits import check_version, put, put_after
from portal.services.uniqueness import unless_taken


@dataclass(frozen=True)
class TrackEntry:
    """What the ladder says of a track; ``after`` is the key of the one before it, None if first."""

    title: LocalizedText
    summary: LocalizedText | None
    after: str | None


@dataclass(frozen=True)
class RoleEntry:
    """What the ladder says of a role."""

    track_key: str
    rank: int
    title: LocalizedText
    short: LocalizedText
    purpose: LocalizedText | None = None
    owns: tuple[LocalizedText, ...] = ()
    ask: LocalizedText | None = None


def hold_ladder() -> None:
    """Wait for whoever changes the ladder just now, and keep others waiting until this is done."""
    db.session.execute(select(Track.id).order_by(Track.id).with_for_update(key_share=True)).all()


def add_track(entry: TrackEntry, *, by: Person) -> Track:
    hold_ladder()
    key = key_for(entry.title.original, ladder_rows.keys(Track), "track")
    track = Track(key=key, place=0, title=entry.title, summary=entry.summary)
    with unless_taken(Refusal.CHANGED_MEANWHILE):
        db.session.add(track)
    put_after(track, entry.after, ladder_rows.tracks())
    audit.record(by, "added track", track)
    return track


def change_track(key: str, entry: TrackEntry, *, version: int, by: Person) -> Track:
    hold_ladder()
    track = ladder_rows.track(key)
    check_version(track.version, version)
    changed = put(track, {"title": entry.title, "summary": entry.summary})
    if put_after(track, entry.after, ladder_rows.tracks()):
        changed.append("place")
    if changed:
        audit.record(by, "changed track", track, changed)
    return track


def add_role(entry: RoleEntry, *, by: Person, key: str | None = None) -> Role:
    """A new rung; its key is made from its title, and stays. No matrix knows of it yet."""
    hold_ladder()
    key = key or free_role_key(entry.title)
    role = Role(key=key, track_id=ladder_rows.track(entry.track_key).id, **_role_values(entry))
    with unless_taken(Refusal.CHANGED_MEANWHILE):
        db.session.add(role)
    audit.record(by, "added role", role)
    return role


def free_role_key(title: LocalizedText, also_taken: frozenset[str] = frozenset()) -> str:
    """The key that a role of this title gets."""
    return key_for(title.original, ladder_rows.keys(Role) | also_taken, "role")


def change_role(key: str, entry: RoleEntry, *, version: int, by: Person) -> Role:
    """Say something else of a role; its column in a draft is named like it, published ones stay.

    A role that has a column stays on its track (ROLE_HAS_COLUMN).
    """
    hold_ladder()
    role = ladder_rows.role(key)
    check_version(role.version, version)
    if role.track.key != entry.track_key and ladder_rows.has_column(role.id):
        raise RuleBroken(Refusal.ROLE_HAS_COLUMN, "track")
    track = ladder_rows.track(entry.track_key)
    changed = put(role, {"track_id": track.id, **_role_values(entry)})
    if not changed:
        return role
    audit.record(by, "changed role", role, changed)
    if {"title", "short", "purpose"} & set(changed):
        _name_column(track.key, role, by=by)
    return role


def _role_values(entry: RoleEntry) -> dict[str, Any]:
    return {
        "rank": entry.rank,
        "title": entry.title,
        "short": entry.short,
        "purpose": entry.purpose,
        "owns": entry.owns,
        "ask": entry.ask,
    }


def _name_column(track_key: str, role: Role, *, by: Person) -> None:
    if track_key not in draft_queries.tracks_with_drafts():
        return
    column = _column(role)

    def named(draft: Matrix) -> Matrix:
        return outlines.name_role(draft, column) if draft.role(role.key) else draft

    drafts.edit(track_key, named, kind=StepKind.REWORD, by=by)


def add_to_draft(role_key: str, *, by: Person) -> None:
    """Give a role a column in the draft of its track's matrix; Missing where there is no draft."""
    role = ladder_rows.role(role_key)
    if role.retired_on is not None:
        raise RuleBroken(Refusal.ROLE_RETIRED)
    column = _column(role)
    drafts.edit(
        role.track.key, lambda draft: outlines.add_role(draft, column), kind=StepKind.ADD, by=by
    )


def _column(role: Role) -> RoleColumn:
    return RoleColumn(role.key, role.title, role.short, role.purpose)
