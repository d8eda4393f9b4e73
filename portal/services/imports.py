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
from portal.domain.keys import key_for
from portal.domain.languages import BASE_LANGUAGE, LocalizedText
from portal.domain.matrices import Matrix, VersionState
from portal.domain.refusals import Refusal, RuleBroken
from portal.interchange.matching import FIRST, Matched, match
from portal.interchange.readings import Problem, ReadFramework
from portal.models import Behaviour, MatrixVersion, Person, Role, Track
from portal.models import Competency as StoredCompetency
from portal.models import Matrix as StoredMatrix
from portal.queries import drafts as draft_queries
from portal.services import drafts, import_targets

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

    @property
    def changes_nothing(self) -> bool:
        """Whether the matrix says all of it already."""
        return self.base is not None and _content(self.base) == _content(self.matched.matrix)

    def comparison(self) -> Comparison | None:
        """What changes against ``base``, where there is one."""
        return compare(self.base, self.matched.matrix) if self.base else None

    def findings(self) -> tuple[Finding, ...]:
        return advise(self.matched.matrix)


def propose(read: ReadFramework, target: Target) -> Proposal:
    """What importing ``read`` would do. RuleBroken when the target is no place to import to."""
    track, base = import_targets.place(read, target)
    columns = import_targets.on_ladder(track.key)
    if base is not None and base.state is not VersionState.DRAFT:
        base = import_targets.as_begun(base, columns)
    matched = match(
        read,
        base,
        columns,
        track,
        taken_behaviour_keys=set(db.session.scalars(select(Behaviour.key))),
        taken_competency_keys=set(db.session.scalars(select(StoredCompetency.key))),
        retired_roles=import_targets.retired_from(track.key),
        mode=target.mode.value,
    )
    matched = import_targets.with_free_role_keys(matched)
    return Proposal(
        target=target,
        track=track,
        base=base,
        matched=matched,
        problems=(*read.problems, *matched.problems),
        stamp=f"{_content(base) if base else ''}-{_content(matched.matrix)}",
    )


def stand_alone(read: ReadFramework, name: str) -> Matched:
    """The matrix that a file would make where there is nothing yet; ``name`` where it has none."""
    title = read.title or LocalizedText({BASE_LANGUAGE: name})
    key = read.track_key or key_for(title.original, (), "track")
    return match(read, None, (), ladder_values.Track(key, title, None))


def bring_in(
    read: ReadFramework, target: Target, *, by: Person | None, seen: str | None = None
) -> Matrix:
    """Make the file's content the draft of its track's matrix, which it gives back.

    A new track and new roles come onto the ladder with it. RuleBroken when a problem stops it, or
    when it is not what was ``seen`` (a proposal's stamp) any more; the caller takes back the draft
    that may have been begun by then.
    """
    if target.track_key is not None:
        drafts.start(target.track_key, by=by)
        # from here on nobody else changes what the proposal rests on
        draft_queries.stored(target.track_key, lock=True)
    proposal = propose(read, target)
    if proposal.stops:
        raise RuleBroken(Refusal.IMPORT_STOPPED)
    if seen is not None and seen != proposal.stamp:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    key = proposal.track.key
    if proposal.is_new_track:
        _add_track(proposal.track, by)
    _add_roles(proposal, by)
    drafts.start(key, by=by)
    imported = proposal.matched.matrix
    draft = drafts.edit(
        key,
        lambda draft: replace(
            draft,
            note=draft.note or (imported.note if proposal.base is None else None),
            roles=imported.roles,
            categories=imported.categories,
        ),
        kind=StepKind.IMPORT,
        by=by,
    )
    audit.record(by, "imported matrix", _draft_row(key))
    return draft


def _draft_row(track_key: str) -> MatrixVersion:
    return db.session.scalars(
        select(MatrixVersion)
        .join(MatrixVersion.matrix)
        .join(StoredMatrix.track)
        .where(Track.key == track_key, MatrixVersion.state == VersionState.DRAFT)
    ).one()


def _content(matrix: Matrix) -> str:
    """A hash of what a matrix says, whichever version says it."""
    alike = replace(matrix, number=FIRST, state=VersionState.DRAFT, published_on=None, note=None)
    return alike.content_hash


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
