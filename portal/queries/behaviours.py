"""Behaviours as readers know them: what published matrices call them, and where they stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, select

from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionState
from portal.models import (
    Behaviour,
    Competency,
    Expectation,
    MatrixVersion,
    Role,
    WrittenBehaviour,
    WrittenCategory,
    WrittenCompetency,
)
from portal.queries.matrices import READABLE


@dataclass(frozen=True)
class Worded:
    """A behaviour in words, with the competency it stands in."""

    key: str
    text: LocalizedText
    competency_key: str
    competency: LocalizedText


def of_roles(role_keys: Collection[str]) -> dict[str, list[Worded]]:
    """What the published matrices expect of roles, by role key in the given order: one query."""
    found: dict[str, list[Worded]] = {key: [] for key in role_keys}
    rows = db.session.execute(
        _written()
        .add_columns(Role.key)
        .join(Role, Role.id == Expectation.role_id)
        .where(Role.key.in_(found), MatrixVersion.state == VersionState.PUBLISHED)
        .order_by(
            WrittenCategory.place,
            WrittenCategory.id,
            WrittenCompetency.place,
            WrittenCompetency.id,
            WrittenBehaviour.place,
            WrittenBehaviour.id,
        )
    )
    for key, text, competency_key, competency, role_key in rows:
        found[role_key].append(Worded(key, text, competency_key, competency))
    return found


def wordings(keys: Collection[str]) -> dict[str, Worded]:
    """How behaviours are worded now, by key; one that is gone, as it was worded last.

    Only what readers may see: a behaviour that is in drafts alone is not among them.
    """
    if not keys:
        return {}
    rows = db.session.execute(
        _written()
        .where(Behaviour.key.in_(set(keys)), READABLE)
        .order_by(
            (MatrixVersion.state == VersionState.PUBLISHED).desc(),
            MatrixVersion.published_at.desc(),
            WrittenBehaviour.id,
        )
    )
    found: dict[str, Worded] = {}
    for key, text, competency_key, competency in rows:
        found.setdefault(key, Worded(key, text, competency_key, competency))
    return found


def _written() -> Select[str, LocalizedText, str, LocalizedText]:
    return (
        select(Behaviour.key, WrittenBehaviour.text, Competency.key, WrittenCompetency.title)
        .join(Behaviour, Behaviour.id == WrittenBehaviour.behaviour_id)
        .join(Expectation, Expectation.id == WrittenBehaviour.expectation_id)
        .join(WrittenCompetency, WrittenCompetency.id == Expectation.competency_id)
        .join(Competency, Competency.id == WrittenCompetency.competency_id)
        .join(WrittenCategory, WrittenCategory.id == WrittenCompetency.category_id)
        .join(MatrixVersion, MatrixVersion.id == WrittenCategory.version_id)
    )
