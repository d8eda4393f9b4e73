"""Importing: all of it or nothing, into a new track, onto a draft, onto a published version."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.drafting import behaviours
from portal.domain.drafting.steps import StepKind
from portal.domain.drafting.texts import Typed, seen_print
from portal.domain.importing import ImportMode, Target
from portal.domain.languages import LocalizedText
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.interchange import json_files
from portal.interchange.formats import Tables, open_file
from portal.interchange.readings import ReadFramework
from portal.models import AuditEvent, Person, Role, Track
from portal.queries import drafts as draft_queries
from portal.queries import matrices
from portal.services import drafts, import_targets, imports
from tests.factories import make_member
from tests.states import changed_tables, database_state

BILLING = """Area;Competency;Agent;Senior agent
Craft;Invoices;Explains an invoice line by line;"- Solves a dispute with both sides
- Writes down how"
;Refunds;;Refunds what is owed the same day
"""
BAD = "Competency,Agent\nInvoices,Explains an invoice\nRefunds,Refunds at once\n,Greets people\n"


def read(text: str, name: str = "billing.csv") -> ReadFramework:
    opened = open_file(name, text.encode())
    return opened.read() if isinstance(opened, Tables) else opened


def exported(track: str = "frontline") -> ReadFramework:
    published = matrices.published(track)
    assert published is not None
    return read(json_files.write(published).decode(), f"{track}.json")


@pytest.fixture
def editor(app: Flask) -> Person:
    return make_member(is_people_ops=True)


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_a_new_track_comes_with_its_roles_and_a_draft(editor: Person) -> None:
    key = imports.bring_in(read(BILLING), Target(new_title="Billing"), by=editor).track_key
    assert key == "billing"
    draft = draft_queries.current(key)
    assert draft is not None
    assert [role.title.original for role in draft.roles] == ["Agent", "Senior agent"]
    assert [row.title.original for row in draft.competencies()] == ["Invoices", "Refunds"]
    assert len(draft.every_behaviour()) == 4
    roles = db.session.scalars(
        select(Role).join(Role.track).where(Track.key == key).order_by(Role.rank)
    ).all()
    assert [(role.key, role.rank) for role in roles] == [
        (draft.roles[0].key, 1),
        (draft.roles[1].key, 2),
    ]
    assert matrices.published(key) is None
    assert actions().count("imported matrix") == 1
    assert actions().count("added track") == 1
    assert actions().count("added role") == 2


def test_nothing_is_left_of_an_import_that_is_stopped(editor: Person) -> None:
    before = database_state()
    with pytest.raises(RuleBroken) as broken, db.session.begin_nested():
        imports.bring_in(read(BAD), Target(new_title="Billing"), by=editor)
    assert broken.value.refusal is Refusal.IMPORT_STOPPED
    assert changed_tables(before, database_state()) == []
    with pytest.raises(RuleBroken), db.session.begin_nested():
        imports.bring_in(read(BAD), Target(track_key="frontline"), by=editor)
    assert draft_queries.current("frontline") is None


def test_onto_a_published_version_it_is_a_draft_of_the_next(editor: Person) -> None:
    published = matrices.published("frontline")
    assert published is not None
    table = "Competency,CSS1,CSS2\nProduct knowledge,Reads the release notes each week,\n"
    target = Target(track_key="frontline", mode=ImportMode.ADD)
    proposal = imports.propose(read(table), target)
    assert (proposal.is_new_track, proposal.matched.new, proposal.stops) == (False, 1, False)
    imports.bring_in(read(table), target, by=editor, seen=proposal.stamp)
    draft = draft_queries.current("frontline")
    assert draft is not None
    assert draft.note is None
    assert draft.every_behaviour().keys() > published.every_behaviour().keys()
    assert matrices.published("frontline") == published
    drafts.undo("frontline", by=editor)
    undone = draft_queries.current("frontline")
    assert undone is not None
    assert undone.every_behaviour().keys() == published.every_behaviour().keys()


def test_replacing_takes_out_what_the_file_has_not(editor: Person) -> None:
    table = "Competency,CSS1\nProduct knowledge,Reads the release notes each week\n"
    imports.bring_in(read(table), Target(track_key="frontline"), by=editor)
    draft = draft_queries.current("frontline")
    assert draft is not None
    assert [role.key for role in draft.roles] == ["css1"]
    assert [b.text.original for b in draft.every_behaviour().values()] == [
        "Reads the release notes each week"
    ]


def test_onto_a_draft_it_is_one_more_step(editor: Person) -> None:
    drafts.start("frontline", by=editor)
    table = "Competency,CSS1\nHumour,Laughs with customers\n"
    target = Target(track_key="frontline", mode=ImportMode.ADD)
    imports.bring_in(read(table), target, by=editor)
    version = draft_queries.stored("frontline")
    assert version is not None
    assert [step.kind for step in draft_queries.steps(version)] == [StepKind.IMPORT]
    assert actions().count("began matrix draft") == 1


def test_what_is_there_already_changes_nothing(editor: Person) -> None:
    proposal = imports.propose(exported(), Target(track_key="frontline"))
    assert proposal.changes_nothing
    assert proposal.matched.matched_by_key == len(proposal.matched.matrix.every_behaviour())
    comparison = proposal.comparison()
    assert comparison is not None
    assert not comparison.is_changed


def test_an_import_is_of_what_was_seen(editor: Person) -> None:
    """Somebody rewords the draft between the look and the decision."""
    target = Target(track_key="frontline")
    drafts.start("frontline", by=editor)
    seen = imports.propose(exported(), target).stamp
    other = make_member(is_people_ops=True)
    key, behaviour = next(iter(drafts.start("frontline", by=other).every_behaviour().items()))
    typed = Typed({"en": "Says it otherwise"}, seen_print(behaviour.text))
    drafts.edit(
        "frontline",
        lambda draft: behaviours.reword(draft, key, typed),
        kind=StepKind.REWORD,
        by=other,
    )
    with pytest.raises(RuleBroken) as broken, db.session.begin_nested():
        imports.bring_in(exported(), target, by=editor, seen=seen)
    assert broken.value.refusal is Refusal.CHANGED_MEANWHILE
    draft = draft_queries.current("frontline")
    assert draft is not None
    assert draft.every_behaviour()[key].text.original == "Says it otherwise"


def test_beginning_the_draft_is_no_change_to_what_was_seen(editor: Person) -> None:
    table = read("Competency,CSS1\nHumour,Laughs with customers\n")
    target = Target(track_key="frontline")
    seen = imports.propose(table, target).stamp
    drafts.start("frontline", by=make_member(is_people_ops=True))
    assert imports.propose(table, target).stamp == seen
    imports.bring_in(table, target, by=editor, seen=seen)


@pytest.mark.parametrize("key", ["nowhere", "frontline "])
def test_a_track_that_is_not_there_is_missing(editor: Person, key: str) -> None:
    with pytest.raises(Missing):
        imports.propose(read(BILLING), Target(track_key=key))


def test_a_new_track_needs_a_name(editor: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        imports.propose(read(BILLING), Target(new_title="  "))
    assert (broken.value.refusal, broken.value.field) == (Refusal.TRACK_NAMELESS, "new_title")


@pytest.mark.parametrize(
    ("table", "track", "title"),
    [
        ("Competency,CSS1,CSS2\nA,b,c\n", "frontline", ""),
        ("Competency,Team Lead,Support Manager\nA,b,c\n", "leadership", ""),
        ("Competency,CSS1,Guru,Sage\nA,b,c,d\n", None, "Team matrix"),
        ("Competency,Guru,Sage\nA,b,c\n", None, "Team matrix"),
    ],
)
def test_a_file_probably_goes_where_its_roles_are(
    app: Flask, table: str, track: str | None, title: str
) -> None:
    likely = import_targets.likely_target(read(table), "Team matrix")
    assert (likely.track_key, likely.new_title) == (track, title)


def test_roles_of_other_tracks_keep_their_keys(editor: Person) -> None:
    table = "Competency,CSE,Guru\nHumour,Laughs with customers,Makes them laugh\n"
    imports.bring_in(read(table), Target(new_title="Clowns"), by=editor)
    draft = draft_queries.current("clowns")
    assert draft is not None
    assert draft.roles[0].key != "cse"
    assert draft.roles[0].title == LocalizedText({"en": "CSE"})
