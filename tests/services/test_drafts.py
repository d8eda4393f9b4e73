"""Beginning, editing, taking back and discarding a draft, as the database then holds it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.drafting import behaviours, cells, competencies, outlines
from portal.domain.drafting.steps import StepKind
from portal.domain.drafting.texts import TextsClash, Typed, seen_print
from portal.domain.matrices import Matrix, RoleColumn, VersionState
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import (
    AuditEvent,
    Behaviour,
    Competency,
    DraftStep,
    MatrixVersion,
    Person,
    Role,
    WrittenBehaviour,
)
from portal.queries import drafts as queries
from portal.queries import ladders, matrices
from portal.queries.drafts import behaviour_keys, competency_keys
from portal.services import drafts
from tests.drafting import CELL, KEY, TRACK, adding, begin, discard, draft, edit, rewording, steps
from tests.factories import make_member


@pytest.fixture
def editor(app: Flask) -> Person:
    del app
    return make_member("Paula Peopleops", is_people_ops=True)


@pytest.fixture
def other(app: Flask) -> Person:
    del app
    return make_member("Otto Other", is_people_ops=True)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def same_content(one: Matrix, other: Matrix) -> bool:
    return (one.roles, one.categories) == (other.roles, other.categories)


# Beginning


def test_a_draft_begins_as_a_copy_without_the_note(editor: Person) -> None:
    begun = begin(editor)
    published = matrices.published(TRACK)
    assert published is not None
    assert same_content(begun, published)
    assert (begun.state, begun.note, begun.published_on) == (VersionState.DRAFT, None, None)
    assert queries.tracks_with_drafts() == {TRACK}
    version = queries.stored(TRACK)
    assert version is not None
    assert version.based_on is not None
    assert version.based_on.number == published.number


def test_readers_keep_what_is_published(editor: Person) -> None:
    before = matrices.published(TRACK)
    begin(editor)
    edit(adding("Writes it down.", *CELL), editor)
    assert matrices.published(TRACK) == before
    assert matrices.numbers(TRACK) == [before.number] if before else []


def test_a_second_start_goes_on_with_the_first(editor: Person, other: Person) -> None:
    begin(editor)
    edit(adding("Writes it down.", *CELL), editor)
    assert begin(other) == draft()
    events = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "began matrix draft")
    ).all()
    assert [event.actor_id for event in events] == [editor.id]


def test_a_draft_calls_roles_what_the_ladder_calls_them_now(editor: Person) -> None:
    role = db.session.scalars(select(Role).where(Role.key == "css1")).one()
    role.title = role.title.reworded({"en": "Support Specialist I"})
    gone = db.session.scalars(select(Role).where(Role.key == "senior-css")).one()
    gone.retired_on = datetime.now(UTC).date()
    db.session.flush()
    begun = begin(editor)
    assert [column.key for column in begun.roles] == ["css1", "css2"]
    assert begun.roles[0].title.original == "Support Specialist I"
    assert all("senior-css" not in row.expectations for row in begun.competencies())


def test_there_is_no_draft_of_a_track_that_is_not_there(editor: Person) -> None:
    with pytest.raises(Missing):
        drafts.start("nowhere", by=editor)
    with pytest.raises(Missing):
        drafts.edit(TRACK, adding("Words.", *CELL), kind=StepKind.ADD, by=editor)
    with pytest.raises(Missing):
        drafts.undo(TRACK, by=editor)


# Editing


def test_what_is_edited_is_stored_as_it_was_returned(editor: Person) -> None:
    begin(editor)
    returned = edit(adding("Writes it down.", *CELL), editor, StepKind.ADD)
    db.session.expire_all()
    assert draft() == returned
    assert "writes-it-down" in returned.every_behaviour()


def test_rewording_keeps_the_identity_that_evidence_cites(editor: Person) -> None:
    begin(editor)
    identity = db.session.scalars(select(Behaviour.id).where(Behaviour.key == KEY)).one()
    before = count(Behaviour)
    edit(rewording(KEY, en="Looks it up before giving an answer."), editor)
    written = db.session.scalars(
        select(WrittenBehaviour).where(WrittenBehaviour.behaviour_id == identity)
    ).all()
    assert {row.text.original for row in written} == {
        "Checks the guides or the product itself before giving an answer.",
        "Looks it up before giving an answer.",
    }
    assert count(Behaviour) == before


def test_moving_carries_the_identity_along(editor: Person) -> None:
    begin(editor)
    edit(lambda m: behaviours.move(m, KEY, CELL, ("problem-solving", "css2")), editor)
    assert KEY in [b.key for row, b in draft().behaviours("css2") if row.key == "problem-solving"]
    assert KEY not in [b.key for _row, b in draft().behaviours("css1")]


def test_a_new_key_is_new_to_every_track_and_version(editor: Person) -> None:
    begin(editor)
    wordings = {"en": KEY.replace("-", " ")}
    after = edit(lambda m: behaviours.add(m, *CELL, wordings, behaviour_keys), editor)
    assert f"{KEY}-2" in after.every_behaviour()
    leadership = matrices.published("leadership")
    assert leadership is not None
    here = {row.key for row in after.competencies()}
    taken = next(row.key for row in leadership.competencies() if row.key not in here)
    title = {"en": taken.replace("-", " ")}
    group = after.categories[0].key
    after = edit(lambda m: competencies.add(m, group, title, {}, competency_keys), editor)
    assert after.competency(taken) is None
    assert after.competency(f"{taken}-2")


def test_a_competency_of_another_track_comes_in_under_its_key(editor: Person) -> None:
    begin(editor)
    version = queries.stored(TRACK)
    assert version is not None
    offered = queries.competencies_elsewhere(version)
    here = {row.key for row in draft().competencies()}
    assert offered
    assert not offered.keys() & here
    key, known = next(iter(offered.items()))
    before = count(Competency)
    after = edit(lambda m: competencies.add_known(m, m.categories[0].key, known), editor)
    assert after.competency(key) == known
    assert count(Competency) == before
    assert key not in queries.competencies_elsewhere(version)


def test_a_whole_new_outline_is_stored_in_its_order(editor: Person) -> None:
    begin(editor)
    drafts.edit_all(
        TRACK,
        [
            (StepKind.ADD, lambda m: outlines.add_category(m, {"en": "More", "es": "Más"})),
            (StepKind.MOVE, lambda m: outlines.shift_category(m, "more", -4)),
            (
                StepKind.MOVE,
                lambda m: competencies.place_in(m, "product-knowledge", "more"),
            ),
            (StepKind.MOVE, lambda m: outlines.shift_role(m, "css1", 2)),
            (StepKind.REMOVE, lambda m: outlines.remove_role(m, "css2")),
        ],
        by=editor,
    )
    db.session.expire_all()
    stored = draft()
    assert stored.categories[0].key == "more"
    assert [row.key for row in stored.categories[0].competencies] == ["product-knowledge"]
    assert [role.key for role in stored.roles] == ["senior-css", "css1"]
    assert [step.kind for step in steps()] == [
        StepKind.ADD,
        StepKind.MOVE,
        StepKind.MOVE,
        StepKind.MOVE,
        StepKind.REMOVE,
    ]


def test_only_roles_of_the_ladder_become_columns(editor: Person) -> None:
    begin(editor)
    column = RoleColumn("made-up", draft().roles[0].title, draft().roles[0].short, None)
    with pytest.raises(RuleBroken) as broken:
        edit(lambda m: outlines.add_role(m, column), editor)
    assert broken.value.refusal is Refusal.ROLE_UNKNOWN


def test_a_column_of_a_role_that_was_taken_out_comes_back(editor: Person) -> None:
    begin(editor)
    edit(lambda m: outlines.remove_role(m, "css1"), editor)
    role = ladders.whole_ladder().role("css1")
    assert role is not None
    column = RoleColumn(role.key, role.title, role.short, role.purpose)
    assert [r.key for r in edit(lambda m: outlines.add_role(m, column), editor).roles] == [
        "css2",
        "senior-css",
        "css1",
    ]


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(
    editor: Person, other: Person
) -> None:
    seen = begin(editor).every_behaviour()[KEY].text
    edit(rewording(KEY, en="Looks it up."), other)
    mine = Typed({**seen.texts, "en": "Tries it out."}, seen_print(seen))
    with pytest.raises(TextsClash) as clash:
        edit(lambda m: cells.reword_all(m, {KEY: mine}), editor)
    (one,) = clash.value.clashes
    assert one.theirs is not None
    assert one.theirs.original == "Looks it up."
    assert draft().every_behaviour()[KEY].text == one.theirs
    assert len(steps()) == 1


def test_what_changes_nothing_is_no_step(editor: Person) -> None:
    begin(editor)
    edit(lambda m: m, editor)
    edit(rewording(KEY), editor)
    assert steps() == []


# Discarding


def test_discarding_leaves_nothing_but_a_trace(editor: Person) -> None:
    counts = [count(model) for model in (MatrixVersion, WrittenBehaviour)]
    published = matrices.published(TRACK)
    begin(editor)
    edit(adding("Writes it down.", *CELL), editor, StepKind.ADD)
    drafts.undo(TRACK, by=editor)
    discard(editor)
    assert queries.current(TRACK) is None
    assert matrices.published(TRACK) == published
    assert [count(model) for model in (MatrixVersion, WrittenBehaviour)] == counts
    assert count(DraftStep) == 0
    actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions[-1] == "discarded matrix draft"
    assert "began matrix draft" in actions
    with pytest.raises(Missing):
        discard(editor)


def test_a_key_that_only_a_discarded_draft_had_is_given_to_nothing_else(editor: Person) -> None:
    begin(editor)
    edit(adding("Writes it down.", *CELL), editor, StepKind.ADD)
    discard(editor)
    begin(editor)
    after = edit(adding("Writes it down.", *CELL), editor, StepKind.ADD)
    assert "writes-it-down-2" in after.every_behaviour()


def test_a_draft_on_which_somebody_went_on_is_not_discarded(editor: Person, other: Person) -> None:
    begin(editor)
    version = queries.stored(TRACK)
    assert version is not None
    seen = queries.state(version)
    edit(adding("Writes it down.", *CELL), other, StepKind.ADD)
    with pytest.raises(RuleBroken) as broken:
        drafts.discard(TRACK, seen=seen, by=editor)
    assert broken.value.refusal is Refusal.CHANGED_MEANWHILE
    assert "writes-it-down" in draft().every_behaviour()


def test_a_new_draft_may_follow_a_discarded_one(editor: Person) -> None:
    first = begin(editor)
    discard(editor)
    assert same_content(begin(editor), first)
