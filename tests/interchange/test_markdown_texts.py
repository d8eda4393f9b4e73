"""Frameworks in Markdown: headings, lists, tables, and what the portal itself writes."""

from __future__ import annotations

from time import process_time

import pytest

from portal.domain.matrices import Weight
from portal.interchange.readings import FileRefusal, ProblemKind
from tests.interchange.opening import framework_of, grouped, line_of, problems, refusal_of, told

LADDER = """\
# Support ladder

How we grow. Jump to:

- [Agent](#agent)
- [Lead agent](#lead-agent)

## Agent

Answers customers.

### Tone

What it sounds like.

- You *listen* first.
- You sum up,
  then you answer.

### Depth

1. You read the [guide](guide.md).

## Lead agent

### Tone

* You coach others.

## Questions

### Who wrote this?

We did.
"""


def test_a_section_a_role_and_in_it_competencies() -> None:
    read = framework_of("ladder.md", LADDER)
    assert told(read) == {
        "Agent": {
            "Tone": ["You listen first.", "You sum up, then you answer."],
            "Depth": ["You read the guide."],
        },
        "Lead agent": {"Tone": ["You coach others."]},
    }
    assert read.title is not None
    assert read.title.original == "Support ladder"
    assert read.roles[0].purpose is not None
    assert read.roles[0].purpose.original == "Answers customers."
    summary = next(read.competencies()).summary
    assert summary is not None
    assert summary.original == "What it sounds like."


def test_what_holds_no_behaviours_is_named_as_left_out() -> None:
    assert problems(framework_of("ladder.md", LADDER)) == [
        (ProblemKind.LEFT_OUT, 1, "Support ladder"),
        (ProblemKind.LEFT_OUT, line_of(LADDER, "## Questions"), "Questions"),
    ]


def test_behaviours_know_their_lines() -> None:
    read = framework_of("ladder.md", LADDER)
    lines = [line_of(LADDER, words) for words in ("You *listen*", "sum up", "coach", "You read")]
    assert [behaviour.place.row for behaviour in read.behaviours()] == lines


def test_categories_may_stand_between() -> None:
    read = framework_of(
        "a.md",
        "## Junior\n### Craft\n#### Tone\n- a\n#### Depth\n- b\n### People\n#### Care\n- c\n"
        "## Senior\n### Craft\n#### Tone\n- d\n",
    )
    assert told(read) == {
        "Junior": {"Tone": ["a"], "Depth": ["b"], "Care": ["c"]},
        "Senior": {"Tone": ["d"]},
    }
    assert grouped(read) == {"Craft": ["Tone", "Depth"], "People": ["Care"]}


def test_competencies_may_come_first() -> None:
    read = framework_of(
        "a.md", "## Tone\n### Junior\n- a\n### Senior\n- b\n## Depth\n### Junior\n- c\n"
    )
    assert told(read) == {"Junior": {"Tone": ["a"], "Depth": ["c"]}, "Senior": {"Tone": ["b"]}}


def test_headings_may_be_underlined_and_roles_of_the_first_level() -> None:
    read = framework_of(
        "a.md", "Agent\n=====\n\nTone\n----\n\n- a\n\nLead\n====\n\nTone\n----\n\n- b\n"
    )
    assert told(read) == {"Agent": {"Tone": ["a"]}, "Lead": {"Tone": ["b"]}}


def test_a_file_may_be_about_one_role() -> None:
    read = framework_of("a.md", "# Senior agent\n\n## Tone\n\n- a\n\n## Depth\n\n- b\n")
    assert told(read) == {"Senior agent": {"Tone": ["a"], "Depth": ["b"]}}


def test_paragraphs_do_where_nothing_is_listed() -> None:
    read = framework_of("a.md", "# L\n\n## Agent\n\n### Tone\n\nListens. Answers.\n\nSums up.\n")
    assert told(read) == {"Agent": {"Tone": ["Listens. Answers.", "Sums up."]}}


