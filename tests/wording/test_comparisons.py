"""Every name of a comparison has its words, and the sentences of a changelog read well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal import create_app
from portal.domain.comparisons import (
    ChangeLevel,
    Entry,
    EntryKind,
    Extent,
    Presence,
    ReasonKind,
    RunKind,
    changelog,
    compare,
)
from portal.domain.matrices import Weight
from portal.wording import comparisons as comparison_words
from portal.wording.comparisons import entry_text
from tests.databases import settings_for
from tests.domain.comparisons.versions import text, version


@pytest.fixture(autouse=True)
def portal() -> Iterator[None]:
    """Words need the portal's languages, and no database."""
    with create_app(settings_for("sqlite://")).app_context():
        yield


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (ChangeLevel, comparison_words.CHANGE_LEVELS),
        (ChangeLevel, comparison_words.CHANGE_LEVEL_HINTS),
        (Extent, comparison_words.EXTENTS),
        (Presence, comparison_words.PRESENCES),
        (ReasonKind, comparison_words.REASONS),
        (RunKind, comparison_words.RUNS),
    ],
)
def test_every_name_has_its_words(names: type, words: dict[object, object]) -> None:
    assert set(words) == set(names)
    assert all(str(one).strip() for one in words.values())


@pytest.mark.parametrize("kind", EntryKind)
def test_every_entry_can_be_said(kind: EntryKind) -> None:
    entry = Entry(
        kind,
        names=(text("Care", "Cuidado"), text("Tact")),
        names_now=(text("Craft"),),
        weights=(Weight.LATER, Weight.MUST_HAVE),
        count=3,
    )
    said = entry_text(entry, "en")
    assert said
    assert "%" not in said
    assert "()" not in said


def test_entries_read_as_sentences() -> None:
    before = version({"Care": {"first": "a b"}, "Craft": {"first": "d"}})
    after = version(
        {"Care": {"first": "b n"}, "Craft": {"first": "d a"}},
        weights={("Craft", "first"): Weight.MUST_HAVE},
    )
    said = [entry_text(entry, "en") for entry in changelog(compare(before, after), "first")]
    weights = "Expected before, Must-have now."
    assert said == [
        "Care now also asks:",
        f"Craft matters more: {weights}",
        f"Now under Craft, no longer under Care, and so it matters more: {weights}",
    ]


def test_one_small_thing_is_not_several() -> None:
    assert entry_text(Entry(EntryKind.SMALL, count=1), "en").startswith("One small thing was")
    assert entry_text(Entry(EntryKind.SMALL, count=2), "en").startswith("2 small things were")


def test_names_are_in_the_readers_language() -> None:
    entry = Entry(EntryKind.GONE, names=(text("Care", "Cuidado"), text("Tact", "Tacto")))
    assert entry_text(entry, "es").startswith("Cuidado y Tacto")
