"""Every finding has words: what it is, why it matters, how to write it instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from portal import create_app
from portal.domain.advice import Finding, Rule, Severity, Spot, advise, advise_text
from portal.domain.advice.cells import Emptiness, Sameness
from portal.domain.advice.fillers import Filler
from portal.domain.advice.loaded_words import Load
from portal.domain.advice.several_ideas import Ideas
from portal.domain.advice.target_numbers import Target
from portal.domain.advice.unobservable_verbs import Inside
from portal.wording import advice as advice_words
from tests.databases import settings_for
from tests.domain.advice.drafts import draft_of

KINDS = {
    Rule.TARGET_NUMBER: Target,
    Rule.UNOBSERVABLE_VERB: Inside,
    Rule.SEVERAL_IDEAS: Ideas,
    Rule.LOADED_WORD: Load,
    Rule.FILLER: Filler,
    Rule.SAME_AS_NEIGHBOUR: Sameness,
    Rule.EMPTY_CELL: Emptiness,
}
DATA = {
    "first": "One",
    "second": "Two",
    "verbs": "asks",
    "other_verbs": "leads",
    "other_text": "Three",
    "count": 11,
    "most": 10,
    "beside": 3,
}


@pytest.fixture(scope="module", autouse=True)
def reader() -> Iterator[None]:
    """Somebody who reads English."""
    app: Flask = create_app(settings_for("sqlite://"))
    with app.test_request_context():
        yield


def every_finding() -> Iterator[Finding]:
    for rule in Rule:
        for kind in KINDS.get(rule, [""]):
            data = {**DATA, "kind": str(kind)}
            yield Finding(rule, Severity.SHOULD, Spot(), "en", "95 % QA", (0, 7), data)


@pytest.mark.parametrize(
    "finding", list(every_finding()), ids=lambda f: f"{f.rule}-{f.data['kind']}"
)
def test_every_kind_of_finding_has_its_words(finding: Finding) -> None:
    for text in (
        advice_words.rule_title(finding.rule),
        advice_words.rule_reason(finding),
        advice_words.rule_rewrite(finding),
    ):
        assert len(str(text)) > 5
        assert not re.search(r"%\(|None", str(text))


def test_every_kind_that_is_worded_exists() -> None:
    for texts in (advice_words.REASONS_BY_KIND, advice_words.REWRITES_BY_KIND):
        assert all(kind in set(KINDS[rule]) for rule, kind in texts)
    for texts in (advice_words.RULES, advice_words.REASONS, advice_words.REWRITES):
        assert set(texts) == set(Rule)
    assert set(advice_words.SEVERITIES) == set(Severity)


def test_the_words_name_what_lit_up() -> None:
    (found,) = advise_text("Solves 12 cases per shift.", "en")
    assert "“12 cases per shift” says how much" in str(advice_words.rule_reason(found))
    assert "in what order" in str(advice_words.rule_rewrite(found))


def test_both_halves_are_offered() -> None:
    (found,) = advise_text("Reviews conversations and coaches new starters.", "en")
    rewrite = str(advice_words.rule_rewrite(found))
    assert "“Reviews conversations” and “Coaches new starters”" in rewrite


def test_a_waived_number_is_spoken_of_as_one() -> None:
    found = Finding(Rule.TARGET_NUMBER, Severity.HINT, Spot(), "en", "12 %", (0, 4), {"waived": 1})
    assert "“12 %” is a target number that stays" in str(advice_words.rule_reason(found))
    assert "does it still hold" in str(advice_words.rule_rewrite(found))


def test_every_finding_of_a_matrix_can_be_told() -> None:
    matrix = draft_of(
        {
            "care": {
                "first": ("Leads 95 % of calls.", "Answers the team's difficult questions."),
                "second": ("Simply asks a ninja.", "Answers the team's questions."),
                "third": (),
            },
            "craft": {},
        }
    )
    told = [
        f"{advice_words.rule_title(one.rule)}: {advice_words.rule_reason(one)}"
        f" {advice_words.rule_rewrite(one)}"
        for one in advise(matrix)
    ]
    assert len(told) >= 6
    assert not any("%(" in text for text in told)