def test_a_list_right_below_a_role_lacks_its_competency() -> None:
    read = framework_of("a.md", "# Ladder\n\n## Agent\n\n- a\n\n## Lead\n\n- b\n")
    assert problems(read) == [
        (ProblemKind.COMPETENCY_MISSING, 3, "Agent"),
        (ProblemKind.COMPETENCY_MISSING, 7, "Lead"),
        (ProblemKind.NO_ROLES, None, ""),
    ]


def test_code_and_comments_are_not_read() -> None:
    text = "## Agent\n### Tone\n<!--\n- hidden\n-->\n- a\n```\n- code\n```\n- b\n"
    assert told(framework_of("a.md", text)) == {"Agent": {"Tone": ["a", "b"]}}


def test_spanish_is_noticed() -> None:
    read = framework_of("a.md", "## Agente\n### Tono\n- Escucha a la clienta y resume la duda.\n")
    assert next(read.behaviours()).text.original_language == "es"


def test_what_the_portal_writes_says_weight_and_category() -> None:
    read = framework_of(
        "a.md",
        "# Front\n\n*Version 1.1.0 (2026-01-05)*\n\nClearer.\n\n## Blue\n\nWhy.\n\n### Tone\n\n"
        "**Must-have** · Craft\n\nAbout it.\n\n- Listens \\*well\\*.\n\n"
        "  *Names a number because:* It is a name.\n\n### Depth\n\n**Later** · Craft\n\n## Green\n",
    )
    assert told(read) == {"Blue": {"Tone": ["Listens *well*."], "Depth": []}, "Green": {}}
    assert grouped(read) == {"Craft": ["Tone", "Depth"]}
    assert [row.cells[0].weight for row in read.competencies()] == [Weight.MUST_HAVE, Weight.LATER]
    assert read.note is not None
    assert read.note.original == "Clearer."
    waiver = next(read.behaviours()).waiver
    assert waiver is not None
    assert waiver.original == "It is a name."
    assert read.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "# Recipes\n\n## Bread\n\n- flour\n- water\n\n## Soup\n\n- leeks\n",
        "# Hello\n\nJust a letter.\n",
        "Only words.\n",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    assert refusal_of("a.md", text).reason is FileRefusal.NOT_A_FRAMEWORK


# Tables in Markdown

TABLE = """\
# Ladder

| Competency | Agent | Lead |
|:-----------|-------|-----:|
| Tone | Listens<br>Sums \\| up | **Coaches** |
| Depth | - Digs<br>- Asks | |
"""


def test_a_table_in_markdown_is_a_table() -> None:
    read = framework_of("a.md", TABLE)
    assert told(read) == {
        "Agent": {"Tone": ["Listens", "Sums | up"], "Depth": ["Digs", "Asks"]},
        "Lead": {"Tone": ["Coaches"]},
    }
    assert next(read.behaviours()).place.row == 5


def test_front_matter_of_another_kind_is_passed_over() -> None:
    text = "---\ntitle: x\ntags: [a]\n---\n" + LADDER
    read = framework_of("a.md", text)
    assert len(read.roles) == 2
    assert problems(read)[1] == (ProblemKind.LEFT_OUT, line_of(text, "## Que"), "Questions")


def test_brackets_without_end_are_not_followed() -> None:
    begun = process_time()
    for cell in ("[" * 19_000, "[" * 5_000, "![" * 2_500):
        rows = f"| {cell} |\n" * (1_000_000 // len(cell))
        refused = refusal_of("a.md", f"# T\n\n| a | b |\n|---|---|\n{rows}")
        assert refused.reason is FileRefusal.UNPACKS_TOO_LARGE
    assert process_time() - begun < 5


def test_a_cell_far_too_long_is_a_problem_of_its_place() -> None:
    cell = "[" * 7_000
    read = framework_of("a.md", f"| Competency | Agent |\n|---|---|\n| Tone | {cell} |\n")
    assert problems(read) == [(ProblemKind.TEXT_TOO_LONG, 3, "Agent")]
