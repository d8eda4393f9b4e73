"""Edits of categories, columns and the note."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.domain.drafting import competencies, outlines
from portal.domain.drafting.texts import TextsClash
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, RoleColumn
from portal.domain.refusals import Refusal, RuleBroken
from tests.domain.drafting.samples import draft, row, typed
from tests.domain.samples import title

THREE = RoleColumn("three", title("Three"), title("3"), None)


def categories(matrix: Matrix) -> list[str]:
    return [group.key for group in matrix.categories]


def roles(matrix: Matrix) -> list[str]:
    return [role.key for role in matrix.roles]


def test_a_category_is_added_once_reworded_and_ordered() -> None:
    matrix = outlines.add_category(draft(), {"en": "More", "es": "Más"})
    assert outlines.add_category(matrix, {"en": "More", "es": "Más"}) == matrix
    assert categories(matrix) == ["all", "more"]
    name = matrix.categories[1].title
    after = outlines.reword_category(matrix, "more", typed(name, en="Still more"))
    assert after.categories[1].title.words("en") == "Still more"
    assert categories(outlines.shift_category(after, "more", -1)) == ["more", "all"]
    assert categories(outlines.shift_category(after, "more", 1)) == ["all", "more"]
    assert categories(outlines.place_category(after, "all", 5)) == ["more", "all"]


def test_a_category_goes_once_it_is_empty() -> None:
    with pytest.raises(RuleBroken) as broken:
        outlines.remove_category(draft(), "all")
    assert broken.value.refusal is Refusal.CATEGORY_FULL
    empty = competencies.remove(competencies.remove(draft(), "knowing"), "caring")
    assert categories(outlines.remove_category(empty, "all")) == []


def test_columns_come_go_and_are_ordered() -> None:
    matrix = outlines.add_role(draft(), THREE)
    assert roles(matrix) == ["one", "two", "three"]
    with pytest.raises(RuleBroken) as broken:
        outlines.add_role(matrix, THREE)
    assert broken.value.refusal is Refusal.ALREADY_THERE
    assert roles(outlines.shift_role(matrix, "three", -1)) == ["one", "three", "two"]
    assert roles(outlines.shift_role(matrix, "three", 1)) == ["one", "two", "three"]
    without = outlines.remove_role(matrix, "one")
    assert roles(without) == ["two", "three"]
    assert list(row(without, "knowing").expectations) == ["two"]


def test_a_column_takes_over_what_the_ladder_calls_the_role() -> None:
    renamed = RoleColumn("one", title("The first"), title("1st"), title("Begins."))
    assert outlines.name_role(draft(), renamed).roles[0] == renamed


def test_the_note_is_written_reworded_and_taken_away() -> None:
    note = outlines.reword_note(draft(), typed(draft().note, en="Clearer."))
    assert note.note == LocalizedText({"en": "Clearer."})
    assert outlines.reword_note(note, typed(note.note, en="")).note is None
    with pytest.raises(TextsClash):
        outlines.reword_note(note, typed(draft().note, en="Shorter."))


@pytest.mark.parametrize(
    "edit",
    [
        lambda m: outlines.reword_category(m, "gone", typed(None, en="X")),
        lambda m: outlines.place_category(m, "gone", 0),
        lambda m: outlines.shift_category(m, "gone", 1),
        lambda m: outlines.remove_category(m, "gone"),
        lambda m: outlines.place_role(m, "gone", 0),
        lambda m: outlines.shift_role(m, "gone", 1),
        lambda m: outlines.remove_role(m, "gone"),
        lambda m: outlines.name_role(m, THREE),
    ],
)
def test_what_is_gone_cannot_be_edited(edit: Callable[[Matrix], Matrix]) -> None:
    with pytest.raises(RuleBroken) as broken:
        edit(draft())
    assert broken.value.refusal is Refusal.GONE_MEANWHILE
