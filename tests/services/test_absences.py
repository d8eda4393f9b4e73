"""Leaves: days only, one at a time for each person."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.domain.refusals import Refusal, RuleBroken
from portal.queries.absences import absences_of, is_away
from portal.queries.visibility.cycles import load_absence
from portal.services import absences
from portal.services.absences import Leave
from tests.factories import make_member, make_person


def test_two_leaves_of_one_person_never_cover_the_same_day(app: Flask) -> None:
    del app
    ops = make_member(is_people_ops=True)
    rep, other = make_person(), make_person()
    first = absences.enter(rep, Leave(date(2026, 3, 1), date(2026, 3, 10)), by=ops)
    absences.enter(other, Leave(date(2026, 3, 1), None), by=ops)
    for leave, field in (
        (Leave(date(2026, 3, 9), date(2026, 3, 12)), "from_on"),
        (Leave(date(2026, 2, 1), date(2026, 3, 2)), "from_on"),
        (Leave(date(2026, 2, 1), None), "from_on"),
        (Leave(date(2026, 5, 1), date(2026, 5, 1)), "until_on"),
    ):
        with pytest.raises(RuleBroken) as broken:
            absences.enter(rep, leave, by=ops)
        assert broken.value.field == field
    absences.enter(rep, Leave(date(2026, 3, 10), None), by=ops)  # away again on the day of return
    with pytest.raises(RuleBroken):
        absences.enter(rep, Leave(date(2027, 1, 1), date(2027, 2, 1)), by=ops)

    first = load_absence(rep.id, first.id, lock=True)
    seen = absences.as_leave(first)
    absences.change(first, Leave(date(2026, 2, 20), date(2026, 3, 8)), seen=seen, by=ops)
    with pytest.raises(RuleBroken) as broken:
        absences.change(first, seen, seen=seen, by=ops)
    assert broken.value.refusal is Refusal.CHANGED_MEANWHILE
    assert is_away(rep, date(2026, 3, 7))
    assert not is_away(rep, date(2026, 3, 8))  # the first day back
    absences.remove(first, by=ops)
    assert [leave.from_on for leave in absences_of(rep)] == [date(2026, 3, 10)]
