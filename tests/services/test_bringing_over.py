"""Bringing a self-assessment over: what maps comes along, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import Answer
from portal.domain.drafting import behaviours, competencies
from portal.domain.drafting.outlines import remove_role
from portal.domain.drafting.surgery import with_competency
from portal.domain.matrices import Matrix, VersionNumber
from portal.domain.observations import Mark
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import AuditEvent, Person, View
from portal.queries import assessments as queries
from portal.queries import matrices, versions
from portal.queries.keepsakes import kept_aside
from portal.queries.visibility.assessments import load_own_view
from portal.services import assessments
from portal.services.answers import save
from portal.services.bringing_over import bring_over
from tests.drafting import (
    KNOWING,
    ROLE,
    adding,
    asked,
    begin,
    change,
    draft,
    publish,
    removing,
    rewording,
)
from tests.factories import make_person, make_view, published_version, typed_over

pytestmark = pytest.mark.usefixtures("app")

SOLVING = "problem-solving"


@pytest.fixture
def editor(app: Flask) -> Person:
    del app
    return make_person("Paula Peopleops")


@pytest.fixture
def rep(app: Flask) -> Person:
    del app
    return make_person("Rita Rep", role=ROLE)


def say(view: View, rep: Person, answers: Mapping[str, Answer]) -> None:
    save(view, typed_over(answers, queries.answers(view)))


def bring(view: View, rep: Person, *accepted: str, to: VersionNumber | None = None) -> bool:
    loaded = load_own_view(rep, view.assessment_id, lock=True)
    newest = to or published_version("frontline").number
    return bring_over(loaded, to=newest, accepted=accepted, language="en", by=rep)


def refused(refusal: Refusal, view: View, rep: Person, to: VersionNumber | None = None) -> None:
    with pytest.raises(RuleBroken) as broken, db.session.begin_nested():
        bring(view, rep, to=to)
    assert broken.value.refusal is refusal


def test_an_open_draft_stays_where_it_began(rep: Person, editor: Person) -> None:
    view = make_view(rep, marks=Mark.OWN_INITIATIVE)
    before = queries.answers(view)
    publish(editor, adding("Shows a colleague where an answer came from."))
    assert str(view.assessment.matrix_version.number) == "1.0.0"
    assert queries.answers(view) == before


def test_marks_follow_what_was_reworded_moved_or_left_alone(rep: Person, editor: Person) -> None:
    view = make_view(rep, marks=Mark.OWN_INITIATIVE, note="Ask Ana.")
    begin(editor)
    first, second, *_ = asked(draft())
    publish(
        editor,
        rewording(first, en="Explains a feature by what the customer wants to achieve."),
        lambda m: behaviours.move(m, second, (KNOWING, ROLE), (SOLVING, ROLE)),
        adding("Shows a colleague where an answer came from."),
    )
    assert bring(view, rep)
    answers = queries.answers(view)
    assert answers[KNOWING].marks[first] is Mark.OWN_INITIATIVE
    assert answers[SOLVING].marks[second] is Mark.OWN_INITIATIVE
    assert second not in answers[KNOWING].marks
    assert answers[KNOWING].note == "Ask Ana."
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    assert str(matrix.number) == "2.0.0"
    new = next(b.key for _, b in matrix.behaviours(ROLE) if "colleague where" in b.text.original)
    assert all(new not in answer.marks for answer in answers.values())


def test_a_mark_of_what_was_split_comes_along_only_where_it_is_accepted(
    rep: Person, editor: Person
) -> None:
    view = make_view(rep, marks=Mark.WHEN_PROMPTED)
    begin(editor)
    origin = asked(draft())[0]
    pieces = [{"en": "Explains a feature."}, {"en": "Names what it is good for."}]
    publish(editor, lambda m: behaviours.split(m, origin, pieces, ()))
    first, second, *_ = asked(matrices.published("frontline"))  # type: ignore[arg-type]
    assert bring(view, rep, first)
    marks = queries.answers(view)[KNOWING].marks
    assert marks[first] is Mark.WHEN_PROMPTED
    assert second not in marks
    assert origin not in marks


def test_a_reason_for_what_is_gone_goes_below_the_note(rep: Person, editor: Person) -> None:
    view = make_view(rep)
    begin(editor)
    gone = asked(draft())[0]
    words = draft().every_behaviour()[gone].text.words("en")
    answer = Answer({gone: Mark.NOT_APPLICABLE}, {gone: "We have no such product."}, "My note.")
    say(view, rep, {KNOWING: answer})
    publish(editor, removing(gone))
    assert bring(view, rep)
    kept = queries.answers(view)[KNOWING]
    assert kept.note == f"My note.\n\n“{words}” We have no such product."
    assert gone not in kept.marks


def test_what_belongs_to_a_competency_that_is_gone_is_kept_beside_the_answers(
    rep: Person, editor: Person
) -> None:
    view = make_view(rep, marks=Mark.LIFTS_OTHERS)
    begin(editor)
    title = draft().competency(KNOWING).title  # type: ignore[union-attr]
    answer = replace(
        queries.answers(view)[KNOWING], note="A whole thought.", link="https://wiki.example/x"
    )
    say(view, rep, {KNOWING: answer})
    publish(editor, lambda m: behaviours.drop_cell(m, KNOWING, ROLE))
    assert bring(view, rep)
    answers = queries.answers(view)
    assert answers[KNOWING] == answer
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    (aside,) = kept_aside(view.assessment, answers, matrix)
    assert (aside.title, aside.note, aside.link) == (title, answer.note, answer.link)
    assert {kept.mark for kept in aside.marks} == {Mark.LIFTS_OTHERS}
    assert all(kept.text for kept in aside.marks)


def test_what_was_kept_comes_back_with_its_competency(rep: Person, editor: Person) -> None:
    view = make_view(rep, marks=Mark.LIFTS_OTHERS, note="A whole thought.")
    began_as = published_version("frontline").number
    before = queries.answers(view)
    begin(editor)
    cell = draft().competency(KNOWING).expectations[ROLE]  # type: ignore[union-attr]
    publish(editor, lambda m: behaviours.drop_cell(m, KNOWING, ROLE))
    bring(view, rep)

    def put_back(matrix: Matrix) -> Matrix:
        return with_competency(
            matrix,
            KNOWING,
            lambda row: replace(row, expectations={**row.expectations, ROLE: cell}),
        )

    publish(editor, put_back)
    assert bring(view, rep)
    assert queries.answers(view) == before
    assert began_as < view.assessment.matrix_version.number


def test_a_note_follows_its_competency_into_the_one_it_was_merged_into(
    rep: Person, editor: Person
) -> None:
    view = make_view(rep)
    say(
        view,
        rep,
        {KNOWING: Answer(note="On products."), SOLVING: Answer(note="On problems.")},
    )
    begin(editor)
    publish(editor, lambda m: competencies.merge(m, KNOWING, SOLVING))
    assert bring(view, rep)
    notes = {key: answer.note for key, answer in queries.answers(view).items() if answer.note}
    assert notes == {SOLVING: "On problems.\n\nOn products."}


def test_a_second_click_changes_nothing(rep: Person, editor: Person) -> None:
    view = make_view(rep, marks=Mark.NOT_YET)
    publish(editor, adding("Shows a colleague where an answer came from."))
    assert bring(view, rep)
    answers = queries.answers(view)
    assert not bring(view, rep)
    assert queries.answers(view) == answers
    actions = db.session.scalars(
        select(AuditEvent.action).where(AuditEvent.actor_id == rep.id).order_by(AuditEvent.id)
    ).all()
    assert actions == ["started self-assessment", "brought self-assessment over"]


def test_what_is_submitted_is_not_brought_over(rep: Person, editor: Person) -> None:
    view = make_view(rep, marks=Mark.NOT_YET)
    publish(editor, adding("Shows a colleague where an answer came from."))
    old = matrices.frozen(view.assessment.matrix_version_id)
    assessments.submit(view, old, by=rep)
    refused(Refusal.ALREADY_SUBMITTED, view, rep)


def test_a_still_newer_version_is_read_about_first(rep: Person, editor: Person) -> None:
    view = make_view(rep, marks=Mark.NOT_YET)
    read = publish(editor, adding("Shows a colleague where an answer came from."))
    publish(editor, adding("Reads the release notes aloud."))
    refused(Refusal.CHANGED_MEANWHILE, view, rep, to=read)
    assert str(view.assessment.matrix_version.number) == "1.0.0"


def test_there_is_no_going_back(rep: Person, editor: Person) -> None:
    publish(editor, adding("Shows a colleague where an answer came from."))
    view = make_view(rep)
    refused(Refusal.CHANGED_MEANWHILE, view, rep, to=VersionNumber(1, 0, 0))


def test_a_role_that_is_gone_keeps_its_assessments(rep: Person, editor: Person) -> None:
    view = make_view(rep, marks=Mark.NOT_YET)
    publish(editor, lambda m: remove_role(m, ROLE))
    newer = versions.newer_than(view.assessment)
    assert newer is not None
    assert not newer.asks_role
    refused(Refusal.NO_MATRIX, view, rep)
    change(adding("Reads the release notes aloud.", role="css1"), editor)
