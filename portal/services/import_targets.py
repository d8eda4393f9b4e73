"""Where an import goes: the track, the matrix there, and the ladder's roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain import ladders as ladder_values
from portal.domain.importing import Target
from portal.domain.keys import AnyOf, key_for
from portal.domain.languages import BASE_LANGUAGE, LocalizedText
from portal.domain.matrices import Competency, Matrix, RoleColumn
from portal.domain.names import folded
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.interchange.matching import Matched
from portal.interchange.readings import ReadFramework
from portal.models import Role, Track
from portal.queries import drafts as draft_queries
from portal.queries import matrices


def likely_target(read: ReadFramework, name: str = "") -> Target:
    """Where a file probably goes: to the track whose key it names, or that half its roles are of.

    Or else to a new one, which is called ``name`` where the file has no title.
    """
    if read.track_key:
        if _track(read.track_key):
            return Target(track_key=read.track_key)
    elif key := _track_of(read):
        return Target(track_key=key)
    return Target(new_title=read.title.original if read.title else name)


def _track_of(read: ReadFramework) -> str | None:
    """The track that at least half of a file's roles are of, by their keys or names."""
    named = {
        folded(words)
        for role in read.roles
        for words in (role.name, role.key or "", *role.title.texts.values())
    }
    found = Counter(
        role.track.key
        for role in db.session.scalars(
            select(Role).where(Role.retired_on.is_(None)).options(joinedload(Role.track))
        )
        if not named.isdisjoint(
            folded(words)
            for words in (role.key, *role.title.texts.values(), *role.short.texts.values())
        )
    )
    key, count = next(iter(found.most_common(1)), (None, 0))
    return key if 2 * count >= len(read.roles) else None


def place(read: ReadFramework, target: Target) -> tuple[ladder_values.Track, Matrix | None]:
    """The track a file goes to, and the matrix there that it is matched with."""
    if target.track_key is not None:
        stored = _track(target.track_key)
        if stored is None:
            raise Missing
        base = draft_queries.current(stored.key) or matrices.published(stored.key)
        if base is not None and not base.roles and not base.categories:
            base = None  # a draft just begun from nothing
        return ladder_values.Track(stored.key, stored.title, stored.summary), base
    if read.title and target.new_title.strip() == read.title.original:
        title = read.title
    elif target.new_title.strip():
        title = LocalizedText({BASE_LANGUAGE: target.new_title.strip()})
    else:
        raise RuleBroken(Refusal.TRACK_NAMELESS, "new_title")
    taken = set(db.session.scalars(select(Track.key)))
    key = read.track_key
    if key is None or key in taken:
        key = key_for(title.original, taken, "track")
    return ladder_values.Track(key, title, None), None


def _track(key: str) -> Track | None:
    return db.session.scalar(select(Track).where(Track.key == key))


def with_free_role_keys(matched: Matched) -> Matched:
    """New roles under keys that no role of another track has."""
    taken = set(db.session.scalars(select(Role.key)))
    renamed: dict[str, str] = {}
    for role in matched.new_roles:
        if role.key in taken:
            used = {column.key for column in matched.matrix.roles}
            others = AnyOf(taken, used, set(renamed.values()))
            renamed[role.key] = key_for(role.title.original, others, "role")
    if not renamed:
        return matched

    def under(role: RoleColumn) -> RoleColumn:
        return replace(role, key=renamed.get(role.key, role.key))

    def moved(row: Competency) -> Competency:
        cells = {renamed.get(key, key): cell for key, cell in row.expectations.items()}
        return replace(row, expectations=cells)

    matrix = replace(
        matched.matrix,
        roles=tuple(map(under, matched.matrix.roles)),
        categories=tuple(
            replace(group, competencies=tuple(map(moved, group.competencies)))
            for group in matched.matrix.categories
        ),
    )
    return replace(matched, matrix=matrix, new_roles=tuple(map(under, matched.new_roles)))


def on_ladder(track_key: str) -> list[RoleColumn]:
    """The roles of a track as the ladder has them now; retired ones are left out."""
    return _columns(track_key, Role.retired_on.is_(None))


def retired_from(track_key: str) -> list[RoleColumn]:
    """The roles that a track's ladder had once."""
    return _columns(track_key, Role.retired_on.is_not(None))


def _columns(track_key: str, which: ColumnElement[bool]) -> list[RoleColumn]:
    return [
        RoleColumn(role.key, role.title, role.short, role.purpose)
        for role in db.session.scalars(
            select(Role)
            .join(Role.track)
            .where(Track.key == track_key, which)
            .order_by(Role.rank, Role.id)
        )
    ]


def as_begun(published: Matrix, on_ladder: Sequence[RoleColumn]) -> Matrix:
    """What a draft of a published matrix says as long as nobody has written in it."""
    now = {role.key: role for role in on_ladder}
    roles = tuple(now[role.key] for role in published.roles if role.key in now)
    return replace(published, roles=roles).only_roles()
