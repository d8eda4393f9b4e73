"""Bringing a framework in: what it would do, and doing all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import func, select

from portal import audit
from portal.db import db
from portal.domain import ladders as ladder_values
from portal.domain.advice.findings import Finding
from portal.domain.advice.reports import advise
from portal.domain.comparisons import Comparison, compare
from portal.domain.drafting.steps import StepKind
from portal.domain.importing import Target
from portal.domain.keys import AnyOf, key_for
from portal.domain.languages import BASE_LANGUAGE, LocalizedText
from portal.domain.matrices import Competency, Matrix, RoleColumn
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.interchange.matching import Matched, match
from portal.interchange.readings import Problem, ReadFramework
from portal.models import Behaviour, Person, Role, Track
from portal.models import Competency as StoredCompetency
from portal.queries import drafts as draft_queries
from portal.queries import matrices
from portal.services import drafts

HIGHEST_RANK = 9


@dataclass(frozen=True)
class Proposal:
    """What an import would do; nothing is done yet.

    ``base`` is the matrix that the file is matched with: the draft, or the published version
    where there is no draft, or None for a new matrix. ``stamp`` stands for all that the proposal
    rests on: an import is refused when it is another one by then.
    """

    target: Target
    track: ladder_values.Track
    base: Matrix | None
    matched: Matched
    problems: tuple[Problem, ...]
    stamp: str

    @property
    def stops(self) -> bool:
        return any(problem.stops for problem in self.problems)

    @property
    def is_new_track(self) -> bool:
        return self.target.track_key is None

    def comparison(self) -> Comparison | None:
        """What changes against ``base``, where there is one."""
        return compare(self.base, self.matched.matrix) if self.base else None

    def findings(self) -> tuple[Finding, ...]:
        return advise(self.matched.matrix)


def likely_target(read: ReadFramework) -> Target:
    """Where a file probably goes: to the track whose key it names, or else to a new one."""
    if read.track_key and _track(read.track_key):
        return Target(track_key=read.track_key)
    return Target(new_title=read.title.original if read.title else "")


def propose(read: ReadFramework, target: Target) -> Proposal:
    """What importing ``read`` would do. RuleBroken when the target is no place to import to."""
    track, base = _place(read, target)
    columns = [
        RoleColumn(role.key, role.title, role.short, role.purpose)
        for role in db.session.scalars(
            select(Role)
            .join(Role.track)
            .where(Track.key == track.key, Role.retired_on.is_(None))
            .order_by(Role.rank, Role.id)
        )
    ]
    matched = match(
        read,
        base,
        columns,
        track,
        taken_behaviour_keys=set(db.session.scalars(select(Behaviour.key))),
        taken_competency_keys=set(db.session.scalars(select(StoredCompetency.key))),
        mode=target.mode.value,
    )
    matched = _with_free_role_keys(matched)
    return Proposal(
        target=target,
        track=track,
        base=base,
        matched=matched,
        problems=(*read.problems, *matched.problems),
        stamp=f"{base.content_hash if base else ''}-{matched.matrix.content_hash}",
    )


def stand_alone(read: ReadFramework, name: str) -> Matched:
    """The matrix that a file would make where there is nothing yet; ``name`` where it has none."""
    title = read.title or LocalizedText({BASE_LANGUAGE: name})
    key = read.track_key or key_for(title.original, (), "track")
    return match(read, None, (), ladder_values.Track(key, title, None))


def bring_in(
    read: ReadFramework, target: Target, *, by: Person | None, seen: str | None = None
) -> str:
    """Make the file's content the draft of its track's matrix; the key of the track.

    A new track and new roles come onto the ladder with it. RuleBroken when a problem stops it, or
    when it is not what was ``seen`` (a proposal's stamp) any more.
    """
    proposal = propose(read, target)
    if proposal.stops:
        raise RuleBroken(Refusal.IMPORT_STOPPED)
    if seen is not None and seen != proposal.stamp:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    if proposal.is_new_track:
        _add_track(proposal.track, by)
    _add_roles(proposal, by)
    drafts.start(proposal.track.key, by=by)
    imported = proposal.matched.matrix
    drafts.edit(
        proposal.track.key,
        lambda draft: replace(
            draft, note=imported.note, roles=imported.roles, categories=imported.categories
        ),
        kind=StepKind.IMPORT,
        by=by,
    )
    return proposal.track.key


def _place(read: ReadFramework, target: Target) -> tuple[ladder_values.Track, Matrix | None]:
    """The track a file goes to, and the matrix there that it is matched with."""
    if target.track_key is not None:
        stored = _track(target.track_key)
        if stored is None:
            raise Missing
        base = draft_queries.current(stored.key) or matrices.published(stored.key)
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


def _with_free_role_keys(matched: Matched) -> Matched:
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


def _add_track(track: ladder_values.Track, by: Person | None) -> None:
    last = db.session.scalar(select(func.max(Track.place)))
    stored = Track(
        key=track.key,
        title=track.title,
        summary=track.summary,
        place=0 if last is None else last + 1,
    )
    db.session.add(stored)
    audit.record(by, "added track", stored)


def _add_roles(proposal: Proposal, by: Person | None) -> None:
    """The file's new roles, each a rung above the one before it as far as the ladder goes."""
    track_id = db.session.scalars(select(Track.id).where(Track.key == proposal.track.key)).one()
    ranks = {
        role.key: role.rank
        for role in db.session.scalars(select(Role).where(Role.track_id == track_id))
    }
    new = {role.key for role in proposal.matched.new_roles}
    rank = 0
    for column in proposal.matched.matrix.roles:
        rank = ranks.get(column.key, min(rank + 1, HIGHEST_RANK))
        if column.key in new:
            role = Role(
                key=column.key,
                track_id=track_id,
                rank=rank,
                title=column.title,
                short=column.short,
                purpose=column.purpose,
                owns=(),
                ask=None,
            )
            db.session.add(role)
            audit.record(by, "added role", role)
