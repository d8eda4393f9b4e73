"""Noting what was done to a draft, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from portal import audit
from portal.db import db
from portal.domain.drafting.steps import ONE_SITTING, StepKind, gone_on
from portal.domain.matrix_parts import Alteration
from portal.models import DraftStep, MatrixVersion, Person
from portal.queries import drafts as queries


def altered_by(step: DraftStep) -> tuple[Alteration, ...]:
    return tuple(Alteration(**stored) for stored in step.alterations)


def note(
    version: MatrixVersion,
    altered: Sequence[Alteration],
    *,
    kind: StepKind,
    by: Person | None,
    undoes: DraftStep | None = None,
) -> None:
    """One step more, with its trace; or the same one, while somebody goes on typing at a text."""
    if _goes_on(version, altered, kind=kind, by=by):
        return
    db.session.add(
        DraftStep(
            version_id=version.id,
            by_id=by.id if by else None,
            at=datetime.now(UTC),
            kind=kind,
            alterations=[dict(vars(alteration)) for alteration in altered],
            undoes_id=undoes.id if undoes else None,
        )
    )
    audit.record(by, "edited matrix draft", version)


def _goes_on(
    version: MatrixVersion, altered: Sequence[Alteration], *, kind: StepKind, by: Person | None
) -> bool:
    """Whether the latest step goes on: it then says what became of both together.

    A step whose writing was typed back to what it was is gone.
    """
    now = datetime.now(UTC)
    latest = next(iter(queries.steps(version, limit=1)), None)
    if latest is None or by is None or (latest.by_id, latest.kind) != (by.id, kind):
        return False
    together = gone_on(kind, altered_by(latest), altered)
    if together is None or now - latest.at > ONE_SITTING:
        return False
    if together:
        latest.at, latest.alterations = now, [dict(vars(alteration)) for alteration in together]
    else:
        db.session.delete(latest)
    db.session.flush()
    return True
