"""What tables say, row by row, and every problem with its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.domain.matrices import Weight
from portal.interchange import table_readings, table_shapes
from portal.interchange.column_words import ColumnKind
from portal.interchange.readings import (
    LONGEST_TEXT,
    MOST_BEHAVIOURS,
    FileRefusal,
    FileRefused,
    Place,
    Problem,
    ProblemKind,
    ReadFramework,
)
from portal.interchange.table_cells import column_letters
from portal.interchange.table_shapes import IGNORED, ColumnUse, Shape
from portal.interchange.tables import Row, Table
from tests.interchange.opening import grouped, problems, table_of, told


def reading(*rows: str) -> ReadFramework:
    table = table_of(*rows)
    return table_readings.read(table, table_shapes.recognise(table))


# Wide


def test_a_wide_table_by_role_and_competency() -> None:
    read = reading(
        "Category | Competency | Agent | Lead",
        "Craft | Tone | - Listens/- Sums up | Listens",
        " | Depth | | Digs",
        "People | Care | Helps | ",
    )
    assert told(read) == {
        "Agent": {"Tone": ["Listens", "Sums up"], "Care": ["Helps"]},
        "Lead": {"Tone": ["Listens"], "Depth": ["Digs"]},
    }
    assert grouped(read) == {"Craft": ["Tone", "Depth"], "People": ["Care"]}
    assert read.problems == ()


def test_a_line_of_its_own_heads_the_rows_below_it() -> None:
    read = reading("Skill | Junior | Lead", "CRAFT", "Tone | a | b", "Depth | c | d", "PEOPLE",
                   "Care | e | f")  # fmt: skip
    assert grouped(read) == {"CRAFT": ["Tone", "Depth"], "PEOPLE": ["Care"]}


def test_merged_competency_cells_are_filled_down() -> None:
    read = reading("Skill | Agent", "Tone | a", " | b", "Depth | c", " | d")
    assert told(read) == {"Agent": {"Tone": ["a", "b"], "Depth": ["c", "d"]}}


def test_a_competency_that_is_missing_once_is_a_problem() -> None:
    read = reading("Competency | Agent", "Tone | a", " | b", "Depth | c", "Care | d")
    assert problems(read) == [(ProblemKind.COMPETENCY_MISSING, 3, "Competency")]
    assert read.stops


def test_a_role_twice_is_a_problem_in_the_header() -> None:
    read = reading("Competency | Agent | agent", "Tone | a | b")
    assert problems(read) == [(ProblemKind.ROLE_TWICE, 1, "agent")]


def test_languages_stand_side_by_side() -> None:
    read = reading(
        "Competency | Agent | Agent (es)",
        "Tone | - Listens to the customer/- Sums up | - Escucha/- Resume",
        "Depth | - Digs/- Asks | - Cava",
    )
    assert told(read)["Agent"]["Tone"] == ["Listens to the customer", "Sums up"]
    assert told(read, "es")["Agent"]["Tone"] == ["Escucha", "Resume"]
    assert told(read, "es")["Agent"]["Depth"] == ["Digs", "Asks"]
    assert problems(read) == [(ProblemKind.LEFT_OUT, 3, "Agent (es)")]


def test_a_title_above_the_header_is_the_framework_s() -> None:
    read = reading("Support ladder", "Competency | Agent", "Tone | a")
    assert read.title is not None
    assert read.title.original == "Support ladder"


# Long


def test_a_long_table_by_role_and_competency() -> None:
    read = reading(
        "Role | Category | Competency | Weight | Behaviour",
        "Agent | Craft | Tone | Must-have | Listens",
        "Agent | Craft | Tone | | Sums up",
        "Lead | Craft | Tone | later | - Coaches/- Shows",
    )
    assert told(read) == {
        "Agent": {"Tone": ["Listens", "Sums up"]},
        "Lead": {"Tone": ["Coaches", "Shows"]},
    }
    weights = {cell.role: cell.weight for row in read.competencies() for cell in row.cells}
    assert weights == {"Agent": Weight.MUST_HAVE, "Lead": Weight.LATER}


def test_spanish_headings_and_weights() -> None:
    read = reading(
        "Puesto | Competencia | Peso | Conducta",
        "Agente | Tono | imprescindible | Escucha a la clienta",
    )
    behaviour = next(read.behaviours())
    assert behaviour.text.texts == {"es": "Escucha a la clienta"}
    assert next(read.competencies()).cells[0].weight is Weight.MUST_HAVE


def test_every_problem_has_its_row_and_column() -> None:
    read = reading(
        "Role | Competency | Weight | Behaviour",
        "Agent | Tone | heavy | Listens",
        " | Tone | | Sums up",
        "Agent | | | Digs",
        "Agent | Tone | | ",
        f"Agent | Tone | | {'x' * (LONGEST_TEXT + 1)}",
        "Agent | Tone | | Listens",
        "Agent | Tone | | Asks",
    )
    assert problems(read) == [
        (ProblemKind.WEIGHT_UNKNOWN, 2, "Weight"),
        (ProblemKind.ROLE_MISSING, 3, "Role"),
        (ProblemKind.COMPETENCY_MISSING, 4, "Competency"),
        (ProblemKind.BEHAVIOUR_MISSING, 5, "Behaviour"),
        (ProblemKind.TEXT_TOO_LONG, 6, "Behaviour"),
        (ProblemKind.REPEATED_BEHAVIOUR, 7, "Behaviour"),
    ]
    assert [problem.detail for problem in read.problems[:1]] == ["heavy"]


def test_keys_are_taken_and_checked() -> None:
    read = reading(
        "role key | role | competency key | competency | behaviour key | behaviour",
        "agent | Agent | tone | Tone | listens | Listens",
        "agent | Agent | tone | Tone | Not A Key | Sums up",
        "lead | Lead | tone | Tone | listens | Listens well",
        "agent | Somebody else | tone | Tone | asks | Asks",
    )
    assert [(b.key, b.text.original) for b in read.behaviours()][:2] == [
        ("listens", "Listens"),
        (None, "Sums up"),
    ]
    assert [role.key for role in read.roles] == ["agent", "lead"]
    assert problems(read) == [
        (ProblemKind.KEY_MALFORMED, 3, "behaviour"),
        (ProblemKind.KEY_TWICE, 4, "behaviour"),
        (ProblemKind.KEY_TWICE, 5, "role"),
    ]


def test_a_text_with_a_key_is_one_behaviour() -> None:
    read = reading("role | competency | behaviour key | behaviour", "Agent | Tone | x | a; b; c")
    assert told(read) == {"Agent": {"Tone": ["a; b; c"]}}


def test_an_outline_says_each_thing_once() -> None:
    read = reading(
        "Role | Competency | Behaviour",
        "Agent | Tone | Listens",
        " | | Sums up",
        " | Depth | Digs",
        " | | Asks",
        "Lead | Tone | Coaches",
        " | | Shows",
    )
    assert told(read) == {
        "Agent": {"Tone": ["Listens", "Sums up"], "Depth": ["Digs", "Asks"]},
        "Lead": {"Tone": ["Coaches", "Shows"]},
    }


def test_a_job_and_its_level_are_one_role() -> None:
    read = reading("Job | Level | Skill | Description", "Agent | 2 | Tone | Listens")
    assert [role.name for role in read.roles] == ["Agent · 2"]


def test_of_several_tracks_the_first_is_read() -> None:
    read = reading(
        "track | role | competency | behaviour",
        "front | Agent | Tone | Listens",
        "back | Agent | Tone | Digs",
        "back | Agent | Tone | Asks",
    )
    assert read.track_key == "front"
    assert told(read) == {"Agent": {"Tone": ["Listens"]}}
    assert problems(read) == [(ProblemKind.LEFT_OUT, 3, "track")]


def test_competencies_of_role_after_role_keep_their_order() -> None:
    read = reading(
        "Role | Competency | Behaviour",
        "Agent | Tone | a",
        "Agent | Depth | b",
        "Lead | Care | c",
        "Lead | Tone | d",
        "Lead | Pace | e",
        "Lead | Depth | f",
    )
    assert [row.title.original for row in read.competencies()] == ["Care", "Tone", "Pace", "Depth"]


# Roles down


def test_roles_down_and_competencies_across() -> None:
    read = reading("Level | Tone | Depth", "Junior | - a/- b | c", "Senior | d | ")
    assert told(read) == {"Junior": {"Tone": ["a", "b"], "Depth": ["c"]}, "Senior": {"Tone": ["d"]}}


# What people change


def test_a_mapping_can_be_corrected() -> None:
    table = table_of("Alpha | Beta | Gamma", "Tone | Listens | Sums up")
    mapping = table_shapes.Mapping(
        Shape.WIDE,
        1,
        (
            ColumnUse(ColumnKind.COMPETENCY),
            ColumnUse(ColumnKind.BEHAVIOUR, "es", "Agente"),
            IGNORED,
        ),
        "es",
    )
    assert told(table_readings.read(table, mapping), "es") == {"Agente": {"Tone": ["Listens"]}}


def test_a_mapping_without_what_it_takes_is_refused() -> None:
    table = table_of("Role | Competency | Behaviour", "Agent | Tone | Listens")
    mapping = table_shapes.recognise(table)
    columns = (mapping.columns[0], IGNORED, mapping.columns[2])
    with pytest.raises(FileRefused) as refused:
        table_readings.read(table, replace(mapping, columns=columns))
    assert refused.value.reason is FileRefusal.NOT_A_FRAMEWORK
    assert refused.value.detail == "competency"


def test_flaws_of_cells_that_are_not_read_do_not_matter() -> None:
    table = replace(
        table_of("Competency | Agent | Notes", "Tone | =A1 | =B1"),
        flaws={(2, 1): ProblemKind.FORMULA, (2, 2): ProblemKind.FORMULA},
    )
    read = table_readings.read(table, table_shapes.recognise(table))
    assert read.problems == (Problem(ProblemKind.FORMULA, Place(2, "Agent"), "=A1"),)


def test_more_behaviours_than_any_matrix_has_are_refused() -> None:
    rows = (Row(number, ("C", *["x; y; z"] * 9)) for number in range(2, 2 + MOST_BEHAVIOURS // 27))
    heads = Row(1, ("Competency", *[f"Agent {n}" for n in range(9)]))
    body = tuple(replace(row, cells=(f"C {row.number}", *row.cells[1:])) for row in rows)
    table = Table("", (heads, *body, Row(100_000, ("D", *["x; y; z"] * 9))))
    with pytest.raises(FileRefused) as refused:
        table_readings.read(table, table_shapes.recognise(table))
    assert refused.value.reason is FileRefusal.TOO_MANY_BEHAVIOURS


def test_columns_without_a_heading_are_counted_in_letters() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
