"""Self-assessments: frozen when they start, private as drafts, sealed when submitted."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.db import db
from portal.domain.assessments import Answer as AnswerValue
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionState
from portal.domain.observations import Mark
from portal.domain.refusals import Missing, RuleBroken
from portal.domain.workflows import VIEW_MOVES, ViewState
from portal.models import (
    Answer,
    Assessment,
    AuditEvent,
    MatrixVersion,
    Observation,
    Person,
    Role,
    View,
)
from portal.queries import assessments as queries
from portal.queries import matrices as matrix_queries
from portal.queries.visibility.assessments import load_own_view
from portal.services import answers, assessments, matrices
from tests.factories import (
    make_person,
    make_submitted_view,
    make_view,
    published_version,
    typed_over,
)

pytestmark = pytest.mark.usefixtures("app")

KNOWING = "product-knowledge"


@pytest.fixture
def person(app: Flask) -> Person:
    del app
    return make_person(role="css2")


def role(key: str) -> Role:
    return db.session.scalars(select(Role).where(Role.key == key)).one()


def behaviours(view: View) -> list[str]:
    matrix = matrix_queries.frozen(view.assessment.matrix_version_id)
    return [b.key for c, b in matrix.behaviours("css2") if c.key == KNOWING]


def saying(note: str, **marks: Mark) -> dict[str, AnswerValue]:
    return {KNOWING: AnswerValue(marks=dict(marks), note=note)}


def save(
    view: View, said: Mapping[str, AnswerValue], seen: Mapping[str, AnswerValue]
) -> answers.Saved:
    return answers.save(view, typed_over(said, seen))


def test_starting_freezes_the_published_version(person: Person) -> None:
    view = assessments.start(person)
    version = published_version("frontline")
    newer = MatrixVersion(
        matrix_id=version.matrix_id, major=2, minor=0, patch=0, state=VersionState.DRAFT,
        note=LocalizedText({"en": "More."}),
    )  # fmt: skip
    db.session.add(newer)
    db.session.flush()
    matrices.publish(newer, by=None)
    assert view.assessment.matrix_version_id == version.id
    assert matrix_queries.frozen(view.assessment.matrix_version_id).number == version.number


def test_a_move_to_another_role_leaves_a_draft_on_the_role_it_began_with(person: Person) -> None:
    view = make_view(person)
    assert view.assessment.role.key == "css2"
    assert load_own_view(person, view.assessment_id).assessment.role.key == "css2"


def test_nobody_starts_a_second_draft(person: Person) -> None:
    assessments.start(person)
    with pytest.raises(RuleBroken, match="draft_already_open"):
        assessments.start(person)
    assert db.session.scalar(select(func.count(Assessment.id))) == 1


def test_one_may_check_oneself_against_any_role_that_has_a_matrix(person: Person) -> None:
    own = assessments.start(person)
    other = assessments.start(person, role("cse"))
    assert [v.assessment.role.key for v in (own, other)] == ["css2", "cse"]
    assert assessments.start_or_go_on(person, role("cse")).id == other.id
    assert queries.open_check(person, role("css2")) == own
    with pytest.raises(RuleBroken, match="draft_already_open"):
        assessments.start(person, role("cse"))


def test_the_database_holds_one_open_check_for_each_role(person: Person) -> None:
    first = make_submitted_view(person)
    assessments.start(person)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(
            db.text("update assessments set self_in_at = null where id = :id"),
            {"id": first.assessment_id},
        )


def test_the_database_wants_a_moment_for_what_is_submitted(person: Person) -> None:
    view = make_view(person)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(
            db.text("update views set state = 'submitted' where id = :id"), {"id": view.id}
        )


def test_there_is_nothing_to_start_without_a_role_or_a_matrix(person: Person) -> None:
    with pytest.raises(RuleBroken, match="no_role"):
        assessments.start(make_person())
    db.session.execute(db.text("update matrix_versions set state = 'superseded'"))
    db.session.expire_all()
    with pytest.raises(RuleBroken, match="no_matrix"):
        assessments.start(person)


def test_what_is_saved_is_read_back(person: Person) -> None:
    view = make_view(person)
    first, second, *_ = behaviours(view)
    answer = AnswerValue(
        marks={first: Mark.LIFTS_OTHERS, second: Mark.NOT_APPLICABLE},
        reasons={second: "No occasion: we have no such product."},
        note="Línea uno\nLine two 🐙 <b>{{7*7}}</b>",
        link="https://wiki.example.com/case?x=1&y=2",
    )
    saved = save(view, {KNOWING: answer}, {})
    assert saved.conflicts == frozenset()
    assert saved.stored[KNOWING] == answer
    assert queries.answers(view) == {KNOWING: answer, **_others(view)}


def _others(view: View) -> dict[str, AnswerValue]:
    return {key: value for key, value in queries.answers(view).items() if key != KNOWING}


def test_saving_again_replaces_what_was_said(person: Person) -> None:
    view = make_view(person)
    first, second, *_ = behaviours(view)
    before = AnswerValue(marks={first: Mark.NOT_YET, second: Mark.NOT_YET})
    after = AnswerValue(marks={first: Mark.OWN_INITIATIVE}, note="better")
    save(view, {KNOWING: before}, {})
    save(view, {KNOWING: after}, {KNOWING: before})
    assert queries.answers(view)[KNOWING] == after
    assert db.session.scalar(select(func.count(Observation.id))) == 1
    assert db.session.scalar(select(func.count(Answer.id)).where(Answer.note == "better")) == 1


def test_two_tabs_with_different_words_are_a_conflict_and_nothing_is_overwritten(
    person: Person,
) -> None:
    view = make_view(person)
    save(view, saying("from the first tab"), {})
    result = save(view, saying("from the second tab"), {})
    assert result.conflicts == {KNOWING}
    assert result.stored[KNOWING].note == "from the first tab"
    assert queries.answers(view)[KNOWING].note == "from the first tab"


def test_one_conflict_keeps_the_whole_page_from_being_half_saved(person: Person) -> None:
    view = make_view(person)
    save(view, saying("from the first tab"), {})
    other = {"problem-solving": AnswerValue(note="something else")}
    result = save(view, {**saying("from the second tab"), **other}, {})
    assert result.conflicts == {KNOWING}
    assert "problem-solving" not in queries.answers(view)


def test_a_tab_that_changed_nothing_undoes_nothing(person: Person) -> None:
    view = make_view(person)
    empty: dict[str, AnswerValue] = {KNOWING: AnswerValue()}
    save(view, saying("from the first tab"), {})
    result = save(view, empty, {})
    assert result.conflicts == frozenset()
    assert queries.answers(view)[KNOWING].note == "from the first tab"


def test_submitting_seals(person: Person) -> None:
    view = make_submitted_view(person)
    assert view.state == ViewState.SUBMITTED
    assert view.submitted_at is not None
    with pytest.raises(RuleBroken, match="already_submitted"):
        save(view, saying("too late"), {})
    with pytest.raises(RuleBroken, match="already_submitted"):
        assessments.discard(view, by=person)
    matrix = matrix_queries.frozen(view.assessment.matrix_version_id)
    with pytest.raises(RuleBroken, match="already_submitted"):
        assessments.submit(view, matrix, by=person)


def test_every_move_not_in_the_table_is_refused() -> None:
    allowed = {
        ViewState.DRAFT: {ViewState.SUBMITTED, ViewState.WITHDRAWN},
        ViewState.SUBMITTED: set(),
        ViewState.WITHDRAWN: set(),
    }
    assert dict(VIEW_MOVES) == allowed


def test_nothing_unmarked_and_nothing_unexplained_is_submitted(person: Person) -> None:
    view = make_view(person)
    matrix = matrix_queries.frozen(view.assessment.matrix_version_id)
    with pytest.raises(RuleBroken, match="unmarked_behaviours"):
        assessments.submit(view, matrix, by=person)
    everything = {
        competency.key: AnswerValue(
            marks={b.key: Mark.NOT_APPLICABLE for b in competency.expectations["css2"].behaviours}
        )
        for competency in matrix.for_role("css2").competencies()
    }
    save(view, everything, queries.answers(view))
    with pytest.raises(RuleBroken, match="reason_missing"):
        assessments.submit(view, matrix, by=person)
    assert view.state == ViewState.DRAFT


def test_discarding_leaves_nothing_but_its_trace(person: Person) -> None:
    view = make_view(person, marks=Mark.NOT_YET, note="never mind")
    assessments.discard(view, by=person)
    for model in (Assessment, View, Answer, Observation):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0
    actions = db.session.scalars(
        select(AuditEvent.action).where(AuditEvent.actor_id == person.id).order_by(AuditEvent.id)
    ).all()
    assert actions == ["started self-assessment", "discarded self-assessment"]
    assessments.start(person)


def test_a_view_is_its_authors_alone(person: Person) -> None:
    """Nobody else's, not their manager's either, whether draft or submitted."""
    manager = make_person()
    person.manager_id = manager.id
    for view in (make_submitted_view(person), make_view(person)):
        assert load_own_view(person, view.assessment_id).id == view.id
        for other in (manager, make_person()):
            with pytest.raises(Missing):
                load_own_view(other, view.assessment_id)
    assert queries.own_checks(manager) == []
    assert queries.latest_submitted(manager) is None
    assert queries.open_check(manager) is None
