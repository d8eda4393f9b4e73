"""Progression frameworks in YAML: levels with themes, and topics with levels."""

from __future__ import annotations

import json

import pytest

from portal.interchange.readings import FileRefusal, ProblemKind
from tests.interchange.opening import framework_of, line_of, problems, refusal_of, told

THEMES = """\
name: Support
levels:
  - id: agent
    name: Agent
  - id: lead
    name: Lead agent
themes:
  - id: tone
    name: Tone
    summary: How it sounds.
competencies:
  - id: 0F8FAD5B-D9CB-469F-A165-70867728950E
    level: agent
    theme: tone
    summary: Listens to the customer.
    examples:
      - Sums up what was said
    proficiency: Awareness
  - id: b
    level: lead
    theme: tone
    summary: |
      1. Coaches others.

      2. Shows how it is done.
  - id: c
    level: lead
    theme: no
    summary: ''
    examples: [Digs, Asks]
  - id: d
    level: nobody
    theme: tone
    summary: Is lost.
  - id: e
    level: agent
    theme: tone
"""

TOPICS = """\
---
title: "Front line"
levels: 2
topics:
  - name: "tone"
    title: "💬 Tone"
    content:
      - level: 1
        criteria:
          - "Listens to the customer"
      - level: 2
        exampleCriteria:
          - criteria: "Criteria for sublevel A"
            examples: ["Sums up"]
          - criteria: "Criteria for sublevel B"
            examples: ["Coaches"]
  - name: "depth: how far"
    title:
    content:
      - level: 2
        criteria:
          - "Digs"
---
"""


def test_themes_become_competencies_and_summaries_behaviours() -> None:
    read = framework_of("a.yml", THEMES)
    assert told(read) == {
        "Agent": {"Tone": ["Listens to the customer."]},
        "Lead agent": {
            "Tone": ["Coaches others.", "Shows how it is done."],
            "no": ["Digs", "Asks"],
        },
    }
    assert [role.key for role in read.roles] == ["agent", "lead"]
    first = next(read.behaviours())
    assert first.key == "0f8fad5b-d9cb-469f-a165-70867728950e"
    assert next(read.competencies()).key == "tone"


def test_problems_have_their_lines_and_the_way_to_them() -> None:
    read = framework_of("a.yml", THEMES)
    assert problems(read) == [
        (ProblemKind.LEFT_OUT, line_of(THEMES, "- Sums up"), "competencies[1].examples"),
        (ProblemKind.ROLE_MISSING, line_of(THEMES, "nobody"), "competencies[4].level"),
        (ProblemKind.BEHAVIOUR_MISSING, line_of(THEMES, "id: e"), "competencies[5]"),
    ]
    assert read.problems[0].detail == "Sums up what was said"


def test_the_same_as_json() -> None:
    data = {
        "levels": [{"id": 1, "name": "Agent"}],
        "competencies": [{"level": "1", "theme": "Tone", "summary": "Listens"}, "?"],
    }
    read = framework_of("a.json", json.dumps(data))
    assert told(read) == {"Agent": {"Tone": ["Listens"]}}
    assert problems(read) == [(ProblemKind.LEFT_OUT, None, "competencies[2]")]


def test_topics_become_competencies_and_sublevels_roles() -> None:
    read = framework_of("a.md", TOPICS)
    assert told(read) == {
        "Level 1": {"💬 Tone": ["Listens to the customer"]},
        "Level 2 · sublevel A": {"💬 Tone": ["Sums up"], "Depth: how far": ["Digs"]},
        "Level 2 · sublevel B": {"💬 Tone": ["Coaches"], "Depth: how far": ["Digs"]},
    }
    assert read.title is not None
    assert read.title.original == "Front line"


def test_levels_are_in_their_order() -> None:
    content = "".join(f"  - level: {n}\n    criteria: [Does {n}]\n" for n in (10, 2, 1))
    read = framework_of("a.yaml", f"topics:\n- name: tone\n  content:\n{content}")
    assert [role.name for role in read.roles] == ["Level 1", "Level 2", "Level 10"]


def test_a_tab_is_pointed_at() -> None:
    refused = refusal_of("a.md", TOPICS.replace('- "Digs"', '-\t"Digs"'))
    assert (refused.reason, refused.row) == (FileRefusal.BROKEN, line_of(TOPICS, "Digs"))
    assert refused.detail.startswith("tab")


@pytest.mark.parametrize("text", ["a: b\n", "- a\n- b\n", "levels: [a]\ncompetencies: {}\n"])
def test_other_yaml_is_no_framework(text: str) -> None:
    assert refusal_of("a.yaml", text).reason is FileRefusal.NOT_A_FRAMEWORK


@pytest.mark.parametrize(
    "text",
    [
        "topics: [{name: x, content: [{level: 1, criteria: {a: b}}]}]",
        "topics: [1, {content: 3}, {name: x, content: [{criteria: [a]}]}]",
        "levels: [{}]\ncompetencies: [{level: {}, summary: [[]]}]",
        "topics: [{name: x, content: [{level: [1], exampleCriteria: [a, {examples: 3}]}]}]",
    ],
)
def test_values_of_the_wrong_kind_do_no_harm(text: str) -> None:
    framework_of("a.yaml", text)
