"""What may be changed of a note, and what a context card may not do alone."""

from __future__ import annotations

from datetime import date

from portal.domain.evidence import (
    Entry,
    EvidenceKind,
    Use,
    cards_alone,
    frozen_because,
    in_own_words,
    refused_alone,
)
from portal.domain.refusals import Refusal

NOTE, THANKS, REVIEW, CARD = EvidenceKind


def test_a_card_never_stands_alone() -> None:
    kinds = {
        "only cards": [CARD, CARD],
        "a card beside a note": [CARD, NOTE],
        "a card beside a thank-you": [THANKS, CARD],
        "a card and words": [CARD],
        "nothing": [],
        "a review": [REVIEW],
    }
    assert cards_alone(kinds, also_told={"a card and words"}) == ("only cards",)
    assert refused_alone([CARD]) is Refusal.CARD_ALONE
    assert refused_alone([CARD, NOTE]) is refused_alone([]) is None


def test_what_others_rely_on_stays_and_what_is_still_written_binds_nobody() -> None:
    assert frozen_because(frozenset({Use.DRAFT})) is None
    reasons = {use: frozen_because({use, Use.DRAFT}) for use in Use if use is not Use.DRAFT}
    assert reasons == {
        Use.WAITING_VIEW: Refusal.EVIDENCE_WAITS,
        Use.SEALED_VIEW: Refusal.EVIDENCE_SEALED,
        Use.OBSERVED_GOAL: Refusal.EVIDENCE_SHOWS_GOAL,
        Use.CONFIRMED_MODULE: Refusal.EVIDENCE_SHOWS_MODULE,
    }


def test_only_own_words_are_reworded_and_only_a_card_has_a_metric() -> None:
    assert {kind for kind in EvidenceKind if in_own_words(kind)} == {NOTE, CARD}
    entry = Entry(date(2026, 3, 2), "It took long, and it was right.", metric="Handling time")
    assert entry.kind is CARD
    assert Entry(date(2026, 3, 2), "It helped.").kind is NOTE
