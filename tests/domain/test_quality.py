"""What belongs in a quality review, and what becomes of it in an evidence log."""

from __future__ import annotations

from portal.domain.evidence import LONGEST_TEXT
from portal.domain.quality import (
    LONGEST_CONVERSATION,
    LONGEST_WORDS,
    as_evidence,
    link_of,
    unfinished,
)


def test_a_review_says_what_worked_and_what_to_try() -> None:
    assert unfinished("Warm.", "Shorter.") == ()
    assert unfinished(" ", "Shorter.") == ("worked",)
    assert unfinished("", "") == ("worked", "to_try")


def test_only_a_page_becomes_a_link() -> None:
    assert link_of("https://inbox.example/c/1") == "https://inbox.example/c/1"
    for name in ("Case 4711", "javascript:alert(1)", "https://", "http://[", "https://a b", ""):
        assert link_of(name) == ""
    assert as_evidence("https://inbox.example/c/1", "Warm.") == (
        "Warm.",
        "https://inbox.example/c/1",
    )
    assert as_evidence("Case 4711", "Warm.") == ("Warm.\n\nCase 4711", "")


def test_every_review_fits_into_a_log() -> None:
    text, _link = as_evidence("x" * LONGEST_CONVERSATION, "y" * LONGEST_WORDS)
    assert len(text) <= LONGEST_TEXT
