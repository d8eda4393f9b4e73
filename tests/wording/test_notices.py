"""What notices say: something for every kind, whatever is known, and never what somebody wrote."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from portal.domain.mails import Outcome, Trouble
from portal.domain.notices import ABOUT, NoticeKind
from portal.domain.workflows import MailState
from portal.models.accounts import EvidenceReminder
from portal.wording import mails
from portal.wording import notices as words

FULL = {
    "cycle": "Autumn round",
    "person": "Ana Prieto",
    "due": "2026-12-04",
    "zone": "America/New_York",
    "programme": "Onboarding",
    "module": "First calls",
    "exercise": "A late answer",
}
SHAMING = re.compile(r"\b(overdue|too late|failed|behind|must)\b|!", re.I)


def test_every_kind_has_its_words(app: Flask) -> None:
    assert set(FULL) | {"count"} == ABOUT
    with app.test_request_context():
        for kind in NoticeKind:
            title = words.notice_title(kind)
            assert not any(name in title for name in FULL.values()), "a title names nobody"
            for about in ({}, FULL, {**FULL, "count": "1"}, {**FULL, "count": "3"}):
                text = words.notice_text(kind, about)
                assert text.endswith(".")
                assert "%(" not in text
                assert not SHAMING.search(f"{title} {text}")
                assert ("Due by the end of Friday 4 December 2026 (America/New York)." in text) is (
                    "due" in about
                )
        assert set(mails.MAIL_STATES) == set(mails.MAIL_STATE_HINTS) == set(MailState)
        assert set(words.EVIDENCE_REMINDERS) == set(EvidenceReminder)
        for trouble in Trouble:
            problem = Outcome(MailState.WAITING, trouble, "550 5.1.1").problem
            assert mails.mail_problem(problem).endswith(" (550 5.1.1)")
        assert mails.mail_problem("") == ""


@pytest.mark.parametrize(
    "about", [{"due": "soon"}, {"count": "many"}, {"cycle": "Two\r\nlines", "due": ""}]
)
def test_odd_words_do_no_harm(app: Flask, about: dict[str, str]) -> None:
    with app.test_request_context():
        text = words.notice_text(NoticeKind.MANAGER_VIEWS_DUE, about)
    assert "\n" not in text
    assert "Due" not in text
