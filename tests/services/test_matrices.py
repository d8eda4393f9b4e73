"""Publishing: one published version of a matrix, and what was published before is superseded."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionNumber, VersionState
from portal.domain.refusals import RuleBroken
from portal.domain.workflows import VERSION_MOVES
from portal.models import AuditEvent, MatrixVersion
from portal.queries import matrices as queries
from portal.services import matrices
from tests.factories import make_person, published_version

pytestmark = pytest.mark.usefixtures("app")


def draft(major: int = 1, minor: int = 1) -> MatrixVersion:
    version = MatrixVersion(
        matrix_id=published_version("frontline").matrix_id,
        major=major, minor=minor, patch=0,
        state=VersionState.DRAFT,
        note=LocalizedText({"en": "Clearer words."}),
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    return version


def test_publishing_supersedes_what_was_published() -> None:
    before, new = published_version("frontline"), draft()
    matrices.publish(new, by=make_person())
    assert (before.state, new.state) == (VersionState.SUPERSEDED, VersionState.PUBLISHED)
    assert published_version("frontline").id == new.id
    assert queries.numbers("frontline") == [VersionNumber(1, 1, 0), VersionNumber(1, 0, 0)]
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(2)).all()
    assert {event.action for event in events} == {
        "superseded matrix version", "published matrix version",
    }  # fmt: skip


def test_a_draft_is_not_there_for_readers() -> None:
    draft()
    assert queries.version("frontline", VersionNumber(1, 1, 0)) is None
    assert queries.numbers("frontline") == [VersionNumber(1, 0, 0)]


@pytest.mark.parametrize("state", list(VersionState))
def test_only_a_draft_can_be_published(state: VersionState) -> None:
    version = draft() if state is VersionState.DRAFT else published_version("frontline")
    if state is VersionState.SUPERSEDED:
        matrices.publish(draft(), by=None)
    assert version.state == state
    if VersionState.PUBLISHED in VERSION_MOVES[state]:
        matrices.publish(version, by=None)
        return
    with pytest.raises(RuleBroken):
        matrices.publish(version, by=None)


def test_the_database_holds_one_published_version() -> None:
    new = draft()
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(
            db.text(
                "update matrix_versions set state = 'published',"
                " published_at = '2026-01-01 00:00:00+00:00' where id = :id"
            ),
            {"id": new.id},
        )


def test_the_database_wants_a_moment_for_what_is_published() -> None:
    new = draft()
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(
            db.text(
                "update matrix_versions set published_at = '2026-01-01 00:00:00' where id = :id"
            ),
            {"id": new.id},
        )


def test_a_number_is_given_once() -> None:
    with pytest.raises(IntegrityError), db.session.begin_nested():
        draft(major=1, minor=0)


def test_the_hash_is_of_what_readers_see(app: Flask) -> None:
    del app
    stored = published_version("frontline")
    value = queries.published("frontline")
    assert value is not None
    assert stored.content_hash == value.content_hash
