"""Whose turn it is: told from one's own side, and from what is in of the other's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.sealing import Moments, Party
from portal.domain.turns import Turn, beside, turn

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(hours=1), NOW + timedelta(days=3)
PARTIES = st.sampled_from([Party.SUBJECT, Party.MANAGER])


def both(moments: Moments, *, has_draft: bool = False) -> tuple[Turn, Turn]:
    """The turns of the person and of the manager."""
    return (
        turn(Party.SUBJECT, moments, NOW, has_draft=has_draft),
        turn(Party.MANAGER, moments, NOW, has_draft=has_draft),
    )


def test_turns_follow_an_assessment_from_the_first_word_to_the_last() -> None:
    assert both(Moments()) == (Turn.BEGIN, Turn.BEGIN)
    assert both(Moments(), has_draft=True) == (Turn.GO_ON, Turn.GO_ON)
    assert both(Moments(self_in_at=BEFORE)) == (Turn.OTHER_VIEW, Turn.BEGIN)
    views_in = {"self_in_at": BEFORE, "manager_in_at": BEFORE}
    waiting = Moments(**views_in, views_open_at=AFTER)
    assert both(waiting) == (Turn.OPENING_DAY, Turn.OPENING_DAY)
    opened = {**views_in, "views_open_at": BEFORE}
    assert both(Moments(**opened)) == (Turn.TALK, Turn.TALK)
    agreed = {**opened, "agreed_at": BEFORE}
    assert both(Moments(**agreed)) == (Turn.READ, Turn.OTHER_READS)
    assert both(Moments(**agreed, acknowledged_at=BEFORE)) == (Turn.DONE, Turn.DONE)


def test_a_reopened_view_is_its_authors_turn_again() -> None:
    moments = Moments(manager_in_at=BEFORE, views_open_at=BEFORE, agreed_at=BEFORE)
    assert both(moments, has_draft=True) == (Turn.GO_ON, Turn.OTHER_VIEW)


@given(PARTIES, st.booleans())
def test_the_others_draft_makes_no_difference(party: Party, is_in: bool) -> None:
    """Nothing but what is in is asked for; there is no way to tell it how far the other is."""
    own = {"self_in_at" if party is Party.SUBJECT else "manager_in_at": BEFORE if is_in else None}
    told = turn(party, Moments(**own), NOW, has_draft=False)
    assert told is (Turn.OTHER_VIEW if is_in else Turn.BEGIN)


def test_people_stand_in_a_row() -> None:
    assert beside("abc", "b") == ("a", "c")
    assert beside("abc", "a") == (None, "b")
    assert beside("abc", "c") == ("b", None)
    assert beside("abc", "x") == (None, None)
