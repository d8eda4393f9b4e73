"""The page on the wording advice: every rule is there, and its examples do what it says."""

from __future__ import annotations

import pytest

from portal.domain.advice import Rule, advise_text
from portal.domain.advice.columns import MOST_COMPETENCIES
from portal.domain.advice.findings import SEVERITIES
from portal.wording import advice as advice_words
from tests.docs.markdown import DOCS, rows, section

PAGE = DOCS / "wording.md"
ABOUT_TEXTS = (
    Rule.TARGET_NUMBER,
    Rule.METRIC,
    Rule.UNOBSERVABLE_VERB,
    Rule.SEVERAL_IDEAS,
    Rule.LOADED_WORD,
    Rule.FILLER,
)
EXAMPLES = [
    (rule, *example)
    for rule in ABOUT_TEXTS
    for example in rows(section(PAGE, str(advice_words.RULES[rule]._args[0])))
]


def title(rule: Rule) -> str:
    return str(advice_words.RULES[rule]._args[0])


def test_the_list_of_rules_is_complete_and_in_order() -> None:
    written = [row for row in rows(section(PAGE, "Wording advice")) if len(row) == 3]
    listed = [row for row in written if row[1].strip("`") in set(Rule)]
    assert [(row[0].split("]")[0][1:], row[1].strip("`"), row[2]) for row in listed] == [
        (title(rule), rule.value, SEVERITIES[rule].value) for rule in Rule
    ]


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_says_why_and_what_to_write_instead(rule: Rule) -> None:
    text = section(PAGE, title(rule))
    assert "**Why.**" in text
    assert "**Instead.**" in text or list(rows(text))


@pytest.mark.parametrize(("rule", "language", "bad", "good"), EXAMPLES)
def test_the_examples_light_up_and_their_rewrites_do_not(
    rule: Rule, language: str, bad: str, good: str
) -> None:
    assert rule in {finding.rule for finding in advise_text(bad, language)}
    assert advise_text(good, language) == ()


def test_both_languages_have_examples_of_every_rule() -> None:
    for rule in ABOUT_TEXTS:
        assert {example[1] for example in EXAMPLES if example[0] is rule} == {"en", "es"}


def test_the_limits_are_those_of_the_rules() -> None:
    assert f"More than {MOST_COMPETENCIES} for one role" in PAGE.read_text()
