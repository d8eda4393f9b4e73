"""Matrices as Moodle's CSV, by the rules its importer reads with."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Matrix
from portal.interchange.moodle_out import COLUMNS, shortened, write
from tests.domain.samples import matrix_of
from tests.interchange.matrices import matrices


def rows(content: bytes) -> list[dict[str, str]]:
    head, *found = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    assert tuple(head) == COLUMNS
    assert {len(row) for row in found} == {14}
    return [dict(zip(COLUMNS, row, strict=True)) for row in found]


@pytest.fixture
def matrix() -> Matrix:
    return matrix_of(
        {
            "tone": {"first": ("listens", "asks"), "second": ("leads", "asks")},
            "depth": {"second": ("asks",)},
        }
    )


def test_the_framework_comes_first_and_alone(matrix: Matrix) -> None:
    framework, *others = rows(write(matrix, "en"))
    assert framework == {
        **dict.fromkeys(COLUMNS, ""),
        "Id number": "front-1.0.0",
        "Shortname": "front 1.0.0",
        "Description": "<p>First.</p>",
        "Description format": "1",
        "Scale values": "Not yet,When prompted,On own initiative,Lifts others",
        "Scale configuration": framework["Scale configuration"],
        "Is framework": "1",
        "Taxonomy": "domain,competency,behaviour,behaviour",
    }
    assert {row["Is framework"] for row in others} == {""}
    first, *levels = json.loads(framework["Scale configuration"])
    assert first == {"scaleid": "1"}
    assert [level["id"] for level in levels if level["proficient"]] == [3, 4]
    assert sum(level["scaledefault"] for level in levels) == 1


def test_the_tree_and_the_branch_of_roles(matrix: Matrix) -> None:
    related = "Cross referenced competency id numbers"
    found = [
        (row["Parent id number"], row["Id number"], row["Shortname"], row[related])
        for row in rows(write(matrix, "en"))[1:]
    ]
    assert found == [
        ("", "categories/all", "All", ""),
        ("categories/all", "competencies/tone", "tone", ""),
        ("competencies/tone", "behaviours/listens", "Does listens.", "levels/first"),
        ("competencies/tone", "behaviours/asks", "Does asks.", "levels/first,levels/second"),
        ("competencies/tone", "behaviours/leads", "Does leads.", "levels/second"),
        ("categories/all", "competencies/depth", "depth", ""),
        ("competencies/depth", "behaviours/asks/2", "Does asks.", "levels/second"),
        ("", "levels", "Roles", ""),
        ("levels", "levels/first", "first", ""),
        ("levels", "levels/second", "second", ""),
    ]


def test_what_is_no_rule_says_so_as_moodle_does(matrix: Matrix) -> None:
    for row in rows(write(matrix, "es"))[1:]:
        assert (row["Rule outcome (optional)"], row["Rule config (optional)"]) == ("0", "null")
        assert row["Description format"] == "1"


def test_descriptions_are_html_and_short_names_are_cut(matrix: Matrix) -> None:
    long = LocalizedText({"en": f"<b>Asks</b> & {'listens ' * 30}well\nand long."})
    changed = replace(
        matrix, roles=tuple(replace(r, purpose=long, title=long) for r in matrix.roles)
    )
    last = rows(write(changed, "en"))[-1]
    assert last["Description"].startswith("<p>&lt;b&gt;Asks&lt;/b&gt; &amp; listens")
    assert last["Description"].endswith("well<br>and long.</p>")
    assert len(last["Shortname"]) <= 100
    assert last["Shortname"].startswith("<b>Asks</b> & listens")
    assert last["Shortname"].endswith("…")
    assert shortened("x" * 100) == "x" * 100


@given(matrix=matrices())
@settings(max_examples=40, deadline=None)
def test_moodle_finds_every_row_under_its_parent(matrix: Matrix) -> None:
    for language in LANGUAGES:
        framework, *found = rows(write(matrix, language))
        numbers = [row["Id number"] for row in found]
        assert len(numbers) == len(set(numbers))
        for row in (framework, *found):
            assert 0 < len(row["Id number"]) <= 100
            assert 0 < len(row["Shortname"]) <= 101  # an apostrophe may stand before it
            assert not row["Shortname"].startswith(("=", "+", "-", "@"))
        for row in found:
            parents = {"", *numbers[: numbers.index(row["Id number"])]}
            assert row["Parent id number"] in parents
            related = row["Cross referenced competency id numbers"]
            assert set(related.split(",")) - {""} <= set(numbers)
        behaviours = [n for n in numbers if n.startswith("behaviours/")]
        assert {n.split("/")[1] for n in behaviours} == set(matrix.every_behaviour())
