"""Publishing a draft: what is shown is what is published, once, as what it may be called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.comparisons import ChangeLevel
from portal.domain.drafting import behaviours, competencies, outlines
from portal.domain.drafting.texts import TextsClash
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionNumber, VersionState
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import AuditEvent, DraftStep, MatrixVersion, Person
from portal.queries import drafts as draft_queries
from portal.queries import matrices, versions
from portal.services import publishing
from tests.drafting import (
    KNOWING,
    NOTE,
    ROLE,
    TRACK,
    adding,
    asked,
    begin,
    change,
    decision,
    draft,
    publish,
    removing,
    rewording,
    typed_note,
    waiving,
)
from tests.factories import make_person, published_version

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def editor(app: Flask) -> Person:
    del app
    return make_person("Paula Peopleops")


def refused(refusal: Refusal, act: Callable[[], object]) -> None:
    with pytest.raises(RuleBroken) as broken, db.session.begin_nested():
        act()
    assert broken.value.refusal is refusal


def test_a_draft_becomes_the_version_in_force(editor: Person) -> None:
    before = published_version(TRACK)
    change(adding("Shows a colleague where an answer came from."), editor)
    done = publishing.publish(TRACK, decision(), by=editor)
    assert (done.number, done.was_already) == (VersionNumber(2, 0, 0), False)
    now = matrices.published(TRACK)
    assert now is not None
    assert (now.number, now.note) == (VersionNumber(2, 0, 0), LocalizedText(NOTE))
    assert "Shows a colleague where an answer came from." in {
        b.text.original for _, b in now.behaviours(ROLE)
    }
    assert before.state == VersionState.SUPERSEDED
    assert published_version(TRACK).content_hash == now.content_hash
    assert draft_queries.current(TRACK) is None
    assert db.session.scalar(select(func.count(DraftStep.id))) == 0


def test_publishing_leaves_its_trace(editor: Person) -> None:
    number = publish(editor, adding("Shows a colleague where an answer came from."))
    events = db.session.scalars(
        select(AuditEvent).where(AuditEvent.actor_id == editor.id).order_by(AuditEvent.id)
    ).all()
    assert [event.action for event in events[-2:]] == [
        "superseded matrix version", "published matrix version",
    ]  # fmt: skip
    assert events[-1].object_id == published_version(TRACK).id
    assert str(number) == "2.0.0"


@pytest.mark.parametrize(
    ("edit", "number"),
    [
        (lambda keys: adding("Shows a colleague where an answer came from."), "2.0.0"),
        (lambda keys: removing(keys[0]), "1.1.0"),
        (lambda keys: rewording(keys[0], es="Otra traducción, más cuidada."), "1.0.1"),
    ],
)
def test_the_number_says_what_kind_of_change_it_was(
    editor: Person, edit: Callable[[list[str]], object], number: str
) -> None:
    keys = asked(begin(editor))
    assert str(publish(editor, edit(keys))) == number  # type: ignore[arg-type]
    assert [str(v.number) for v in versions.history(TRACK)] == [number, "1.0.0"]


def test_a_greater_level_is_a_choice_and_a_lesser_one_is_refused(editor: Person) -> None:
    key = asked(begin(editor))[0]
    change(removing(key), editor)
    refused(
        Refusal.LEVEL_TOO_LOW,
        lambda: publishing.publish(TRACK, decision(ChangeLevel.PATCH), by=editor),
    )
    done = publishing.publish(TRACK, decision(ChangeLevel.MAJOR), by=editor)
    assert str(done.number) == "2.0.0"


def test_a_first_version_is_1_0_0_without_any_level(editor: Person) -> None:
    db.session.delete(_whole("operations"))
    db.session.flush()
    begin(editor, "operations")
    role = matrices.published(TRACK).role(ROLE)  # type: ignore[union-attr]
    assert role is not None
    change(lambda m: outlines.add_role(m, replace(role, key="senior-ops")), editor, "operations")
    change(lambda m: outlines.add_category(m, {"en": "Work"}), editor, "operations")
    change(
        lambda m: competencies.add(m, "work", {"en": "Planning"}, {"en": ""}, ()),
        editor,
        "operations",
    )
    refused(
        Refusal.NOTHING_TO_PUBLISH,
        lambda: publishing.publish("operations", decision(track="operations"), by=editor),
    )
    change(adding("Plans the week.", "planning", "senior-ops"), editor, "operations")
    done = publishing.publish("operations", decision(track="operations"), by=editor)
    assert done.number == VersionNumber(1, 0, 0)
    assert versions.history("operations")[0].level is None


def _whole(track: str) -> MatrixVersion:
    version_id = published_version(track).id
    return db.session.scalars(
        select(MatrixVersion)
        .where(MatrixVersion.id == version_id)
        .options(*matrices.whole_content())
    ).one()


def test_a_second_click_finds_it_published(editor: Person) -> None:
    change(adding("Shows a colleague where an answer came from."), editor)
    same = decision()
    publishing.publish(TRACK, same, by=editor)
    again = publishing.publish(TRACK, same, by=make_person())
    assert (str(again.number), again.was_already) == ("2.0.0", True)
    assert len(versions.history(TRACK)) == 2


def test_a_second_click_does_not_publish_what_was_begun_meanwhile(editor: Person) -> None:
    change(adding("Shows a colleague where an answer came from."), editor)
    same = decision()
    publishing.publish(TRACK, same, by=editor)
    change(adding("Reads the release notes aloud."), editor)
    assert publishing.publish(TRACK, same, by=editor).was_already
    assert draft_queries.current(TRACK) is not None


def test_what_was_edited_meanwhile_is_not_published(editor: Person) -> None:
    change(adding("Shows a colleague where an answer came from."), editor)
    stale = decision()
    change(adding("Reads the release notes aloud."), make_person())
    refused(Refusal.CHANGED_MEANWHILE, lambda: publishing.publish(TRACK, stale, by=editor))
    assert str(published_version(TRACK).number) == "1.0.0"


def test_what_was_compared_with_an_older_version_is_not_published(editor: Person) -> None:
    change(adding("Shows a colleague where an answer came from."), editor)
    stale = decision()
    publishing.publish(TRACK, decision(), by=editor)
    change(adding("Reads the release notes aloud."), editor)
    other = replace(stale, seen="somethingelse")
    refused(Refusal.CHANGED_MEANWHILE, lambda: publishing.publish(TRACK, other, by=editor))


def test_a_draft_that_is_gone_is_missing(editor: Person) -> None:
    change(adding("Shows a colleague where an answer came from."), editor)
    stale = replace(decision(), seen="somethingelse")
    db.session.delete(draft_queries.stored(TRACK))
    db.session.flush()
    with pytest.raises(Missing):
        publishing.publish(TRACK, stale, by=editor)


def test_a_version_has_a_note(editor: Person) -> None:
    change(adding("Shows a colleague where an answer came from."), editor)
    with pytest.raises(RuleBroken) as broken, db.session.begin_nested():
        publishing.publish(TRACK, decision(note={"en": " ", "es": ""}), by=editor)
    assert (broken.value.refusal, broken.value.field) == (Refusal.NOTE_MISSING, "note")
    done = publishing.publish(TRACK, decision(note={"es": "Solo en español."}), by=editor)
    assert str(done.number) == "2.0.0"


def test_nobody_publishes_a_note_that_they_have_not_seen(editor: Person) -> None:
    change(adding("Shows a colleague where an answer came from."), editor)
    change(lambda m: outlines.reword_note(m, typed_note({"en": "Mine."})), editor)
    seen = typed_note({"en": "Mine."}, LocalizedText({"en": "Mine."}))
    mine = replace(decision(), note=seen)
    theirs = typed_note({"en": "Theirs."}, LocalizedText({"en": "Mine."}))
    change(lambda m: outlines.reword_note(m, theirs), make_person())
    for typed in (seen, replace(seen, wordings={"en": "Mine, better."})):
        with pytest.raises(TextsClash), db.session.begin_nested():
            publishing.publish(TRACK, replace(mine, note=typed), by=editor)
    assert draft().note == LocalizedText({"en": "Theirs."})


def test_a_draft_that_changes_nothing_is_no_version(editor: Person) -> None:
    begin(editor)
    refused(
        Refusal.NOTHING_CHANGED,
        lambda: publishing.publish(TRACK, decision(ChangeLevel.PATCH), by=editor),
    )


def test_empty_cells_are_filled_first(editor: Person) -> None:
    keys = asked(begin(editor))
    for key in keys:
        change(removing(key), editor)
    refused(Refusal.EMPTY_CELLS, lambda: publishing.publish(TRACK, decision(), by=editor))
    change(lambda m: behaviours.drop_cell(m, KNOWING, ROLE), editor)
    assert str(publishing.publish(TRACK, decision(), by=editor).number) == "1.1.0"


def test_a_target_number_is_rewritten_or_given_a_reason_first(editor: Person) -> None:
    change(adding("Answers 20 tickets a day."), editor)
    refused(Refusal.NUMBERS_LEFT, lambda: publishing.publish(TRACK, decision(), by=editor))
    key = asked(draft())[-1]
    change(waiving(key, {"en": "The law asks for it."}), editor)
    publishing.publish(TRACK, decision(), by=editor)
    now = matrices.published(TRACK)
    assert now is not None
    assert now.every_behaviour()[key].waiver == LocalizedText({"en": "The law asks for it."})
