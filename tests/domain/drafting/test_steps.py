"""Taking steps back and doing them again: whose, which, and when it cannot be done by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.drafting import behaviours, cells, competencies, outlines
from portal.domain.drafting.steps import (
    Step,
    StepKind,
    gone_on,
    taken_back,
    to_redo,
    to_undo,
)
from portal.domain.matrices import Matrix, RoleColumn, Weight
from portal.domain.matrix_parts import alterations
from portal.domain.refusals import Refusal, RuleBroken
from tests.domain.drafting.samples import NOTHING_TAKEN, cell, draft, keys, row, typed
from tests.domain.samples import title

Edit = Callable[[Matrix], Matrix]

EDITS: dict[str, Edit] = {
    "reword": lambda m: behaviours.reword(
        m, "checks", typed(m.every_behaviour()["checks"].text, en="Looks it up.")
    ),
    "add": lambda m: behaviours.add(m, "knowing", "one", {"en": "Writes."}, NOTHING_TAKEN),
    "repeat": lambda m: behaviours.repeat(m, "asks", "caring", "one"),
    "remove": lambda m: behaviours.remove(m, "knowing", "two", "checks"),
    "order": lambda m: cells.shift(m, "knowing", "one", "asks", 1),
    "move": lambda m: behaviours.move(m, "explains", ("knowing", "two"), ("caring", "one")),
    "split": lambda m: behaviours.split(
        m, "listens", [{"en": "Waits."}, {"en": "Hears."}], NOTHING_TAKEN
    ),
    "merge": lambda m: behaviours.merge(m, ["calms", "listens"], {"en": "Stays."}, NOTHING_TAKEN),
    "waive": lambda m: behaviours.waive(m, "asks", typed(None, en="The law.")),
    "weigh": lambda m: behaviours.set_weight(m, "caring", "two", Weight.MUST_HAVE),
    "drop": lambda m: behaviours.drop_cell(m, "caring", "two"),
    "competency": lambda m: competencies.add(m, "all", {"en": "Sharing"}, {}, NOTHING_TAKEN),
    "name": lambda m: (
        competencies.reword(
            m, "knowing", typed(row(m, "knowing").title, en="Product"), typed(None, en="New.")
        )
        if row(m, "knowing").summary is None
        else m
    ),
    "rows": lambda m: competencies.shift(m, "caring", -1),
    "row gone": lambda m: competencies.remove(m, "caring"),
    "rows merged": lambda m: competencies.merge(m, "caring", "knowing"),
    "row split": lambda m: competencies.split(
        m, "knowing", title={"en": "Half"}, summary={}, behaviours=["asks"], taken=NOTHING_TAKEN
    ),
    "category": lambda m: outlines.add_category(m, {"en": "More"}),
    "column": lambda m: outlines.add_role(m, RoleColumn("three", title("Three"), title("3"), None)),
    "columns": lambda m: outlines.shift_role(m, "one", 1),
    "column gone": lambda m: outlines.remove_role(m, "two"),
    "note": lambda m: outlines.reword_note(m, typed(m.note, en="Clearer.")),
    "no note": lambda m: outlines.reword_note(m, typed(m.note, en="")),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_every_edit_can_be_taken_back_and_done_again(edit: Edit) -> None:
    before = draft()
    after = edit(before)
    there, back = alterations(before, after), alterations(after, before)
    assert taken_back(after, there) == before
    assert taken_back(before, back) == after


@given(st.lists(st.sampled_from(sorted(EDITS)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_row_of_edits_is_taken_back_step_by_step(names: list[str]) -> None:
    matrix, steps = draft(), []
    for name in names:
        try:
            after = EDITS[name](matrix)
        except (RuleBroken, KeyError):
            continue
        steps.append((matrix, alterations(matrix, after)))
        matrix = after
    for before, altered in reversed(steps):
        matrix = taken_back(matrix, altered)
        assert matrix == before


def test_a_step_is_taken_back_although_others_went_on_elsewhere() -> None:
    before = draft()
    mine = EDITS["reword"](before)
    altered = alterations(before, mine)
    theirs = EDITS["weigh"](EDITS["order"](mine))
    back = taken_back(theirs, altered)
    assert back.every_behaviour()["checks"] == before.every_behaviour()["checks"]
    assert keys(back, "knowing", "one") == ["checks", "asks"]
    assert cell(back, "caring", "two").weight is Weight.MUST_HAVE


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [("order", "add"), ("add", "order"), ("row gone", "rows"), ("repeat", "row gone")],
)
def test_a_step_on_which_somebody_built_is_not_taken_back(mine: str, theirs: str) -> None:
    before = draft()
    after = EDITS[mine](before)
    altered = alterations(before, after)
    try:
        built_on = EDITS[theirs](after)
    except RuleBroken:
        built_on = competencies.remove(after, "knowing")
    with pytest.raises(RuleBroken) as broken:
        taken_back(built_on, altered)
    assert broken.value.refusal is Refusal.EDITED_SINCE


def test_a_step_whose_behaviour_was_used_again_is_not_taken_back() -> None:
    """Taking it back would leave a cell with a behaviour that nothing says."""
    before = draft()
    after = EDITS["add"](before)
    used = behaviours.repeat(after, "writes", "caring", "one")
    with pytest.raises(RuleBroken) as broken:
        taken_back(used, alterations(before, after))
    assert broken.value.refusal is Refusal.EDITED_SINCE


# Which step


def step(number: int, kind: StepKind = StepKind.REWORD, undoes: int | None = None) -> Step:
    return Step(number, kind, undoes)


def test_undoing_goes_back_one_by_one_and_redoing_forward_again() -> None:
    own = [step(1), step(2)]
    assert to_undo(own) == own[1]
    assert to_redo(own) is None
    own.append(step(3, StepKind.UNDO, 2))
    assert to_undo(own) == own[0]
    assert to_redo(own) == own[2]
    own.append(step(4, StepKind.UNDO, 1))
    assert to_undo(own) is None
    assert to_redo(own) == own[3]
    own.append(step(5, StepKind.REDO, 4))
    assert to_undo(own) == own[4]
    assert to_redo(own) == own[2]


def test_what_was_done_again_can_be_taken_back_again() -> None:
    own = [step(1), step(2, StepKind.UNDO, 1), step(3, StepKind.REDO, 2)]
    assert to_undo(own) == own[2]
    assert to_redo(own) is None


def test_after_something_new_there_is_nothing_to_do_again() -> None:
    own = [step(1), step(2, StepKind.UNDO, 1), step(3)]
    assert to_redo(own) is None
    assert to_undo(own) == own[2]


def test_with_no_steps_there_is_nothing_to_take_back() -> None:
    assert to_undo([]) is None
    assert to_redo([]) is None


# Typing on


def typed_on(*texts: str) -> list[tuple]:  # type: ignore[type-arg]
    matrix, steps = draft(), []
    for words in texts:
        known = matrix.every_behaviour()["asks"].text
        after = behaviours.reword(matrix, "asks", typed(known, en=words))
        steps.append(alterations(matrix, after))
        matrix = after
    return steps


def test_typing_on_at_one_text_is_one_step() -> None:
    first, second = typed_on("Asks", "Asks first.")
    together = gone_on(StepKind.REWORD, first, second)
    assert together is not None
    (one,) = together
    assert one.before == first[0].before
    assert one.after == second[0].after


def test_typing_back_to_what_it_was_is_no_step_at_all() -> None:
    first, second = typed_on("Asks first.", "Does asks.")
    assert gone_on(StepKind.REWORD, first, second) == ()


def test_other_places_and_other_deeds_are_steps_of_their_own() -> None:
    first, second = typed_on("Asks", "Asks first.")
    elsewhere = alterations(draft(), EDITS["reword"](draft()))
    assert gone_on(StepKind.REWORD, first, elsewhere) is None
    assert gone_on(StepKind.MOVE, first, second) is None
