"""The tone guide: worded, ordered, retired and brought back; loading seeds leaves it be."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.config import ROOT
from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import AuditEvent, Person
from portal.queries import tone_guide as queries
from portal.services import tone_guide
from portal.services.seeds import files, loading
from portal.services.tone_guide import PrincipleEntry
from tests.factories import make_member

SHIPPED = ["proud", "responsible", "empathetic", "articulate", "concise", "human"]


@pytest.fixture
def ops(app: Flask) -> Person:
    return make_member("Olga Ops", is_people_ops=True)


def entry(title: str, text: str = "Be so.", after: str | None = None) -> PrincipleEntry:
    words = LocalizedText({"en": text, "es": f"{text} (es)"})
    return PrincipleEntry(LocalizedText({"en": title}), words, after)


def keys() -> list[str]:
    return [principle.key for principle in queries.in_use()]


def actions() -> list[tuple[str, list[str]]]:
    events = db.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.object_kind == "tone_principles")
        .order_by(AuditEvent.id)
    )
    return [(event.action, list(event.fields)) for event in events]


def test_the_guide_is_kept(ops: Person) -> None:
    assert keys() == SHIPPED
    curious = tone_guide.add(entry("Curious", after="proud"), by=ops)
    again = tone_guide.add(entry("Curious", after="proud"), by=ops)
    assert curious.id == again.id
    assert keys() == ["proud", "curious", *SHIPPED[1:]]

    seen = curious.version
    tone_guide.change("curious", entry("Curious", "Ask first.", "human"), version=seen, by=ops)
    assert keys() == [*SHIPPED, "curious"]
    assert queries.principle("curious").text.words("es") == "Ask first. (es)"
    with pytest.raises(RuleBroken) as broken:
        tone_guide.change("curious", entry("Nosy"), version=seen, by=ops)
    assert broken.value.refusal is Refusal.CHANGED_MEANWHILE

    tone_guide.retire("curious", by=ops)
    tone_guide.retire("curious", by=ops)  # a second click
    assert keys() == SHIPPED
    assert [p.key for p in queries.every_principle()] == [*SHIPPED, "curious"]
    tone_guide.bring_back("curious", by=ops)
    assert keys() == [*SHIPPED, "curious"]
    with pytest.raises(Missing):
        tone_guide.retire("never-was", by=ops)
    assert actions() == [
        ("added tone principle", []),
        ("changed tone principle", ["text", "place"]),
        ("retired tone principle", ["is_retired"]),
        ("brought tone principle back", ["is_retired"]),
    ]


def test_loading_again_leaves_what_was_reworded(ops: Person) -> None:
    proud = queries.principle("proud")
    tone_guide.change("proud", entry("Unashamed"), version=proud.version, by=ops)
    tone_guide.retire("human", by=ops)
    report = loading.load(files.read(ROOT / "seeds"))
    assert queries.principle("proud").title.words("en") == "Unashamed"
    assert queries.principle("human").is_retired
    assert report.differing == ["tone_principles proud"]
    assert report.present["tone_principles"] == 6
