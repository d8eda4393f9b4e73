"""How far somebody is on a programme, and who may do what on their way."""

from __future__ import annotations

import pytest

from portal.domain.languages import LocalizedText
from portal.domain.programmes import (
    COMPLETION_MOVES,
    CONFIRM,
    LEAVE,
    PLACE,
    READ_TEXTS,
    TAKE_BACK,
    CompletionState,
    ModulePart,
    Seat,
    may,
    progress,
)

WAITING, MISSING, CONFIRMED = CompletionState


def module(key: str, *, is_retired: bool = False) -> ModulePart:
    return ModulePart(key, LocalizedText({"en": key}), is_retired)


def keys(modules: tuple[ModulePart, ...]) -> list[str]:
    return [part.key for part in modules]


def test_what_is_left_is_told_by_name_and_in_order() -> None:
    modules = [module("logs"), module("data"), module("reports"), module("guides")]
    found = progress(modules, {"reports": CONFIRMED, "data": WAITING, "guides": MISSING})
    assert keys(found.confirmed) == ["reports"]
    assert keys(found.waiting) == ["data"]
    assert keys(found.left) == ["logs", "data", "guides"]
    assert [step.state for step in found.steps] == [None, WAITING, CONFIRMED, MISSING]
    assert not found.is_through


def test_one_is_through_once_every_module_in_use_is_confirmed() -> None:
    modules = [module("logs"), module("old", is_retired=True), module("data")]
    assert not progress(modules, {"logs": CONFIRMED, "data": WAITING}).is_through
    found = progress(modules, {"logs": CONFIRMED, "data": CONFIRMED})
    assert found.is_through
    assert found.past == ()
    assert keys(progress(modules, {"old": CONFIRMED}).past) == ["old"]
    assert not progress([], {}).is_through, "nothing to learn is nothing learned"
    assert not progress([module("old", is_retired=True)], {"old": CONFIRMED}).is_through
    assert not progress([module("logs")], {"gone": CONFIRMED}).confirmed


def test_what_is_confirmed_stays_and_what_was_missing_can_be_added() -> None:
    assert COMPLETION_MOVES[CONFIRMED] == {WAITING}, "a confirmation can be taken back"
    assert COMPLETION_MOVES[MISSING] == {WAITING}, "nobody confirms what nobody looked at again"
    assert set(COMPLETION_MOVES) == set(CompletionState)


@pytest.mark.parametrize(
    ("seats", "allowed"),
    [
        ({Seat.PERSON}, [READ_TEXTS, LEAVE]),
        ({Seat.MENTOR}, [READ_TEXTS, CONFIRM, TAKE_BACK]),
        ({Seat.LEAD}, [READ_TEXTS, CONFIRM, TAKE_BACK, PLACE, LEAVE]),
        ({Seat.PEOPLE_OPS}, [TAKE_BACK, PLACE, LEAVE]),
        ({Seat.PEOPLE_OPS, Seat.MENTOR}, [READ_TEXTS, CONFIRM, TAKE_BACK, PLACE, LEAVE]),
        ({Seat.PERSON, Seat.PEOPLE_OPS}, [READ_TEXTS, LEAVE]),
        (set(), []),
    ],
)
def test_who_may_do_what(seats: set[Seat], allowed: list[frozenset[Seat]]) -> None:
    """People-ops read nobody's words, and nobody enrols or confirms themselves."""
    for doing in (READ_TEXTS, CONFIRM, TAKE_BACK, PLACE, LEAVE):
        assert may(seats, doing) == (doing in allowed), doing
