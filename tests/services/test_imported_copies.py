"""A matrix that one track has, brought to another; and roles that a track has no more."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.db import db
from portal.domain.importing import Target
from portal.domain.matrices import Matrix
from portal.domain.refusals import Refusal, RuleBroken
from portal.interchange import json_files
from portal.interchange.readings import ProblemKind, ReadFramework
from portal.models import Person
from portal.queries import drafts as draft_queries
from portal.queries import ladder_rows, matrices
from portal.services import imports
from tests.factories import make_member


@pytest.fixture
def editor(app: Flask) -> Person:
    return make_member(is_people_ops=True)


def published() -> Matrix:
    found = matrices.published("frontline")
    assert found is not None
    return found


def exported() -> ReadFramework:
    return json_files.read(json_files.write(published()))


def test_a_copy_under_a_new_track_shares_no_behaviour_with_its_model(editor: Person) -> None:
    model = published()
    brought = imports.bring_in(exported(), Target(new_title="Copy"), by=editor)
    copy = draft_queries.current(brought.track_key)
    assert copy is not None
    assert [row.key for row in copy.competencies()] == [row.key for row in model.competencies()]
    assert not set(copy.every_behaviour()) & set(model.every_behaviour())
    said = [behaviour.text for behaviour in copy.every_behaviour().values()]
    assert said == [behaviour.text for behaviour in model.every_behaviour().values()]


def test_a_role_that_retired_stops_the_import(editor: Person) -> None:
    read = exported()
    ladder_rows.role("senior-css").retired_on = date(2026, 1, 5)
    db.session.flush()
    proposal = imports.propose(read, Target(track_key="frontline"))
    assert [(one.kind, one.place.column) for one in proposal.problems] == [
        (ProblemKind.ROLE_RETIRED, "senior-css")
    ]
    with pytest.raises(RuleBroken) as broken:
        imports.bring_in(read, Target(track_key="frontline"), by=editor)
    assert broken.value.refusal is Refusal.IMPORT_STOPPED
