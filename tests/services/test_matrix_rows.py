"""The rows of a draft say what the value says, whatever they said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from portal.db import db
from portal.domain.drafting.steps import StepKind
from portal.domain.matrices import Matrix
from portal.domain.matrix_parts import parts
from portal.domain.refusals import RuleBroken
from portal.models import Role, Track
from portal.queries import drafts as queries
from portal.services import drafts, matrix_rows
from tests.factories import published_version
from tests.interchange.matrices import matrices


def _on_ladder(*keys: str) -> None:
    track = db.session.scalars(select(Track).where(Track.key == "frontline")).one()
    known = set(db.session.scalars(select(Role.key)))
    for key in sorted(set(keys) - known):
        title = track.title
        db.session.add(
            Role(
                key=key, track_id=track.id, rank=1, title=title, short=title,
                purpose=None, owns=(), ask=None,
            )
        )  # fmt: skip
    db.session.flush()


def _written(content: Matrix) -> None:
    drafts.edit(
        "frontline",
        lambda draft: replace(
            draft, note=content.note, roles=content.roles, categories=content.categories
        ),
        kind=StepKind.IMPORT,
        by=None,
    )
    db.session.flush()
    db.session.expire_all()


@given(matrices(), matrices())
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_content_can_follow_any_other(app: Flask, before: Matrix, after: Matrix) -> None:
    before, after = before.only_roles(), after.only_roles()
    try:
        drafts.start("frontline", by=None)
        _on_ladder(*(role.key for role in (*before.roles, *after.roles)))
        for content in (before, after):
            _written(content)
            read = queries.current("frontline")
            assert read is not None
            assert parts(read) == parts(content)
    finally:
        db.session.rollback()
        db.session.expunge_all()


def test_rows_go_along_when_their_category_becomes_another(app: Flask) -> None:
    """A category of another key takes over all that the old one held."""
    draft = drafts.start("frontline", by=None)
    renamed = replace(
        draft,
        categories=(replace(draft.categories[0], key="another"), *draft.categories[1:]),
    )
    _written(renamed)
    read = queries.current("frontline")
    assert read is not None
    assert parts(read) == parts(renamed)


def test_what_is_published_is_not_written_over(app: Flask) -> None:
    version = published_version("frontline")
    draft = drafts.start("frontline", by=None)
    with pytest.raises(RuleBroken):
        matrix_rows.write(version, draft)


def test_a_retired_role_does_not_come_back_with_an_edit(app: Flask) -> None:
    draft = drafts.start("frontline", by=None)
    without = replace(draft, roles=draft.roles[1:]).only_roles()
    _written(without)
    role = db.session.scalars(select(Role).where(Role.key == draft.roles[0].key)).one()
    role.retired_on = date(2026, 1, 5)
    with pytest.raises(RuleBroken):
        _written(draft)
