"""Bringing an open self-assessment over to the version in force, when its author chooses to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from portal import audit
from portal.db import db
from portal.domain.bringing_over import carry_over
from portal.domain.keepsakes import brought_over
from portal.domain.matrices import VersionNumber
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import Person, View
from portal.queries import assessments as queries
from portal.queries import matrices, versions
from portal.services.answers import require_draft, write_answers


def bring_over(
    view: View, *, to: VersionNumber, accepted: Collection[str], language: str, by: Person
) -> bool:
    """Bring a private draft over to the version ``to`` that its author has read about.

    ``accepted`` are the keys of the behaviours whose offered marks they take; ``language`` is the
    one they read. ``view`` must be loaded with its row locked. False when it was there already: a
    second click. RuleBroken when it is submitted, when ``to`` is no longer the version in force
    (CHANGED_MEANWHILE), or when that expects nothing of the role any more (NO_MATRIX).
    """
    require_draft(view)
    assessment = view.assessment
    if assessment.matrix_version.number == to:
        return False
    newer = versions.newer_than(assessment)
    if newer is None or newer.number != to:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    if not newer.asks_role:
        raise RuleBroken(Refusal.NO_MATRIX)
    role_key = assessment.role.key
    after = matrices.frozen(newer.version.id)
    stored = queries.stored_answers(view)
    carried = carry_over(
        {key: queries.as_value(answer) for key, answer in stored.items()},
        matrices.frozen(assessment.matrix_version_id),
        after,
        role_key,
    )
    rows = {row.key for row in after.for_role(role_key).competencies()}
    answers = brought_over(carried, accepted, rows, language)
    for key, answer in stored.items():
        if key not in answers:
            db.session.delete(answer)
    write_answers(view, stored, answers)
    assessment.matrix_version = newer.version
    view.saved_at = datetime.now(UTC)
    audit.record(by, "brought self-assessment over", assessment, ["matrix_version_id"])
    return True
