"""Letting roles evolve: all that a plan said happens, or nothing does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select, update

from portal.db import db
from portal.domain.ladders import Role as LadderRole
from portal.domain.languages import LocalizedText
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.role_change_moves import Choice
from portal.domain.role_changes import TOLD_FOR_DAYS, ChangeKind, Proposal, Successor
from portal.models import AuditEvent, Person, Position, Role, RoleChange
from portal.queries import assessments, ladder_rows, ladders, matrices, role_changes
from portal.queries import drafts as draft_queries
from portal.services import drafts, people
from portal.services import role_changes as services
from tests.factories import make_person, make_view

pytestmark = pytest.mark.usefixtures("app")

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WHY = LocalizedText({"en": "Two jobs had grown together.", "es": "Eran dos trabajos."})
TOOLS = LadderRole(
    key="inbox-operations",
    track_key="operations",
    rank=3,
    title=LocalizedText({"en": "Inbox Operations", "es": "Operaciones de bandeja"}),
    short=LocalizedText({"en": "Inbox Ops"}),
    purpose=None,
    owns=(),
    ask=None,
)


@pytest.fixture
def ops() -> Person:
    return make_person("Paula Peopleops", role="ops-specialist")


@pytest.fixture
def stays() -> Person:
    return make_person("Sara Stays", role="senior-css")


@pytest.fixture
def goes() -> Person:
    return make_person("Gus Goes", role="senior-css")


def existing(key: str) -> Successor:
    role = ladders.whole_ladder().role(key)
    assert role is not None
    return Successor(role)


def splitting(*going: Person, **choices: object) -> Proposal:
    proposal = Proposal(
        kind=ChangeKind.SPLIT,
        successors=(Successor(TOOLS, is_new=True),),
        day=DAY,
        people={person.id: TOOLS.key for person in going},
        moves={},
        cells={},
    )
    return replace(proposal, **choices)  # type: ignore[arg-type]


def ending(kind: ChangeKind, to: str, *going: Person) -> Proposal:
    return Proposal(kind, (existing(to),), DAY, {person.id: to for person in going}, {}, {})


def done(role: str, proposal: Proposal, by: Person) -> RoleChange:
    """What somebody saw, carried out."""
    with time_machine.travel(NOON):
        seen = services.propose(role, proposal, by=by).seen
        change = services.carry_out(role, proposal, WHY, seen=seen, by=by)
        db.session.flush()
        return change


def held(person: Person) -> list[tuple[str, date, date | None]]:
    rows = db.session.execute(
        select(Role.key, Position.started_on, Position.ended_on)
        .join(Position, Position.role_id == Role.id)
        .where(Position.person_id == person.id)
        .order_by(Position.started_on)
    )
    return [tuple(row) for row in rows]


def refused(change: Callable[[], object]) -> Refusal:
    with pytest.raises(RuleBroken) as broken:
        change()
    return broken.value.refusal


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


# Splitting


def test_a_split_adds_the_new_role_and_moves_who_was_chosen(
    ops: Person, stays: Person, goes: Person
) -> None:
    change = done("senior-css", splitting(goes), ops)
    assert held(goes) == [
        ("senior-css", date(2024, 1, 8), DAY),
        ("inbox-operations", DAY, None),
    ]
    assert held(stays) == [("senior-css", date(2024, 1, 8), None)]
    new = ladders.whole_ladder().role("inbox-operations")
    assert new == TOOLS
    assert ladder_rows.role("senior-css").retired_on is None
    assert (change.effective_on, change.by_id, change.note) == (DAY, ops.id, WHY)
    assert actions()[-3:] == ["added role", "opened position", "split role"]


def test_those_concerned_can_see_what_happened(ops: Person, stays: Person, goes: Person) -> None:
    done("senior-css", splitting(goes), ops)
    (change,) = role_changes.of_role("senior-css")
    assert [role.key for role in change.successors] == ["inbox-operations"]
    assert role_changes.into_role("inbox-operations") == [change]
    assert role_changes.latest_by_role() == {"senior-css": change}
    with time_machine.travel(NOON + timedelta(days=TOLD_FOR_DAYS - 1)):
        for person, moved in ((stays, False), (goes, True)):
            news = role_changes.news_for(person)
            assert news is not None
            assert (news.change_id, news.has_moved) == (change.id, moved)
        assert role_changes.news_for(ops) is None
    with time_machine.travel(NOON + timedelta(days=TOLD_FOR_DAYS + 1)):
        assert role_changes.news_for(goes) is None
    (told,) = role_changes.by_position(goes).values()
    assert [(one.change_id, one.has_moved) for one in told] == [(change.id, True)]


def test_it_is_no_news_to_whoever_has_another_role_since(ops: Person, goes: Person) -> None:
    done("senior-css", splitting(goes), ops)
    with time_machine.travel(NOON + timedelta(days=3)):
        people.enter_position(goes, "css2", from_day=DAY + timedelta(days=2), by=ops)
        db.session.flush()
        assert role_changes.news_for(goes) is None


def test_moves_are_copied_passed_and_removed(ops: Person) -> None:
    moves = {
        "css2-to-senior-css": Choice.parse("copy:inbox-operations"),
        "senior-css-to-ops-specialist": Choice.parse("pass:inbox-operations"),
        "senior-css-to-pse": Choice.parse("remove"),
    }
    before = ladder_rows.move("css2-to-senior-css").takes
    done("senior-css", splitting(moves=moves), ops)
    ladder = ladders.whole_ladder()
    (way_in,) = ladder.ways_in("inbox-operations")
    assert way_in.origin is not None
    assert (way_in.origin.key, way_in.takes) == ("css2", before)
    (way_on,) = ladder.ways_out("inbox-operations")
    assert way_on.target is not None
    assert way_on.target.key == "ops-specialist"
    kept = {move.target.key for move in ladder.ways_out("senior-css") if move.target}
    assert {"ops-specialist", "pse"} & kept == set()
    assert "css2" in {move.origin.key for move in ladder.ways_in("senior-css") if move.origin}


def test_competencies_go_along_in_the_drafts_and_published_ones_stay(ops: Person) -> None:
    drafts.start("frontline", by=ops)
    drafts.start("operations", by=ops)
    published = [matrix.content_hash for matrix in matrices.all_published()]
    cells = {"inbox-stewardship": Choice.parse("pass:inbox-operations")}
    done("senior-css", splitting(cells=cells), ops)
    front, back = draft_queries.current("frontline"), draft_queries.current("operations")
    assert front is not None
    assert back is not None
    assert "senior-css" not in front.competency("inbox-stewardship").expectations  # type: ignore[union-attr]
    cell = back.competency("inbox-stewardship").expectations["inbox-operations"]  # type: ignore[union-attr]
    was = matrices.published("frontline").competency("inbox-stewardship")  # type: ignore[union-attr]
    assert cell == was.expectations["senior-css"]  # type: ignore[union-attr]
    assert [matrix.content_hash for matrix in matrices.all_published()] == published
    drafts.undo("frontline", by=ops)  # it is a step of theirs like any other


def test_open_self_assessments_stay_as_they_are(ops: Person, goes: Person) -> None:
    view = make_view(goes)
    version, role = view.assessment.matrix_version_id, view.assessment.role_id
    done("senior-css", splitting(goes), ops)
    draft = assessments.open_check(goes)
    assert draft is not None
    assert (draft.assessment.matrix_version_id, draft.assessment.role_id) == (version, role)


# Merging and retiring


def test_a_merge_ends_the_role_and_keeps_its_history(
    ops: Person, stays: Person, goes: Person
) -> None:
    drafts.start("frontline", by=ops)
    done("senior-css", ending(ChangeKind.MERGE, "css2", stays, goes), ops)
    role = ladder_rows.role("senior-css")
    assert role.retired_on == DAY
    for person in (stays, goes):
        assert [position[0] for position in held(person)] == ["senior-css", "css2"]
    ladder = ladders.whole_ladder()
    assert not [
        m for m in ladder.moves if "senior-css" in {e.key for e in (m.origin, m.target) if e}
    ]
    draft = draft_queries.current("frontline")
    assert draft is not None
    assert draft.role("senior-css") is None
    assert actions()[-1] == "merged role"


def test_whoever_began_that_day_is_in_the_other_role_from_the_first_day(ops: Person) -> None:
    late = make_person(role="senior-css", started_on=DAY)
    done("senior-css", ending(ChangeKind.RETIRE, "css2", late), ops)
    assert held(late) == [("css2", DAY, None)]
    assert "changed position" in actions()


def test_nobody_is_put_into_a_role_that_has_retired(ops: Person, goes: Person) -> None:
    done("senior-css", ending(ChangeKind.RETIRE, "css2", goes), ops)
    rep = make_person(role="css1")
    with pytest.raises(RuleBroken) as broken:
        people.enter_position(rep, "senior-css", from_day=DAY, by=ops)
    assert (broken.value.refusal, broken.value.field) == (Refusal.ROLE_RETIRED, "role")


def test_a_retired_role_comes_back(ops: Person, goes: Person) -> None:
    done("senior-css", ending(ChangeKind.RETIRE, "css2", goes), ops)
    role = ladder_rows.role("senior-css")
    version = role.version

    def bring_back() -> object:
        return services.bring_back("senior-css", WHY, version=version, today=DAY, by=ops)

    bring_back()
    assert ladder_rows.role("senior-css").retired_on is None
    assert [c.kind for c in role_changes.of_role("senior-css")] == [
        ChangeKind.REVIVE, ChangeKind.RETIRE,
    ]  # fmt: skip
    assert held(goes)[-1] == ("css2", DAY, None)
    assert refused(bring_back) is Refusal.CHANGED_MEANWHILE


# What somebody saw is what happens


def test_what_changed_meanwhile_is_not_carried_out(ops: Person, goes: Person) -> None:
    proposal = splitting(goes)
    with time_machine.travel(NOON):
        seen = services.propose("senior-css", proposal, by=ops).seen
        make_person(role="senior-css")
        before = db.session.scalar(select(func.count()).select_from(AuditEvent))

        def carry_out() -> object:
            return services.carry_out("senior-css", proposal, WHY, seen=seen, by=ops)

        assert refused(carry_out) is Refusal.CHANGED_MEANWHILE
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == before
    assert held(goes) == [("senior-css", date(2024, 1, 8), None)]
    assert "inbox-operations" not in ladder_rows.keys(Role)


def test_a_change_behind_ones_back_is_noticed(ops: Person, goes: Person) -> None:
    """Somebody else's transaction changed a row that this one had read before."""
    with time_machine.travel(NOON):
        seen = services.propose("senior-css", splitting(goes), by=ops).seen
        table = Person.__table__
        db.session.execute(
            update(table).where(table.c.id == goes.id).values(version=table.c.version + 1)  # type: ignore[arg-type]
        )
        assert (
            refused(
                lambda: services.carry_out("senior-css", splitting(goes), WHY, seen=seen, by=ops)
            )
            is Refusal.CHANGED_MEANWHILE
        )


def test_all_of_it_or_nothing(ops: Person, goes: Person) -> None:
    savepoint = db.session.begin_nested()
    done("senior-css", splitting(goes), ops)
    savepoint.rollback()
    db.session.expire_all()
    assert held(goes) == [("senior-css", date(2024, 1, 8), None)]
    assert role_changes.of_role("senior-css") == []
