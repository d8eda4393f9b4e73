"""The steps of a draft: what is one, and how they are taken back and done again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.drafting import behaviours, cells
from portal.domain.drafting.retelling import retold
from portal.domain.drafting.steps import ONE_SITTING, StepKind
from portal.domain.drafting.texts import Typed, seen_print
from portal.domain.matrices import Matrix
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import (
    Behaviour,
    Person,
)
from portal.services import draft_steps, drafts
from tests.drafting import CELL, KEY, TRACK, adding, begin, draft, edit, rewording, steps
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


def test_a_step_tells_who_did_what_when_and_where(editor: Person) -> None:
    begin(editor)
    edit(rewording(KEY, en="Looks it up."), editor)
    (step,) = steps()
    assert (step.by, step.kind) == (editor, StepKind.REWORD)
    assert datetime.now(UTC) - step.at < timedelta(minutes=1)
    story = retold(draft(), draft_steps.altered_by(step))
    assert (story.where.competency, story.where.role) == CELL
    assert story.wordings[0].after is not None
    assert story.wordings[0].after.original == "Looks it up."


def test_typing_on_is_one_step_and_is_taken_back_as_one(editor: Person) -> None:
    before = begin(editor)
    for words in ("Looks", "Looks it", "Looks it up."):
        edit(rewording(KEY, en=words), editor)
    assert len(steps()) == 1
    assert same_content(drafts.undo(TRACK, by=editor).matrix, before)


def test_typing_on_after_a_pause_is_a_step_of_its_own(editor: Person) -> None:
    begin(editor)
    edit(rewording(KEY, en="Looks"), editor)
    steps()[0].at = datetime.now(UTC) - ONE_SITTING - timedelta(seconds=1)
    edit(rewording(KEY, en="Looks it up."), editor)
    assert len(steps()) == 2


def test_two_who_type_in_turn_take_steps_of_their_own(editor: Person, other: Person) -> None:
    begin(editor)
    edit(rewording(KEY, en="Looks"), editor)
    edit(rewording(KEY, en="Looks it up."), other)
    edit(rewording(KEY, en="Looks it up first."), editor)
    assert [step.by for step in steps()] == [editor, other, editor]


def test_typing_back_leaves_no_step(editor: Person) -> None:
    text = begin(editor).every_behaviour()[KEY].text
    edit(rewording(KEY, en="Looks"), editor)
    edit(
        lambda m: cells.reword_all(
            m,
            {KEY: Typed(text.texts, seen_print(m.every_behaviour()[KEY].text), frozenset({"es"}))},
        ),
        editor,
    )
    assert steps() == []
    assert draft().every_behaviour()[KEY].text == text


def test_undo_goes_back_step_by_step_and_redo_forward(editor: Person) -> None:
    states = [begin(editor)]
    states.append(edit(adding("Writes it down.", *CELL), editor, StepKind.ADD))
    states.append(edit(lambda m: behaviours.remove(m, *CELL, KEY), editor, StepKind.REMOVE))
    assert drafts.undo(TRACK, by=editor).matrix == states[1]
    outcome = drafts.undo(TRACK, by=editor)
    assert outcome.matrix == states[0]
    assert "cells/product-knowledge/css1" in {a.place for a in outcome.alterations}
    with pytest.raises(RuleBroken) as broken:
        drafts.undo(TRACK, by=editor)
    assert broken.value.refusal is Refusal.NOTHING_TO_UNDO
    assert drafts.redo(TRACK, by=editor).matrix == states[1]
    assert drafts.redo(TRACK, by=editor).matrix == states[2]
    with pytest.raises(RuleBroken):
        drafts.redo(TRACK, by=editor)
    db.session.expire_all()
    assert draft() == states[2]


def test_each_takes_back_their_own_steps(editor: Person, other: Person) -> None:
    begin(editor)
    edit(adding("Writes it down.", *CELL), editor, StepKind.ADD)
    edit(rewording(KEY, en="Looks it up."), other)
    outcome = drafts.undo(TRACK, by=editor)
    assert "writes-it-down" not in outcome.matrix.every_behaviour()
    assert outcome.matrix.every_behaviour()[KEY].text.original == "Looks it up."
    with pytest.raises(RuleBroken):
        drafts.undo(TRACK, by=editor)


def test_a_step_on_which_the_other_built_stays(editor: Person, other: Person) -> None:
    begin(editor)
    edit(adding("Writes it down.", *CELL), editor, StepKind.ADD)
    edit(rewording("writes-it-down", en="Writes it down at once."), other)
    before = draft()
    with pytest.raises(RuleBroken) as broken:
        drafts.undo(TRACK, by=editor)
    assert broken.value.refusal is Refusal.EDITED_SINCE
    assert draft() == before


def test_a_behaviour_that_comes_back_is_the_one_that_went(editor: Person) -> None:
    begin(editor)
    edit(adding("Writes it down.", *CELL), editor, StepKind.ADD)
    identity = db.session.scalars(select(Behaviour.id).where(Behaviour.key == "writes-it-down"))
    first = identity.one()
    drafts.undo(TRACK, by=editor)
    drafts.redo(TRACK, by=editor)
    again = db.session.scalars(select(Behaviour.id).where(Behaviour.key == "writes-it-down"))
    assert again.one() == first
