"""Keeping the ladder: what is added and changed, what is refused, what the trace keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.ladders import MoveKind
from portal.domain.languages import LocalizedText
from portal.domain.move_ends import Ends
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import AuditEvent, Move, Person, Role, Track
from portal.queries import drafts as draft_queries
from portal.queries import ladder_rows, ladders, matrices
from portal.services import drafts, ladder_moves
from portal.services import ladders as services
from portal.services.ladder_moves import MoveEntry
from portal.services.ladders import RoleEntry, TrackEntry
from tests.factories import make_person

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def ops() -> Person:
    return make_person("Paula Peopleops")


def text(words: str, **more: str) -> LocalizedText:
    return LocalizedText({"en": words, **more})


def refused(change: Callable[[], object]) -> tuple[Refusal, str | None]:
    with pytest.raises(RuleBroken) as broken:
        change()
    return broken.value.refusal, broken.value.field


def trace(action: str) -> list[list[str]]:
    found = select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)
    return [event.fields for event in db.session.scalars(found)]


def as_entry(key: str, **changes: object) -> RoleEntry:
    role = ladder_rows.role(key)
    entry = RoleEntry(
        role.track.key, role.rank, role.title, role.short, role.purpose, role.owns, role.ask
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def lanes() -> list[str]:
    return [track.key for track in ladders.whole_ladder().tracks]


# Tracks


def test_a_track_is_added_where_it_belongs(ops: Person) -> None:
    entry = TrackEntry(text("Quality & care", es="Calidad"), None, after="frontline")
    track = services.add_track(entry, by=ops)
    assert track.key == "quality-care"
    assert lanes() == [
        "frontline", "quality-care", "engineering", "operations", "leadership", "embedded",
    ]  # fmt: skip
    services.add_track(replace(entry, after=None), by=ops)
    assert lanes()[0] == "quality-care-2"
    assert len(trace("added track")) == 2


def test_a_track_is_changed_and_moved(ops: Person) -> None:
    track = ladder_rows.track("operations")
    title = track.title.reworded({"en": "Support operations"})
    services.change_track(
        "operations",
        TrackEntry(title, track.summary, after="leadership"),
        version=track.version,
        by=ops,
    )
    assert lanes() == ["frontline", "engineering", "leadership", "operations", "embedded"]
    changed = ladder_rows.track("operations")
    assert changed.title.words("en") == "Support operations"
    assert changed.title.outdated == {"es"}
    assert trace("changed track") == [["title", "place"]]
    others = select(Track.version).where(Track.key != "operations")
    assert set(db.session.scalars(others)) == {1}, "only their order changed"


# Roles


def test_a_role_is_added_and_no_matrix_knows_of_it(ops: Person) -> None:
    before = {matrix.track_key: matrix.content_hash for matrix in matrices.all_published()}
    entry = RoleEntry("operations", 3, text("Inbox Operations"), text("Inbox Ops"))
    assert services.add_role(entry, by=ops).key == "inbox-operations"
    assert services.add_role(entry, by=ops).key == "inbox-operations-2"
    found = ladders.whole_ladder().role("inbox-operations")
    assert found is not None
    assert (found.track_key, found.rank, found.purpose, found.owns) == ("operations", 3, None, ())
    after = {matrix.track_key: matrix.content_hash for matrix in matrices.all_published()}
    assert before == after


def test_a_role_is_called_something_else_and_so_is_its_column_in_the_draft(ops: Person) -> None:
    drafts.start("frontline", by=ops)
    title = ladder_rows.role("css2").title.reworded({"en": "Support Specialist"})
    services.change_role("css2", as_entry("css2", title=title), version=1, by=ops)
    draft, published = draft_queries.current("frontline"), matrices.published("frontline")
    assert draft is not None
    assert published is not None
    assert draft.role("css2").title == title  # type: ignore[union-attr]
    assert published.role("css2").title.words("en") == "Customer Support Specialist 2"  # type: ignore[union-attr]
    assert trace("changed role") == [["title"]]


def test_what_no_column_says_leaves_the_draft_alone(ops: Person) -> None:
    before = drafts.start("frontline", by=ops)
    services.change_role("css2", as_entry("css2", rank=4, owns=()), version=1, by=ops)
    assert draft_queries.current("frontline") == before
    services.change_role("css2", as_entry("css2"), version=2, by=ops)
    assert trace("changed role") == [["rank", "owns"]]


def test_a_role_with_a_column_stays_on_its_track(ops: Person) -> None:
    elsewhere = as_entry("css2", track_key="operations")
    assert refused(lambda: services.change_role("css2", elsewhere, version=1, by=ops)) == (
        Refusal.ROLE_HAS_COLUMN, "track",
    )  # fmt: skip
    entry = RoleEntry("operations", 3, text("Writer"), text("Writer"))
    role = services.add_role(entry, by=ops)
    moved = replace(entry, track_key="frontline")
    services.change_role(role.key, moved, version=role.version, by=ops)
    assert ladder_rows.role(role.key).track.key == "frontline"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(ops: Person) -> None:
    services.change_role("css2", as_entry("css2", rank=4), version=1, by=ops)
    stale = as_entry("css2", rank=5)
    track = ladder_rows.track("frontline")
    entry = TrackEntry(text("New"), None, None)
    for change in (
        lambda: services.change_role("css2", stale, version=1, by=ops),
        lambda: services.change_track("frontline", entry, version=track.version + 1, by=ops),
        lambda: ladder_moves.remove_move("css1-to-css2", version=2, by=ops),
    ):
        assert refused(change) == (Refusal.CHANGED_MEANWHILE, None)
    assert ladder_rows.role("css2").rank == 4


def test_a_role_is_added_to_the_draft_once(ops: Person) -> None:
    role = services.add_role(RoleEntry("frontline", 4, text("Writer"), text("Writer")), by=ops)
    with pytest.raises(Missing):
        services.add_to_draft(role.key, by=ops)
    drafts.start("frontline", by=ops)
    services.add_to_draft(role.key, by=ops)
    draft = draft_queries.current("frontline")
    assert draft is not None
    assert [column.key for column in draft.roles] == ["css1", "css2", "senior-css", "writer"]
    assert refused(lambda: services.add_to_draft(role.key, by=ops))[0] is Refusal.ALREADY_THERE


# Moves


def move_entry(
    kind: MoveKind, origin: str | None, target: str | None, place: str | None = None,
    **more: object,
) -> MoveEntry:  # fmt: skip
    entry = MoveEntry(Ends(kind, origin, target, place), None, (text("Has done it once."),))
    return replace(entry, **more)  # type: ignore[arg-type]


def test_a_move_is_added_at_the_end(ops: Person) -> None:
    entry = move_entry(MoveKind.PROMOTION, "css1", "cse", programme_key="technical-development")
    move = ladder_moves.add_move(entry, by=ops)
    assert move.key == "css1-to-cse"
    found = ladder_rows.moves()[-1]
    assert (found.key, found.programme and found.programme.key) == (
        "css1-to-cse", "technical-development",
    )  # fmt: skip
    assert len(trace("added move")) == 1


def test_a_place_outside_support_may_be_new(ops: Person) -> None:
    entry = move_entry(MoveKind.EXIT, "css2", None, new_place=text("Marketing", es="Marketing"))
    move = ladder_moves.add_move(entry, by=ops)
    assert move.key == "css2-to-marketing"
    assert [place.key for place in ladder_rows.destinations()][-1] == "marketing"
    assert len(trace("added destination")) == 1


def test_a_place_is_not_added_by_a_move_that_is_refused(ops: Person) -> None:
    entry = move_entry(MoveKind.SIDEWAYS, "css2", "pse", new_place=text("Marketing"))
    assert refused(lambda: ladder_moves.add_move(entry, by=ops)) == (
        Refusal.DESTINATION_NEEDLESS, "destination",
    )  # fmt: skip
    assert "marketing" not in [place.key for place in ladder_rows.destinations()]


def test_the_same_move_is_not_written_twice(ops: Person) -> None:
    again = move_entry(MoveKind.PROMOTION, "css1", "css2")
    assert refused(lambda: ladder_moves.add_move(again, by=ops)) == (
        Refusal.ALREADY_THERE, "target",
    )  # fmt: skip
    ladder_moves.add_move(move_entry(MoveKind.SIDEWAYS, "css1", "css2"), by=ops)
    ladder_moves.change_move("css1-to-css2", again, version=1, by=ops)
    assert trace("changed move") == [["takes"]]


def test_nobody_is_led_to_a_retired_role(ops: Person) -> None:
    ladder_rows.role("cse").retired_on = ops.started_on
    entry = move_entry(MoveKind.PROMOTION, "css1", "cse")
    assert refused(lambda: ladder_moves.add_move(entry, by=ops)) == (Refusal.ROLE_RETIRED, "target")
    there = move_entry(MoveKind.PROMOTION, "css2", "cse")
    ladder_moves.change_move("css2-to-cse", there, version=1, by=ops)


def test_a_move_is_removed(ops: Person) -> None:
    ladder_moves.remove_move("css1-to-css2", version=1, by=ops)
    assert db.session.scalar(select(Move).where(Move.key == "css1-to-css2")) is None
    assert len(trace("removed move")) == 1
    with pytest.raises(Missing):
        ladder_moves.remove_move("css1-to-css2", version=1, by=ops)


def test_services_leave_committing_to_the_edge(ops: Person) -> None:
    savepoint = db.session.begin_nested()
    services.add_role(RoleEntry("frontline", 4, text("Writer"), text("Writer")), by=ops)
    ladder_moves.remove_move("css1-to-css2", version=1, by=ops)
    savepoint.rollback()
    assert "writer" not in ladder_rows.keys(Role)
    assert ladder_rows.move("css1-to-css2")
